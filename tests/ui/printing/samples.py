"""Every form of the desk, filled from invented dossiers: as it usually is, and at its worst.

Names and addresses are as long as they get on the border; the worst dossier has twenty papers, has
gone through many hands, and its reasons run over lines.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

import msgspec

from app.domain.cash import totals
from app.domain.cash_book import cash_rows
from app.domain.dossier import Dossier, State
from app.domain.events import (
    CashDayClosed,
    Extended,
    FeeLine,
    FeeTaken,
    Forwarded,
    IssuedPaper,
    OnPaper,
    PaperStanding,
    Payload,
    PaymentMethod,
    Received,
    Receiver,
    Refused,
    ResultRecorded,
    Returned,
    SlipForm,
    SupplementRequested,
    TellSubject,
    Withdrawn,
)
from app.domain.papers import Content, Printout, fill, forms
from app.domain.papers.cash_day import cash_day_sheet
from app.domain.papers.certification_receipt import (
    CertificationReceipt,
    CertifiedLine,
    certification_receipt,
)
from app.domain.papers.handover_list import handover_list
from app.domain.papers.register import RegisterBook, register, register_row
from app.domain.papers.round_list import RoundTask, TaskKind, round_list
from app.domain.papers.telling_list import telling_list
from app.domain.papers.visit_list import visit_list
from app.domain.rounds import Round
from app.domain.telling import Message, ToTell, VillageHead
from app.usecases.templates import Templates
from tests.helpers.dossiers import (
    DAY,
    MORNING,
    a_dossier,
    a_history,
    a_paper,
    a_person,
    a_procedure,
    a_promise,
    a_received,
    a_recipient,
    dossier_id,
)
from tests.ui.printing.period_samples import period_papers
from tests.ui.printing.proof_samples import proof_samples

TEMPLATES = Templates()
TODAY = "2026-11-27"
OLD_DAY = "2025-06-30"
OFFICIAL = "H35.12.03-261124-0001"
QR = f"MC1/{OFFICIAL}/ABCDEFGHJK/K7Q2/12/DEADBEEF/" + "A" * 103
LONG_NAME = "Công Tằng Tôn Nữ Hoàng Thị Phương Quỳnh Nguyệt Ánh"
LONG_PLACE = (
    "Điểm dân cư số 3, bản Tà Lèng Sử Phìn Nậm Cha Hồ, xã Sì Lở Lầu (trước sáp nhập: xã Ma Ly"
    " Chải, huyện Phong Thổ), tỉnh Lai Châu"
)
LONG_MATTER = (
    "Đăng ký khai sinh có yếu tố nước ngoài tại khu vực biên giới, kết hợp đăng ký nhận cha, mẹ,"
    " con cho trẻ sinh ra tại Lào có cha là công dân Việt Nam thường trú ở xã biên giới"
)
LONG_REASON = (
    "Giấy chứng sinh do cơ sở y tế của nước láng giềng cấp chưa được dịch ra tiếng Việt và chứng"
    " thực chữ ký người dịch; tờ khai chưa có chữ ký hoặc điểm chỉ của người yêu cầu; chưa có văn"
    " bản thỏa thuận về việc chọn quốc tịch cho con của cha và mẹ"
)
LONG_PAPER = (
    "Văn bản thỏa thuận của cha, mẹ về việc chọn quốc tịch cho con, có xác nhận của cơ quan có"
    " thẩm quyền của nước láng giềng"
)


class Office(NamedTuple):
    """The letterhead of an invented office with a long name."""

    commune_name: str = "Xã Sì Lở Lầu"
    upper_line: str = "Ủy ban nhân dân xã Sì Lở Lầu"
    desk_line: str = "Trung tâm Phục vụ hành chính công"
    address: str = "Bản Lao Chải, xã Sì Lở Lầu, tỉnh Lai Châu"
    phone: str = "0213 000 000"
    website: str = "dichvucong.example.vn"


OFFICE = Office()
DECISION = OnPaper(
    decided_by="Ủy ban nhân dân xã Sì Lở Lầu",
    signed_by="Vàng Văn Thắng",
    position="CHỦ TỊCH",
    number="45/QĐ-UBND",
    date="2026-11-25",
)


class Sample(NamedTuple):
    """One form, filled; `name` is its file's."""

    name: str
    paper: Printout


def samples() -> Iterator[Sample]:
    """Every form of today, usual and at its worst, then those of before 15/09/2025."""
    for day, era in ((TODAY, "2025"), (OLD_DAY, "2018")):
        for worst in (False, True):
            for form, content in _contents(worst=worst).items():
                first = min(one.valid_from for one in TEMPLATES.versions(form))
                if day < first or (era == "2018" and len(TEMPLATES.versions(form)) == 1):
                    continue
                paper = fill(TEMPLATES.on(form, day), content)
                yield Sample(f"{form}-{era}{'-worst' if worst else ''}", paper)


