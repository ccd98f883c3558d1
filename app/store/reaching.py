"""How far each author's entries are known here, and what came after such a mark.

The coverage of a report is made from it, and what has changed since a report was frozen.
"""

from collections.abc import Mapping
from typing import NamedTuple

from app.domain.reports import Reached
from app.store.connection import Connection
from sync.journal import Journal
from sync.protocol.identity import Author, EventId

_BEYOND = """
SELECT DISTINCT entity FROM journal_event
WHERE device = ? AND epoch = ? AND n > ? AND entity <> ''
"""
_UP_TO = """
SELECT DISTINCT entity FROM journal_event
WHERE device = ? AND epoch = ? AND n <= ? AND entity <> ''
"""
_SINCE = """
SELECT entity FROM journal_event WHERE seq > ? AND entity <> ''
UNION
SELECT entity FROM journal_log JOIN journal_event USING (device, epoch, n)
WHERE journal_log.position > ? AND entity <> ''
"""
_LOOKED_BACK = 50  # entries with a doubtful clock that are passed over


class Known(NamedTuple):
    """A mark in the journal: the last entry of each author that was known."""

    heads: Mapping[Author, int]

    def has(self, event: EventId) -> bool:
        """Was this entry known?"""
        return event.n <= self.heads.get(event.author, 0)


class Mark(NamedTuple):
    """How far the journal here had come: its last entry, and the last place in the order."""

    seq: int
    position: int


def reached(journal: Journal) -> list[Reached]:
    """Every author of whom something is held; an entry's clock counts only where it was right."""
    return [_reached(journal, author) for author in journal.lines.authors()]


def touched_beyond(connection: Connection, known: Known) -> list[str]:
    """The entities that the entries after a mark are about, by id."""
    found: set[str] = set()
    for device, epoch in connection.rows("SELECT DISTINCT device, epoch FROM journal_stretch"):
        author = Author(device, epoch)
        values = (*author, known.heads.get(author, 0))
        found.update(str(entity) for (entity,) in connection.rows(_BEYOND, values))
    return sorted(found)


def known_to(connection: Connection, known: Known) -> frozenset[str]:
    """The entities that the entries up to a mark are about."""
    found: set[str] = set()
    for author, n in known.heads.items():
        found.update(str(entity) for (entity,) in connection.rows(_UP_TO, (*author, n)))
    return frozenset(found)


def mark(connection: Connection) -> Mark:
    """Where the journal stands now."""
    seq = connection.value("SELECT max(seq) FROM journal_event")
    position = connection.value("SELECT max(position) FROM journal_log")
    return Mark(int(seq or 0), int(position or 0))


def touched_since(connection: Connection, before: Mark) -> list[str]:
    """The entities of which entries came, or got their place, after the journal stood there."""
    return sorted(str(entity) for (entity,) in connection.rows(_SINCE, tuple(before)))


def _reached(journal: Journal, author: Author) -> Reached:
    n = journal.head(author).n
    return Reached(
        device=author.device,
        epoch=author.epoch,
        n=n,
        at=_moment(journal, author, n),
        has_gap=journal.highest(author) > n,
    )


def _moment(journal: Journal, author: Author, n: int) -> int | None:
    """When the last entry up to n was written that had a clock to be trusted."""
    for before in range(n, max(0, n - _LOOKED_BACK), -1):
        event = journal.event(EventId(*author, before))
        if event is not None and event.envelope.clk != "bad":
            return event.envelope.at
    return None
