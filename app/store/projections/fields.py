"""The field of procedures (lĩnh vực) that each dossier is of: by it agencies tell theirs apart."""

from collections.abc import Sequence

import msgspec

from app.domain.dossier import Dossier
from app.domain.text import fold
from app.store.connection import Connection
from app.store.projections.topic import DossierView, Tables, Topic

_FIELD = """
CREATE TABLE view_field (
    key INTEGER PRIMARY KEY,
    field TEXT NOT NULL,
    shown TEXT NOT NULL
) STRICT
"""


class Fields(Topic):
    """Questions about fields."""

    def known(self) -> list[str]:
        """Every field that a dossier here is of, as written, in order of its folded name."""
        sql = "SELECT min(shown) FROM view_field WHERE field <> '' GROUP BY field ORDER BY field"
        return [str(shown) for (shown,) in self.rows(sql)]

    def of(self, dossiers: Sequence[str]) -> dict[str, str]:
        """The folded field of each of these dossiers that is here."""
        sql = (
            "SELECT id, field FROM view_field JOIN view_dossier USING (key)"
            " WHERE id IN (SELECT value FROM json_each(?))"
        )
        wanted = msgspec.json.encode(tuple(dossiers)).decode()
        return {str(id_): str(field) for id_, field in self.rows(sql, (wanted,))}


def _show(connection: Connection, key: int, dossier: Dossier) -> None:
    shown = dossier.procedure.field if dossier.procedure else ""
    connection.run("INSERT OR REPLACE INTO view_field VALUES (?,?,?)", (key, fold(shown), shown))


VIEW = DossierView(
    Tables(
        "fields",
        1,
        ("view_field",),
        (_FIELD, "CREATE INDEX view_field_field ON view_field (field)"),
    ),
    _show,
)
