"""What the printed papers say."""

from typing import Any, NamedTuple

import msgspec
import pytest

from app.domain.dossier import Dossier, State
from app.domain.errors import RuleViolation
from app.domain.events import (
    Authorisation,
    CodeGiven,
    Fee,
    FeeTiming,
    IssuedPaper,
    LateEntry,
    PaperStanding,
    Receiver,
    ReceptionCorrected,
    ResultPlace,
    ResultRecorded,
    Returned,
    Returning,
)
from app.domain.events.parts import NO_DATE
from app.domain.papers import (
    PROVISIONAL_NOTE,
    Form01,
    blank_form01,
    form01,
    preview_form01,
    read_slip_text,
    result_receipt,
    slip_text,
    with_signature,
)
from app.domain.papers.wording import day, moment, place
from app.domain.procedure import Unit
from tests.helpers.dossiers import (
    MORNING,
    a_dossier,
    a_history,
    a_paper,
    a_person,
    a_promise,
    a_received,
    a_result,
    a_return,
)


class _Office(NamedTuple):
    """The letterhead of an invented office."""

    commune_name: str = "Xã Sì Lở Lầu"
    upper_line: str = "ỦY BAN NHÂN DÂN XÃ SÌ LỞ LẦU"
    desk_line: str = "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG"
    address: str = "Bản Lao Chải, xã Sì Lở Lầu"
    phone: str = "0213 000 000"
    website: str = "dichvucong.example.vn"


OFFICE = _Office()


def _form(**changes: Any) -> Form01:
    """Form 01 of a reception that says this."""
    return form01(a_history(State.NOT_HERE, a_received(**changes)).fold(), OFFICE)


def test_the_slip_says_everything_that_the_form_asks_for() -> None:
    form = _form(
        owner=a_person("Vàng A Páo", address="Bản Thà Giàng", organisation="HTX Thà Giàng")
    )
    said = {line.label: line.value for line in (*form.lines, *form.closing_lines)}
    assert said == {
        "Bộ phận tiếp nhận": OFFICE.desk_line,
        "Tiếp nhận hồ sơ của Ông (Bà)": "Lò Thị Pản",
        "Địa chỉ": "Bản Sì Choang, xã Sì Lở Lầu",
        "Số điện thoại": "0900000001",
        "Email": "",
        "Số CMND/Thẻ căn cước/Hộ chiếu": "012191000123",
        "Nội dung yêu cầu giải quyết": "Đăng ký khai sinh cho con",
        "Chủ hồ sơ": "Vàng A Páo (HTX Thà Giàng)",
        "Địa chỉ chủ hồ sơ": "Bản Thà Giàng",
        "Hình thức thu phí, lệ phí": "Không thu phí, lệ phí",
        "Số lượng hồ sơ": "01 (bộ)",
        "Thời gian giải quyết hồ sơ theo quy định là": "Trong ngày làm việc",
        "Thời gian nhận hồ sơ": "08 giờ 40 phút, ngày 24/11/2026",
        "Thời gian trả kết quả giải quyết hồ sơ": "17 giờ 00 phút, ngày 24/11/2026",
        "Đăng ký nhận kết quả tại": OFFICE.desk_line,
    }
    assert form.place_date == "Sì Lở Lầu, ngày 24 tháng 11 năm 2026"
    assert form.title == "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"
    assert form.officer == "Cán bộ quầy 1"
    assert form.lookup == OFFICE.website


def test_a_provisional_number_says_what_it_is() -> None:
    form = _form()
    assert (form.code_line.label, form.code_line.value) == ("Số tiếp nhận tạm", form.code)
    assert form.notes[0] == PROVISIONAL_NOTE
    assert form.barcode == form.code == a_received().number


def test_the_official_code_takes_its_place_and_names_the_old_one() -> None:
    history = a_history()
    history.says("tỉnh", CodeGiven(code="H35.12-261124-0007"))
    form = form01(history.fold(), OFFICE)
    assert (form.code_line.label, form.code) == ("Mã hồ sơ", "H35.12-261124-0007")
    assert PROVISIONAL_NOTE not in form.notes
    assert form.marks == (f"Số tiếp nhận tạm đã cấp: {a_received().number}",)


def test_only_what_was_handed_in_is_listed() -> None:
    papers = tuple(
        a_paper(standing.value, standing=standing, originals=1, certified=2, copies=3)
        for standing in PaperStanding
        if standing is not PaperStanding.MISSING
    )
    (row,) = _form(papers=papers).papers
    assert (row.number, row.name) == (1, PaperStanding.SUBMITTED.value)
    assert (row.originals, row.certified, row.copies) == (1, 2, 3)


def test_a_reprint_a_correction_and_a_late_entry_are_marked() -> None:
    late = LateEntry(reason="mất điện", paper_number="07")
    history = a_history(State.NOT_HERE, a_received(late=late))
    history.says("quầy 1", ReceptionCorrected(reason="nhầm", replaces_printed_at=MORNING))
    form = form01(history.fold(), OFFICE, copy=2)
    assert form.marks == (
        "BẢN IN LẦN 2",
        "Thay thế giấy in lúc 08 giờ 40 phút, ngày 24/11/2026",
        "Nhập bù từ giấy số 07: mất điện",
    )


