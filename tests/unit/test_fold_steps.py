"""Acts that move a dossier, alone and beside each other."""

import msgspec

from app.domain.dossier import State
from app.domain.dossier_record import Interval
from app.domain.events import (
    ClosedUnsupplemented,
    Extended,
    FinancialDutyMet,
    Forwarded,
    NoteAdded,
    Paused,
    ReceptionCorrected,
    Refused,
    Resumed,
    SupplementReceived,
    SupplementRequested,
)
from app.domain.history import Outcome
from tests.helpers.dossiers import (
    DAY,
    MORNING,
    a_dossier,
    a_history,
    a_paper,
    a_person,
    a_promise,
    a_received,
    a_recipient,
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
