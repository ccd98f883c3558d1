"""Lists, the day's board, the jump, and one dossier as its page shows it."""

from datetime import date, timedelta

import pytest

from app.domain.deadline import Nearness
from app.domain.events import SlipForm
from app.domain.history import Outcome
from app.domain.states import Act, State
from app.store.faults import StoreFault
from app.store.records import Officer
from app.usecases.dossier_view import open_dossier
from app.usecases.levels import Level
from app.usecases.lookup import DossierFilter, Order, Section, dossiers, jump, today
from app.usecases.printing import paper
from app.usecases.processing import forward
from app.usecases.supplement import request_supplement
from tests.helpers.desk import LAWYER, a_desk, a_dossier

MARITAL = "1.004873"


def count(desk, section):
    return {one.section: one.count for one in today(desk).counts}[section]


def test_the_board_counts_what_the_day_asks_for(desk):
    one, other = a_dossier(desk, MARITAL), a_dossier(desk, MARITAL)
    forward(desk, one.version, LAWYER)
    request_supplement(desk, other.version, ["Giấy cam đoan"], "chưa nộp")
    assert today(desk).received_today == 2
    assert count(desk, Section.TO_FORWARD) == 0
    assert count(desk, Section.SUPPLEMENT) == 1
    assert count(desk, Section.NOT_SENT) == 2


def test_each_part_of_the_board_lists_what_it_counts(desk):
    a_dossier(desk, MARITAL)
    for section in Section:
        if section is not Section.DRAFTS:
            assert dossiers(desk, DossierFilter(section=section)).total == count(desk, section)


def test_a_dossier_grows_late_step_by_step(office, desk):
    dossier = a_dossier(desk, MARITAL)
    assert count(desk, Section.LATE_SOON) == 0
    office.clock.pass_by(timedelta(days=3))  # the morning of the third working day
    assert count(desk, Section.LATE_SOON) == 1
    office.clock.pass_by(timedelta(days=3))
    assert (count(desk, Section.LATE_SOON), count(desk, Section.OVERDUE)) == (0, 1)
    countdown = open_dossier(desk, dossier.id).countdown
    assert countdown is not None
    assert countdown.nearness is Nearness.OVERDUE
    assert countdown.minutes_left < 0


def test_the_board_names_what_is_late_before_what_is_near(office, desk):
    late = a_dossier(desk, MARITAL)
    office.clock.pass_by(timedelta(days=6))
    near = a_dossier(desk, MARITAL)
    assert [row.id for row in today(desk).next_due] == [late.id, near.id]


def test_a_dossier_that_waits_for_the_citizen_is_not_late(office, desk):
    dossier = a_dossier(desk, MARITAL)
    request_supplement(desk, dossier.version, ["Giấy cam đoan"], "chưa nộp")
    office.clock.pass_by(timedelta(days=9))
    assert count(desk, Section.OVERDUE) == 0
    countdown = open_dossier(desk, dossier.id).countdown
    assert countdown is not None
    assert countdown.paused


def test_the_list_is_filtered_sorted_and_cut_into_pages(desk):
    first, second, third = (a_dossier(desk) for _ in range(3))
    page = dossiers(desk, DossierFilter(order=Order.CODE, descending=False), offset=1, limit=1)
    assert (page.total, [row.id for row in page.rows]) == (3, [second.id])
    forward(desk, third.version, LAWYER)
    processing = dossiers(desk, DossierFilter(states=(State.PROCESSING,)))
    assert [row.holder for row in processing.rows] == [LAWYER.name]
    assert {row.id for row in dossiers(desk, DossierFilter(open_only=True)).rows} >= {first.id}


def test_the_list_knows_the_days_of_reception(desk):
    a_dossier(desk)
    day = date(2026, 11, 24)
    assert dossiers(desk, DossierFilter(received_from=day, received_to=day)).total == 1
    assert dossiers(desk, DossierFilter(received_from=date(2026, 11, 25))).total == 0


def test_the_code_of_a_slip_finds_its_dossier(desk):
    a_dossier(desk, MARITAL)
    dossier = a_dossier(desk)
    scanned = paper(desk, dossier.id, SlipForm.RECEIPT).text("qr")
    assert scanned.startswith("MC1/")
    assert jump(desk, scanned)[0].id == dossier.id
    listed = dossiers(desk, DossierFilter(text=f"{scanned}\n")).rows
    assert [row.id for row in listed] == [dossier.id]


def test_the_jump_finds_dossiers_without_marks_and_procedures_by_what_people_say(desk):
    dossier = a_dossier(desk)
    found = jump(desk, "giang a pao")
    assert (found[0].kind, found[0].id) == ("dossier", dossier.id)
    assert [one.kind for one in found][:2] == ["dossier", "person"]
    assert ("procedure", "1.001193") in {(one.kind, one.id) for one in jump(desk, "khai sinh")}
    assert jump(desk, dossier.number)[0].id == dossier.id


def test_the_page_offers_what_state_and_role_allow_and_nothing_else(office, desk):
    dossier = a_dossier(desk, MARITAL)
    acts = open_dossier(desk, dossier.id).acts
    assert Act.FORWARD in acts
    assert Act.RETURN_RESULT not in acts
    assert Act.GIVE_CODE not in acts
    guide = a_desk(office, Officer("g", "Sùng Thị Chư", "guide"))
    assert Act.FORWARD not in open_dossier(guide, dossier.id).acts


def test_the_timeline_tells_who_when_and_how_far_each_act_has_come(desk):
    dossier = a_dossier(desk, MARITAL)
    (row,) = open_dossier(desk, dossier.id).timeline
    assert (row.kind, row.by, row.role) == ("office.received", "Lò Thị Mai", "clerk")
    assert (row.level, row.outcome) == (Level.SAVED_HERE, Outcome.APPLIED)
    assert dict(row.facts)["number"] == dossier.number


def test_a_dossier_that_nobody_knows_is_said_to_be_unknown(desk):
    with pytest.raises(StoreFault, match="no_dossier"):
        open_dossier(desk, "01930000-0000-7000-8000-000000000001")
