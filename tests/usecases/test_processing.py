"""From reception to result: each act as an officer does it, on what the screen showed."""

from datetime import timedelta

import msgspec
import pytest

from app.domain.errors import RuleViolation
from app.domain.events import IssuedPaper, OnPaper, Receiver
from app.domain.states import State
from app.store.records import Officer
from app.usecases.correction import correct_reception, form_of
from app.usecases.processing import (
    Decided,
    add_note,
    ask_financial_duty,
    change_contact,
    extend,
    forward,
    meet_financial_duty,
    pause,
    resume,
)
from app.usecases.results import HandOver, record_result, return_result
from app.usecases.stopping import refuse, withdraw
from app.usecases.supplement import close_unsupplemented, receive_supplement, request_supplement
from tests.helpers.desk import LAWYER, a_desk, a_dossier, all_brought

MARITAL = "1.004873"
RESULT = IssuedPaper(name="Giấy xác nhận", number="12/2026")


@pytest.fixture
def signed(desk):
    return Decided(desk.now(), OnPaper(decided_by="Tẩn Phù Quân", position="Chủ tịch"))


@pytest.fixture
def forwarded(desk):
    return forward(desk, a_dossier(desk, MARITAL).version, LAWYER)


def test_a_forwarded_dossier_is_with_whom_it_was_given(forwarded):
    assert forwarded.state is State.PROCESSING
    assert forwarded.forwarded is not None
    assert forwarded.forwarded.to == LAWYER


def test_a_result_signed_on_paper_is_recorded_with_who_and_when(office, desk, forwarded, signed):
    office.clock.pass_by(timedelta(hours=3))
    done = record_result(desk, forwarded.version, [RESULT], decided=signed)
    assert done.state is State.DONE
    last = done.timeline[-1]
    assert (last.by, last.is_late) == ("Lò Thị Mai", True)
    assert done.result is not None
    assert done.result.paper == signed.paper


def test_a_clerk_does_not_decide_by_herself(desk, forwarded):
    with pytest.raises(RuleViolation, match="needs_paper"):
        record_result(desk, forwarded.version, [RESULT])


def test_a_technician_receives_nothing(office):
    technician = Officer("t", "Lý A Tủa", "technician")
    with pytest.raises(RuleViolation, match="role_not_allowed"):
        a_dossier(a_desk(office, technician))


def test_the_result_goes_to_the_submitter_unless_another_is_named(desk, forwarded, signed):
    done = record_result(desk, forwarded.version, [RESULT], decided=signed)
    returned = return_result(desk, done.version, HandOver())
    assert returned.state is State.RETURNED
    assert returned.returned is not None
    assert returned.returned.receiver.name == "Giàng A Páo"


def test_who_lost_the_slip_shows_an_id(desk, forwarded, signed):
    done = record_result(desk, forwarded.version, [RESULT], decided=signed)
    with pytest.raises(RuleViolation, match="lost_slip_needs_id"):
        return_result(desk, done.version, HandOver(slip_lost=True))
    returned = return_result(desk, done.version, HandOver(slip_lost=True, id_checked=True))
    assert returned.returned is not None
    assert returned.returned.slip_lost


def test_a_stranger_takes_a_result_only_with_a_right(desk, forwarded, signed):
    done = record_result(desk, forwarded.version, [RESULT], decided=signed)
    brother = Receiver(name="Giàng A Vàng")
    with pytest.raises(RuleViolation, match="receiver_authorisation_missing"):
        return_result(desk, done.version, HandOver(receiver=brother))
    related = Receiver(name="Giàng A Vàng", relation="anh ruột")
    assert return_result(desk, done.version, HandOver(receiver=related)).returned


