"""One commune's ordered log: each event with its position, each author's chain, what is set aside.

Positions 1, 2, 3 ... are given in the transaction that stores the event, from one counter row that
its writer holds alone: a reader who has seen position p has seen everything below it.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple, TypeAlias

from sync.gateway.storage import log_epochs
from sync.gateway.storage.database import Database, Session
from sync.protocol import chain
from sync.protocol.errors import Malformed
from sync.protocol.event import Line, read_envelope
from sync.protocol.identity import Author, EventId
from sync.protocol.log_epoch import draw
from sync.protocol.rules import Holding, Stretch

_STORE = """INSERT INTO events
    (device, epoch, n, h, envelope, dh, payload, salt, entity, kind, chain)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_NAME_FILE = "INSERT INTO named_files (file) VALUES (?) ON CONFLICT DO NOTHING"
_PLACE = "INSERT INTO positions (position, device, epoch, n, chain) VALUES (?, ?, ?, ?, ?)"
_UNPLACED = """SELECT n, h, kind FROM events
    WHERE device = ? AND epoch = ? AND n BETWEEN ? AND ? ORDER BY n"""
_NEW_STRETCH = """INSERT INTO stretches (device, epoch, first, last, before, chain)
    VALUES (?, ?, ?, ?, ?, ?)"""
_LONGER_STRETCH = """UPDATE stretches SET last = ?, before = ?, chain = ?
    WHERE device = ? AND epoch = ? AND first = ?"""
_FORGET_STRETCH = "DELETE FROM stretches WHERE device = ? AND epoch = ? AND first = ?"
_SET_ASIDE = """INSERT INTO set_aside
    (device, epoch, n, h, reason, envelope, dh, payload, salt, arrived_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"""
_COUNTS_AFTER_ALL = """DELETE FROM set_aside
    WHERE device = ? AND epoch = ? AND n BETWEEN ? AND ? AND reason = 'fork' AND EXISTS (
        SELECT 1 FROM events WHERE events.device = set_aside.device
        AND events.epoch = set_aside.epoch AND events.n = set_aside.n
        AND events.h = set_aside.h)"""
_GIVE_WAY = tuple(
    f"DELETE FROM {table} WHERE device = ? AND epoch = ? AND n BETWEEN ? AND ?"  # noqa: S608
    for table in ("events", "seals")
)
_KEEP_LINK = """INSERT INTO branches (device, epoch, n, chain, before)
    VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"""
_MAX_ENTITY = 100
"""A longer name is no entity's; an index of a database has its bounds too."""


Links: TypeAlias = dict[tuple[int, bytes], bytes]


class _Label(NamedTuple):
    """What the gateway reads of an event, once: to find it again, never to interpret it."""

    entity: str
    kind: str
    files: tuple[str, ...]


class End(NamedTuple):
    """Where the log ends; `covered` is the last position that a backup holds."""

    log_epoch: str
    position: int
    chain: bytes
    covered: int


class Placed(NamedTuple):
    """An event's place and what may be said of it without opening it."""

    position: int
    id: EventId
    size: int
    is_sealed: bool


