"""Which dossiers were brought at one visit, by its ticket."""

from app.domain.dossier import Dossier
from app.store.connection import Connection
from app.store.projections.topic import DossierView, Tables, Topic

_VISIT = """
CREATE TABLE view_visit (
    ticket TEXT NOT NULL,
    key INTEGER NOT NULL,
    PRIMARY KEY (ticket, key)
) STRICT, WITHOUT ROWID
"""


class Visits(Topic):
    """Questions about tickets."""

    def dossiers(self, ticket: str) -> list[str]:
        """The dossiers of a ticket, in the order of their numbers."""
        found = self.rows(
            "SELECT d.id FROM view_visit AS v JOIN view_dossier AS d ON d.key = v.key"
            " WHERE v.ticket = ? ORDER BY d.accepted IS NULL, d.accepted, d.provisional_code",
            (ticket,),
        )
        return [str(dossier) for (dossier,) in found]

    def last(self, beginning: str) -> str:
        """The highest ticket that begins so; empty for none."""
        sql = "SELECT max(ticket) FROM view_visit WHERE ticket >= ? AND ticket < ? || '~'"
        return str(self.value(sql, (beginning, beginning)) or "")


def _show(connection: Connection, key: int, dossier: Dossier) -> None:
    connection.run("DELETE FROM view_visit WHERE key = ?", (key,))
    if dossier.ticket:
        connection.run("INSERT INTO view_visit VALUES (?, ?)", (dossier.ticket, key))


VIEW = DossierView(
    Tables(
        "visits",
        1,
        ("view_visit",),
        (_VISIT, "CREATE INDEX view_visit_key ON view_visit (key)"),
    ),
    _show,
)
