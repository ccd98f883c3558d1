"""Dossiers taken over from the province's system on the first day, and taking that back."""

import msgspec
import pytest

from app.domain.dossier import Dossier, State
from app.domain.events import ImportWithdrawn, NoteAdded, SupplementReceived
from app.domain.events.payload import Payload
from app.domain.history import Aside, Outcome
from app.domain.provincial import owed, standing
from app.domain.reports import Period, daily_sheet, life_line, situation
from app.domain.reports.situation import Column
from app.domain.states import IMPORTED_STATES, Act
from tests.helpers.dossiers import (
    DAY,
    MORNING,
    History,
    a_dossier,
    a_promise,
    a_recipient,
    a_result,
    a_return,
    an_import,
)
from tests.unit.rules.asking import refuses
from tests.unit.test_reports import FAR, NOVEMBER, numbers

NOTHING = Dossier(id="x")


def imported(**changes: object) -> History:
    history = History()
    history.says("quầy 1", an_import(**changes))
    return history


def test_what_the_province_holds_stands_as_it_does_there():
    dossier = imported(state=8).fold()
    assert (dossier.state, dossier.official_code) == (State.STOPPED, "H35.12.03-261114-0031")
    assert dossier.imported == an_import(state=8)
    assert (dossier.held_by, dossier.was_accepted) == ("Phòng Kinh tế", True)
    assert dossier.due == MORNING + 2 * DAY
    assert dossier.first_promise == dossier.promise
    assert dossier.codes == ("H35.12.03-261114-0031",)
    assert dossier.is_clean


@pytest.mark.parametrize("state", sorted(IMPORTED_STATES))
def test_every_state_of_work_can_be_taken_over_and_gone_on_with(state: State):
    dossier = imported(state=int(state)).fold()
    assert dossier.state is state
    assert Act.RECEIVE not in dossier.allowed()


def test_a_supplement_awaited_there_is_received_here_and_work_goes_on():
    history = imported(state=5)
    history.says("quầy 1", SupplementReceived(brought=("Tờ khai",)))
    assert history.fold().state is State.PROCESSING


def test_a_result_that_waits_there_is_returned_here():
    history = imported(state=9)
    history.says("quầy 1", history.fold().return_result(a_return()))
    assert history.fold().state is State.RETURNED


@pytest.mark.parametrize("state", sorted(set(State) - IMPORTED_STATES))
def test_what_is_over_or_not_begun_is_not_taken_over(state: State):
    refuses("import_state_unknown", NOTHING.take_over, an_import(state=int(state)))
    history = imported(state=int(state))
    assert history.fold().timeline[0].reason is Aside.UNREADABLE


def test_a_row_without_a_code_or_due_before_it_came_is_refused():
    refuses("number_missing", NOTHING.take_over, an_import(code=" "))
    early = a_promise(due=MORNING - 11 * DAY)
    refuses("due_before_acceptance", NOTHING.take_over, an_import(promise=early))


def test_a_row_without_an_appointment_is_kept_as_it_is():
    said = an_import(promise=a_promise(due=None, rule=""))
    assert NOTHING.take_over(said).promise.due is None


def test_who_has_it_now_is_whom_it_was_handed_to_last():
    history = imported()
    history.says("quầy 1", history.fold().forward(a_recipient("Lò Văn Inh")))
    assert history.fold().held_by == "Lò Văn Inh"
    assert a_dossier(State.ACCEPTED).held_by == ""


def test_two_pcs_that_import_one_dossier_agree_whatever_the_file():
    history = History()
    history.says("quầy 1", an_import(), seen=[])
    history.says("quầy 2", an_import(batch="lần 2", source="6b" * 32, row=40), seen=[])
    dossier = history.fold()
    assert dossier.is_clean
    assert dossier.state is State.PROCESSING


def test_two_pcs_whose_files_differ_leave_it_to_a_person():
    history = History()
    history.says("quầy 1", an_import(), seen=[])
    history.says("quầy 2", an_import(state=9), seen=[])
    (conflict,) = history.fold().conflicts
    assert conflict.set_aside[0].state is State.DONE


def test_an_import_is_taken_back_while_nothing_else_was_done():
    history = imported()
    history.says("quầy 1", history.fold().withdraw_import("nhầm tệp"))
    dossier = history.fold()
    assert dossier.is_void
    assert dossier.import_withdrawn == ImportWithdrawn(batch="lần 1", reason="nhầm tệp")
    assert dossier.is_clean
    assert not dossier.allowed()
    refuses("import_withdrawn", dossier.add_note, "x")


def test_what_was_worked_on_stays():
    history = imported()
    history.says("quầy 1", NoteAdded(text="đã gọi"))
    refuses("done_to_since_import", history.fold().withdraw_import)
    refuses("done_to_since_import", a_dossier(State.PROCESSING).withdraw_import)


@pytest.mark.parametrize("note_first", [True, False])
def test_a_withdrawal_gives_way_to_what_its_author_did_not_know_of(note_first: bool):
    history = imported()
    base = history.events[:1]
    said: list[tuple[str, Payload]] = [
        ("quầy 2", NoteAdded(text="đã gọi")),
        ("quầy 1", ImportWithdrawn(batch="lần 1")),
    ]
    for pc, one in said if note_first else reversed(said):
        history.says(pc, one, seen=base)
    dossier = history.fold()
    assert not dossier.is_void
    assert [one.text for one in dossier.notes] == ["đã gọi"]
    withdrawn = next(e for e in dossier.timeline if isinstance(e.said, ImportWithdrawn))
    assert (withdrawn.outcome, withdrawn.reason) == (Outcome.SET_ASIDE, Aside.DONE_TO_SINCE)


