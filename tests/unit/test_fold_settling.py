"""Conflicts that a person decided."""

from typing import Any

import pytest

from app.domain.dossier import State
from app.domain.events import (
    ConflictSettled,
    Extended,
    FieldChanged,
    Forwarded,
    NoteAdded,
    ReceptionCorrected,
    Withdrawn,
)
from app.domain.fold import conflict_id
from app.domain.history import ACT, Aside, Outcome
from sync.protocol.event import Event
from tests.helpers.dossiers import (
    DAY,
    MORNING,
    History,
    a_history,
    a_paper,
    a_promise,
    a_received,
    a_recipient,
    a_result,
)

_FORWARD = Forwarded(to=a_recipient())
_WITHDRAW = Withdrawn(reason="xin rút")


def _named(name: str) -> FieldChanged:
    return FieldChanged(changes={"submitter.name": name})


def _two_names() -> tuple[History, Event, Event]:
    """Somebody mended the name to A, somebody else to B."""
    history = a_history()
    base = history.events[:1]
    first = history.says("quầy 1", _named("A"), seen=base)
    return history, first, history.says("quầy 2", _named("B"), seen=base)


def _two_acts() -> tuple[History, Event, Event]:
    """Somebody forwarded, somebody else withdrew."""
    history = a_history()
    base = history.events[:1]
    first = history.says("quầy 1", _FORWARD, seen=base)
    return history, first, history.says("quầy 2", _WITHDRAW, seen=base)


def _settle(history: History, pc: str = "quầy 3", **how: Any) -> Event:
    """An officer decides the first open conflict."""
    dossier = history.fold()
    return history.says(pc, dossier.settle(dossier.conflicts[0].id, **how))


def _name(history: History) -> str:
    submitter = history.fold().submitter
    assert submitter is not None
    return submitter.name


def test_a_conflict_is_named_by_what_it_is_about() -> None:
    history, _, aside = _two_names()
    (conflict,) = history.fold().conflicts
    assert conflict.id == conflict_id(history.entity, "submitter.name", str(aside.id))
    assert conflict.id != conflict_id(history.entity, ACT, str(aside.id))


def test_what_stands_can_be_kept() -> None:
    history, _, aside = _two_names()
    event = _settle(history)
    dossier = history.fold()
    assert (_name(history), dossier.conflicts) == ("A", ())
    (settled,) = dossier.settled
    assert (settled.event, settled.by) == (str(event.id), "Cán bộ quầy 3")
    assert [side.event for side in settled.conflict.set_aside] == [str(aside.id)]


def test_the_other_value_can_be_upheld() -> None:
    history, _, aside = _two_names()
    _settle(history, upheld=[str(aside.id)])
    assert (_name(history), history.fold().conflicts) == ("B", ())


def test_neither_may_have_been_right() -> None:
    history, _, _ = _two_names()
    _settle(history, value="C")
    assert (_name(history), history.fold().conflicts) == ("C", ())


def test_a_field_can_be_emptied_by_a_settlement() -> None:
    history = a_history()
    base = history.events[:1]
    for pc, text in (("1", "một"), ("2", "hai")):
        history.says(pc, FieldChanged(changes={"parcel": text}), seen=base)
    _settle(history, value="")
    assert history.fold().parcel == ""
    assert not history.fold().conflicts


def test_papers_are_settled_by_upholding_a_side() -> None:
    history = a_history()
    base = history.events[:1]
    history.says("quầy 1", FieldChanged(changes={"request": "a"}), seen=base)
    papers = (a_paper("Bản sao"),)
    history.says("quầy 2", ReceptionCorrected(reason="x", request="b", papers=papers), seen=base)
    _settle(history, upheld=[str(history.events[-1].id)])
    assert history.fold().request == "b"


def test_of_two_settlements_the_first_stands() -> None:
    history, _, aside = _two_names()
    dossier = history.fold()
    shown = [event for event in history.events if event.seen_as in dossier.heads]
    keep = dossier.settle(dossier.conflicts[0].id)
    other = dossier.settle(dossier.conflicts[0].id, upheld=[str(aside.id)])
    history.says("quầy 3", keep, seen=shown)
    history.says("quầy 4", other, seen=shown)
    after = history.fold()
    assert _name(history) == "A"
    assert after.timeline[-1].reason is Aside.NO_SUCH_CONFLICT
    assert not after.conflicts


def test_a_value_that_the_settler_had_not_seen_stays_open() -> None:
    history, first, aside = _two_names()
    dossier = history.fold()
    said = dossier.settle(dossier.conflicts[0].id)
    unseen = history.says("quầy 5", _named("D"), seen=history.events[:1])
    history.says("quầy 3", said, seen=[first, aside])
    (conflict,) = history.fold().conflicts
    assert [side.event for side in conflict.set_aside] == [str(unseen.id)]


