"""Which event each form tells of, what is owed on paper, and which version is printed."""

import msgspec
import pytest

from app.domain.dossier import Dossier, State
from app.domain.errors import RuleViolation
from app.domain.events import (
    CodeGiven,
    Extended,
    Forwarded,
    IssuedPaper,
    ReceptionCorrected,
    ResultCorrected,
    SlipForm,
    SlipPrinted,
    StepAssigned,
    StepSentBack,
)
from app.domain.history import Aside, Outcome
from app.domain.papers.apology import apology
from app.domain.papers.control_slip import control_slip
from app.domain.papers.forms import (
    MAKERS,
    TELLS_OF,
    event_told,
    not_printed,
    printable,
    received_on,
)
from app.domain.papers.result_receipt import result_receipt_content
from tests.helpers.dossiers import (
    DAY,
    MORNING,
    a_dossier,
    a_promise,
    a_recipient,
    a_result,
    a_return,
)
from tests.unit.test_papers_content import OFFICE
from tests.unit.test_papers_of_a_dossier import rows_of


def test_each_form_tells_of_its_own_event():
    dossier = a_dossier(State.ACCEPTED, Forwarded(to=a_recipient()), a_result(), a_return())
    told = {form: event_told(dossier, form) for form in printable(dossier)}
    assert list(told) == [
        SlipForm.RECEIPT,
        SlipForm.CONTROL_SLIP,
        SlipForm.RESULT_RECEIPT,
        SlipForm.HANDOVER_LIST,
    ]
    assert told[SlipForm.CONTROL_SLIP] == told[SlipForm.RESULT_RECEIPT]
    for form in (SlipForm.REFUSAL, SlipForm.BLANK_RECEIPT):
        with pytest.raises(RuleViolation, match="nothing_to_print"):
            event_told(dossier, form)


def test_every_form_of_a_dossier_is_filled_by_somebody():
    assert set(MAKERS) == set(TELLS_OF) - {SlipForm.HANDOVER_LIST}
    for maker in MAKERS.values():
        assert maker(a_dossier(), OFFICE)["upper_line"] == OFFICE.upper_line


def test_what_nobody_has_confirmed_on_paper_is_still_owed():
    dossier = a_dossier(State.ACCEPTED)
    [(form, of)] = not_printed(dossier)
    assert form is SlipForm.RECEIPT
    printed = SlipPrinted(form=form, of=of, printed_at=MORNING, confirmed=True)
    assert list(not_printed(a_dossier(State.ACCEPTED, printed))) == []


def test_who_asked_for_no_slip_is_owed_none():
    """Giải quyết ngay: không phải cấp giấy tiếp nhận; NĐ 118/2025, Điều 17(4)."""
    assert list(not_printed(a_dossier(State.ACCEPTED, slip=False))) == []


def test_an_extension_owes_the_letter_and_not_a_second_receipt():
    later = Extended(promise=a_promise(due=MORNING + 5 * DAY), reason="chờ xác minh")
    dossier = a_dossier(State.ACCEPTED, Forwarded(to=a_recipient()), later)
    assert [form for form, _of in not_printed(dossier)] == [SlipForm.APOLOGY]


def test_a_dossier_keeps_the_forms_of_the_day_it_was_first_taken_in():
    """Mẫu theo ngày tiếp nhận: TT 01/2018 trước 15/09/2025, TT 03/2025 từ ngày đó."""
    assert received_on(a_dossier(State.ACCEPTED)) == "2026-11-24"
    earlier = a_dossier(State.ACCEPTED, registered_at=MORNING - DAY)
    assert received_on(earlier) == "2026-11-23"
    assert received_on(Dossier(id="1")) == "1970-01-01"


def test_the_templates_of_the_result_receipt_are_filled():
    said = result_receipt_content(a_dossier(State.RETURNED), OFFICE, qr="MC1/X")
    assert (said["receiver"], said["qr"], said["official"]) == ("Lò Thị Pản", "MC1/X", "")
    assert rows_of(said, "results")[0]["name"] == "Giấy khai sinh"
    official = a_dossier(State.RETURNED, CodeGiven(code="H35.12.03-261124-0001"))
    assert result_receipt_content(official, OFFICE)["official"] == "H35.12.03-261124-0001"


def test_form_04_does_not_believe_an_appointment_that_was_set_aside():
    promised = a_promise(due=MORNING + 9 * DAY)
    corrected = ReceptionCorrected(reason="nhầm thủ tục", promise=promised)
    extended = Extended(promise=a_promise(due=MORNING + 19 * DAY), reason="chờ xác minh")
    dossier = a_dossier(State.ACCEPTED, corrected, extended)
    assert apology(dossier, OFFICE)["due_before"] == "08 giờ 40 phút, ngày 03/12/2026"
    first, second, last = dossier.timeline
    aside = msgspec.structs.replace(second, outcome=Outcome.SET_ASIDE, reason=Aside.ROLE)
    told = msgspec.structs.replace(dossier, timeline=(first, aside, last))
    assert apology(told, OFFICE)["due_before"] == "17 giờ 00 phút, ngày 24/11/2026"


def test_form_06_has_a_row_for_each_step_inside_the_commune():
    """Phân công, trả lại bước trước; mỗi lần giao, nhận là một dòng."""
    said = (
        Forwarded(to=a_recipient(unit="")),
        StepAssigned(to="Lý A Sài", step="Thẩm định", deputy_for="Vàng A Páo"),
        StepSentBack(to="Sùng A Chớ", reason="thiếu chữ ký"),
        a_result(),
        ResultCorrected(results=(IssuedPaper(name="Giấy khai sinh", number="13/2026"),)),
    )
    slip = control_slip(a_dossier(State.ACCEPTED, *said), OFFICE)
    assert [(row["parties"], row["note"]) for row in rows_of(slip, "given")[1:]] == [
        ("1. Giao: Sùng A Chớ\n2. Nhận: Lý A Sài", "Thẩm định; thay Vàng A Páo"),
        ("1. Giao: Lý A Sài\n2. Nhận: Sùng A Chớ", "Trả lại bước trước: thiếu chữ ký"),
    ]
    assert [row["note"] for row in rows_of(slip, "results")] == [
        "Kết quả số: 12/2026",
        "Kết quả đã sửa số: 13/2026",
    ]


def test_the_result_receipt_names_the_result_that_holds_after_it_was_mended():
    """Kết quả có sai sót được sửa; NĐ 118/2025, Điều 23."""
    mended = ResultCorrected(results=(IssuedPaper(name="Giấy khai sinh", number="13/2026"),))
    said = result_receipt_content(a_dossier(State.DONE, mended, a_return()), OFFICE)
    assert [row["code"] for row in rows_of(said, "results")] == ["13/2026"]
