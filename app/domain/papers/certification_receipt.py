"""Phiếu tiếp nhận yêu cầu chứng thực: what is to be certified, how many pages and copies, the fee.

No form of the law: what desks hand out where somebody waits for many copies (NĐ 23/2015/NĐ-CP).
"""

from collections.abc import Sequence

import msgspec

from app.domain.money import figures_of_money, words_of_money
from app.domain.papers.cash_receipt import figures
from app.domain.papers.content import heading
from app.domain.papers.form01 import reprint_marks
from app.domain.papers.template import Content, Row
from app.domain.papers.wording import Letterhead


class CertifiedLine(msgspec.Struct, frozen=True, kw_only=True):
    """One paper to certify; `number` is its place in the book, where it has one already."""

    name: str
    pages: int
    copies: int
    fee: int
    number: str = ""


class CertificationReceipt(msgspec.Struct, frozen=True, kw_only=True):
    """What the receipt is of. Instants are UTC milliseconds."""

    lines: tuple[CertifiedLine, ...]
    at: int
    officer: str
    payer: str = ""
    address: str = ""
    phone: str = ""
    code: str = ""  # of the dossier, where there is one
    qr: str = ""
    exemption: str = ""
    due: str = ""  # when to come for it; the same day where nothing is said
    copy: int = 1


def certification_receipt(said: CertificationReceipt, office: Letterhead) -> Content:
    """Fill the receipt; the total is what the lines add up to."""
    total = sum(line.fee for line in said.lines)
    return heading(office, said.at) | {
        "code": said.code,
        "qr": said.qr,
        "marks": "\n".join(reprint_marks(said.copy)),
        "payer": said.payer,
        "address": said.address,
        "phone": said.phone,
        "rows": _rows(said.lines),
        "amount": figures_of_money(total),
        "words": words_of_money(total),
        "exemption": said.exemption,
        "due": said.due,
        "officer": said.officer,
    }


def _rows(lines: Sequence[CertifiedLine]) -> tuple[Row, ...]:
    return tuple(
        {
            "number": str(place),
            "name": line.name,
            "book_number": line.number,
            "pages": str(line.pages),
            "copies": str(line.copies),
            "fee": figures(line.fee),
        }
        for place, line in enumerate(lines, start=1)
    )
