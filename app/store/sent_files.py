"""Files that the province's gateway has signed for, and those that it still lacks.

Local truth beside the journal: no rebuild drops it. A file counts as sent only for the log epoch in
which the gateway said so; after a restore of the gateway it is asked about again.
"""

from typing import NamedTuple

from app.store.answering import store_faults
from app.store.connection import Connection

_OWED = """
SELECT f.file, max(s.file IS NOT NULL) FROM view_file AS f
JOIN view_dossier AS d ON d.key = f.key
LEFT JOIN local_sent_file AS s ON s.file = f.file
WHERE (f.device = :device) = :own AND (s.log_epoch IS NULL OR s.log_epoch <> :epoch)
GROUP BY f.file
ORDER BY max(d.ended IS NULL) DESC,
    min(CASE WHEN d.ended IS NULL THEN coalesce(d.due, 1 << 60) END),
    max(f.key) DESC, f.file
"""
_DOSSIERS = """
SELECT DISTINCT d.id FROM view_file AS f JOIN view_dossier AS d ON d.key = f.key
WHERE f.file = ? ORDER BY d.id
"""


class Owed(NamedTuple):
    """A file that an event names and the gateway has not signed for in this log epoch."""

    file: str
    was_sent: bool
    """It had it before it was put back: it may have it still."""


class SentFiles:
    """On the connection of whoever asks."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def is_sent(self, file: str) -> bool:
        """Whether the gateway has said that it holds the file whole."""
        sql = "SELECT 1 FROM local_sent_file WHERE file = ?"
        with store_faults():
            return self._connection.value(sql, (file,)) is not None

    def note(self, file: str, log_epoch: str) -> None:
        """The gateway has signed for it."""
        with self._connection.writing():
            self._connection.run(
                "INSERT OR REPLACE INTO local_sent_file VALUES (?, ?)", (file, log_epoch)
            )

    def forget(self, file: str) -> None:
        """The gateway has lost it."""
        with self._connection.writing():
            self._connection.run("DELETE FROM local_sent_file WHERE file = ?", (file,))

    def owed(self, device: str, log_epoch: str, *, own: bool = True) -> list[Owed]:
        """What that PC's events name and the gateway lacks: open dossiers first, by their limit.

        Then results and papers of dossiers that are over, the newest first. With `own` false the
        same of all other PCs: this one may hold files of a PC that is gone.
        """
        asked = {"device": device, "epoch": log_epoch, "own": int(own)}
        with store_faults():
            rows = self._connection.rows(_OWED, asked)
        return [Owed(str(file), bool(was_sent)) for file, was_sent in rows]

    def dossiers_of(self, file: str) -> tuple[str, ...]:
        """The dossiers whose events name a file."""
        with store_faults():
            return tuple(str(id_) for (id_,) in self._connection.rows(_DOSSIERS, (file,)))