def test_a_settlement_beside_a_newer_value_is_itself_asked_about() -> None:
    history, first, aside = _two_names()
    dossier = history.fold()
    said = dossier.settle(dossier.conflicts[0].id, value="C")
    history.says("quầy 1", _named("A2"), seen=[first])
    history.says("quầy 3", said, seen=[first, aside])
    (conflict,) = history.fold().conflicts
    assert (conflict.stands.value, [side.value for side in conflict.set_aside]) == ("A2", ["C"])


def test_nothing_is_settled_before_both_sides_are_ordered() -> None:
    history = a_history()
    base = history.events[:1]
    sides = [history.says(pc, _named(pc), seen=base, ordered=False) for pc in ("quầy 1", "quầy 2")]
    said = ConflictSettled(conflict="x", subject="submitter.name")
    history.says("quầy 9", said, seen=sides, ordered=False)
    dossier = history.fold()
    assert dossier.timeline[-1].reason is Aside.SIDES_NOT_ORDERED
    assert dossier.conflicts
    history.order()
    assert not history.fold().conflicts


@pytest.mark.parametrize(
    "said",
    [
        ConflictSettled(conflict="x", subject="submitter.name", upheld=("AAAAAAAAAA:AAAA:1",)),
        ConflictSettled(conflict="x", subject="submitter.name", value=""),
        ConflictSettled(conflict="x", subject="submitter.name", value=7),
    ],
)
def test_a_settlement_that_says_nonsense_settles_nothing(said: ConflictSettled) -> None:
    history, _, _ = _two_names()
    history.says("quầy 3", said)
    assert history.fold().timeline[-1].reason is Aside.UNREADABLE
    assert history.fold().conflicts


@pytest.mark.parametrize("subject", ["submitter.name", ACT, "shoe_size"])
def test_there_is_nothing_to_settle_where_nothing_is_open(subject: str) -> None:
    history = a_history()
    state = int(State.ACCEPTED)
    history.says("quầy 3", ConflictSettled(conflict="x", subject=subject, state=state))
    assert history.fold().timeline[-1].reason is Aside.NO_SUCH_CONFLICT


def test_the_act_that_stands_can_be_kept() -> None:
    history, _, withdrawn = _two_acts()
    _settle(history)
    dossier = history.fold()
    assert (dossier.state, dossier.conflicts) == (State.PROCESSING, ())
    overruled = next(entry for entry in dossier.timeline if entry.id == str(withdrawn.id))
    assert (overruled.outcome, overruled.reason) == (
        Outcome.SET_ASIDE,
        Aside.SETTLED_OTHERWISE,
    )
    assert [one.reason for one in dossier.set_aside] == [Aside.SETTLED_OTHERWISE]


def test_work_goes_on_after_a_settlement() -> None:
    history, _, _ = _two_acts()
    settled = _settle(history)
    history.says("quầy 1", a_result(), seen=[settled])
    assert history.fold().state is State.DONE


def test_the_other_act_can_be_upheld_with_all_that_it_said() -> None:
    history, _, withdrawn = _two_acts()
    _settle(history, upheld=[str(withdrawn.id)])
    dossier = history.fold()
    assert dossier.state is State.WITHDRAWN
    assert dossier.withdrawn == _WITHDRAW
    assert dossier.ended_at is not None
    upheld = next(entry for entry in dossier.timeline if entry.id == str(withdrawn.id))
    assert upheld.outcome is Outcome.APPLIED


def test_a_dossier_brought_back_from_its_end_has_no_end() -> None:
    history = a_history()
    base = history.events[:1]
    history.says("quầy 1", _WITHDRAW, seen=base)
    forwarded = history.says("quầy 2", _FORWARD, seen=base)
    _settle(history, upheld=[str(forwarded.id)])
    assert history.fold().state is State.PROCESSING
    assert history.fold().ended_at is None


def test_a_chain_is_upheld_in_its_order() -> None:
    history = a_history()
    base = history.events[:1]
    history.says("quầy 1", _WITHDRAW, seen=base)
    forwarded = history.says("quầy 2", _FORWARD, seen=base)
    result = history.says("quầy 2", a_result(), seen=[forwarded])
    _settle(history, upheld=[str(result.id), str(forwarded.id)])
    dossier = history.fold()
    assert dossier.state is State.DONE
    assert (dossier.forwarded, dossier.result) == (_FORWARD, a_result())


