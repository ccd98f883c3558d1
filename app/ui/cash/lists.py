"""The three lists of the page Thu phí."""

from app.domain.cash import Way
from app.domain.cash_book import CashRow, OwedRow
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.reception.typed import shown_money
from app.ui.widgets.table import Column, RowModel, RowView
from app.usecases.promises import office_time

NARROW_HIDES = {"owed": (2,), "waiting": (2, 3), "day": (5,)}
"""Columns that a narrow window has no room for, by list."""


def owed_list() -> tuple[RowModel[OwedRow], RowView]:
    """What is still to be taken."""
    model = RowModel[OwedRow](
        (
            Column[OwedRow](tr("Number"), lambda row: row.code, width=20, bold=True),
            Column[OwedRow](tr("Submitter"), lambda row: row.name, width=24),
            Column[OwedRow](tr("Procedure"), lambda row: row.procedure),
            Column[OwedRow](tr("Accepted"), lambda row: _moment(row.since), width=13, right=True),
            Column[OwedRow](
                tr("To take, đồng"), lambda row: shown_money(row.amount), width=13, right=True
            ),
        ),
        lambda row: row.dossier_id,
    )
    return model, RowView(model, tr("Fees to take"))


def waiting_list() -> tuple[RowModel[CashRow], RowView]:
    """Transfers that nobody has seen arrive."""
    model = RowModel[CashRow](
        (
            Column[CashRow](tr("Number"), lambda row: row.code, width=20, bold=True),
            Column[CashRow](tr("Payer"), _payer, width=24),
            Column[CashRow](tr("Procedure"), lambda row: row.procedure),
            Column[CashRow](tr("Paid how"), lambda row: label(row.movement.method), width=17),
            Column[CashRow](tr("Since"), _since, width=13, right=True),
            Column[CashRow](tr("Sum, đồng"), _sum, width=11, right=True),
        ),
        lambda row: row.movement.event,
    )
    return model, RowView(model, tr("Transfers that wait"))


def day_list() -> tuple[RowModel[CashRow], RowView]:
    """The entries of a day."""
    model = RowModel[CashRow](
        (
            Column[CashRow](tr("Time"), _clock, width=6),
            Column[CashRow](tr("Number"), lambda row: row.code, width=20, bold=True),
            Column[CashRow](tr("Payer"), _payer),
            Column[CashRow](tr("What"), _what, width=12, tone=_tone),
            Column[CashRow](tr("Receipt"), _receipt, width=14, tone=_receipt_tone),
            Column[CashRow](tr("Taken by"), lambda row: row.movement.by, width=16),
            Column[CashRow](tr("Sum, đồng"), _sum, width=11, right=True),
        ),
        lambda row: row.movement.event,
    )
    return model, RowView(model, tr("Cash book of the day"))


def _moment(at: int) -> str:
    return f"{office_time(at):%H:%M %d/%m}"


def _since(row: CashRow) -> str:
    return _moment(row.movement.at)


def _clock(row: CashRow) -> str:
    return f"{office_time(row.movement.at):%H:%M}"


def _payer(row: CashRow) -> str:
    return row.movement.payer or row.name


def _sum(row: CashRow) -> str:
    amount = row.movement.amount
    return shown_money(amount) if amount >= 0 else f"-{shown_money(-amount)}"


def _what(row: CashRow) -> str:
    is_taking = row.movement.way in {Way.TAKEN, Way.AWAITED}
    return label(row.movement.method) if is_taking else label(row.movement.way)


def _tone(row: CashRow) -> str:
    return "text" if row.movement.amount >= 0 else "caution"


def _receipt(row: CashRow) -> str:
    one = row.movement
    if one.number:
        return f"{one.series} {one.number}"
    if one.amount < 0 or one.printed:
        return tr("internal") if one.amount > 0 else ""
    return tr("no paper yet")


def _receipt_tone(row: CashRow) -> str:
    is_missing = row.movement.amount > 0 and not row.movement.printed
    return "caution" if is_missing else "quiet"
