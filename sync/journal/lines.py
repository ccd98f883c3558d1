"""The rows of events, stretches, seals and set-aside branches: SQL, no rule."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sync.journal.connection import Connection
from sync.protocol import chain
from sync.protocol.errors import Malformed
from sync.protocol.event import Event, Line, read
from sync.protocol.identity import MAX_N, Author, EventId
from sync.protocol.rules import Holding, Stretch

_INSERT = """INSERT INTO journal_event
    (device, epoch, n, entity, kind, h, chain, dh, envelope, payload, salt)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_SAMPLED = 500
_NAMES_AN_ORIGINAL = b'"o":"'
"""A name of an envelope's text; inside a value its quotes would be escaped."""


class SetAside(NamedTuple):
    """A line that is authentic and does not count."""

    id: EventId
    line: Line
    reason: str


class Lines:
    """Reads and writes rows on the connection it was handed."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def add(
        self, author: Author, first: int, lines: Sequence[Line], chains: Sequence[bytes]
    ) -> set[str]:
        """Store lines from n = `first` on; answers the entities they speak of."""
        entities = set()
        for n, line, end in zip(range(first, first + len(lines)), lines, chains, strict=True):
            entity, kind = subject(line, EventId(*author, n))
            row = (*author, n, entity, kind, line.h, end, line.dh, line.envelope)
            self._db.execute(_INSERT, (*row, line.payload, line.salt))
            entities.add(entity)
        return entities

    def get(self, event: EventId) -> Line | None:
        """One line as it is stored."""
        found = self.between(event.author, event.n, event.n)
        return found[0] if found else None

    def between(self, author: Author, first: int, last: int) -> list[Line]:
        """The lines of one author from first to last."""
        rows = self._db.execute(
            """SELECT envelope, dh, payload, salt FROM journal_event
            WHERE device = ? AND epoch = ? AND n BETWEEN ? AND ? ORDER BY n""",
            (*author, first, last),
        )
        return [Line(*row) for row in rows]

    def sizes(self, author: Author, first: int, last: int) -> list[int]:
        """The size of each of these lines in a frame before compression."""
        rows = self._db.execute(
            """SELECT length(envelope) + coalesce(length(payload), 0) + 32 FROM journal_event
            WHERE device = ? AND epoch = ? AND n BETWEEN ? AND ? ORDER BY n""",
            (*author, first, last),
        )
        return [size for (size,) in rows]

    def bytes_between(self, author: Author, first: int, last: int) -> int:
        """About how many bytes these lines are: exact for few, from both ends for many.

        An office that was offline for months must not read its whole journal to say what waits.
        """
        count = last - first + 1
        if count <= 2 * _SAMPLED:
            return sum(self.sizes(author, first, last))
        known = self.sizes(author, first, first + _SAMPLED - 1)
        known += self.sizes(author, last - _SAMPLED + 1, last)
        return sum(known) * count // len(known)

    def chain_at(self, author: Author, n: int) -> bytes | None:
        """H(n) if n is held."""
        row = self._db.execute(
            "SELECT chain FROM journal_event WHERE device = ? AND epoch = ? AND n = ?",
            (*author, n),
        ).fetchone()
        return bytes(row[0]) if row else None

    def chain_before(self, author: Author, n: int) -> bytes | None:
        """H(n-1) as far as it is known here."""
        starts = (stretch.before for stretch in self.stretches(author) if stretch.first == n)
        return self.chain_at(author, n - 1) or next(starts, None)

    def is_held(self, event: EventId, h: bytes) -> bool:
        """Tell whether exactly this line is held."""
        row = self._db.execute(
            "SELECT 1 FROM journal_event WHERE device = ? AND epoch = ? AND n = ? AND h = ?",
            (*event, h),
        ).fetchone()
        return row is not None

    def held_from(self, author: Author, n: int) -> list[tuple[EventId, Line]]:
        """An author's lines from n on, readable or not."""
        rows = self._db.execute(
            """SELECT n, envelope, dh, payload, salt FROM journal_event
            WHERE device = ? AND epoch = ? AND n >= ? ORDER BY n""",
            (*author, n),
        )
        return [(EventId(*author, row[0]), Line(*row[1:])) for row in rows]

    def event(self, event: EventId) -> Event | None:
        """One event, read; None if it is not held or nobody can read it."""
        rows = self._db.execute(
            """SELECT device, epoch, n, position, envelope, dh, payload, salt FROM journal_event
            WHERE device = ? AND epoch = ? AND n = ?""",
            event,
        )
        return next(_readable(rows), None)

    def entity(self, entity: str) -> list[Event]:
        """What happened to one entity: placed events in the log's order, then the others by id."""
        rows = self._db.execute(
            """SELECT device, epoch, n, position, envelope, dh, payload, salt FROM journal_event
            WHERE entity = ? ORDER BY position IS NULL, position, device, epoch, n""",
            (entity,),
        )
        return list(_readable(rows))

    def recent(self, before: int, limit: int) -> list[tuple[int, Event]]:
        """The newest events that came here before a place (0: the end), each with its place."""
        rows = self._db.execute(
            """SELECT seq, device, epoch, n, position, envelope, dh, payload, salt
            FROM journal_event WHERE seq < ? OR ? = 0 ORDER BY seq DESC LIMIT ?""",
            (before, before, limit),
        ).fetchall()
        return [(row[0], event) for row in rows for event in _readable([row[1:]])]

    def of_kind(self, kind: str) -> list[Event]:
        """All events of one kind, in the same order."""
        rows = self._db.execute(
            """SELECT device, epoch, n, position, envelope, dh, payload, salt FROM journal_event
            WHERE kind = ? ORDER BY position IS NULL, position, device, epoch, n""",
            (kind,),
        )
        return list(_readable(rows))

    def after(self, author: Author, n: int) -> list[Event]:
        """An author's events above n."""
        rows = self._db.execute(
            """SELECT device, epoch, n, position, envelope, dh, payload, salt FROM journal_event
            WHERE device = ? AND epoch = ? AND n > ? ORDER BY n""",
            (*author, n),
        )
        return list(_readable(rows))

    def recorded_again(self) -> list[Event]:
        """Everybody's events that name an original; only these are opened, of however many."""
        rows = self._db.execute(
            """SELECT device, epoch, n, position, envelope, dh, payload, salt FROM journal_event
            WHERE instr(envelope, ?) > 0 ORDER BY device, epoch, n""",
            (_NAMES_AN_ORIGINAL,),
        )
        return [event for event in _readable(rows) if event.envelope.o]

    def entities(self) -> list[str]:
        """Every entity of which something is held."""
        rows = self._db.execute("SELECT DISTINCT entity FROM journal_event WHERE entity <> ''")
        return [entity for (entity,) in rows]

    def unreadable(self) -> list[EventId]:
        """Lines that are authentic and that no program of ours would have written."""
        rows = self._db.execute(
            "SELECT device, epoch, n FROM journal_event WHERE entity = '' ORDER BY 1, 2, 3"
        )
        return [EventId(*row) for row in rows]

    def holding(self, author: Author, first: int, last: int) -> Holding:
        """What the rule must know to judge a frame from first to last."""
        rows = self._db.execute(
            """SELECT n, h, chain FROM journal_event
            WHERE device = ? AND epoch = ? AND n BETWEEN ? AND ?""",
            (*author, first - 1, last),
        ).fetchall()
        hashes = {n: h for n, h, _ in rows}
        return Holding(self.stretches(author), hashes, {n: chain for n, _, chain in rows})

    def stretches(self, author: Author) -> tuple[Stretch, ...]:
        """What is held of an author, in order."""
        rows = self._db.execute(
            """SELECT first, last, before, chain FROM journal_stretch
            WHERE device = ? AND epoch = ? ORDER BY first""",
            author,
        )
        return tuple(Stretch(*row) for row in rows)

    def keep_stretches(self, author: Author, stretches: Iterable[Stretch]) -> None:
        """Say anew what is held of an author."""
        self._db.execute("DELETE FROM journal_stretch WHERE device = ? AND epoch = ?", author)
        self._db.executemany(
            "INSERT INTO journal_stretch VALUES (?, ?, ?, ?, ?, ?)",
            [(*author, *stretch) for stretch in stretches],
        )

    def authors(self) -> list[Author]:
        """Everyone of whom something is held, by name."""
        rows = self._db.execute("SELECT DISTINCT device, epoch FROM journal_stretch ORDER BY 1, 2")
        return [Author(*row) for row in rows]

    def seals(self, author: Author, first: int = 1, last: int = MAX_N) -> list[tuple[int, bytes]]:
        """The author's seals from first to last: (n, signature)."""
        return self._db.execute(
            """SELECT n, signature FROM journal_seal
            WHERE device = ? AND epoch = ? AND n BETWEEN ? AND ? ORDER BY n""",
            (*author, first, last),
        ).fetchall()

    def sealed(self, author: Author, last: int) -> int:
        """The n of the author's latest seal up to `last`; 0 before the first."""
        row = self._db.execute(
            """SELECT coalesce(max(n), 0) FROM journal_seal
            WHERE device = ? AND epoch = ? AND n <= ?""",
            (*author, last),
        ).fetchone()
        return int(row[0])

    def keep_seal(self, author: Author, n: int, signature: bytes) -> None:
        """Keep a genuine seal."""
        self._db.execute(
            "INSERT OR REPLACE INTO journal_seal VALUES (?, ?, ?, ?)", (*author, n, signature)
        )

    def refill(self, event: EventId, line: Line) -> str:
        """Put back a payload that is missing; answers the entity if one was."""
        if line.payload is None:
            return ""
        row = self._db.execute(
            """UPDATE journal_event SET payload = ?, salt = ?
            WHERE device = ? AND epoch = ? AND n = ? AND payload IS NULL RETURNING entity""",
            (line.payload, line.salt, *event),
        ).fetchone()
        return str(row[0]) if row else ""

    def erase(self, event: EventId) -> str | None:
        """Remove a payload for ever, also one that comes later; answers the entity if held."""
        self._db.execute("INSERT OR IGNORE INTO journal_erasure VALUES (?, ?, ?)", event)
        row = self._db.execute(
            """UPDATE journal_event SET payload = NULL, salt = NULL
            WHERE device = ? AND epoch = ? AND n = ? RETURNING entity""",
            event,
        ).fetchone()
        self._db.execute(
            """UPDATE journal_aside SET payload = NULL, salt = NULL
            WHERE device = ? AND epoch = ? AND n = ?""",
            event,
        )
        return row[0] if row else None

    def is_erased(self, event: EventId) -> bool:
        """Tell whether the law had this payload removed."""
        row = self._db.execute(
            "SELECT 1 FROM journal_erasure WHERE device = ? AND epoch = ? AND n = ?", event
        ).fetchone()
        return row is not None

    def keep_aside(self, event: EventId, line: Line, reason: str) -> str:
        """Keep a line that does not count; answers its entity. May be repeated."""
        entity, _ = subject(line, event)
        row = (*event, line.h, entity, reason, line.dh, line.envelope, line.payload, line.salt)
        self._db.execute(
            "INSERT OR IGNORE INTO journal_aside VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row
        )
        return entity

    def move_aside(self, author: Author, first: int, last: int, reason: str) -> set[str]:
        """Keep the lines from first to last aside, which do not count any more."""
        touched = {
            self.keep_aside(event, line, reason)
            for event, line in self.held_from(author, first)
            if event.n <= last
        }
        self._db.execute(_KEEP_ENDS, (*author, first, last))
        self.drop_between(author, first, last)
        return touched

    def counts(self, author: Author, first: int, last: int) -> None:
        """What is held from first to last stands aside no more."""
        for statement in _COUNTS:
            self._db.execute(statement, (*author, first, last))

    def keep_branch(
        self, author: Author, first: int, chains: Sequence[bytes], signature: bytes
    ) -> None:
        """Remember H(n) of each line of a branch that is kept aside, from n = `first` on.

        The signature is the seal behind the last one.
        """
        signatures = [*[None] * (len(chains) - 1), signature]
        rows = zip(range(first, first + len(chains)), chains, signatures, strict=True)
        self._db.executemany(_KEEP_END, [(*author, end, n, seal) for n, end, seal in rows])

    def aside_behind(self, author: Author, n: int, end: bytes) -> tuple[list[Line], bytes] | None:
        """What stands aside and goes on from H(n), up to the next seal, with that."""
        lines: list[Line] = []
        while (step := self._aside_after(author, n + len(lines), end)) is not None:
            line, end, signature = step
            lines.append(line)
            if signature:
                return lines, signature
        return None

    def _aside_after(
        self, author: Author, n: int, end: bytes
    ) -> tuple[Line, bytes, bytes | None] | None:
        rows = self._db.execute(
            """SELECT envelope, dh, payload, salt FROM journal_aside
            WHERE device = ? AND epoch = ? AND n = ?""",
            (*author, n + 1),
        ).fetchall()
        for line in (Line(*row) for row in rows):
            behind = chain.extend(end, line.h)
            known = self._db.execute(
                "SELECT signature FROM journal_branch WHERE device = ? AND epoch = ? AND chain = ?",
                (*author, behind),
            ).fetchone()
            if known:
                return line, behind, known[0]
        return None

    def branch_ends(self, author: Author, n: int) -> list[bytes]:
        """H(n) of the branches that are kept aside."""
        rows = self._db.execute(
            "SELECT chain FROM journal_branch WHERE device = ? AND epoch = ? AND n = ?",
            (*author, n),
        )
        return [bytes(end) for (end,) in rows]

    def of_branches(self, author: Author) -> list[Stretch]:
        """The pieces beyond gaps that go on where a branch ends which is kept aside."""
        rows = self._db.execute(
            """SELECT first, last, before, s.chain FROM journal_stretch s
            JOIN journal_branch b ON b.device = s.device AND b.epoch = s.epoch
                AND b.chain = s.before AND b.n = s.first - 1
            WHERE s.device = ? AND s.epoch = ? ORDER BY first""",
            author,
        )
        return [Stretch(*row) for row in rows]

    def aside(self) -> list[SetAside]:
        """Everything that does not count."""
        rows = self._db.execute(
            """SELECT device, epoch, n, envelope, dh, payload, salt, reason
            FROM journal_aside ORDER BY device, epoch, n, h"""
        )
        return [SetAside(EventId(*row[:3]), Line(*row[3:7]), row[7]) for row in rows]

    def drop_between(self, author: Author, first: int, last: int) -> None:
        """Forget the lines and seals from first to last (they were kept aside before)."""
        for statement in _DROP:
            self._db.execute(statement, (*author, first, last))


