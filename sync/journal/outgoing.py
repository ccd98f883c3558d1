"""Frames for a receiver: runs of what it lacks, cut at seals."""

from collections.abc import Iterator

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
from sync.protocol.identity import Author


def frames_for(
    journal: Journal,
    receiver: str,
    first: Author,
    dictionary: int = 0,
    dictionaries: Dictionaries = NO_DICTIONARIES,
) -> Iterator[bytes]:
    """Pack whatever the receiver has not signed for, whoever wrote it.

    The province's certificates come first, if a gateway put back has lost them: nobody can take in
    the events of a device before its certificate. Then our own events, then our neighbours'.
    An author of whom the receiver holds another history than we do is left out: its branch comes to
    us by the feed, and one of the two gives way.
    """
    for author in _in_turn(journal, first):
        for frame in _lacking(journal, receiver, author):
            yield pack(frame, dictionary, dictionaries)


def _in_turn(journal: Journal, own: Author) -> list[Author]:
    """The province, this PC, the others."""
    known = journal.devices.all().values()
    certifying = {device.device for device in known if device.allows(CERTIFIED)}
    others = [author for author in journal.lines.authors() if author != own]
    return sorted([own, *others], key=lambda author: author.device not in certifying)


def is_wholly_confirmed(journal: Journal, receiver: str, author: Author) -> bool:
    """Tell whether the receiver has signed for everything that we hold of an author."""
    return not any(_gaps(journal, receiver, author))


def _lacking(journal: Journal, receiver: str, author: Author) -> Iterator[Frame]:
    if _differs(journal, receiver, author):
        return
    known = {last for _, last in journal.confirmed(receiver, author)}
    for first, last in _gaps(journal, receiver, author):
        for begin, end, signature in _runs(journal, author, first, last):
            before = journal.lines.chain_before(author, begin)
            told = None if begin == 1 or begin - 1 in known else before
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
    confirmed = journal.confirmed(receiver, author)
    for stretch in journal.lines.stretches(author):
        at = stretch.first
        for first, last in (piece for piece in confirmed if piece[0] <= stretch.last):
            if at < first:
                yield at, first - 1
            at = max(at, last + 1)
        if at <= stretch.last:
            yield at, stretch.last


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
