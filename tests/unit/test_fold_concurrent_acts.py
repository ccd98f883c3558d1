"""Acts of officers who did not know of each other."""

from itertools import permutations
from typing import Any

import pytest

from app.domain.dossier import State
from app.domain.events import (
    Forwarded,
    Payload,
    ResultRecorded,
    SlipForm,
    SlipPrinted,
    SupplementRequested,
    Withdrawn,
)
from app.domain.history import ACT, Outcome
from tests.helpers.dossiers import (
    DAY,
    MORNING,
    History,
    a_history,
    a_received,
    a_recipient,
    a_result,
)

_FORWARD = Forwarded(to=a_recipient())


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