def _contents(*, worst: bool) -> dict[str, Content]:
    copy = 12 if worst else 1
    made: dict[str, Content] = {}
    for form, said in _stories(worst=worst).items():
        dossier = _dossier(*said, worst=worst)
        made[form.value] = forms.MAKERS[form](dossier, OFFICE, copy=copy, qr=QR)
    many = [_dossier(*_stories(worst=worst)[SlipForm.CONTROL_SLIP], worst=worst)] * (
        24 if worst else 3
    )
    made["handover_list"] = handover_list(many, "BG-K7Q2-261124-01", OFFICE, copy=copy)
    made["visit_list"] = visit_list(many, "L-K7Q2-261124-001", OFFICE, MORNING)
    made["register"] = register(_book(many), OFFICE)
    made["round_list"] = _round_list(24 if worst else 3)
    made["telling_list"] = _telling_list(24 if worst else 3)
    made["cash_day"] = _cash_day(24 if worst else 3)
    made["certification_receipt"] = certification_receipt(_certified(worst=worst), OFFICE)
    return made | period_papers(OFFICE, worst=worst) | proof_samples(OFFICE, QR, worst=worst)


def _round_list(count: int) -> Content:
    made = Round(
        id="r",
        place="Điểm dân cư số 3, bản Tà Lèng Sử Phìn",
        first="2026-11-26",
        last="2026-11-27",
        team=f"{LONG_NAME}, {LONG_NAME}",
        note="mang máy in pin",
    )
    task = RoundTask(
        dossier_id="d",
        kind=TaskKind.SUPPLEMENT,
        code=OFFICIAL,
        name=LONG_NAME,
        hamlet="Tà Lèng",
        phone="0345000118",
        what=LONG_MATTER,
        detail=LONG_REASON,
    )
    return round_list(made, [task] * count, OFFICE, MORNING)


def _telling_list(count: int) -> Content:
    message = Message(subject=TellSubject.SUPPLEMENT, of="e", since=MORNING)
    item = ToTell(
        dossier_id="d",
        code=OFFICIAL,
        name=LONG_NAME,
        phone="0345000118",
        village="Tà Lèng",
        procedure="Đăng ký khai sinh",
        due=MORNING,
        details="Giấy chứng sinh",
        message=message,
    )
    head = VillageHead(entity="h", village="Tà Lèng", name=LONG_NAME, phone="0912000111")
    return telling_list([item] * count, "Bản Tà Lèng Sử Phìn", head, OFFICE, MORNING)


def _cash_day(count: int) -> Content:
    taken = FeeTaken(amount=999_999_000, payer=LONG_NAME, series="1C26TAA", number="0001234")
    dossier = a_dossier(State.ACCEPTED, *[taken] * count)
    rows = cash_rows(dossier)
    drawer = totals(row.movement for row in rows)
    closed = CashDayClosed(
        day="2026-11-27",
        counter="Quầy 1",
        movements=tuple(row.movement.event for row in rows),
        digest="0123456789abcdef" * 4,
        recorded=drawer.drawer,
        printed=drawer.printed,
        counted=drawer.drawer - 1000,
        handed_to=LONG_NAME,
        reason="thối nhầm 1.000 đồng",
    )
    entries = [("Máy 1", row) for row in rows]
    said = cash_day_sheet(date(2026, 11, 27), entries, drawer, closed, OFFICE)
    return {**said, "printed_at": "17:05 27/11/2026"}


def _book(many: list[Dossier]) -> RegisterBook:
    rows = tuple(register_row(one, "Nhận thay, có ủy quyền") for one in many)
    return RegisterBook(
        rows=rows,
        period="Từ ngày 01/11/2026 đến ngày 30/11/2026",
        at=MORNING,
        covers=("Máy 1: đến 24/11/2026 17:00", "Máy 2: đến 18/11/2026 (số liệu tạm)"),
        marks=("SỐ LIỆU TẠM",),
    )


def _certified(*, worst: bool) -> CertificationReceipt:
    line = CertifiedLine(
        name=LONG_PAPER if worst else "Bằng tốt nghiệp trung học phổ thông",
        pages=2,
        copies=3,
        fee=12_000,
        number="1254/2026-SCT/BS",
    )
    return CertificationReceipt(
        lines=(line,) * (20 if worst else 2),
        at=MORNING,
        officer="Lò Thị Mai",
        payer=LONG_NAME,
        address=LONG_PLACE,
        phone="0900000001",
        code=OFFICIAL,
        qr=QR,
        exemption="Hộ nghèo, theo Nghị quyết của Hội đồng nhân dân tỉnh" if worst else "",
        copy=12 if worst else 1,
    )


