"""Which dossiers were taken in on which round."""

from app.domain.dossier import Dossier
from app.store.connection import Connection
from app.store.projections.topic import DossierView, Tables, Topic

_ROUND = """
CREATE TABLE view_round (
    round TEXT NOT NULL,
    key INTEGER NOT NULL,
    PRIMARY KEY (round, key)
) STRICT, WITHOUT ROWID
"""


class Rounds(Topic):
    """Questions about rounds."""

    def dossiers(self, round_id: str) -> list[str]:
        """The dossiers of a round, in the order of their numbers."""
        sql = (
            "SELECT d.id FROM view_round AS r JOIN view_dossier AS d USING (key)"
            " WHERE r.round = ? ORDER BY d.provisional_code"
        )
        return [str(id_) for (id_,) in self.rows(sql, (round_id,))]

    def count(self, round_id: str) -> int:
        """How many dossiers a round has brought."""
        found = self.value("SELECT count(*) FROM view_round WHERE round = ?", (round_id,))
        return found if isinstance(found, int) else 0


def _show(connection: Connection, key: int, dossier: Dossier) -> None:
    connection.run("DELETE FROM view_round WHERE key = ?", (key,))
    if dossier.round:
        connection.run("INSERT INTO view_round VALUES (?,?)", (dossier.round, key))


VIEW = DossierView(
    Tables(
        "rounds",
        1,
        ("view_round",),
        (_ROUND, "CREATE INDEX view_round_key ON view_round (key)"),
    ),
    _show,
)
