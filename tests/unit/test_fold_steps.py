"""Acts that move a dossier, alone and beside each other."""

from itertools import permutations
from typing import Any

import msgspec
import pytest

from app.domain.dossier import State
from app.domain.dossier_record import Interval
from app.domain.events import (
    ClosedUnsupplemented,
    Extended,
    FieldChangedByProvince,
    FinancialDutyMet,
    Forwarded,
    NoteAdded,
    OnPaper,
    Paused,
    Payload,
    ReceptionCorrected,
    Refused,
    ResultRecorded,
    Resumed,
    SlipForm,
    SlipPrinted,
    StateReported,
    SupplementReceived,
    SupplementRequested,
    Withdrawn,
)
from app.domain.history import ACT, Aside, Outcome
from app.domain.states import Holder
from tests.helpers.dossiers import (
    DAY,
    MORNING,
    History,
    a_dossier,
    a_history,
    a_paper,
    a_person,
    a_promise,
    a_received,
    a_recipient,
    a_result,
)

_FORWARD = Forwarded(to=a_recipient())
_LATER = a_promise(due=MORNING + 5 * DAY)


def test_a_whole_life_is_told_with_its_states() -> None:
    dossier = a_dossier(State.RETURNED)
    states = [entry.state for entry in dossier.timeline]
    assert states == [State.ACCEPTED, State.PROCESSING, State.DONE, State.RETURNED]
    assert dossier.is_ended
    assert dossier.is_clean


def test_the_dossier_keeps_all_that_the_slip_said() -> None:
    said = a_received(owner=a_person("Vàng A Páo"), relation="chồng", linked="x", sets=2)
    dossier = a_history(State.NOT_HERE, said).fold()
    for name in ("procedure", "submitter", "owner", "relation", "papers", "sets", "request"):
        assert getattr(dossier, name) == getattr(said, name)
    for name in ("accepted_at", "promise", "fee", "number", "versions", "returning", "linked"):
        assert getattr(dossier, name) == getattr(said, name)
    assert dossier.first_promise == said.promise
    assert dossier.accepted_by == "Cán bộ quầy 1"
    assert dossier.codes == (said.number,)
    assert dossier.official_code is None


def test_a_number_from_a_lane_is_official_at_once() -> None:
    dossier = a_history(State.NOT_HERE, a_received(number="H35.12-261124-1000", official=True))
    assert dossier.fold().official_code == "H35.12-261124-1000"


def test_a_supplement_goes_back_to_where_it_was_asked() -> None:
    brought = SupplementReceived(brought=("Tờ khai",), promise=_LATER)
    asked = SupplementRequested(missing=("Tờ khai",), reason="chưa nộp")
    assert a_dossier(State.SUPPLEMENT, brought).state is State.ACCEPTED
    assert a_dossier(State.PROCESSING, asked, brought).state is State.PROCESSING


def test_a_supplement_row_has_both_ends_and_both_dates() -> None:
    papers = (a_paper(), a_paper("Tờ khai"))
    brought = SupplementReceived(brought=("Tờ khai",), promise=_LATER, papers=papers)
    dossier = a_dossier(State.SUPPLEMENT, brought)
    (row,) = dossier.supplements
    assert (row.due_before, row.due_after) == (a_promise().due, _LATER.due)
    assert row.received == brought
    assert dossier.papers == papers
    assert dossier.due == _LATER.due
    assert dossier.first_promise == a_promise()


def test_a_second_request_is_counted() -> None:
    brought = SupplementReceived(brought=("x",))
    again = SupplementRequested(missing=("y",), reason="z")
    dossier = a_dossier(State.SUPPLEMENT, brought, again)
    assert dossier.supplements_count == 2
    assert dossier.supplements[1].received is None


def test_waiting_and_stopping_are_intervals() -> None:
    history = a_history(State.STOPPED)
    history.says("quầy 1", Resumed(reason="đã xác minh", promise=_LATER))
    (interval,) = history.fold().intervals
    stopped, resumed = history.events[-2:]
    assert interval == Interval(State.STOPPED, stopped.envelope.at, resumed.envelope.at)
    assert history.fold().due == _LATER.due


def test_an_interval_that_lasts_has_no_end() -> None:
    assert a_dossier(State.SUPPLEMENT).intervals[0].end is None


