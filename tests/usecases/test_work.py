"""Inside the commune, on a real store: steps, opinions, signatures, faults, proposals."""

from dataclasses import replace

import pytest

from app.domain.duties import DutyKind
from app.domain.errors import RuleViolation
from app.domain.events import IssuedPaper, Recipient
from app.domain.states import Act, State
from app.store.records import Officer
from app.usecases import work
from app.usecases.desk import Desk
from app.usecases.dossier_view import open_dossier
from app.usecases.lookup import DossierFilter, Section, dossiers
from app.usecases.processing import extend, forward
from app.usecases.reception import receive
from app.usecases.results import HandOver, record_result, return_result
from app.usecases.supplement import receive_supplement, request_supplement
from app.usecases.work import Opinion, Step
from tests.helpers.clock import FrozenClock
from tests.helpers.desk import LAWYER, a_form
from tests.unit.rules.office_hours import at

LEADER = "Phàn A Nhị"
EXTRACT = (IssuedPaper(name="Trích lục", number="12/2026"),)


@pytest.fixture
def leader(desk: Desk) -> Desk:
    """The same counter with a leader at it: nothing has to come from paper."""
    return replace(desk, officer=Officer(desk.officer.id, LEADER, "leader"))


def at_work(desk: Desk):
    dossier = receive(desk, a_form(desk, "1.004873"))
    return forward(desk, dossier.version, LAWYER)


def moves(desk: Desk, moment: str) -> None:
    clock = desk.machine.clock
    assert isinstance(clock, FrozenClock)
    clock.pass_by(at(moment) - clock.now())


def test_a_step_an_opinion_and_a_wish_are_owed_by_their_moment(leader: Desk) -> None:
    now = at_work(leader)
    now = work.assign(leader, now.version, Step("Lý A Sài", "Thẩm định", at("2026-11-26T11:30")))
    asked = Opinion("Công an xã", "xác nhận nơi cư trú", at("2026-11-25T17:00"))
    now = work.consult(leader, now.version, asked)
    now = work.wish_supplement(leader, now.version, ["Sơ đồ thửa đất"], "chưa rõ ranh giới")
    view = open_dossier(leader, now.id)
    assert [one.kind for one in view.duties] == [
        DutyKind.CONSULTATION,
        DutyKind.STEP,
        DutyKind.ASK_CITIZEN,
    ]
    answered = work.answer_consultation(
        leader, now.version, now.open_consultations[0].event, "đồng ý", "15/CA"
    )
    back = work.send_back(leader, answered.version, "Mai", "thiếu chữ ký")
    assert back.works_on_it == "Mai"
    assert back.open_consultations == ()


def test_a_result_waits_for_its_signature_before_it_is_handed_over(leader: Desk) -> None:
    now = record_result(leader, at_work(leader).version, EXTRACT, awaits_signature=True)
    assert Act.RETURN_RESULT not in open_dossier(leader, now.id).acts
    with pytest.raises(RuleViolation) as no:
        return_result(leader, now.version, HandOver())
    assert no.value.code == "result_not_signed"
    signed = work.sign_result(leader, now.version, LEADER, electronic=True, number="12/2026")
    assert return_result(leader, signed.version, HandOver()).state is State.RETURNED


def test_a_wrong_result_is_due_in_three_working_days_and_mended(leader: Desk) -> None:
    now = record_result(leader, at_work(leader).version, EXTRACT)
    faulty = work.find_fault(leader, now.version, "sai năm sinh", "Lò Thị Pản")
    (owed,) = open_dossier(leader, faulty.id).duties
    assert owed.kind is DutyKind.MEND
    mended = (IssuedPaper(name="Trích lục", number="13/2026"),)
    whole = work.correct_result(leader, faulty.version, work.Mending(mended, "in lại"))
    assert whole.valid_results == mended
    assert open_dossier(leader, whole.id).duties == ()