def test_a_supplement_stops_and_restarts_the_clock(office, desk, forwarded):
    asked = request_supplement(desk, forwarded.version, ["Giấy cam đoan"], "chưa nộp")
    assert asked.state is State.SUPPLEMENT
    office.clock.pass_by(timedelta(days=2))
    complete = receive_supplement(desk, asked.version, ["Giấy cam đoan"])
    assert complete.state is State.ACCEPTED or complete.state is State.PROCESSING
    assert complete.due is not None
    assert asked.due is not None
    assert complete.due > asked.due


def test_a_dossier_closes_only_after_fifteen_days_without_an_answer(office, desk, forwarded):
    asked = request_supplement(desk, forwarded.version, ["Giấy cam đoan"], "chưa nộp")
    with pytest.raises(RuleViolation, match="supplement_time_left"):
        close_unsupplemented(desk, asked.version, "không nộp")
    office.clock.pass_by(timedelta(days=16))
    assert close_unsupplemented(desk, asked.version, "không nộp").is_ended


def test_a_pause_and_a_duty_are_recorded_from_paper_and_end(desk, forwarded, signed):
    paused = pause(desk, forwarded.version, "chờ xác minh", decided=signed)
    going = resume(desk, paused.version, decided=signed)
    asked = ask_financial_duty(desk, going.version, "Thuế", 50_000, decided=signed)
    assert asked.state is State.FINANCIAL_DUTY
    assert meet_financial_duty(desk, asked.version, "BL 01").state is State.PROCESSING


def test_an_appointment_is_moved_once_at_most(desk, forwarded, signed):
    later = desk.now().replace(hour=10, minute=0) + timedelta(days=8)
    moved = extend(desk, forwarded.version, later, "chờ xác minh", decided=signed)
    assert moved.due == int(later.replace(second=0, microsecond=0).timestamp() * 1000)
    with pytest.raises(RuleViolation, match=r"extension_only_once|act_not_allowed"):
        extend(desk, moved.version, later + timedelta(days=1), "lần nữa", decided=signed)


def test_a_refusal_names_a_reason_and_a_withdrawal_the_papers(desk, signed):
    refused = refuse(desk, a_dossier(desk).version, "không thuộc thẩm quyền")
    assert refused.refused is not None
    gone = withdraw(desk, a_dossier(desk).version, "không cần nữa", ["Tờ khai"])
    assert gone.withdrawn is not None
    assert gone.withdrawn.papers_returned == ("Tờ khai",)


def test_notes_and_contact_are_for_everyone_in_the_office(desk, forwarded):
    noted = add_note(desk, forwarded.version, "Gọi trưởng bản")
    changed = change_contact(desk, noted.version, phone="0399 111 222")
    assert [note.text for note in changed.notes] == ["Gọi trưởng bản"]
    assert changed.submitter is not None
    assert changed.submitter.phone == "0399 111 222"


def test_a_correction_keeps_number_and_moment_and_sets_the_rest_anew(office, desk):
    wrong = a_dossier(desk, MARITAL)
    office.clock.pass_by(timedelta(hours=2))
    form = all_brought(form_of(desk, wrong.id))
    right = correct_reception(
        desk,
        wrong.version,
        msgspec.structs.replace(form, sets=2, fee_vnd=20_000),
        "ghi nhầm số bộ",
        slip_recovered=True,
    )
    assert (right.id, right.number, right.accepted_at) == (
        wrong.id,
        wrong.number,
        wrong.accepted_at,
    )
    assert right.sets == 2
    assert right.due == wrong.due


def test_after_forwarding_nothing_is_corrected_any_more(desk, forwarded):
    form = form_of(desk, forwarded.id)
    with pytest.raises(RuleViolation, match="act_not_allowed"):
        correct_reception(desk, forwarded.version, form, "nhầm", slip_recovered=False)


def test_what_no_state_allows_is_refused_and_recorded_nowhere(desk):
    dossier = a_dossier(desk)
    with pytest.raises(RuleViolation, match="act_not_allowed"):
        return_result(desk, dossier.version, HandOver())
    assert desk.store.reader().dossier(dossier.id).version == dossier.version
