"""What citizens are to be told: one row a message, until somebody has told it."""

import msgspec

from app.domain.dossier import Dossier
from app.domain.telling import ToTell, to_tell
from app.store.connection import Connection
from app.store.projections.topic import DossierView, Tables, Topic

_TELLING = """
CREATE TABLE view_telling (
    key INTEGER NOT NULL,
    subject TEXT NOT NULL,
    since INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (key, subject)
) STRICT, WITHOUT ROWID
"""


class Tellings(Topic):
    """Questions about what is to be told."""

    def due(self) -> list[ToTell]:
        """Every message, the oldest first."""
        found = self.rows("SELECT body FROM view_telling ORDER BY since, key")
        return [msgspec.json.decode(body, type=ToTell) for (body,) in found]

    def count(self) -> int:
        """How many there are."""
        found = self.value("SELECT count(*) FROM view_telling")
        return found if isinstance(found, int) else 0


def _show(connection: Connection, key: int, dossier: Dossier) -> None:
    """Replace what stands under a dossier."""
    connection.run("DELETE FROM view_telling WHERE key = ?", (key,))
    rows = [
        (key, one.message.subject.value, one.message.since, msgspec.json.encode(one))
        for one in to_tell(dossier)
    ]
    connection.run_many("INSERT INTO view_telling VALUES (?, ?, ?, ?)", rows)


VIEW = DossierView(
    Tables(
        "telling",
        1,
        ("view_telling",),
        (_TELLING, "CREATE INDEX view_telling_since ON view_telling (since)"),
    ),
    _show,
)