@pytest.mark.parametrize("import_first", [True, False])
def test_a_withdrawal_gives_way_to_an_import_by_another_pc(import_first: bool):
    history = imported()
    base = history.events[:1]
    if import_first:
        history.says("quầy 2", an_import(batch="lần 2"), seen=[])
    history.says("quầy 1", ImportWithdrawn(batch="lần 1"), seen=base)
    if not import_first:
        history.says("quầy 2", an_import(batch="lần 2"), seen=[])
    assert not history.fold().is_void


def test_two_who_take_it_back_agree():
    history = imported()
    base = history.events[:1]
    history.says("quầy 1", ImportWithdrawn(batch="lần 1"), seen=base)
    history.says("quầy 2", ImportWithdrawn(batch="lần 1"), seen=base)
    dossier = history.fold()
    assert dossier.is_void
    assert dossier.is_clean


def test_who_knew_of_the_withdrawal_does_not_bring_it_back():
    history = imported()
    history.says("quầy 1", ImportWithdrawn(batch="lần 1"))
    history.says("quầy 1", NoteAdded(text="muộn"))
    assert history.fold().is_void


def test_a_withdrawal_of_nothing_changes_nothing():
    history = History()
    history.says("quầy 1", ImportWithdrawn(batch="lần 1"))
    assert history.fold().timeline[0].reason is Aside.DONE_TO_SINCE


def test_the_import_and_its_withdrawal_hold_though_their_contents_are_erased():
    history = imported()
    history.says("quầy 1", ImportWithdrawn(batch="lần 1"))
    history.events = [msgspec.structs.replace(one, payload=None) for one in history.events]
    assert history.fold().is_void


def test_only_an_officer_of_the_desk_or_its_leader_takes_over():
    history = History()
    history.says("quầy 1", an_import(), role="specialist")
    assert history.fold().timeline[0].reason is Aside.ROLE


# What reports make of it (TT 01/2020/TT-VPCP: kỳ trước chuyển sang)


def test_it_is_carried_over_and_never_received_in_the_period():
    line = life_line(imported().fold())
    assert numbers([line], NOVEMBER) == {3: 1, 6: 1, 11: 1, 13: 1}
    sheet = daily_sheet([line], NOVEMBER, FAR)
    assert (sheet.total.received, sheet.total.open_late) == ((), (line.id,))


def test_before_it_was_taken_over_the_office_s_reports_do_not_know_it():
    line = life_line(imported(accepted_at=MORNING - 40 * DAY).fold())
    october = Period(NOVEMBER.first.replace(month=10), NOVEMBER.first.replace(month=10, day=31))
    assert numbers([line], october) == {}
    assert daily_sheet([line], october, FAR).total == daily_sheet([], october, FAR).total


def test_what_is_settled_here_is_settled_once():
    history = imported()
    history.says("quầy 1", a_result(paper=None), role="leader")
    line = life_line(history.fold())
    assert numbers([line], NOVEMBER) == {3: 1, 6: 1, 7: 1, 8: 1}


def test_a_result_signed_before_the_takeover_counts_when_it_was_taken_over():
    history = imported()
    history.says("quầy 1", a_result(paper=None), role="leader", eff=MORNING - 30 * DAY)
    line = life_line(history.fold())
    assert line.settled == line.imported
    assert situation([line], NOVEMBER, FAR).count(Column.SETTLED) == 1


def test_what_came_with_its_result_was_settled_elsewhere():
    history = imported(state=9)
    history.says("quầy 1", history.fold().return_result(a_return()))
    line = life_line(history.fold())
    assert line.was_over
    assert numbers([line], NOVEMBER) == {}
    sheet = daily_sheet([line], NOVEMBER, FAR)
    assert (sheet.total.settled, sheet.total.returned) == ((), (line.id,))


def test_an_import_taken_back_is_in_no_report():
    history = imported()
    history.says("quầy 1", ImportWithdrawn(batch="lần 1"))
    line = life_line(history.fold())
    assert (line.received, line.imported, line.dues) == (None, None, ())


def test_an_erased_import_is_not_said_to_be_taken_over():
    history = imported()
    history.events = [msgspec.structs.replace(one, payload=None) for one in history.events]
    dossier = history.fold()
    assert dossier.imported is None
    assert dossier.state is State.PROCESSING


# What the province's system knows of it


def test_the_province_is_owed_nothing_of_what_it_told_itself():
    dossier = imported().fold()
    assert not owed(dossier)
    told = standing(dossier)
    assert (told.is_recorded, told.came_from_there, told.code) == (
        True,
        True,
        "H35.12.03-261114-0031",
    )
    assert told.state == State.PROCESSING


def test_it_is_owed_what_the_office_did_since():
    history = imported()
    history.says("quầy 1", a_result(paper=None), role="leader")
    assert [entry.kind for entry in owed(history.fold()).entries] == ["office.result_recorded"]


def test_nothing_is_owed_of_what_was_taken_back():
    history = imported()
    history.says("quầy 1", ImportWithdrawn(batch="lần 1"))
    assert not owed(history.fold())
