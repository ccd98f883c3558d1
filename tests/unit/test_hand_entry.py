"""Typing into the province's portal: what is copied, in the portal's order, and what stays owed."""

import msgspec
import pytest

from app.domain.dossier import State
from app.domain.events import EnteredByHand, Fee, Forwarded, NoteAdded, PaperStanding, RecordRefused
from app.domain.hand_entry import Filled, Form, FormField, filled, moment_of, read_form
from app.domain.provincial import owed, standing
from app.system.paths import resources
from tests.helpers.dossiers import (
    MORNING,
    a_dossier,
    a_history,
    a_paper,
    a_person,
    a_received,
    a_recipient,
    a_registered,
    a_result,
)
from tests.unit.rules.asking import refuses

CODE = "H35.12.03-261124-0007"
USUAL = read_form((resources() / "portal" / "hand_entry.json").read_bytes())


def said(dossier: object, form: Form = USUAL) -> dict[str, str]:
    return {one.label: one.text for one in filled(dossier, form)}  # type: ignore[arg-type]


def test_the_usual_form_takes_the_whole_reception():
    received = a_received(
        fee=Fee(amount=8000),
        papers=(
            a_paper(originals=1, certified=2),
            a_paper("Ảnh", originals=0),
            a_paper("Thẻ", standing=PaperStanding.PRESENTED),
        ),
    )
    dossier = a_history(State.NOT_HERE, received, NoteAdded(text="gấp")).fold()
    assert said(dossier) == {
        "Mã thủ tục": "1.001193",
        "Tên thủ tục": "Thủ tục đăng ký khai sinh",
        "Người nộp: họ và tên": "Lò Thị Pản",
        "Người nộp: số giấy tờ": "012191000123",
        "Người nộp: ngày sinh": "08/03/1991",
        "Người nộp: điện thoại": "0900000001",
        "Người nộp: địa chỉ": "Bản Sì Choang, xã Sì Lở Lầu",
        "Chủ hồ sơ: họ và tên": "Lò Thị Pản",
        "Ngày tiếp nhận": "24/11/2026 08:40",
        "Ngày hẹn trả": "24/11/2026 17:00",
        "Thành phần hồ sơ": "Giấy chứng sinh (1 bản chính, 2 bản chứng thực); Ảnh",
        "Số bộ hồ sơ": "1",
        "Phí, lệ phí": "8000",
        "Trích yếu": "Đăng ký khai sinh cho con",
        "Ghi chú": "gấp",
    }


def test_an_owner_who_is_somebody_else_is_typed_in_too():
    owner = a_person(
        "Vàng A Páo",
        birth_date="1960",
        organisation="HTX Sì Choang",
        organisation_number="6200012345",
    )
    told = said(a_history(State.NOT_HERE, a_received(owner=owner)).fold())
    assert (told["Chủ hồ sơ: họ và tên"], told["Chủ hồ sơ: số giấy tờ"]) == (
        "HTX Sì Choang",
        "6200012345",
    )
    assert told["Chủ hồ sơ: ngày sinh"] == "1960"


def test_the_province_s_own_order_and_labels_count():
    form = Form("2", "tỉnh", (FormField("fee", "Lệ phí"), FormField("procedure_field", "Lĩnh vực")))
    dossier = a_dossier(State.ACCEPTED)
    assert filled(dossier, form) == (Filled("Lệ phí", "0"), Filled("Lĩnh vực", "Hộ tịch"))
    assert read_form(msgspec.json.encode(form)) == form


@pytest.mark.parametrize(
    "name", sorted({"submitter_sex", "submitter_email", "owner_sex", "owner_email", "owner_phone"})
)
def test_what_is_not_known_is_left_out(name: str):
    form = Form("1", "", (FormField(name, "x"),))
    received = a_received(submitter=a_person(sex=None), owner=a_person("Páo", sex=None, phone=None))
    assert filled(a_history(State.NOT_HERE, received).fold(), form) == ()


def test_of_what_is_hardly_begun_little_is_said():
    dossier = a_history(State.NOT_HERE, a_registered(papers=())).fold()
    assert "Ngày tiếp nhận" not in said(dossier)
    nobody = a_dossier(State.ACCEPTED, submitter=None, procedure=None)
    assert "Tên thủ tục" not in said(nobody)


def test_moments_are_written_as_forms_take_them():
    assert moment_of(MORNING) == "24/11/2026 08:40"


@pytest.mark.parametrize(
    "content", [b"", b"[]", b'{"version":"1","source":"","fields":[{"name":"x","label":"y"}]}']
)
def test_an_order_that_cannot_be_read_is_refused(content: bytes):
    refuses("hand_entry_form_unreadable", read_form, content)


def test_what_was_typed_in_is_owed_no_more_and_what_comes_later_is():
    history = a_history(State.ACCEPTED)
    shown = history.fold()
    event = history.says("quầy 1", Forwarded(to=a_recipient()))
    said_ = shown.enter_by_hand(CODE, owed(shown).up_to)
    assert said_ == EnteredByHand(code=CODE, up_to=shown.timeline[-1].id, state=2)
    history.says("quầy 1", said_)
    dossier = history.fold()
    assert [entry.id for entry in owed(dossier).entries] == [str(event.id)]
    told = standing(dossier)
    assert (told.is_recorded, told.by_hand, told.state, told.code) == (True, True, 2, CODE)


def test_later_acts_need_no_code_typed_again():
    history = a_history(State.ACCEPTED)
    history.says("quầy 1", history.fold().enter_by_hand(CODE, owed(history.fold()).up_to))
    history.says("quầy 1", a_result(paper=None), role="leader")
    now = history.fold()
    said_ = now.enter_by_hand("", owed(now).up_to)
    assert (said_.code, said_.state) == (CODE, 9)
    history.says("quầy 1", said_)
    assert not owed(history.fold())


def test_without_an_event_everything_so_far_was_typed_in():
    dossier = a_dossier(State.PROCESSING)
    assert dossier.enter_by_hand(CODE) == EnteredByHand(code=CODE, state=4)


def test_a_code_that_is_none_or_another_is_refused():
    refuses("number_missing", a_dossier(State.ACCEPTED).enter_by_hand, "")
    refuses("number_unreadable", a_dossier(State.ACCEPTED).enter_by_hand, "TAM-1-K7QD-261124-001")
    entered = a_dossier(State.ACCEPTED, EnteredByHand(code=CODE))
    refuses("code_differs", entered.enter_by_hand, "H35.12.03-261124-0008")


def test_only_what_was_refused_is_offered_again():
    refuses("nothing_refused", a_dossier(State.ACCEPTED).ask_resend)
    history = a_history(State.ACCEPTED)
    history.says("tỉnh", RecordRefused(reason="thiếu mã thủ tục"))
    history.says("quầy 1", history.fold().ask_resend("đã hỏi tỉnh"))
    dossier = history.fold()
    assert (bool(owed(dossier)), owed(dossier).refused) == (True, "")
