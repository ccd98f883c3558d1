"""The gateway's order as far as it is known here, and the cursor: one with what it covers."""

import msgspec

from sync.journal.connection import Connection
from sync.protocol import chain
from sync.protocol.errors import CursorLost, Malformed
from sync.protocol.identity import Author, EventId
from sync.protocol.messages import MAX_MARKS, Mark, Positions


class PullCursor(msgspec.Struct, frozen=True):
    """Up to where the log is applied here; `log_epoch` is empty before the first page."""

    log_epoch: str
    position: int
    chain: bytes


class Placed(msgspec.Struct, frozen=True):
    """What a page did: whose history changed, and the event it had to stop before, if any."""

    touched: frozenset[str]
    missing: EventId | None = None


class Order:
    """Places events; a placed event moves only when the gateway itself begins its log anew."""

    def __init__(self, db: Connection, commune: str) -> None:
        self._db, self._commune = db, commune

    def cursor(self) -> PullCursor:
        """Where the next page must begin."""
        row = self._db.execute("SELECT log_epoch, position, chain FROM journal_cursor").fetchone()
        return PullCursor(*row) if row else PullCursor("", 0, chain.log_genesis(self._commune))

    def marks(self) -> tuple[Mark, ...]:
        """The cursor and places before it, ever farther apart, down to the beginning."""
        position, step, marks = self.cursor().position, 1, list[Mark]()
        while position > 0 and len(marks) < MAX_MARKS - 1:
            marks.append(Mark(position, self._chain_at(position)))
            position, step = position - step, step * 2
        return (*marks, Mark(0, chain.log_genesis(self._commune)))

    def has_placed(self, author: Author, n: int) -> bool:
        """Tell whether anything of an author from n on stands in the order."""
        row = self._db.execute(
            """SELECT 1 FROM journal_event
            WHERE device = ? AND epoch = ? AND n >= ? AND position IS NOT NULL LIMIT 1""",
            (*author, n),
        ).fetchone()
        return row is not None

    def rewind(self, start: Mark) -> frozenset[str]:
        """Unplace what stands above a mark; raises `CursorLost` when that mark is not ours.

        Answers the entities that were touched. Does nothing when nothing stands above.
        """
        here = self.cursor()
        if start.position > here.position or self._chain_at(start.position) != start.chain:
            raise CursorLost(f"no such place: {start.position}")
        rows = self._db.execute(
            "UPDATE journal_event SET position = NULL WHERE position > ? RETURNING entity",
            (start.position,),
        ).fetchall()
        self._db.execute("DELETE FROM journal_log WHERE position > ?", (start.position,))
        self._keep_cursor(PullCursor(here.log_epoch, start.position, start.chain))
        return frozenset(entity for (entity,) in rows) - {""}

    def place(self, page: Positions) -> Placed:
        """Apply a page of the order together with the cursor it ends at.

        Stops before the first event that is not held; raises `Malformed` when the page does not
        lead to the hash it states, or places an event twice.
        """
        touched = set(self.rewind(page.start))
        position, end, missing = page.start.position, page.start.chain, None
        for event in page.ids():
            row = self._event(event)
            if row is None:
                missing = event
                break
            position, end = position + 1, chain.log_extend(end, event, row[0])
            self._put(event, position, end)
            touched.add(row[1])
        if missing is None and end != page.chain:
            raise Malformed("the page does not lead to its hash")
        self._keep_cursor(PullCursor(page.log_epoch, position, end))
        return Placed(frozenset(touched) - {""}, missing)

    def _event(self, event: EventId) -> tuple[bytes, str] | None:
        """The h and the entity of an event that is held and has no place yet."""
        row = self._db.execute(
            """SELECT h, entity, position FROM journal_event
            WHERE device = ? AND epoch = ? AND n = ?""",
            event,
        ).fetchone()
        if row and row[2] is not None:
            raise Malformed("an event is placed twice")
        return (bytes(row[0]), row[1]) if row else None

    def _put(self, event: EventId, position: int, end: bytes) -> None:
        self._db.execute(
            "UPDATE journal_event SET position = ? WHERE device = ? AND epoch = ? AND n = ?",
            (position, *event),
        )
        self._db.execute("INSERT INTO journal_log VALUES (?, ?, ?, ?, ?)", (position, *event, end))

    def _chain_at(self, position: int) -> bytes:
        if position == 0:
            return chain.log_genesis(self._commune)
        row = self._db.execute(
            "SELECT chain FROM journal_log WHERE position = ?", (position,)
        ).fetchone()
        return bytes(row[0])

    def _keep_cursor(self, cursor: PullCursor) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO journal_cursor VALUES (1, ?, ?, ?)",
            (cursor.log_epoch, cursor.position, cursor.chain),
        )
