"""The cash book by day, transfers that wait, and what is still to be taken."""

import msgspec

from app.domain import cash
from app.domain.cash import Movement
from app.domain.cash_book import CashRow, OwedRow, cash_rows, owed_row
from app.domain.dossier import Dossier
from app.domain.text import fold
from app.store.connection import Connection
from app.store.projections.topic import DossierView, Tables, Topic

_CASH = """
CREATE TABLE view_cash (
    event TEXT PRIMARY KEY,
    key INTEGER NOT NULL,
    at INTEGER NOT NULL,
    device TEXT NOT NULL,
    arrived INTEGER NOT NULL,
    waits INTEGER NOT NULL,
    receipt TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT, WITHOUT ROWID
"""
_ODD = """
CREATE TABLE view_cash_odd (
    key INTEGER NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (key, kind)
) STRICT, WITHOUT ROWID
"""
_OWED = """
CREATE TABLE view_to_pay (
    key INTEGER PRIMARY KEY,
    since INTEGER NOT NULL,
    body BLOB NOT NULL
) STRICT
"""
MOST_SHOWN = 500


class CashBook(Topic):
    """Questions about money."""

    def entries(self, span: tuple[int, int]) -> list[CashRow]:
        """What moved in a span (UTC milliseconds, its end excluded), the earliest first."""
        sql = (
            "SELECT body FROM view_cash WHERE arrived = 1 AND at >= ? AND at < ? ORDER BY at, event"
        )
        return [_row(body) for (body,) in self.rows(sql, span)]

    def waiting(self) -> list[CashRow]:
        """Transfers that nobody has seen arrive, the oldest first."""
        sql = "SELECT body FROM view_cash WHERE waits = 1 ORDER BY at, event"
        return [_row(body) for (body,) in self.rows(sql)]

    def owed(self) -> list[OwedRow]:
        """What is still to be taken, the newest dossier first."""
        sql = "SELECT body FROM view_to_pay ORDER BY since DESC, key DESC LIMIT ?"
        found = self.rows(sql, (MOST_SHOWN,))
        return [msgspec.json.decode(body, type=OwedRow) for (body,) in found]

    def owed_count(self) -> int:
        """How many dossiers have something still to be taken."""
        found = self.value("SELECT count(*) FROM view_to_pay")
        return found if isinstance(found, int) else 0

    def odd(self) -> list[tuple[str, str]]:
        """Dossiers whose money needs a person, each with what is odd (`cash.Oddity`)."""
        sql = (
            "SELECT d.id, o.kind FROM view_cash_odd AS o JOIN view_dossier AS d USING (key)"
            " ORDER BY d.accepted, o.kind"
        )
        return [(str(id_), str(kind)) for id_, kind in self.rows(sql)]

    def receipts_twice(self) -> list[CashRow]:
        """Takings whose official receipt another taking bears too."""
        sql = (
            "SELECT body FROM view_cash WHERE receipt <> '' AND receipt IN (SELECT receipt"
            " FROM view_cash WHERE receipt <> '' GROUP BY receipt HAVING count(*) > 1)"
            " ORDER BY receipt, at"
        )
        return [_row(body) for (body,) in self.rows(sql)]

    def with_receipt(self, series: str, number: str) -> list[CashRow]:
        """Takings that bear this official receipt."""
        sql = "SELECT body FROM view_cash WHERE receipt = ? ORDER BY at, event"
        return [_row(body) for (body,) in self.rows(sql, (receipt_key(series, number),))]

    def last_receipt(self, device: str) -> Movement | None:
        """The last taking of this PC that bears an official receipt."""
        sql = (
            "SELECT body FROM view_cash WHERE device = ? AND receipt <> ''"
            " ORDER BY at DESC, event DESC LIMIT 1"
        )
        body = self.value(sql, (device,))
        return _row(body).movement if isinstance(body, bytes) else None


def receipt_key(series: str, number: str) -> str:
    """A receipt's series and number as they are compared; nothing for none."""
    return f"{fold(series)}/{number.strip().lstrip('0')}" if number.strip() else ""


def _show(connection: Connection, key: int, dossier: Dossier) -> None:
    connection.run("DELETE FROM view_cash WHERE key = ?", (key,))
    connection.run("DELETE FROM view_to_pay WHERE key = ?", (key,))
    connection.run("DELETE FROM view_cash_odd WHERE key = ?", (key,))
    waits = frozenset(one.event for one in cash.awaited(dossier))
    gone = cash.undone(dossier)
    rows = [
        _values(key, row, waits=row.movement.event in waits, stands=row.movement.of not in gone)
        for row in cash_rows(dossier)
    ]
    connection.run_many("INSERT OR REPLACE INTO view_cash VALUES (?,?,?,?,?,?,?,?)", rows)
    _show_oddities(connection, key, dossier)
    owing = owed_row(dossier)
    if owing is not None:
        body = msgspec.json.encode(owing)
        connection.run("INSERT INTO view_to_pay VALUES (?,?,?)", (key, owing.since, body))


def _show_oddities(connection: Connection, key: int, dossier: Dossier) -> None:
    rows = [(key, one.value) for one in cash.oddities(dossier)]
    connection.run_many("INSERT INTO view_cash_odd VALUES (?,?)", rows)


def _values(
    key: int, row: CashRow, *, waits: bool, stands: bool
) -> tuple[str, int, int, str, bool, bool, str, bytes]:
    one = row.movement
    is_taking = one.event == one.of and one.amount > 0 and stands
    receipt = receipt_key(one.series, one.number) if is_taking else ""
    body = msgspec.json.encode(row)
    return one.event, key, one.at, one.device, one.arrived, waits, receipt, body


def _row(body: bytes) -> CashRow:
    return msgspec.json.decode(body, type=CashRow)


VIEW = DossierView(
    Tables(
        "cash",
        1,
        ("view_cash", "view_to_pay", "view_cash_odd"),
        (
            _CASH,
            _ODD,
            _OWED,
            "CREATE INDEX view_cash_at ON view_cash (at)",
            "CREATE INDEX view_cash_key ON view_cash (key)",
            "CREATE INDEX view_cash_waits ON view_cash (waits) WHERE waits = 1",
            "CREATE INDEX view_cash_receipt ON view_cash (receipt) WHERE receipt <> ''",
            "CREATE INDEX view_to_pay_since ON view_to_pay (since)",
        ),
    ),
    _show,
)
