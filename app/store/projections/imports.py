"""What was taken over from the province's files: one row a dossier, by the import it came with."""

from typing import NamedTuple

import msgspec

from app.domain.dossier import Dossier
from app.domain.events import Imported
from app.store.connection import Connection
from app.store.projections.topic import DossierView, Tables, Topic

_IMPORT = """
CREATE TABLE view_import (
    key INTEGER PRIMARY KEY,
    batch TEXT NOT NULL,
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    untouched INTEGER NOT NULL
) STRICT
"""


class Batch(NamedTuple):
    """One import: when it was last gone on with (UTC milliseconds), by whom, and how many."""

    id: str
    at: int
    by: str
    dossiers: int
    untouched: int


class Imports(Topic):
    """Questions about imports."""

    def batches(self) -> list[Batch]:
        """Every import of which a dossier is still here, the newest first."""
        sql = (
            "SELECT batch, max(at), max(by), count(*), sum(untouched) FROM view_import"
            " GROUP BY batch ORDER BY max(at) DESC"
        )
        return [Batch(*row) for row in self.rows(sql)]

    def of(self, batch: str, *, untouched: bool, limit: int = 500) -> list[str]:
        """Dossiers of an import: those that nobody worked on, or the others."""
        sql = (
            "SELECT d.id FROM view_import i JOIN view_dossier d ON d.key = i.key"
            " WHERE i.batch = ? AND i.untouched = ? ORDER BY i.key LIMIT ?"
        )
        return [str(id_) for (id_,) in self.rows(sql, (batch, int(untouched), limit))]


class Codes(Topic):
    """Whose numbers these are: official, provisional, old."""

    def here(self, codes: frozenset[str]) -> frozenset[str]:
        """Those of the official codes that a dossier here has."""
        sql = (
            "SELECT official_code FROM view_dossier"
            " WHERE official_code IN (SELECT value FROM json_each(?))"
        )
        wanted = msgspec.json.encode(sorted(codes)).decode()
        return frozenset(str(code) for (code,) in self.rows(sql, (wanted,)))

    def owner(self, code: str) -> str:
        """The id of a dossier here with that official code; empty for none."""
        sql = "SELECT id FROM view_dossier WHERE official_code = ? LIMIT 1"
        return str(self.value(sql, (code,), ""))

    def is_taken(self, dossier_id: str) -> bool:
        """Was anything ever said here under this id?"""
        return bool(self.value("SELECT 1 FROM local_entity WHERE id = ?", (dossier_id,)))


def _show(connection: Connection, key: int, dossier: Dossier) -> None:
    connection.run("DELETE FROM view_import WHERE key = ?", (key,))
    said = dossier.imported
    if said is None:
        return
    entry = next(one for one in dossier.timeline if isinstance(one.said, Imported))
    row = (key, said.batch, entry.at, entry.by, int(dossier.is_only_imported))
    connection.run("INSERT INTO view_import VALUES (?,?,?,?,?)", row)


VIEW = DossierView(
    Tables(
        "imports",
        1,
        ("view_import",),
        (
            _IMPORT,
            "CREATE INDEX view_import_batch ON view_import (batch, untouched)",
            "CREATE INDEX view_dossier_official ON view_dossier (official_code)",
        ),
    ),
    _show,
)
