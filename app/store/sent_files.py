"""Files that the province's gateway has signed for, and those that it still lacks.

Local truth beside the journal: no rebuild drops it. A file counts as sent only for the log epoch in
which the gateway said so; after a restore of the gateway it is asked about again. Its word is kept
as it was signed, so that it can be passed on to a PC that has no line.
"""

from collections.abc import Iterable
from typing import NamedTuple

from app.store.answering import store_faults
from app.store.connection import Connection

_OWED = """
SELECT f.file, max(s.file IS NOT NULL), min(d.ended IS NOT NULL) FROM view_file AS f
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


_WORDS_FOR = """
SELECT s.word FROM view_file AS f JOIN local_sent_file AS s ON s.file = f.file
WHERE f.device = ? AND s.log_epoch = ? AND length(s.word) > 0
GROUP BY f.file ORDER BY max(f.key) DESC LIMIT ?
"""


_OF_OPEN = """
SELECT f.file FROM view_file AS f JOIN view_dossier AS d ON d.key = f.key
WHERE d.ended IS NULL GROUP BY f.file ORDER BY min(coalesce(d.due, 1 << 60)), f.file
"""


class Owed(NamedTuple):
    """A file that an event names and the gateway has not signed for in this log epoch."""

    file: str
    was_sent: bool
    """It had it before it was put back: it may have it still."""
    is_over: bool = False
    """No dossier that names it is open any more."""


class SentFiles:
    """On the connection of whoever asks."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def is_sent(self, file: str) -> bool:
        """Whether the gateway has said that it holds the file whole."""
        sql = "SELECT 1 FROM local_sent_file WHERE file = ?"
        with store_faults():
            return self._connection.value(sql, (file,)) is not None

    def note(self, file: str, log_epoch: str, word: bytes = b"") -> None:
        """The gateway has signed for it, with this word."""
        sql = "INSERT OR REPLACE INTO local_sent_file (file, log_epoch, word) VALUES (?, ?, ?)"
        with self._connection.writing():
            self._connection.run(sql, (file, log_epoch, word))

    def words_on(self, files: Iterable[str]) -> tuple[bytes, ...]:
        """The gateway's words on these files, as far as they are at hand."""
        sql = "SELECT word FROM local_sent_file WHERE file = ? AND length(word) > 0"
        with store_faults():
            found = [self._connection.value(sql, (file,)) for file in files]
        return tuple(bytes(word) for word in found if word is not None)

    def words_for(self, device: str, log_epoch: str, most: int) -> tuple[bytes, ...]:
        """Those on files that a PC's acts name, the newest dossiers first."""
        with store_faults():
            rows = self._connection.rows(_WORDS_FOR, (device, log_epoch, most))
        return tuple(bytes(word) for (word,) in rows)

    def words(self) -> int:
        """How many words are at hand: another number when one has come."""
        sql = "SELECT count(*) FROM local_sent_file WHERE length(word) > 0"
        with store_faults():
            return int(self._connection.value(sql))

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
        return [Owed(str(file), bool(was_sent), bool(is_over)) for file, was_sent, is_over in rows]

    def of_open_dossiers(self) -> list[str]:
        """Every file that a dossier under way names, the nearest limit first."""
        with store_faults():
            return [str(file) for (file,) in self._connection.rows(_OF_OPEN)]

    def dossiers_of(self, file: str) -> tuple[str, ...]:
        """The dossiers whose events name a file."""
        with store_faults():
            return tuple(str(id_) for (id_,) in self._connection.rows(_DOSSIERS, (file,)))