def test_a_late_entry_without_a_number_and_a_correction_without_a_slip() -> None:
    history = a_history(State.NOT_HERE, a_received(late=LateEntry(reason="mất điện")))
    history.says("quầy 1", ReceptionCorrected(reason="nhầm"))
    assert form01(history.fold(), OFFICE).marks == ("Nhập bù từ giấy: mất điện",)


@pytest.mark.parametrize(
    ("fee", "said"),
    [
        (Fee(amount=8000), "Thu trước: 8.000 đồng (Tám nghìn đồng)"),
        (Fee(amount=8000, timing=FeeTiming.AFTER), "Thu sau: 8.000 đồng (Tám nghìn đồng)"),
        (Fee(amount=0, timing=FeeTiming.EXEMPT), "Miễn"),
        (Fee(amount=0, timing=FeeTiming.EXEMPT, exemption="hộ nghèo"), "Miễn (hộ nghèo)"),
        (Fee(amount=0), "Không thu phí, lệ phí"),
    ],
)
def test_the_fee_is_said_in_figures_and_words(fee: Fee, said: str) -> None:
    assert _form(fee=fee).fee == said


@pytest.mark.parametrize(
    ("unit", "limit", "said"),
    [
        (Unit.WORKING_DAY, 3, "03 ngày làm việc"),
        (Unit.CALENDAR_DAY, 45, "45 ngày"),
        (Unit.WORKING_HOUR, 8, "08 giờ làm việc"),
        (Unit.MONTH, 2, "02 tháng"),
        (Unit.MONTH, None, "00 tháng"),
        (None, None, ""),
    ],
)
def test_the_time_limit_is_said_as_the_law_counts_it(
    unit: Unit | None, limit: int | None, said: str
) -> None:
    assert _form(promise=a_promise(unit=unit, limit=limit)).processing_time == said


def test_no_date_is_said_in_the_law_s_words() -> None:
    form = _form(promise=a_promise(due=None, rule=NO_DATE))
    assert form.due == "Không có ngày hẹn trả cụ thể theo quy định"


@pytest.mark.parametrize(
    ("returning", "said"),
    [
        (Returning(), OFFICE.desk_line),
        (
            Returning(place=ResultPlace.POST, address="Bản Thà Giàng"),
            "Tại nhà, qua dịch vụ bưu chính công ích: Bản Thà Giàng",
        ),
        (Returning(place=ResultPlace.ONLINE), "Trực tuyến"),
    ],
)
def test_the_place_of_return_is_said(returning: Returning, said: str) -> None:
    assert _form(returning=returning).result_place == said


def test_an_office_without_names_still_prints() -> None:
    bare = _Office(commune_name="Sì Lở Lầu", desk_line="", phone="", website="")
    form = form01(a_dossier(), bare)
    assert form.result_place == "Bộ phận Một cửa"
    assert form.place_date.startswith("Sì Lở Lầu, ")
    assert all("Điện thoại" not in note and "Tra cứu" not in note for note in form.notes)


def test_a_dossier_without_anything_gives_an_empty_form() -> None:
    form = form01(Dossier(id="x"), OFFICE)
    assert (form.submitter, form.owner, form.request, form.fee, form.due) == ("",) * 5
    assert (form.processing_time, form.qr) == ("", "")


def test_without_a_request_the_procedure_is_what_is_asked_for() -> None:
    assert _form(request="").request == "Thủ tục đăng ký khai sinh"


def test_the_preview_says_what_the_slip_will_say() -> None:
    said = a_received()
    shown = preview_form01(said, OFFICE)
    printed = form01(a_history(State.NOT_HERE, said).fold(), OFFICE)
    assert shown == msgspec.structs.replace(printed, officer="", qr="")


def test_the_preview_of_a_lane_number_is_official() -> None:
    said = a_received(number="H35.12-261124-1000", official=True)
    assert not preview_form01(said, OFFICE).is_provisional


def test_a_blank_slip_has_its_number_and_lines_to_fill_in() -> None:
    form = blank_form01("TAM-1-K7QD-261124-050", OFFICE)
    assert form.is_blank
    assert form.barcode == form.code == "TAM-1-K7QD-261124-050"
    assert form.notes[0] == PROVISIONAL_NOTE
    assert form.place_date == "Sì Lở Lầu, ngày ...... tháng ...... năm .........."
    assert not form.papers