_SEALED = "ON CONFLICT DO UPDATE SET signature = coalesce(excluded.signature, signature)"
_KEEP_END = f"""INSERT INTO journal_branch (device, epoch, chain, n, signature)
    VALUES (?, ?, ?, ?, ?) {_SEALED}"""  # noqa: S608
_KEEP_ENDS = f"""INSERT INTO journal_branch (device, epoch, chain, n, signature)
    SELECT e.device, e.epoch, e.chain, e.n, s.signature FROM journal_event e
    LEFT JOIN journal_seal s ON s.device = e.device AND s.epoch = e.epoch AND s.n = e.n
    WHERE e.device = ? AND e.epoch = ? AND e.n BETWEEN ? AND ? {_SEALED}"""  # noqa: S608
_COUNTS = tuple(
    f"""DELETE FROM {table} AS old WHERE device = ? AND epoch = ? AND n BETWEEN ? AND ?
    AND EXISTS (SELECT 1 FROM journal_event e WHERE e.device = old.device
        AND e.epoch = old.epoch AND e.n = old.n AND e.{column} = old.{column})"""  # noqa: S608
    for table, column in (("journal_aside", "h"), ("journal_branch", "chain"))
)
_DROP = (
    "DELETE FROM journal_event WHERE device = ? AND epoch = ? AND n BETWEEN ? AND ?",
    "DELETE FROM journal_seal WHERE device = ? AND epoch = ? AND n BETWEEN ? AND ?",
)


def subject(line: Line, event: EventId) -> tuple[str, str]:
    """The entity and the kind that a line speaks of; empty when nobody can read it."""
    try:
        found = read(line, event.device, event.epoch)
    except Malformed:
        return "", ""
    return (found.envelope.e, found.envelope.k) if found.id == event else ("", "")


def _readable(rows: Iterable[Sequence[Any]]) -> Iterator[Event]:
    for device, epoch, n, position, *line in rows:
        try:
            event = read(Line(*line), device, epoch, position)
        except Malformed:
            continue
        if event.id.n == n:
            yield event
