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
        """The cursor and places before it, each eight times farther away, down to the beginning.

        They travel with every round. After a restore of the gateway a part of the order is told
        again, at most eight times what it lost; the events themselves are not.
        """
        position, step, marks = self.cursor().position, 1, list[Mark]()
        while position > 0 and len(marks) < MAX_MARKS - 1:
            marks.append(Mark(position, self._chain_at(position)))
            position, step = position - step, step * 8
        return (*marks, Mark(0, chain.log_genesis(self._commune)))

    def has(self, mark: Mark) -> bool:
        """Tell whether the order known here passes through this mark."""
        known = mark.position <= self.cursor().position
        return known and self._chain_at(mark.position) == mark.chain

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
        self._must_know(start)
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

    def extend(self, page: Positions) -> Placed:
        """Apply what a page that somebody passed on says beyond the cursor, whole or not at all.

        Nothing is turned back, and nothing is placed before the page's hash has proven that it is
        about these very events. Raises `CursorLost` when the page does not begin in our order,
        `Malformed` when it does not lead to the hash it states.
        """
        here = self.cursor()
        self._must_know(page.start)
        ids = list(page.ids())[here.position - page.start.position :]
        rows = [self._event(event) for event in ids]
        if None in rows:
            return Placed(frozenset(), ids[rows.index(None)])
        position, end, touched = here.position, here.chain, set[str]()
        for event, row in zip(ids, rows, strict=True):
            h, entity = row or (b"", "")
            position, end = position + 1, chain.log_extend(end, event, h)
            self._put(event, position, end)
            touched.add(entity)
        if page.last >= here.position and end != page.chain:
            raise Malformed("the page does not lead to its hash")
        self._keep_cursor(PullCursor(page.log_epoch, position, end))
        return Placed(frozenset(touched) - {""})

    def placed_head(self, author: Author) -> int:
        """The last event of an author that has a place; 0 if none has."""
        row = self._db.execute(
            """SELECT n FROM journal_event
            WHERE device = ? AND epoch = ? AND position IS NOT NULL ORDER BY n DESC LIMIT 1""",
            author,
        ).fetchone()
        return int(row[0]) if row else 0

    def placed_heads(self) -> dict[Author, int]:
        """The last event of each author that has a place."""
        rows = self._db.execute(
            """SELECT device, epoch, max(n) FROM journal_event
            WHERE position IS NOT NULL GROUP BY device, epoch"""
        )
        return {Author(device, epoch): n for device, epoch, n in rows}

    def _must_know(self, start: Mark) -> None:
        if start.position > self.cursor().position:
            raise CursorLost(f"nothing is known before {start.position}")
        if self._chain_at(start.position) != start.chain:
            raise CursorLost(f"another order before {start.position}")

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