def test_the_result_receipt_says_who_gave_what_to_whom() -> None:
    receiver = Receiver(
        name="Sùng Thị Dợ",
        id_number="012192000456",
        phone="0900000004",
        relation="vợ",
        authorisation=Authorisation(paper="Giấy ủy quyền", number="3", date="2026-11-20"),
    )
    said = Returned(
        receiver=receiver,
        slip_lost=True,
        id_checked=True,
        originals_returned=True,
        by_post=True,
        note="ký thay",
    )
    receipt = result_receipt(a_dossier(State.DONE, said), OFFICE, copy=3)
    assert [line.value for line in receipt.lines] == [
        "",
        a_received().number,
        "Thủ tục đăng ký khai sinh",
        "Lò Thị Pản",
        "Cán bộ quầy 1",
        OFFICE.phone,
        "Sùng Thị Dợ",
        "012192000456",
        "0900000004",
        "vợ; Giấy ủy quyền số 3 ngày 20/11/2026",
    ]
    (row,) = receipt.results
    assert (row.number, row.name, row.code, row.date) == (
        1,
        "Giấy khai sinh",
        "12/2026",
        "24/11/2026",
    )
    assert receipt.marks == ("BẢN IN LẦN 3",)
    assert receipt.notes == (
        "Mất giấy hẹn; đã kiểm tra giấy tờ tùy thân của người nhận.",
        "Đã trả lại bản chính giấy tờ đã nộp.",
        "Trả qua dịch vụ bưu chính công ích.",
        "ký thay",
    )
    assert receipt.returned == "08 giờ 44 phút, ngày 24/11/2026"


@pytest.mark.parametrize(
    ("right", "said"),
    [
        (None, ""),
        (Authorisation(why_none="cha mẹ"), "cha mẹ"),
        (Authorisation(), ""),
        (Authorisation(paper="Giấy ủy quyền"), "Giấy ủy quyền"),
    ],
)
def test_the_right_to_receive_is_said_as_far_as_there_is_one(
    right: Authorisation | None, said: str
) -> None:
    receiver = Receiver(name="Lò Thị Pản", authorisation=right)
    dossier = a_dossier(State.DONE, Returned(receiver=receiver))
    assert result_receipt(dossier, OFFICE).receiver_right == said


def test_several_results_are_numbered_and_an_undated_one_has_no_date() -> None:
    papers = (IssuedPaper(name="Trích lục"), *a_result().results)
    receipt = result_receipt(
        a_dossier(State.PROCESSING, ResultRecorded(results=papers), a_return()), OFFICE
    )
    assert [(row.number, row.date) for row in receipt.results] == [(1, ""), (2, "24/11/2026")]
    assert receipt.marks == ()


def test_the_receipt_of_a_coded_dossier_names_the_number_on_the_slip_too() -> None:
    history = a_history()
    history.says("tỉnh", CodeGiven(code="H35.12-261124-0007"))
    code, provisional = result_receipt(history.fold(), OFFICE).lines[:2]
    assert (code.label, code.value) == ("Mã hồ sơ", "H35.12-261124-0007")
    assert (provisional.label, provisional.value) == ("Số tiếp nhận tạm", a_received().number)


def test_a_receipt_before_the_return_is_empty_where_it_must_be() -> None:
    receipt = result_receipt(Dossier(id="x"), OFFICE)
    assert (receipt.receiver, receipt.officer, receipt.owner, receipt.procedure) == ("",) * 4
    assert receipt.results == ()


def test_a_slip_s_qr_says_code_pc_and_journal_head() -> None:
    dossier = a_dossier()
    (head,) = dossier.heads
    form = form01(dossier, OFFICE)
    assert form.qr == slip_text(dossier.number, head)
    assert read_slip_text(form.qr).head == head
    assert read_slip_text(form.qr).signature is None
    assert form01(dossier, OFFICE, qr="MC1/khác").qr == "MC1/khác"


def test_a_signed_slip_is_read_back_with_what_was_signed() -> None:
    text = form01(a_dossier(), OFFICE).qr
    read = read_slip_text(with_signature(text, bytes(range(64))))
    assert (read.signed, read.signature) == (text, bytes(range(64)))
    assert read.code == a_dossier().number


@pytest.mark.parametrize("text", ["", "https://example.vn", "MC1/x/y", "MC2/A/B/C/1/00000000"])
def test_another_kind_of_code_is_no_slip(text: str) -> None:
    with pytest.raises(RuleViolation) as no:
        read_slip_text(text)
    assert no.value.code == "slip_qr_unreadable"


def test_a_year_alone_stays_a_year() -> None:
    assert (day("1954"), day("2026-01-31")) == ("1954", "31/01/2026")


def test_a_moment_that_no_calendar_holds_is_the_nearest_that_one_does() -> None:
    assert moment(1 << 62).endswith("/9999")
    assert moment(-1) == "07 giờ 00 phút, ngày 01/01/1970"


def test_a_place_is_named_without_its_level() -> None:
    names = ("Xã Sì Lở Lầu", "Phường Tân Phong", "Đặc khu Cô Tô", "Lai Châu")
    places = [place(_Office(commune_name=name)) for name in names]
    assert places == ["Sì Lở Lầu", "Tân Phong", "Cô Tô", "Lai Châu"]


def test_the_slip_names_the_authority_that_will_settle_it():
    """NĐ 118/2025, Điều 20: received here, settled there, the result handed over here."""
    assert not any("thay cho cơ quan" in note for note in _form().notes)
    assert "UBND xã Dào San" in _form(for_authority="UBND xã Dào San").notes[0]
