"""Frames for a receiver: runs of what it lacks, cut at seals."""

from collections.abc import Iterator, Mapping, Sequence

from sync.journal.journal import Journal
from sync.protocol.certificate import CERTIFIED
from sync.protocol.frame import (
    AIM_RAW,
    MAX_LINES,
    NO_DICTIONARIES,
    Dictionaries,
    Frame,
    pack,
)
from sync.protocol.identity import MAX_N, Author, EventId
from sync.protocol.messages import Held, Run

Ranges = Sequence[tuple[int, int]]
"""Runs of n, in order and without overlap."""


def frames_for(
    journal: Journal,
    receiver: str,
    first: Author,
    dictionary: int = 0,
    dictionaries: Dictionaries = NO_DICTIONARIES,
) -> Iterator[bytes]:
    """Pack whatever the receiver has not signed for, whoever wrote it; see `lacking`."""
    for frame in lacking(journal, receiver, first):
        yield pack(frame, dictionary, dictionaries)


def lacking(
    journal: Journal, receiver: str, first: Author, *, tells_before: bool = False
) -> Iterator[Frame]:
    """What the receiver has not signed for, run by run.

    The province's certificates come first, if a gateway put back has lost them: nobody can take in
    the events of a device before its certificate. Then our own events, then our neighbours'.
    An author of whom the receiver holds another history than we do is left out: its branch comes to
    us by the feed, and one of the two gives way. `tells_before` says H(n0-1) in each frame, for a
    carrier that may lose what came before it, and on which nothing is agreed beforehand: what this
    device wrote itself goes by it all the same, for no feed may ever come.
    """
    for author in _in_turn(journal, first):
        is_own = tells_before and author.device == first.device
        if is_own or not _differs(journal, receiver, author):
            yield from _lacking(journal, receiver, author, tells_before=tells_before)


def _in_turn(journal: Journal, own: Author) -> list[Author]:
    """The province, this PC, the others."""
    known = journal.devices.all().values()
    certifying = {device.device for device in known if device.allows(CERTIFIED)}
    others = [author for author in journal.lines.authors() if author != own]
    return sorted([own, *others], key=lambda author: author.device not in certifying)


def is_wholly_confirmed(journal: Journal, receiver: str, author: Author) -> bool:
    """Tell whether the receiver has signed for everything that we hold of an author."""
    return not any(_gaps(journal, receiver, author))


def frames_beyond(
    journal: Journal,
    heads: Mapping[Author, Held],
    first: Author,
    limits: Mapping[Author, int] | None = None,
    *,
    tells_before: bool = False,
) -> Iterator[Frame]:
    """What a receiver lacks by its own word of what it holds; `limits` name the last n of each.

    An author of whom it holds another history than we do is left out (see `frames_settling`).
    """
    for author in _in_turn(journal, first):
        most = MAX_N if limits is None else limits.get(author, 0)
        ranges = _known_by(journal, author, heads.get(author))
        if ranges is not None and most:
            yield from _frames(journal, author, ranges, most, tells_before=tells_before)


def frames_settling(
    journal: Journal, heads: Mapping[Author, Held], order: Sequence[Run]
) -> Iterator[Frame]:
    """Of authors of whom a receiver holds another history: our branch, where the order names it."""
    firsts, lasts = dict[Author, int](), dict[Author, int]()
    for run in order:
        author = Author(run.device, run.epoch)
        firsts.setdefault(author, run.n)
        lasts[author] = run.n + run.length - 1
    for author, n in firsts.items():
        if author in heads and _known_by(journal, author, heads[author]) is None:
            yield from _frames(journal, author, [(1, n - 1)] if n > 1 else [], lasts[author])


