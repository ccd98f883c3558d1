"""Drafts: what was typed and not yet taken in; kept over power cuts and rebuilds."""

from app.store.connection import Connection, Row
from app.store.records import Draft
from app.system import crash
from app.system.clock import instant, milliseconds

_COLUMNS = "SELECT id, kind, officer, title, saved, body FROM local_draft"


class Drafts:
    """Of one open profile, on the connection of whoever asks."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, draft: Draft) -> None:
        """Keep it under its id, in place of what was there."""
        row = (
            draft.id,
            draft.kind,
            draft.officer,
            draft.title,
            milliseconds(draft.saved),
            draft.body,
        )
        with self._connection.writing():
            self._connection.run("INSERT OR REPLACE INTO local_draft VALUES (?,?,?,?,?,?)", row)
            crash.here("draft.before_commit")

    def load(self, draft_id: str) -> Draft | None:
        """The draft, or None when it was thrown away."""
        row = self._connection.row(f"{_COLUMNS} WHERE id = ?", (draft_id,))
        return _draft(row) if row else None

    def all(self, kind: str) -> list[Draft]:
        """The counter's drafts of one kind, newest first."""
        rows = self._connection.rows(f"{_COLUMNS} WHERE kind = ? ORDER BY saved DESC", (kind,))
        return [_draft(row) for row in rows]

    def discard(self, draft_id: str) -> None:
        """Throw it away; one that is gone already is no error."""
        with self._connection.writing():
            self.forget(draft_id)

    def forget(self, draft_id: str) -> None:
        """Throw it away inside a transaction that is under way."""
        self._connection.run("DELETE FROM local_draft WHERE id = ?", (draft_id,))


def _draft(row: Row) -> Draft:
    id_, kind, officer, title, saved, body = row
    return Draft(id_, kind, officer, title, instant(saved), body)