class Writer:
    """What may be done inside one write transaction; see `Log.write`."""

    def __init__(self, db: Session) -> None:
        self._db = db

    def holding(self, author: Author, first: int, last: int) -> Holding:
        """What is held of an author, and of its events from `first` to `last` the hashes."""
        rows = self._db.execute(
            """SELECT n, h, chain FROM events
            WHERE device = ? AND epoch = ? AND n BETWEEN ? AND ?""",
            (*author, first, last),
        ).fetchall()
        return Holding(
            _stretches(self._db, author),
            {n: h for n, h, _ in rows},
            {n: link for n, _, link in rows},
        )

    def store(
        self, author: Author, first: int, lines: Sequence[Line], chains: Sequence[bytes]
    ) -> None:
        """Store authentic events that are not held yet, from n = `first` on."""
        labels = [_label(line) for line in lines]
        told = zip(itertools.count(first), lines, labels, chains, strict=False)
        rows = [
            (*author, n, line.h, line.envelope, line.dh, line.payload, line.salt,
             label.entity, label.kind, link)
            for n, line, label, link in told
        ]  # fmt: skip
        self._db.executemany(_STORE, rows)
        files = [(file,) for label in labels for file in label.files]
        if files:
            self._db.executemany(_NAME_FILE, files)
        self._db.execute(_COUNTS_AFTER_ALL, (*author, first, first + len(lines) - 1))

    def give_way(self, author: Author, piece: Stretch, now_ms: int) -> None:
        """Set a piece aside that has no place, and that keeps out what may have one."""
        lines = _lines(self._db, author, piece.first, piece.last)
        links = list(chain.run(piece.before, (line.h for line in lines)))
        self.set_aside(author, piece.first, lines, "fork", now_ms)
        self.keep_branch(author, piece.first, piece.before, links)
        for statement in _GIVE_WAY:
            self._db.execute(statement, (*author, piece.first, piece.last))
        self._db.execute(_FORGET_STRETCH, (*author, piece.first))

    def keep_stretches(
        self, author: Author, before: Sequence[Stretch], now: Sequence[Stretch]
    ) -> None:
        """Say anew what is held of an author, where it is not what was held before."""
        was, is_now = ({one.first: one for one in held} for held in (before, now))
        for first in was.keys() - is_now.keys():
            self._db.execute(_FORGET_STRETCH, (*author, first))
        for first, stretch in is_now.items():
            if first not in was:
                self._db.execute(_NEW_STRETCH, (*author, *stretch))
            elif stretch != was[first]:
                self._db.execute(
                    _LONGER_STRETCH, (stretch.last, stretch.before, stretch.chain, *author, first)
                )

    def place(self, author: Author, first: int, last: int) -> list[tuple[int, str]]:
        """Give stored events the next positions; answer each one's n and kind."""
        if first > last:
            return []
        end = _end(self._db)
        position, link = end.position, end.chain
        rows, placed = list[tuple[Any, ...]](), list[tuple[int, str]]()
        for n, h, kind in self._db.execute(_UNPLACED, (*author, first, last)):
            event = EventId(*author, n)
            position, link = position + 1, chain.log_extend(link, event, h)
            rows.append((position, *event, link))
            placed.append((n, kind))
        self._db.executemany(_PLACE, rows)
        self._db.execute("UPDATE log SET position = ?, chain = ?", (position, link))
        return placed

    def lines(self, author: Author, first: int, last: int) -> list[Line]:
        """Read stored events of one author."""
        return _lines(self._db, author, first, last)

    def log_epoch(self) -> str:
        """The log epoch of now."""
        return _end(self._db).log_epoch

    def stretches(self, author: Author) -> tuple[Stretch, ...]:
        """List what is held of an author."""
        return _stretches(self._db, author)

    def entity(self, entity: str) -> list[tuple[EventId, Line]]:
        """Read what happened to one entity, in the order of the log."""
        return _events_of(self._db, entity)

    def authors(self, device: str) -> tuple[Author, ...]:
        """List the epochs of one device."""
        rows = self._db.execute(
            "SELECT DISTINCT device, epoch FROM stretches WHERE device = ?", (device,)
        )
        return tuple(Author(*row) for row in rows)

    def keep_seal(self, author: Author, n: int, signature: bytes) -> None:
        """Keep a genuine seal that stands at n."""
        self._db.execute(
            """INSERT INTO seals (device, epoch, n, signature) VALUES (?, ?, ?, ?)
            ON CONFLICT DO NOTHING""",
            (*author, n, signature),
        )

    def set_aside(
        self, author: Author, first: int, lines: Sequence[Line], reason: str, now_ms: int
    ) -> None:
        """Keep authentic events that do not count, for a person."""
        self._db.executemany(
            _SET_ASIDE,
            [
                (*author, first + offset, line.h, reason, line.envelope, line.dh, line.payload,
                 line.salt, now_ms)
                for offset, line in enumerate(lines)
            ],
        )  # fmt: skip

    def keep_branch(
        self, author: Author, first: int, before: bytes, chains: Sequence[bytes]
    ) -> None:
        """Remember how a branch that was set aside hangs together: H(first-1), then each H."""
        links = zip(itertools.count(first), chains, [before, *chains], strict=False)
        self._db.executemany(_KEEP_LINK, [(*author, *link) for link in links])

    def branch_ends(self, author: Author, n: int) -> list[bytes]:
        """List H(n) of the branches that were set aside."""
        ends = "SELECT chain FROM branches WHERE device = ? AND epoch = ? AND n = ?"
        return [bytes(end) for (end,) in self._db.execute(ends, (*author, n))]

    def note_epoch(self, log_epoch: str, now_ms: int) -> None:
        """Count a log epoch to those that were, on the word of a client."""
        log_epochs.note(self._db, log_epoch, _end(self._db).position, now_ms, "told")

    def begin_epoch(self, chance: bytes, reason: str, now_ms: int) -> None:
        """Tell every client by a new log epoch to compare what it has with what we have."""
        drawn = log_epochs.begin(self._db, chance, _end(self._db).position, now_ms, reason)
        self._db.execute("UPDATE log SET log_epoch = ?", (drawn,))