def test_a_stop_while_a_duty_is_open_begins_a_new_interval() -> None:
    states = [one.state for one in a_dossier(State.FINANCIAL_DUTY, Paused(reason="x")).intervals]
    assert states == [State.FINANCIAL_DUTY, State.STOPPED]


def test_a_duty_that_was_met_may_bring_a_new_date() -> None:
    dossier = a_dossier(State.FINANCIAL_DUTY, FinancialDutyMet(evidence="x", promise=_LATER))
    assert (dossier.state, dossier.due) == (State.PROCESSING, _LATER.due)
    assert dossier.duty is not None


def test_the_end_is_when_it_was_done_not_when_it_was_fetched() -> None:
    history = a_history(State.RETURNED)
    done = history.events[-2]
    assert history.fold().ended_at == done.envelope.at


def test_a_refusal_is_the_answer_once_it_was_accepted() -> None:
    refused = Refused(reason="không đủ điều kiện")
    assert a_dossier(State.PROCESSING, refused).state is State.DONE
    assert a_dossier(State.REGISTERED, refused).state is State.NOT_ACCEPTED


def test_a_dossier_that_nobody_completed_is_closed() -> None:
    closed = ClosedUnsupplemented(reason="quá 15 ngày")
    dossier = a_dossier(State.SUPPLEMENT, closed)
    assert dossier.state is State.NOT_ACCEPTED
    assert dossier.ended_at is not None


def test_an_extension_keeps_the_first_promise() -> None:
    extended = Extended(promise=_LATER, reason="chờ ý kiến")
    dossier = a_dossier(State.PROCESSING, extended)
    assert (dossier.due, dossier.extended) == (_LATER.due, extended)
    assert dossier.first_promise == a_promise()


def test_a_correction_changes_what_it_says_and_nothing_else() -> None:
    said = ReceptionCorrected(
        reason="nhầm người",
        submitter=a_person("Lò Văn Tính", phone=None),
        promise=_LATER,
        replaces_printed_at=MORNING,
    )
    dossier = a_dossier(State.ACCEPTED, said)
    assert dossier.submitter == said.submitter
    assert (dossier.due, dossier.accepted_at) == (_LATER.due, MORNING)
    assert dossier.papers == a_received().papers
    assert dossier.correction == said
    assert dossier.corrected_at is not None


def test_a_correction_can_give_the_dossier_an_owner_and_take_him_away() -> None:
    owned = ReceptionCorrected(reason="x", owner=a_person("Vàng A Páo"))
    alone = ReceptionCorrected(reason="x", owner_is_submitter=True)
    assert a_dossier(State.ACCEPTED, owned).owner == a_person("Vàng A Páo")
    assert a_dossier(State.ACCEPTED, owned, alone).owner is None


@pytest.mark.parametrize("first", [True, False])
def test_two_acts_that_did_not_know_of_each_other_make_one_conflict(first: bool) -> None:
    history, acts = _beside(_FORWARD, Withdrawn(reason="xin rút"), first_wins=first)
    dossier = history.fold()
    (conflict,) = dossier.conflicts
    assert conflict.subject == ACT
    assert conflict.stands.event == str(acts[0].id)
    assert [side.event for side in conflict.set_aside] == [str(acts[1].id)]
    assert dossier.timeline[-1].outcome is Outcome.CONFLICT
    assert dossier.withdrawn is None if first else dossier.forwarded is None


def test_what_was_built_on_a_set_aside_act_joins_its_conflict() -> None:
    history, (_, withdrawn) = _beside(Withdrawn(reason="xin rút"), _FORWARD)
    result = history.says("quầy 2", a_result(), seen=[withdrawn])
    (conflict,) = history.fold().conflicts
    assert [side.event for side in conflict.set_aside] == [str(withdrawn.id), str(result.id)]
    assert history.fold().state is State.WITHDRAWN
    assert history.fold().result is None


def test_who_saw_both_sides_goes_on_from_what_stands() -> None:
    history, _ = _beside(_FORWARD, Withdrawn(reason="xin rút"))
    history.says("quầy 3", a_result())
    dossier = history.fold()
    assert dossier.state is State.DONE
    assert len(dossier.conflicts) == 1


