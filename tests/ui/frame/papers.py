"""Papers of invented people, as content records."""

from typing import Any

from app.domain.events import SlipForm
from app.domain.papers import (
    PROVISIONAL_NOTE,
    Form01,
    PaperLine,
    Printout,
    ResultLine,
    ResultReceipt,
    fill,
)
from app.domain.papers.form01 import content_of
from app.domain.papers.result_receipt import receipt_content
from app.usecases.templates import Templates

NUMBER = "TAM-1-K7Q2-261124-001"
UPPER = "ỦY BAN NHÂN DÂN XÃ SÌ LỞ LẦU"
DESK = "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG"
SLIP = f"MC1/{NUMBER}/ABCDEFGHJK/K7Q2/12/DEADBEEF/" + "A" * 103
LOOKUP = "https://dichvucong.example.vn"
LONG = "Giấy chứng sinh; trường hợp không có thì nộp văn bản của người làm chứng xác nhận việc sinh"


def a_form(rows: int = 2, **changes: Any) -> Form01:
    """A slip of a birth registration with so many papers handed in."""
    told: dict[str, Any] = {
        "upper_line": UPPER,
        "desk_line": DESK,
        "place_date": "Sì Lở Lầu, ngày 24 tháng 11 năm 2026",
        "code": NUMBER,
        "barcode": NUMBER,
        "qr": SLIP,
        "lookup": LOOKUP,
        "submitter": "Lý Thị Mẩy",
        "address": "Bản Gia Khâu, xã Sì Lở Lầu, tỉnh Lai Châu",
        "phone": "0912 345 678",
        "email": "may@example.vn",
        "id_number": "012190001234",
        "request": "Đăng ký khai sinh",
        "owner": "Lý A Sử",
        "owner_address": "Bản Gia Khâu, xã Sì Lở Lầu",
        "fee": "Thu trước: 8.000 đồng (Tám nghìn đồng)",
        "papers": tuple(
            PaperLine(n + 1, LONG if n % 2 else "Tờ khai", 1, 0, n) for n in range(rows)
        ),
        "sets": "01 (bộ)",
        "processing_time": "Trong ngày làm việc",
        "accepted": "08 giờ 40 phút, ngày 24/11/2026",
        "due": "17 giờ 00 phút, ngày 25/11/2026",
        "result_place": DESK,
        "notes": (PROVISIONAL_NOTE, "Khi đến nhận kết quả, đề nghị mang theo giấy này."),
        "officer": "Nguyễn Văn Páo",
        "is_provisional": True,
    }
    return Form01(**(told | changes))


def a_row(place: int) -> PaperLine:
    """One paper handed in; every other one has a long name."""
    return PaperLine(place + 1, LONG if place % 2 else "Tờ khai", 1, 0, place)


def a_receipt(**changes: Any) -> ResultReceipt:
    """The receipt of one paper handed over."""
    told: dict[str, Any] = {
        "upper_line": UPPER,
        "desk_line": DESK,
        "place_date": "Sì Lở Lầu, ngày 25 tháng 11 năm 2026",
        "code": "H35.12.03-261124-0001",
        "procedure": "Đăng ký khai sinh",
        "owner": "Lý A Sử",
        "officer": "Nguyễn Văn Páo",
        "officer_phone": "0213 000 000",
        "receiver": "Lý Thị Mẩy",
        "receiver_id": "012190001234",
        "receiver_right": "Mẹ",
        "results": (ResultLine(1, "Giấy khai sinh", "12/2026", "25/11/2026", "Bản chính", 1),),
        "returned": "15 giờ 05 phút, ngày 25/11/2026",
        "notes": ("Mất giấy hẹn; đã kiểm tra giấy tờ tùy thân của người nhận.",),
    }
    return ResultReceipt(**(told | changes))


def on_paper(said: Form01 | ResultReceipt) -> Printout:
    """The record on the template of today."""
    if isinstance(said, Form01):
        form, content = SlipForm.RECEIPT, content_of(said)
    else:
        form, content = SlipForm.RESULT_RECEIPT, receipt_content(said, SLIP)
    return fill(Templates().on(form, "2026-11-27"), content)
