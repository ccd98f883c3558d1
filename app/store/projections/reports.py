"""Each dossier's line in time and its row of the register: what reports of a period count from."""

from collections.abc import Iterator, Sequence

import msgspec

from app.domain.dossier import Dossier
from app.domain.papers.register import RegisterRow, period_row
from app.domain.reports import LifeLine, life_line
from app.store.connection import Connection
from app.store.projections.topic import DossierView, Tables, Topic

_LINE = """
CREATE TABLE view_report (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    received INTEGER,
    line BLOB NOT NULL,
    row BLOB NOT NULL
) STRICT
"""
_STILL = 2**62  # the last moment of what is not over
Span = tuple[int, int]

_OF_SPAN = """
FROM view_report WHERE received >= ? AND received < ?
AND key NOT IN (SELECT key FROM view_field WHERE field IN (SELECT value FROM json_each(?)))
"""
_REGISTER = f"SELECT id, row {_OF_SPAN} ORDER BY received, id LIMIT ? OFFSET ?"
_REGISTERED = f"SELECT count(*) {_OF_SPAN}"


class Reports(Topic):
    """Questions about periods; spans are UTC milliseconds, their end excluded."""

    def lines(self, span: Span) -> list[LifeLine]:
        """Every dossier that anything of a report may count: begun before the end, not over before.

        In the order in which they were received.
        """
        start, end = span
        sql = "SELECT line FROM view_report WHERE first < ? AND last >= ? ORDER BY received, id"
        return [_line(body) for (body,) in self.rows(sql, (end, start))]

    def line(self, dossier_id: str) -> LifeLine | None:
        """One dossier's line as it is now."""
        body = self.value("SELECT line FROM view_report WHERE id = ?", (dossier_id,))
        return _line(body) if isinstance(body, bytes) else None

    def register(
        self, span: Span, offset: int = 0, limit: int = -1, hidden: Sequence[str] = ()
    ) -> list[tuple[str, RegisterRow]]:
        """Rows of the register by when they were received, each with its dossier.

        Nothing of the hidden fields (of other agencies; folded as in `Fields`).
        """
        found = self.rows(_REGISTER, (*span, _json(hidden), limit, offset))
        return [(id_, msgspec.msgpack.decode(row, type=RegisterRow)) for id_, row in found]

    def registered(self, span: Span, hidden: Sequence[str] = ()) -> int:
        """How many rows the register of a span has, those of the hidden fields left out."""
        found = self.value(_REGISTERED, (*span, _json(hidden)))
        return found if isinstance(found, int) else 0


def _json(fields: Sequence[str]) -> str:
    return msgspec.json.encode(tuple(fields)).decode()


def _show(connection: Connection, key: int, dossier: Dossier) -> None:
    line = life_line(dossier)
    moments = sorted(_moments(line))
    if not moments:
        connection.run("DELETE FROM view_report WHERE key = ?", (key,))
        return
    is_open = line.received is not None and line.ended is None
    told = (
        key,
        dossier.id,
        moments[0],
        _STILL if is_open else moments[-1],
        line.received_here,
        msgspec.msgpack.encode(line),
        msgspec.msgpack.encode(period_row(dossier, line)),
    )
    connection.run("INSERT OR REPLACE INTO view_report VALUES (?,?,?,?,?,?,?)", told)


def _moments(line: LifeLine) -> Iterator[int]:
    yield from (at for at in (line.received, line.ended, line.returned) if at is not None)
    yield from (one.at for one in line.fees)


def _line(body: bytes) -> LifeLine:
    return msgspec.msgpack.decode(body, type=LifeLine)


VIEW = DossierView(
    Tables(
        "reports",
        3,
        ("view_report",),
        (
            _LINE,
            "CREATE INDEX view_report_last ON view_report (last)",
            "CREATE INDEX view_report_received ON view_report (received, id)",
        ),
    ),
    _show,
)
