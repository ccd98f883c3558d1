"""A round on real stores; a lost slip, an old number, and what waits for a person."""

from datetime import date

import pytest

from app.domain.errors import RuleViolation
from app.domain.events import OnPaper, SlipForm, StateReported, Withdrawn
from app.domain.papers.round_list import TaskKind
from app.domain.person import Person
from app.usecases import books, lookup, rounds, troubles, whereabouts
from app.usecases.desk import Desk
from app.usecases.dossier_view import open_dossier
from app.usecases.owed_papers import owed_papers
from app.usecases.rounds import Plan
from app.usecases.troubles import TroubleKind
from tests.helpers.desk import a_dossier
from tests.helpers.dossiers import a_result
from tests.helpers.office import AnOffice

PLAN = Plan("Bản Tà Lèng", "2026-11-24", "2026-11-25", "Mai, San")


def somebody(name: str, hamlet: str | None) -> Person:
    return Person(name=name, hamlet=hamlet, phone="0345000118")


def test_what_is_taken_in_on_a_round_belongs_to_it(office: AnOffice, desk: Desk):
    before = a_dossier(desk)
    round_id = rounds.plan(desk, PLAN)
    away = rounds.begin(desk, round_id)
    made = a_dossier(away)
    assert (made.round, made.place, before.round) == (round_id, "Bản Tà Lèng", "")
    assert [row.id for row in rounds.taken_in(away, round_id)] == [made.id]
    (view,) = rounds.rounds(away)
    assert (view.dossiers, view.is_here) == (1, True)
    back = rounds.end(away, "còn một giấy chưa in")
    assert a_dossier(back).place == ""
    (over,) = rounds.rounds(back)
    assert (over.is_here, over.round.closing_note) == (False, "còn một giấy chưa in")


def test_its_slips_are_printed_later(office: AnOffice, desk: Desk):
    a_dossier(desk)
    round_id = rounds.plan(desk, PLAN)
    away = rounds.begin(desk, round_id)
    made = a_dossier(away)
    assert len(owed_papers(away)) == 2
    (owed,) = rounds.not_printed(rounds.end(away), round_id)
    assert (owed.dossier_id, owed.form) == (made.id, SlipForm.RECEIPT)


def test_one_pc_is_on_one_round_at_a_time(desk: Desk):
    away = rounds.begin(desk, rounds.plan(desk, PLAN))
    other = rounds.plan(away, PLAN._replace(place="Bản Sì Choang"))
    with pytest.raises(RuleViolation, match="round_under_way"):
        rounds.begin(away, other)
    with pytest.raises(RuleViolation, match="no_round_here"):
        rounds.end(desk)
    with pytest.raises(RuleViolation, match="round_unknown"):
        rounds.begin(desk, "chẳng có")


def test_a_plan_may_change(desk: Desk):
    round_id = rounds.plan(desk, PLAN)
    rounds.plan(desk, PLAN._replace(place="Bản Sì Choang"), round_id)
    assert [one.round.place for one in rounds.rounds(desk)] == ["Bản Sì Choang"]
    with pytest.raises(RuleViolation, match="round_place_missing"):
        rounds.plan(desk, PLAN._replace(place=""))


def test_the_list_to_take_along_is_of_that_village(office: AnOffice, desk: Desk):
    for name, hamlet in (("Lò Thị Pản", "Tà Lèng"), ("Sùng A Lử", "Gia Khâu"), ("Vàng Seo", None)):
        dossier = a_dossier(desk, submitter=somebody(name, hamlet))
        office.does(dossier, a_result(paper=OnPaper(decided_by="Chủ tịch UBND xã")))
    along = rounds.to_take_along(desk, "bản tà lèng")
    (task,) = along.tasks
    assert along.without_village == 1
    assert rounds.to_take_along(desk, "Tà").tasks == ()
    assert len(rounds.to_take_along(desk, "Thôn Tà Lèng").tasks) == 1
    assert (task.name, task.kind) == ("Lò Thị Pản", TaskKind.RETURN)
    round_id = rounds.plan(desk, PLAN)
    (view,) = rounds.rounds(desk)
    assert view.round.id == round_id
    assert rounds.take_along_list(desk, view.round).text("total") == "01"


def test_a_state_that_the_province_reported_comes_without_its_words(desk: Desk):
    dossier = a_dossier(desk, submitter=somebody("Lò Thị Pản", "Tà Lèng"))
    with desk.store.act(by=desk.officer) as act:
        act.record(dossier.id, StateReported(state=5), seen=dossier.version)
    (task,) = rounds.to_take_along(desk, "Tà Lèng").tasks
    assert (task.kind, task.detail) == (TaskKind.SUPPLEMENT, "")


def test_the_place_stays_while_a_pc_is_there(desk: Desk):
    round_id = rounds.plan(desk, PLAN)
    away = rounds.begin(desk, round_id)
    with pytest.raises(RuleViolation, match="round_place_fixed"):
        rounds.plan(away, PLAN._replace(place="Bản Sì Choang"), round_id)
    rounds.plan(away, PLAN._replace(team="thêm người"), round_id)


def test_a_lost_slip_and_an_old_number(desk: Desk):
    made = a_dossier(desk)
    lost = whereabouts.report_slip_lost(desk, made.version, "Giàng A Páo", id_checked=True)
    assert lost.lost_slips[0].by == desk.officer.name
    whereabouts.note_old_number(desk, lost.version, "12/TNHS-2024", "UBND xã Ma Ly Chải")
    found = [one.id for one in lookup.jump(desk, "12 TNHS 2024") if one.kind == "dossier"]
    assert found == [made.id]
    now = open_dossier(desk, made.id).dossier
    placed = whereabouts.place_papers(desk, now.version, "Tẩn Láo San", "tủ 2")
    assert placed.timeline[-1].by == desk.officer.name


def test_what_waits_for_a_person_leads_to_its_place(office: AnOffice, desk: Desk):
    assert troubles.troubles(desk) == ()
    made = a_dossier(desk)
    conflicts(office, desk, made.id)
    (found,) = troubles.troubles(desk)
    assert (found.kind, found.page, found.record) == (TroubleKind.CONFLICT, "dossier", made.id)
    assert date(2026, 11, 1) < (found.due.date() if found.due else date.min)
    assert books.books(desk)[0].holes == ()


def conflicts(office: AnOffice, desk: Desk, dossier_id: str) -> None:
    """Two officers change the telephone, neither having seen the other."""
    first = open_dossier(desk, dossier_id).dossier
    with desk.store.act(by=desk.officer) as act:
        act.record(dossier_id, first.withdraw(Withdrawn(reason="dân xin rút")), seen=first.version)
    with desk.store.act(by=desk.officer) as act:
        act.record(dossier_id, Withdrawn(reason="dân đổi ý"), seen=first.version)
