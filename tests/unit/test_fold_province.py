"""What the province says of a dossier, beside what the commune does."""

import pytest

from app.domain.dossier import State
from app.domain.events import (
    Extended,
    FieldChangedByProvince,
    Forwarded,
    OnPaper,
    StateReported,
    SupplementRequested,
)
from app.domain.history import Aside
from app.domain.states import Holder
from tests.helpers.dossiers import (
    DAY,
    MORNING,
    a_dossier,
    a_history,
    a_promise,
    a_recipient,
    a_result,
)

_FORWARD = Forwarded(to=a_recipient())
_LATER = a_promise(due=MORNING + 5 * DAY)


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


def test_a_mirror_of_the_state_does_not_take_the_dossier_over() -> None:
    history = a_history(State.PROCESSING)
    history.says("tỉnh", StateReported(state=4))
    assert history.fold().holder is Holder.COMMUNE
    history.says("tỉnh", StateReported(state=8))
    assert history.fold().holder is Holder.PROVINCE


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