class Log:
    """The log of one commune."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def found(self, commune: str, chance: bytes, now_ms: int) -> bool:
        """Begin the log; answer false if it had begun before."""
        with self._database.writing() as db:
            log_epoch = draw(now_ms, (), chance)
            begun = db.execute(
                """INSERT INTO log (id, commune_code, log_epoch, position, chain)
                VALUES (1, ?, ?, 0, ?) ON CONFLICT DO NOTHING""",
                (commune, log_epoch, chain.log_genesis(commune)),
            ).rowcount
            if begun:
                log_epochs.note(db, log_epoch, 0, now_ms, "founded")
            return bool(begun)

    @contextmanager
    def write(self) -> Iterator[Writer]:
        """Do everything inside or nothing; durable when the block is left."""
        with self._database.writing() as db:
            yield Writer(db)

    def end(self) -> End:
        """Where the log ends now."""
        with self._database.reading() as db:
            return _end(db)

    def knows(self, log_epoch: str) -> bool:
        """Whether it was one of this log, or a client has told of it."""
        with self._database.reading() as db:
            return log_epochs.is_known(db, log_epoch)

    def chain_at(self, position: int) -> bytes | None:
        """L(position), if the log goes that far."""
        with self._database.reading() as db:
            if position == 0:
                (commune,) = db.execute("SELECT commune_code FROM log").fetchone()
                return chain.log_genesis(commune)
            row = db.execute(
                "SELECT chain FROM positions WHERE position = ?", (position,)
            ).fetchone()
            return bytes(row[0]) if row else None

    def mark_covered(self, position: int) -> None:
        """Note that a backup holds everything up to here."""
        with self._database.writing() as db:
            db.execute("UPDATE log SET covered = ? WHERE covered < ?", (position, position))

    def authors(self) -> tuple[Author, ...]:
        """List everyone who has written here."""
        with self._database.reading() as db:
            rows = db.execute("SELECT DISTINCT device, epoch FROM stretches ORDER BY 1, 2")
            return tuple(Author(*row) for row in rows)

    def stretches(self, author: Author) -> tuple[Stretch, ...]:
        """List what is held of an author."""
        with self._database.reading() as db:
            return _stretches(db, author)

    def placed(self, after: int, limit: int) -> list[Placed]:
        """List the events behind a position, in order, without opening them."""
        with self._database.reading() as db:
            rows = db.execute(
                """SELECT p.position, p.device, p.epoch, p.n,
                    length(e.envelope) + coalesce(length(e.payload), 0) + 32, s.n IS NOT NULL
                FROM positions p JOIN events e USING (device, epoch, n)
                LEFT JOIN seals s USING (device, epoch, n)
                WHERE p.position BETWEEN ? AND ? ORDER BY p.position""",
                (after + 1, after + limit),  # there are no gaps, and no plan reads what is behind
            )
            return [Placed(row[0], EventId(*row[1:4]), row[4], bool(row[5])) for row in rows]

    def lines(self, author: Author, first: int, last: int) -> list[Line]:
        """Read stored events of one author."""
        with self._database.reading() as db:
            return _lines(db, author, first, last)

    def chain_of(self, author: Author, n: int) -> bytes | None:
        """H(n) of an author, if n is held."""
        with self._database.reading() as db:
            row = db.execute(
                "SELECT chain FROM events WHERE device = ? AND epoch = ? AND n = ?", (*author, n)
            ).fetchone()
            return bytes(row[0]) if row else None

    def links(self, author: Author) -> Links:
        """How an author's branches hang together: before each n with its H(n), H(n-1)."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT n, chain, before FROM branches WHERE device = ? AND epoch = ?", author
            )
            return {(n, bytes(link)): bytes(before) for n, link, before in rows}

    def seals(self, author: Author, first: int) -> list[tuple[int, bytes]]:
        """List an author's seals from n = `first` on, each with its signature."""
        with self._database.reading() as db:
            rows = db.execute(
                """SELECT n, signature FROM seals
                WHERE device = ? AND epoch = ? AND n >= ? ORDER BY n""",
                (*author, first),
            )
            return [(n, bytes(signature)) for n, signature in rows]

    def entity(self, entity: str) -> list[tuple[EventId, Line]]:
        """Read what happened to one entity, in the order of the log."""
        with self._database.reading() as db:
            return _events_of(db, entity)

    def names_file(self, file: str) -> bool:
        """Whether an event names this file (hex SHA-256): only then may it come."""
        with self._database.reading() as db:
            row = db.execute("SELECT 1 FROM named_files WHERE file = ?", (file,)).fetchone()
            return row is not None

    def counts(self) -> dict[str, int]:
        """Count what the status page tells."""
        with self._database.reading() as db:
            row: tuple[int, ...] = db.execute(
                """SELECT (SELECT count(*) FROM events), (SELECT count(*) FROM positions),
                (SELECT count(*) FROM set_aside), (SELECT count(DISTINCT entity) FROM events),
                (SELECT count(*) FROM named_files)"""
            ).fetchone()
            names = ("events", "placed", "set_aside", "entities", "files_named")
            return dict(zip(names, row, strict=True))

    def set_aside(self) -> list[tuple[EventId, str]]:
        """List what is kept for a person, with the reason."""
        with self._database.reading() as db:
            rows: Iterable[tuple[Any, ...]] = db.execute(
                "SELECT device, epoch, n, reason FROM set_aside ORDER BY device, epoch, n"
            )
            return [(EventId(*row[:3]), row[3]) for row in rows]


