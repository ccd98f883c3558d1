"""Bảng kê thu phí, lệ phí trong ngày: every entry, the drawer, and what was counted."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from app.domain.cash import Movement, Totals, Way
from app.domain.events import CashDayClosed, PaymentMethod
from app.domain.money import figures_of_money, words_of_money
from app.domain.papers import wording
from app.domain.papers.content import heading
from app.domain.papers.template import Content, Row
from app.domain.papers.wording import Letterhead

_METHODS = {
    PaymentMethod.CASH: "Tiền mặt",
    PaymentMethod.TRANSFER: "Chuyển khoản",
    PaymentMethod.PORTAL: "Trực tuyến",
}
_WAYS = {Way.REFUNDED: "Trả lại", Way.MISTAKE: "Bỏ khoản ghi nhầm"}


class Entry(Protocol):
    """An entry with the dossier that it is of."""

    @property
    def code(self) -> str:
        """The dossier's number."""

    @property
    def movement(self) -> Movement:
        """The entry."""


def cash_day_sheet(
    day: date,
    entries: Sequence[tuple[str, Entry]],
    drawer: Totals,
    closed: CashDayClosed | None,
    office: Letterhead,
) -> Content:
    """Fill the sheet of a day; `entries` are the PC's name and the entry, in order."""
    rows = tuple(_row(place, pc, one) for place, (pc, one) in enumerate(entries, start=1))
    moved = sum(one.movement.moved for _pc, one in entries)
    return heading(office, 0) | {
        "day": f"{day:%d/%m/%Y}",
        "rows": rows,
        "total": _signed(moved),
        "cash_in": figures_of_money(drawer.cash_in),
        "cash_out": figures_of_money(drawer.cash_out),
        "drawer": _signed(drawer.drawer),
        "transfers": _signed(drawer.transfers),
        "printed": figures_of_money(drawer.printed),
        "without_paper": str(drawer.without_paper or ""),
        **_closing(closed),
    }


def _closing(closed: CashDayClosed | None) -> dict[str, str]:
    if closed is None:
        return dict.fromkeys(
            ("counted", "words", "difference", "reason", "handed_to", "counter", "digest"), ""
        )
    difference = closed.counted - closed.recorded
    return {
        "counted": figures_of_money(closed.counted),
        "words": words_of_money(closed.counted),
        "difference": _signed(difference) if difference else "Không lệch",
        "reason": closed.reason,
        "handed_to": closed.handed_to,
        "counter": closed.counter,
        "digest": closed.digest[:16],
    }


def _row(place: int, pc: str, entry: Entry) -> Row:
    one = entry.movement
    receipt = f"{one.series} {one.number}".strip()
    return {
        "number": str(place),
        "time": wording.office_time(one.at).strftime("%H:%M"),
        "code": entry.code,
        "payer": one.payer,
        "what": _WAYS.get(one.way, _METHODS[one.method]),
        "receipt": receipt,
        "pc": pc or one.by,
        "sum": _signed(one.moved).removesuffix(" đồng"),
    }


def _signed(amount: int) -> str:
    """An amount that may have left the drawer."""
    return f"-{figures_of_money(-amount)}" if amount < 0 else figures_of_money(amount)
