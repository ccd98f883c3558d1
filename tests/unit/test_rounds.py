"""Đợt lưu động, mất giấy hẹn, ai giữ hồ sơ, số cũ trước sáp nhập: what the domain says."""

from typing import Any

import pytest

from app.domain.errors import RuleViolation
from app.domain.events import (
    Archived,
    Forwarded,
    OfficerAdded,
    OldNumberNoted,
    OnPaper,
    PapersPlaced,
    Returned,
    RoundBegun,
    RoundEnded,
    RoundPlanned,
    SlipLost,
    StepAssigned,
)
from app.domain.fold.office import Deed
from app.domain.papers.form01 import form01, receipt
from app.domain.papers.round_list import RoundTask, TaskKind, round_list, task_of
from app.domain.rounds import Round, RoundState, checked, fold_round
from app.domain.states import State
from app.domain.whereabouts import paper_holder
from tests.helpers.deeds import ONE, TWO, a_deed
from tests.helpers.desk import FACTS
from tests.helpers.dossiers import (
    MORNING,
    a_dossier,
    a_history,
    a_received,
    a_recipient,
    a_result,
    a_return,
)

PLAN = RoundPlanned(place="Bản Tà Lèng", first="2026-11-26", last="2026-11-27", team="Mai, San")
SIGNED = OnPaper(decided_by="Chủ tịch UBND xã")


def a_round(*deeds: Deed) -> Round:
    made = fold_round("round", [a_deed(PLAN), *deeds])
    assert made is not None
    return made


def test_a_round_is_under_way_until_the_last_pc_is_back():
    assert a_round().state is RoundState.PLANNED
    both = a_round(a_deed(RoundBegun()), a_deed(RoundBegun(), TWO), a_deed(RoundBegun()))
    assert (both.state, both.is_on(ONE), both.devices) == (RoundState.UNDER_WAY, True, (TWO, ONE))
    one = a_round(
        a_deed(RoundBegun()), a_deed(RoundBegun(), TWO), a_deed(RoundEnded(note="còn 2 hồ sơ"))
    )
    assert one.state is RoundState.UNDER_WAY
    over = a_round(a_deed(RoundBegun()), a_deed(RoundEnded(note="còn 2 hồ sơ")))
    assert (over.state, over.closing_note) == (RoundState.OVER, "còn 2 hồ sơ")


def test_a_changed_plan_keeps_who_has_left():
    moved = a_round(
        a_deed(RoundBegun()), a_deed(RoundPlanned(place="Bản Sì Choang", first="x", last="y"))
    )
    assert (moved.place, moved.state) == ("Bản Sì Choang", RoundState.UNDER_WAY)


def test_nothing_is_a_round_before_it_is_planned():
    assert fold_round("round", [a_deed(RoundBegun())]) is None
    assert a_round(a_deed(OfficerAdded(name="Mai", role="clerk"))) == a_round()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (RoundPlanned(place=" ", first="2026-11-26", last="2026-11-27"), "round_place_missing"),
        (RoundPlanned(place="Bản", first="", last=""), "round_days_wrong"),
        (RoundPlanned(place="Bản", first="2026-11-27", last="2026-11-26"), "round_days_wrong"),
    ],
)
def test_a_plan_has_a_place_and_days_in_order(said: RoundPlanned, code: str):
    with pytest.raises(RuleViolation, match=code):
        checked(said)
    assert checked(PLAN) is PLAN


def test_the_slip_says_where_it_was_taken_in():
    told = a_received(round="r1", place="Bản Tà Lèng")
    dossier = a_history(State.NOT_HERE, told).fold()
    assert (dossier.round, dossier.place) == ("r1", "Bản Tà Lèng")
    assert "Tiếp nhận lưu động tại: Bản Tà Lèng." in form01(dossier, FACTS).notes
    assert "lưu động" not in str(form01(a_dossier(State.ACCEPTED), FACTS))
    assert "Bản Tà Lèng" in str(receipt(dossier, FACTS))