def _stories(*, worst: bool) -> dict[SlipForm, tuple[Payload, ...]]:
    """What happened to the dossier after its reception, by the form that tells of it."""
    reason = LONG_REASON if worst else "Tờ khai chưa có chữ ký của người yêu cầu"
    missing = tuple(
        f"{LONG_PAPER} ({n})" if worst else "Tờ khai" for n in range(20 if worst else 2)
    )
    unit = a_recipient(LONG_NAME if worst else "Sùng A Chớ")
    forwarded = Forwarded(to=unit, list_number="BG-K7Q2-261124-01", note="Bản giấy kèm theo")
    later = a_promise(start=MORNING, due=MORNING + 3 * DAY)
    number = "1254/2026" if worst else "12/2026"
    result = ResultRecorded(
        results=tuple(
            IssuedPaper(
                name="Giấy khai sinh (bản chính)",
                number=f"{number}-{n}",
                date="2026-11-24",
                summary=LONG_MATTER if worst else "Bản chính",
            )
            for n in range(12 if worst else 1)
        ),
        paper=DECISION,
    )
    receiver = Receiver(name=LONG_NAME, id_number="012191000123", phone="0900000001", relation="Mẹ")
    returned = Returned(receiver=receiver, slip_lost=True, id_checked=True, originals_returned=True)
    handed = (forwarded, *[Forwarded(to=a_recipient(f"Phòng {n}")) for n in range(6)])
    lines = tuple(
        FeeLine(name=LONG_PAPER if worst else "Lệ phí đăng ký hộ tịch", amount=8000, count=n + 1)
        for n in range(20 if worst else 1)
    )
    taken = FeeTaken(
        amount=sum(line.amount * line.count for line in lines),
        lines=lines,
        method=PaymentMethod.TRANSFER,
        series="1C26TAA" if worst else "",
        number="0000123" if worst else "",
    )
    return {
        SlipForm.RECEIPT: (),
        SlipForm.SUPPLEMENT_REQUEST: (
            SupplementRequested(
                missing=missing, reason=reason, number="12", close_after="2026-12-10"
            ),
        ),
        SlipForm.REFUSAL: (Refused(reason=reason, number="7", paper=DECISION),),
        SlipForm.APOLOGY: (
            forwarded,
            Extended(promise=later, reason=reason, number="45/TTPVHCC", paper=DECISION),
        ),
        SlipForm.STOP_NOTICE: (
            forwarded,
            FeeTaken(amount=8000),
            Withdrawn(
                reason=reason,
                papers_returned=missing[:4],
                fee_returned=8000,
                receiver=receiver,
                paper=DECISION,
            ),
        ),
        SlipForm.CONTROL_SLIP: (*(handed if worst else (forwarded,)), result, returned),
        SlipForm.RESULT_RECEIPT: (forwarded, result, returned),
        SlipForm.CASH_RECEIPT: (taken,),
    }


def _dossier(*said: Payload, worst: bool) -> Dossier:
    """A dossier that was received and then told this."""
    history = a_history(State.NOT_HERE, _received(worst=worst), *said, entity=dossier_id(1))
    return history.fold()


def _received(*, worst: bool) -> Received:
    submitter = a_person(LONG_NAME, address=LONG_PLACE, email="phuong.quynh.nguyet.anh@example.vn")
    if worst:
        submitter = msgspec.structs.replace(
            submitter,
            thumb_print=True,
            interpreter="Tẩn A Sếnh (tiếng Dao)",
            nationality="Cộng hòa Dân chủ Nhân dân Lào",
            id_kind="passport",
        )
    owner = a_person(
        "Vàng A Páo",
        address=LONG_PLACE,
        organisation="HTX nông nghiệp Thà Giàng",
        organisation_number="6200012345",
        position="Giám đốc",
    )
    rows = [
        a_paper(f"{LONG_PAPER} ({n})" if worst else "Tờ khai", copies=n % 3)
        for n in range(20 if worst else 3)
    ]
    told: dict[str, Any] = {
        "procedure": a_procedure(name=LONG_MATTER, short_name=""),
        "submitter": submitter,
        "owner": owner,
        "relation": "Mẹ",
        "request": LONG_MATTER if worst else "Đăng ký khai sinh",
        "papers": (*rows, a_paper("Sổ hộ khẩu", standing=PaperStanding.PRESENTED)),
        "number": OFFICIAL,
        "official": True,
        "sets": 2,
    }
    return a_received(**told)
