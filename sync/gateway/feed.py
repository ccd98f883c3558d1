"""What a client does not have yet: a piece of the order, and the frames of the events in it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from sync.gateway.commune import CommuneLog
from sync.gateway.storage.log import Placed
from sync.protocol import chain
from sync.protocol.frame import AIM_RAW, MAX_LINES, Frame, newest_of, pack
from sync.protocol.identity import Author
from sync.protocol.messages import MAX_RUNS, Held, Mark, Pull, Run, runs_of

_ROWS = MAX_RUNS
_SHRINKS_TO = 6
"""How much smaller we hope frames to be than their text; a wrong hope costs a second try."""


class Page(NamedTuple):
    """One answer's share of the log."""

    start: Mark
    runs: tuple[Run, ...]
    chain: bytes
    more: bool
    frames: tuple[bytes, ...]


def nothing(commune: CommuneLog) -> Page:
    """Tell nothing: for a device that may still send but not read."""
    start = Mark(0, chain.log_genesis(commune.code))
    return Page(start, (), start.chain, False, ())


def page(
    commune: CommuneLog,
    pull: Pull,
    heads: Sequence[Held],
    newest: int,
    *,
    tells_before: bool = False,
) -> Page:
    """Cut the piece of the log that follows the client's place and fits its bound.

    `newest` is the newest dictionary that the client can unpack; `tells_before` says H(n0-1) in
    each frame, for a carrier that may lose what came before it.
    """
    dictionary = newest_of(commune.dictionaries, newest)
    start = start_of(commune, pull)
    rows = commune.log.placed(start.position, _ROWS + 1)
    known = _known(commune, heads)
    budget = pull.max_bytes * _SHRINKS_TO
    while True:
        told = _cut(rows[:_ROWS], known, budget)
        frames = tuple(_frames(commune, told, known, dictionary, tells_before=tells_before))
        if sum(map(len, frames)) <= pull.max_bytes or len(_cut(told, known, 0)) == len(told):
            break
        budget //= 2
    return _page(commune, start, told, len(told) < len(rows), frames)


def _page(
    commune: CommuneLog, start: Mark, told: Sequence[Placed], more: bool, frames: tuple[bytes, ...]
) -> Page:
    end = commune.log.chain_at(told[-1].position) if told else start.chain
    return Page(start, runs_of(row.id for row in told), end or b"", more, frames)


def start_of(commune: CommuneLog, pull: Pull) -> Mark:
    """The highest place in the log where the client and we are equal."""
    for mark in sorted(pull.marks, reverse=True):
        if commune.log.chain_at(mark.position) == mark.chain:
            return mark
    return Mark(0, chain.log_genesis(commune.code))


def _known(commune: CommuneLog, heads: Sequence[Held]) -> dict[Author, int]:
    """How far the client holds the same chains as we do, by its own word.

    What is held beyond a gap says nothing of what stands before it: that may be another branch.
    """
    ends = {held.author: held.n for held in commune.have(head.author for head in heads)}
    return {
        head.author: head.n
        for head in heads
        if 0 < head.n <= ends[head.author]
        and commune.log.chain_of(head.author, head.n) == head.chain
    }


def _is_known(row: Placed, known: Mapping[Author, int]) -> bool:
    return row.id.n <= known.get(row.id.author, 0)


def _cut(rows: Sequence[Placed], known: Mapping[Author, int], budget: int) -> Sequence[Placed]:
    """As many events as fit, ending where every author's run ends at a seal; at least one batch."""
    best, open_runs, size = 0, set[Author](), 0
    for count, row in enumerate(rows, 1):
        if not _is_known(row, known):
            size += row.size
            (open_runs.discard if row.is_sealed else open_runs.add)(row.id.author)
        if size > budget and best:
            break
        if not open_runs:
            best = count
    return rows[: best or len(rows)]


def _frames(
    commune: CommuneLog,
    rows: Sequence[Placed],
    known: Mapping[Author, int],
    dictionary: int,
    *,
    tells_before: bool,
) -> Iterator[bytes]:
    """Frames with the events that the client lacks, author by author."""
    ranges: dict[Author, tuple[int, int]] = {}
    for row in rows:
        if not _is_known(row, known):
            first, _ = ranges.get(row.id.author, (row.id.n, 0))
            ranges[row.id.author] = (first, row.id.n)
    for author, (first, last) in ranges.items():
        for frame in _author_frames(commune, author, first, last):
            if tells_before and frame.n0 > 1:
                before = commune.log.chain_of(author, frame.n0 - 1)
                frame = msgspec.structs.replace(frame, before=before)  # noqa: PLW2901
            yield pack(frame, dictionary, commune.dictionaries)


def _author_frames(commune: CommuneLog, author: Author, first: int, last: int) -> Iterator[Frame]:
    """Join an author's events into frames of good size, each ending at a seal."""
    while first <= last:
        seals = _seals_up_to(commune, author, first, last)
        lines = commune.log.lines(author, first, min(seals[-1][0], first + MAX_LINES))
        n, signature = _furthest(seals, first, [line.size for line in lines])
        yield Frame(*author, first, tuple(lines[: n + 1 - first]), None, signature)
        first = n + 1


def _seals_up_to(
    commune: CommuneLog, author: Author, first: int, last: int
) -> list[tuple[int, bytes]]:
    """The seals inside a range and the first one that closes it."""
    seals = commune.log.seals(author, first)
    inside = sum(n < last for n, _ in seals)
    return seals[: inside + 1]


def _furthest(
    seals: Sequence[tuple[int, bytes]], first: int, sizes: Sequence[int]
) -> tuple[int, bytes]:
    """The last seal that a frame of good size reaches; the first one whatever its size."""
    fitting = [
        seal
        for seal in seals
        if seal[0] + 1 - first <= MAX_LINES and sum(sizes[: seal[0] + 1 - first]) <= AIM_RAW
    ]
    return fitting[-1] if fitting else seals[0]