def test_an_act_that_the_state_does_not_allow_is_kept_for_a_person() -> None:
    history = a_history(State.DONE)
    history.says("quầy 1", _FORWARD)
    dossier = history.fold()
    assert dossier.state is State.DONE
    assert dossier.conflicts[0].subject == ACT


def test_a_return_of_a_dossier_that_was_never_here_contradicts_nothing_that_stands() -> None:
    dossier = History()
    dossier.says("quầy 1", a_result())
    (conflict,) = dossier.fold().conflicts
    assert (conflict.stands.event, dossier.fold().state) == ("", State.NOT_HERE)


def test_the_conflict_has_the_same_name_on_every_pc() -> None:
    history, _ = _beside(_FORWARD, Withdrawn(reason="xin rút"))
    names = set()
    for events in permutations(history.events):
        history.events = list(events)
        names.add(history.fold().conflicts[0].id)
    assert len(names) == 1


def test_two_officers_who_did_just_the_same_do_not_contradict() -> None:
    history, _ = _beside(_FORWARD, _FORWARD)
    dossier = history.fold()
    assert not dossier.conflicts
    assert [entry.outcome for entry in dossier.timeline] == [Outcome.APPLIED] * 3
    history.says("quầy 3", a_result(), seen=history.events[1:])
    assert history.fold().state is State.DONE


def test_who_saw_only_one_of_two_who_did_the_same_is_asked() -> None:
    history, (forwarded, _) = _beside(_FORWARD, _FORWARD)
    history.says("quầy 1", a_result(), seen=[forwarded])
    assert history.fold().state is State.PROCESSING
    assert history.fold().conflicts


@pytest.mark.parametrize(
    "other",
    [Forwarded(to=a_recipient("Giàng Seo Lùng")), ResultRecorded(results=a_result().results)],
)
def test_nearly_the_same_is_not_the_same(other: Payload) -> None:
    history, _ = _beside(_FORWARD, other)
    assert history.fold().conflicts


def test_the_same_at_another_true_time_is_not_the_same() -> None:
    history = a_history()
    base = history.events[:1]
    history.says("quầy 1", _FORWARD, seen=base)
    history.says("quầy 2", _FORWARD, seen=base, eff=MORNING - DAY)
    assert history.fold().conflicts


def test_the_same_without_knowing_what_came_before_is_not_the_same() -> None:
    history = a_history()
    asked = SupplementRequested(missing=("x",), reason="y")
    base = history.events[:1]
    history.says("quầy 1", _FORWARD)
    history.says("quầy 1", asked)
    history.says("quầy 2", asked, seen=base)
    assert history.fold().conflicts


def test_a_slip_of_a_set_aside_act_is_told_until_it_is_settled() -> None:
    history, (_, withdrawn) = _beside(_FORWARD, Withdrawn(reason="xin rút"))
    slip = SlipPrinted(form=SlipForm.STOP_NOTICE, of=str(withdrawn.id), printed_at=MORNING)
    history.says("quầy 2", slip, seen=[withdrawn])
    assert history.fold().printed_in_conflict == (slip,)


def test_a_reception_is_never_made_twice() -> None:
    history = a_history()
    history.says("quầy 2", a_received(number="TAM-2-ABCD-261124-009"), seen=())
    dossier = history.fold()
    assert dossier.number == a_received().number
    assert set(dossier.codes) == {a_received().number, "TAM-2-ABCD-261124-009"}
    assert dossier.conflicts


def test_the_province_says_how_far_it_has_got() -> None:
    history = a_history(State.PROCESSING)
    history.says("tỉnh", StateReported(state=9, by_whom="Sở Tư pháp"))
    dossier = history.fold()
    assert dossier.state is State.DONE
    assert dossier.reported is not None


def test_what_the_province_may_not_have_got_to_waits_for_a_person() -> None:
    history = a_history()
    history.says("tỉnh", StateReported(state=10))
    assert history.fold().state is State.ACCEPTED
    assert history.fold().conflicts[0].set_aside[0].state is State.RETURNED