def test_pictures_of_a_supplement_wait_for_their_originals(leader: Desk) -> None:
    now = request_supplement(leader, at_work(leader).version, ["Sổ hộ khẩu"], "thiếu")
    now = receive_supplement(leader, now.version, ["Sổ hộ khẩu"], images=["Sổ hộ khẩu"])
    assert now.images_to_compare == ("Sổ hộ khẩu",)
    assert work.compare_originals(leader, now.version, ["Sổ hộ khẩu"]).images_to_compare == ()


def test_a_late_apology_is_recorded_as_late(leader: Desk) -> None:
    now = at_work(leader)
    assert now.due is not None
    assert not open_dossier(leader, now.id).extension_is_late
    in_time = extend(leader, now.version, at("2026-12-04T10:00"), "chờ xác minh")
    assert in_time.extended is not None
    assert not in_time.extended.late


def test_an_apology_on_the_last_day_is_late_and_still_written_down(leader: Desk) -> None:
    now = at_work(leader)
    moves(leader, "2026-11-27T08:00")
    assert open_dossier(leader, now.id).extension_is_late
    late = extend(leader, now.version, at("2026-12-04T10:00"), "chờ xác minh")
    assert late.extended is not None
    assert late.extended.late


def test_what_the_province_owns_is_proposed_and_moves_nothing(leader: Desk) -> None:
    dossier = receive(leader, a_form(leader, "1.004873"))
    away = forward(leader, dossier.version, Recipient(name="Sở Tư pháp", province=True))
    with pytest.raises(RuleViolation) as no:
        record_result(leader, away.version, EXTRACT)
    assert no.value.code == "stage_owned_elsewhere"
    proposed = work.propose(leader, away.version, Act.RECORD_RESULT, "đã có kết quả")
    assert proposed.state is State.PROCESSING
    assert len(proposed.proposals) == 1


def test_what_has_ended_is_put_away_once(leader: Desk) -> None:
    now = record_result(leader, at_work(leader).version, EXTRACT)
    ended = return_result(leader, now.version, HandOver())
    put = work.archive(leader, ended.version, "Kho lưu trữ xã", "HT-2026", "20 năm")
    assert Act.ARCHIVE not in open_dossier(leader, put.id).acts


def test_what_waits_for_somebody_is_in_its_list_until_it_is_done(leader: Desk) -> None:
    waits = record_result(leader, at_work(leader).version, EXTRACT, awaits_signature=True)
    assert listed(leader, Section.TO_SIGN) == [waits.id]
    signed = work.sign_result(leader, waits.version, LEADER, electronic=True)
    assert listed(leader, Section.TO_SIGN) == []
    work.find_fault(leader, signed.version, "sai năm sinh")
    assert listed(leader, Section.TO_MEND) == [signed.id]
    asked = at_work(leader)
    opinion = Opinion("Công an xã", "xác nhận nơi cư trú", at("2026-11-25T17:00"))
    asked = work.consult(leader, asked.version, opinion)
    asked = work.wish_supplement(leader, asked.version, ["Sơ đồ"], "chưa rõ")
    assert listed(leader, Section.OPINIONS) == [asked.id]
    assert listed(leader, Section.TO_ASK) == [asked.id]
    told = request_supplement(leader, asked.version, ["Sơ đồ"], "chưa rõ")
    assert listed(leader, Section.TO_ASK) == []
    assert listed(leader, Section.TO_CLOSE) == []
    came = receive_supplement(leader, told.version, ["Sơ đồ"], images=["Sơ đồ"])
    assert listed(leader, Section.TO_COMPARE) == [came.id]


def test_what_may_be_closed_is_listed_when_its_15_days_are_over(leader: Desk) -> None:
    told = request_supplement(leader, at_work(leader).version, ["Sơ đồ"], "chưa rõ")
    moves(leader, "2026-12-09T08:00")
    assert listed(leader, Section.TO_CLOSE) == []
    moves(leader, "2026-12-10T08:00")
    assert listed(leader, Section.TO_CLOSE) == [told.id]


def listed(desk: Desk, section: Section) -> list[str]:
    return [row.id for row in dossiers(desk, DossierFilter(section=section)).rows]