def _end(db: Session) -> End:
    return End(*db.execute("SELECT log_epoch, position, chain, covered FROM log").fetchone())


def _stretches(db: Session, author: Author) -> tuple[Stretch, ...]:
    rows = db.execute(
        """SELECT first, last, before, chain FROM stretches
        WHERE device = ? AND epoch = ? ORDER BY first""",
        author,
    )
    return tuple(Stretch(*row) for row in rows)


def _lines(db: Session, author: Author, first: int, last: int) -> list[Line]:
    rows = db.execute(
        """SELECT envelope, dh, payload, salt FROM events
        WHERE device = ? AND epoch = ? AND n BETWEEN ? AND ? ORDER BY n""",
        (*author, first, last),
    )
    return [Line(*row) for row in rows]


def _events_of(db: Session, entity: str) -> list[tuple[EventId, Line]]:
    rows = db.execute(
        """SELECT e.device, e.epoch, e.n, e.envelope, e.dh, e.payload, e.salt
        FROM events e JOIN positions p USING (device, epoch, n)
        WHERE e.entity = ? ORDER BY p.position""",
        (entity,),
    )
    return [(EventId(*row[:3]), Line(*row[3:])) for row in rows]


def _label(line: Line) -> _Label:
    """What an envelope says of itself; a text that nobody can read says nothing."""
    try:
        envelope = read_envelope(line.envelope)
    except Malformed:
        return _Label("", "", ())
    entity = envelope.e if len(envelope.e) <= _MAX_ENTITY else ""
    return _Label(entity, envelope.k, envelope.f)
