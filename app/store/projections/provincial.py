"""What the province's system has not recorded yet: one row a dossier, by its legal deadline."""

import msgspec

from app.domain.dossier import Dossier
from app.domain.provincial import HOME, owed, standing
from app.domain.text import squeezed
from app.store.connection import Connection, Row
from app.store.projections.topic import DossierView, Tables, Topic

_OWED = """
CREATE TABLE view_unrecorded (
    key INTEGER PRIMARY KEY,
    due INTEGER,
    since INTEGER NOT NULL,
    refused TEXT NOT NULL,
    refused_code TEXT NOT NULL,
    recorded INTEGER NOT NULL,
    by_hand INTEGER NOT NULL
) STRICT
"""

_FIND = """
SELECT d.id, d.code, d.procedure, d.procedure_name, d.owner, o.due, o.since, o.refused,
    o.refused_code, o.recorded, o.by_hand, d.state, d.official_code
FROM view_unrecorded o JOIN view_dossier d ON d.key = o.key
"""
_ORDER = " ORDER BY o.due IS NULL, o.due, o.since, o.key LIMIT ? OFFSET ?"


class OwedRow(msgspec.Struct, frozen=True, kw_only=True):
    """A dossier that the system lacks something of; instants are UTC milliseconds.

    `recorded` says that it has the dossier but not its newest acts; `refused` is why it would not
    take them, empty where they only have not gone yet.
    """

    id: str
    code: str
    procedure_code: str
    procedure_name: str
    owner: str
    due: int | None
    since: int
    refused: str = ""
    refused_code: str = ""
    recorded: bool = False
    by_hand: bool = False
    state: int = 0
    official_code: str = ""


class OwedToProvince(Topic):
    """Questions about what the province's system lacks."""

    def waiting(self, limit: int = 500, start: int = 0) -> list[OwedRow]:
        """What only has to go, the nearest legal deadline first."""
        rows = self.rows(_FIND + " WHERE o.refused = ''" + _ORDER, (limit, start))
        return [_row(row) for row in rows]

    def refused(self, limit: int = 500, start: int = 0) -> list[OwedRow]:
        """What it would not take: a person decides."""
        rows = self.rows(_FIND + " WHERE o.refused <> ''" + _ORDER, (limit, start))
        return [_row(row) for row in rows]

    def everything(self, limit: int = 500, start: int = 0) -> list[OwedRow]:
        """Both, by the legal deadline."""
        return [_row(row) for row in self.rows(_FIND + _ORDER, (limit, start))]

    def dossier_of(self, code: str) -> str:
        """The dossier that has this number, be it an old one; empty where none has."""
        found = self.value(
            "SELECT d.id FROM view_code c JOIN view_dossier d ON d.key = c.key WHERE c.code = ?"
            " ORDER BY d.key LIMIT 1",
            (squeezed(code),),
            "",
        )
        return str(found)

    def counts(self) -> tuple[int, int]:
        """How many wait and how many were refused."""
        found = self.rows("SELECT count(*), coalesce(sum(refused <> ''), 0) FROM view_unrecorded")
        total, refused = found[0]
        return total - refused, refused


def _row(row: Row) -> OwedRow:
    return OwedRow(
        id=row[0],
        code=row[1],
        procedure_code=row[2],
        procedure_name=row[3],
        owner=row[4],
        due=row[5],
        since=row[6],
        refused=row[7],
        refused_code=row[8],
        recorded=bool(row[9]),
        by_hand=bool(row[10]),
        state=row[11],
        official_code=row[12],
    )


def _show(connection: Connection, key: int, dossier: Dossier) -> None:
    """Replace what stands under a dossier."""
    connection.run("DELETE FROM view_unrecorded WHERE key = ?", (key,))
    lacks = owed(dossier, HOME)
    if lacks:
        now = standing(dossier, HOME)
        code = now.refused_code if lacks.refused else ""
        connection.run(
            "INSERT INTO view_unrecorded VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                key,
                dossier.due,
                lacks.since,
                lacks.refused,
                code,
                int(now.is_recorded),
                int(now.by_hand),
            ),
        )


VIEW = DossierView(
    Tables(
        "unrecorded",
        1,
        ("view_unrecorded",),
        (_OWED, "CREATE INDEX view_unrecorded_due ON view_unrecorded (refused, due)"),
    ),
    _show,
)