def test_an_act_beside_the_settlement_that_moved_the_dossier_is_a_new_conflict() -> None:
    history, forwarded, withdrawn = _two_acts()
    dossier = history.fold()
    said = dossier.settle(dossier.conflicts[0].id, upheld=[str(withdrawn.id)])
    history.says("quầy 3", said)
    result = history.says("quầy 1", a_result(), seen=[forwarded])
    (conflict,) = history.fold().conflicts
    assert [side.event for side in conflict.set_aside] == [str(result.id)]


def test_a_settlement_beside_a_newer_act_joins_the_conflict() -> None:
    history, forwarded, withdrawn = _two_acts()
    dossier = history.fold()
    said = dossier.settle(dossier.conflicts[0].id, upheld=[str(withdrawn.id)])
    history.says("quầy 1", a_result(), seen=[forwarded])
    settled = history.says("quầy 3", said, seen=[forwarded, withdrawn])
    after = history.fold()
    assert after.state is State.DONE
    (conflict,) = after.conflicts
    assert [side.event for side in conflict.set_aside] == [str(withdrawn.id), str(settled.id)]


def test_a_settlement_that_joined_a_conflict_can_be_upheld_in_turn() -> None:
    history, forwarded, withdrawn = _two_acts()
    dossier = history.fold()
    said = dossier.settle(dossier.conflicts[0].id, upheld=[str(withdrawn.id)])
    history.says("quầy 1", a_result(), seen=[forwarded])
    history.says("quầy 3", said, seen=[forwarded, withdrawn])
    sides = [side.event for side in history.fold().conflicts[0].set_aside]
    _settle(history, pc="quầy 4", upheld=sides)
    assert history.fold().state is State.WITHDRAWN
    assert not history.fold().conflicts


@pytest.mark.parametrize(
    ("state", "upheld"), [(int(State.RETURNED), ()), (None, ()), (4, ("AAAAAAAAAA:AAAA:1",))]
)
def test_a_settlement_of_acts_names_the_state_that_results(
    state: int | None, upheld: tuple[str, ...]
) -> None:
    history, _, _ = _two_acts()
    said = ConflictSettled(conflict="x", subject=ACT, state=state, upheld=upheld)
    history.says("quầy 3", said)
    assert history.fold().timeline[-1].reason is Aside.UNREADABLE


def test_a_conflict_without_a_standing_act_can_be_settled() -> None:
    history = History()
    result = history.says("quầy 1", a_result())
    _settle(history, upheld=[str(result.id)])
    assert history.fold().state is State.DONE


def test_a_note_beside_everything_is_just_a_note() -> None:
    history, _, _ = _two_acts()
    history.says("quầy 4", NoteAdded(text="đã gọi"), seen=history.events[:1])
    _settle(history)
    assert history.fold().timeline[3].outcome is Outcome.APPLIED


def test_an_upheld_second_reception_does_not_move_the_moment() -> None:
    history = a_history()
    again = a_received(accepted_at=MORNING + 60_000, request="đăng ký lại")
    second = history.says("quầy 2", again, seen=())
    _settle(history, upheld=[str(second.id)])
    dossier = history.fold()
    assert (dossier.accepted_at, dossier.request) == (MORNING, "đăng ký lại")
    assert [one.field for one in dossier.set_aside] == ["accepted_at", "origin"]
    assert not dossier.conflicts


def test_who_had_not_seen_a_decision_to_keep_what_stands_goes_on() -> None:
    history, forwarded, _ = _two_acts()
    _settle(history)
    history.says("quầy 1", a_result(), seen=[forwarded])
    assert history.fold().state is State.DONE
    assert not history.fold().conflicts


def test_a_decision_to_keep_holds_although_the_dossier_went_on_meanwhile() -> None:
    history, forwarded, withdrawn = _two_acts()
    dossier = history.fold()
    keep = dossier.settle(dossier.conflicts[0].id)
    history.says("quầy 1", a_result(), seen=[forwarded])
    history.says("quầy 3", keep, seen=[forwarded, withdrawn])
    assert history.fold().state is State.DONE
    assert not history.fold().conflicts


def test_an_act_that_keeps_the_state_is_upheld_where_its_own_branch_stood() -> None:
    """Beside a withdrawal somebody forwarded and appointed anew."""
    history = a_history()
    base = history.events[:1]
    history.says("quầy 1", _WITHDRAW, seen=base)
    forwarded = history.says("quầy 2", _FORWARD, seen=base)
    later = Extended(promise=a_promise(due=MORNING + DAY), reason="chờ ý kiến")
    extended = history.says("quầy 2", later, seen=[forwarded])
    _settle(history, upheld=[str(forwarded.id), str(extended.id)])
    dossier = history.fold()
    assert (dossier.state, dossier.due) == (State.PROCESSING, MORNING + DAY)
