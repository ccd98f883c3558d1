"""Phiếu thu nội bộ: what was taken at the counter, in two copies. It is no biên lai.

Where the office has real receipts (biên lai), the paper names the series and number of the one that
was given.
"""

from app.domain import cash
from app.domain.dossier import Dossier
from app.domain.events import FeeTaken, PaymentMethod
from app.domain.money import figures_of_money, words_of_money
from app.domain.papers.content import of_dossier
from app.domain.papers.template import Content, Row
from app.domain.papers.wording import Letterhead

_METHODS = {
    PaymentMethod.CASH: "Tiền mặt",
    PaymentMethod.TRANSFER: "Chuyển khoản",
    PaymentMethod.PORTAL: "Trực tuyến trên Cổng Dịch vụ công",
}
NOT_SEEN = " (chưa xác nhận tiền đã về; chưa coi là đã nộp)"
ONE_SUM = "Phí, lệ phí giải quyết thủ tục hành chính"


def cash_receipt(dossier: Dossier, office: Letterhead, *, copy: int = 1, qr: str = "") -> Content:
    """Say what one taking was: for what, from whom, how much in figures and in words.

    It is the newest that has no paper yet and stands (see `cash.to_print`).
    """
    wanted = cash.to_print(dossier)
    told = next((entry for entry in dossier.timeline if entry.id == wanted), None)
    said = told.said if told and isinstance(told.said, FeeTaken) else FeeTaken(amount=0)
    at = told.happened_at if told else 0
    content = of_dossier(dossier, office, at=at, copy=copy, qr=qr)
    return content | {
        "payer": said.payer or content["submitter"],
        "lines": _lines(said),
        "amount": figures_of_money(said.amount),
        "words": words_of_money(said.amount),
        "method": _method(dossier, said, told.id if told else ""),
        "receipt_series": said.series,
        "receipt_number": said.number,
        "officer": told.by if told else "",
    }


def _method(dossier: Dossier, said: FeeTaken, event: str) -> str:
    """How it came; a transfer that nobody has seen arrive says so."""
    is_awaited = any(one.event == event for one in cash.awaited(dossier))
    return f"{_METHODS[said.method]}{NOT_SEEN if is_awaited else ''}"


def _lines(said: FeeTaken) -> tuple[Row, ...]:
    """What the money is for; one line for the whole where nothing was listed."""
    if not said.lines:
        return ({"number": "1", "name": ONE_SUM, "count": "1", "sum": figures(said.amount)},)
    return tuple(
        {
            "number": str(number),
            "name": line.name,
            "count": str(line.count),
            "sum": figures(line.amount * line.count),
        }
        for number, line in enumerate(said.lines, start=1)
    )


def figures(amount: int) -> str:
    """An amount in a column of đồng."""
    return figures_of_money(amount).removesuffix(" đồng")