def _known_by(journal: Journal, author: Author, told: Held | None) -> Ranges | None:
    """What of ours a receiver holds; None if its history is another one than ours.

    An equal end beyond a gap of ours says nothing of what we hold before it: that may be another
    branch, and is told.
    """
    if told is None:
        return []
    ends = [(1, told.n, told.chain)] if told.n else []
    ranges, head = [], journal.head(author).n
    for first, last, end in [*ends, *told.beyond]:
        ours = journal.lines.chain_at(author, last)
        if ours not in {None, end}:
            return None
        begins = head + 1 if ours and first <= head < last else first
        ranges.append((begins, last))
    return ranges


def _lacking(
    journal: Journal, receiver: str, author: Author, *, tells_before: bool
) -> Iterator[Frame]:
    confirmed = journal.confirmed(receiver, author)
    yield from _frames(journal, author, confirmed, tells_before=tells_before)


def _frames(
    journal: Journal,
    author: Author,
    confirmed: Ranges,
    most: int = MAX_N,
    *,
    tells_before: bool = False,
) -> Iterator[Frame]:
    """Frames for the gaps between what is confirmed, up to the seal that closes `most`."""
    known = {last for _, last in confirmed}
    for first, last in _between(journal, author, confirmed, most):
        for begin, end, signature in _runs(journal, author, first, last):
            before = journal.lines.chain_before(author, begin)
            is_known = not tells_before and begin - 1 in known
            told = None if begin == 1 or is_known else before
            lines = tuple(journal.lines.between(author, begin, end))
            yield Frame(*author, begin, lines, told, signature)
            known.add(end)


def _differs(journal: Journal, receiver: str, author: Author) -> bool:
    """Tell whether the receiver signed for another history of this author."""
    return any(
        journal.lines.chain_at(author, last) not in {None, end}
        for _, last, end in journal.receivers.ranges(receiver, author)
    )


def _gaps(journal: Journal, receiver: str, author: Author) -> Iterator[tuple[int, int]]:
    """The ranges of n that we hold and the receiver has not signed for."""
    return _between(journal, author, journal.confirmed(receiver, author), MAX_N)


def _between(
    journal: Journal, author: Author, confirmed: Ranges, most: int
) -> Iterator[tuple[int, int]]:
    """The ranges of n up to `most` that we hold beside the confirmed ones."""
    for stretch in journal.lines.stretches(author):
        at, end = stretch.first, min(stretch.last, most)
        for first, last in (piece for piece in confirmed if piece[0] <= end):
            if at < first:
                yield at, first - 1
            at = max(at, last + 1)
        if at <= end:
            yield at, end


def _runs(
    journal: Journal, author: Author, first: int, last: int
) -> Iterator[tuple[int, int, bytes]]:
    """Cut a range at seals, each run as long as a frame should be: (first, last, signature).

    The last run goes on to the seal that closes it; what the receiver holds already is trimmed
    there.
    """
    end = next(each.last for each in journal.lines.stretches(author) if first <= each.last)
    begin, raw = first, 0
    best: tuple[int, bytes] | None = None
    for n, signature in journal.lines.seals(author, first, end):
        # Read as far as runs are asked for: a journal of months is not weighed for one round.
        weighed = journal.lines.sizes(author, best[0] + 1 if best else begin, n)
        piece: int = sum(weighed)
        if best and (best[0] >= last or not _fits(n - begin + 1, raw + piece)):
            yield begin, *best
            begin, raw, best = best[0] + 1, 0, None
        if begin > last:
            return
        raw, best = raw + piece, (n, signature)
    if best:
        yield begin, *best


def _fits(lines: int, raw: int) -> bool:
    return lines <= MAX_LINES and raw <= AIM_RAW


def frame_with(journal: Journal, event: EventId) -> Frame | None:
    """A frame that begins with this event and proves itself, whatever else a receiver lacks."""
    for begin, end, signature in _runs(journal, event.author, event.n, event.n):
        before = journal.lines.chain_before(event.author, begin)
        lines = tuple(journal.lines.between(event.author, begin, end))
        return Frame(*event.author, begin, lines, None if begin == 1 else before, signature)
    return None