def test_the_list_to_take_along_names_everybody_and_their_matter():
    task = RoundTask(
        dossier_id="d",
        kind=TaskKind.SUPPLEMENT,
        code="TAM-1",
        name="Lò Thị Pản",
        hamlet="Tà Lèng",
        phone="0345",
        what="Đăng ký khai sinh",
        detail="Giấy chứng sinh",
    )
    said = round_list(a_round(), [task], FACTS, MORNING)
    assert said["days"] == "26/11/2026 đến 27/11/2026"
    assert "Đăng ký khai sinh: Giấy chứng sinh" in str(said["rows"])
    one_day = round_list(fold_one_day(), [], FACTS, MORNING)
    assert (one_day["days"], one_day["total"]) == ("26/11/2026", "00")


def fold_one_day() -> Round:
    said = RoundPlanned(place="Bản", first="2026-11-26", last="2026-11-26")
    made = fold_round("r", [a_deed(said)])
    assert made is not None
    return made


def test_nothing_waits_in_the_village_for_a_dossier_at_work():
    assert task_of(a_dossier(State.PROCESSING)) is None
    ready = task_of(a_dossier(State.DONE))
    assert ready is not None
    assert (ready.kind, ready.hamlet) == (TaskKind.RETURN, "Sì Choang")


def test_a_lost_slip_is_reported_with_an_id():
    dossier = a_dossier(State.ACCEPTED)
    said = SlipLost(reported_by="Lò Thị Pản", id_checked=True)
    assert dossier.report_slip_lost(said) is said
    with pytest.raises(RuleViolation, match="lost_slip_needs_id"):
        dossier.report_slip_lost(SlipLost(reported_by="Lò Thị Pản"))
    with pytest.raises(RuleViolation, match="nobody_named"):
        dossier.report_slip_lost(SlipLost(reported_by=" ", id_checked=True))


def test_after_a_lost_slip_nobody_receives_without_an_id():
    lost = SlipLost(reported_by="Lò Thị Pản", id_checked=True)
    dossier = a_dossier(State.ACCEPTED, Forwarded(to=a_recipient()), lost, a_result(paper=SIGNED))
    with pytest.raises(RuleViolation, match="lost_slip_needs_id"):
        dossier.return_result(a_return())
    fine_ones = (a_return(id_checked=True), a_return(by_post=True), a_return(online=True))
    for fine in fine_ones:
        assert dossier.return_result(fine) is fine


def test_who_holds_the_papers_is_the_last_word():
    placed = PapersPlaced(holder="Tẩn Láo San", where="Tủ 2, ngăn 3")
    assert paper_holder(a_dossier(State.ACCEPTED)) is None
    holders = [
        (Forwarded(to=a_recipient()), "Sùng A Chớ"),
        (StepAssigned(to="Lý A Sài"), "Lý A Sài"),
        (placed, "Tẩn Láo San"),
        (
            OldNumberNoted(number="12/2024", unit="Ma Ly Chải", holder="Kho huyện cũ"),
            "Kho huyện cũ",
        ),
        (a_result(paper=SIGNED), "Kho huyện cũ"),
        (a_return(), "Lò Thị Pản"),
        (Archived(where="Kho lưu trữ xã"), "Kho lưu trữ xã"),
    ]
    said: list[Any] = []
    for event, who in holders:
        said.append(event)
        holding = paper_holder(a_dossier(State.ACCEPTED, *said))
        assert holding is not None
        assert holding.who == who, type(event)
    assert isinstance(said[5], Returned)


def test_an_old_number_is_one_of_its_codes_for_ever():
    noted = OldNumberNoted(number="000.12.34.H35-240612-0007", unit="UBND xã Ma Ly Chải")
    dossier = a_dossier(State.ACCEPTED, noted)
    assert noted.number in dossier.codes
    assert paper_holder(dossier) is None
    with pytest.raises(RuleViolation, match="number_missing"):
        dossier.note_old_number(OldNumberNoted(number=" "))
    assert dossier.note_old_number(noted) is noted


def test_somebody_holds_the_papers():
    with pytest.raises(RuleViolation, match="nobody_named"):
        a_dossier(State.ACCEPTED).place_papers(PapersPlaced(holder=""))