def test_a_report_of_what_the_commune_did_meanwhile_agrees() -> None:
    history = a_history()
    base = history.events[:1]
    history.says("quầy 1", _FORWARD, seen=base)
    history.says("tỉnh", StateReported(state=4), seen=base)
    assert history.fold().state is State.PROCESSING
    assert not history.fold().conflicts
    history.says("tỉnh", StateReported(state=9))
    assert history.fold().state is State.DONE


@pytest.mark.parametrize("report_first", [True, False])
def test_a_report_of_the_state_that_the_province_saw_is_no_news(report_first: bool) -> None:
    history = a_history(State.PROCESSING)
    base = history.events[-1:]
    report = history.says("tỉnh", StateReported(state=4), seen=base, ordered=False)
    result = history.says("quầy 1", a_result(), seen=base, ordered=False)
    history.order(*((report, result) if report_first else (result, report)))
    assert history.fold().state is State.DONE
    assert not history.fold().conflicts


@pytest.mark.parametrize("number", [0, 11, -3])
def test_a_state_that_there_is_not_is_set_aside(number: int) -> None:
    history = a_history()
    history.says("tỉnh", StateReported(state=number))
    assert history.fold().timeline[-1].reason is Aside.UNREADABLE


def test_a_dossier_is_in_the_province_s_hands_while_it_works_on_it() -> None:
    theirs = Forwarded(to=a_recipient("Sở Tư pháp", province=True))
    asked = SupplementRequested(missing=("x",), reason="y", paper=OnPaper(decided_by="Sở"))
    assert a_dossier(State.ACCEPTED, theirs).holder is Holder.PROVINCE
    assert a_dossier(State.ACCEPTED, theirs, asked).holder is Holder.COMMUNE
    assert a_dossier(State.PROCESSING).holder is Holder.COMMUNE


def test_the_province_s_deadline_wins_while_it_holds_the_dossier() -> None:
    history = a_history(State.ACCEPTED, Forwarded(to=a_recipient("Sở", province=True)))
    base = history.events[-1:]
    ours = history.says("quầy 1", Extended(promise=_LATER, reason="x"), seen=base)
    due = MORNING + 9 * DAY
    theirs = FieldChangedByProvince(changes={"due": due})
    history.says("tỉnh", theirs, seen=base)
    dossier = history.fold()
    assert dossier.due == due
    (conflict,) = dossier.conflicts
    assert conflict.subject == "promise"
    assert [side.event for side in conflict.set_aside] == [str(ours.id)]


def test_an_erased_act_still_stands_without_its_content() -> None:
    history = a_history(State.SUPPLEMENT, SupplementReceived(brought=("x",)))
    history.events = [msgspec.structs.replace(e, payload=None) for e in history.events]
    dossier = history.fold()
    assert dossier.state is State.ACCEPTED
    assert dossier.submitter is None
    assert {entry.outcome for entry in dossier.timeline} == {Outcome.APPLIED}


def test_an_answer_to_an_erased_request_has_no_row_to_complete() -> None:
    history = a_history(State.SUPPLEMENT)
    history.says("quầy 1", SupplementReceived(brought=("x",)))
    history.events[1] = msgspec.structs.replace(history.events[1], payload=None)
    assert history.fold().supplements == ()


def test_files_are_kept_whoever_brought_them() -> None:
    history = a_history()
    one, two = "a" * 64, "b" * 64
    history.says("quầy 1", NoteAdded(text="quét"), f=(one,))
    history.says("quầy 2", NoteAdded(text="quét"), f=(two, one), seen=history.events[:1])
    assert history.fold().files == (one, two)


def test_late_is_late_at_the_moment_asked() -> None:
    due = a_promise().due
    assert due is not None
    assert not a_dossier().was_overdue_at(due)
    assert a_dossier().was_overdue_at(due + 1)
    assert not a_dossier(State.DONE).was_overdue_at(due + DAY)


def _beside(
    first: Payload, second: Payload, *, first_wins: bool = True
) -> tuple[History, tuple[Any, Any]]:
    """Two PCs act on the same accepted dossier without knowing of each other."""
    history = a_history()
    base = history.events[:1]
    ours = history.says("quầy 1", first, seen=base, ordered=False)
    theirs = history.says("quầy 2", second, seen=base, ordered=False)
    order = (ours, theirs) if first_wins else (theirs, ours)
    history.order(*order)
    return history, order
