"""An officer says what time it is, on a PC whose clock cannot be believed."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.errors import RuleViolation
from app.domain.events import ClockConfirmed
from app.system.clock import OFFICE_TIME, milliseconds
from app.usecases.clock import tell_time
from app.usecases.desk import Desk
from app.usecases.gateway_known import trusted_time
from app.usecases.reception import receive
from tests.helpers.clock import A_MORNING, FrozenClock
from tests.helpers.desk import a_desk, a_form
from tests.helpers.office import a_machine, an_office

A_DEAD_BATTERY = datetime(2009, 1, 1, 0, 3, tzinfo=UTC)
BIRTH = "1.004873"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """There was contact before; this morning the battery is dead."""
    office = an_office(tmp_path, a_machine(clock=FrozenClock(A_MORNING - timedelta(hours=1))))
    office.store.clock_guard.trust(A_MORNING - timedelta(hours=1))
    office.clock.start_again(A_DEAD_BATTERY)
    yield a_desk(office.reopens())
    office.closes()


def test_the_answer_is_recorded_and_everything_after_it_is_dated_by_it(desk: Desk):
    tell_time(desk, A_MORNING)
    event = desk.store.unsent()[-1]
    assert event.envelope.k == ClockConfirmed.kind
    assert event.payload == {
        "day": "2026-11-24",
        "time": "08:40",
        "shown": milliseconds(A_DEAD_BATTERY),
        "fault": "before_bound",
    }
    dossier = receive(desk, a_form(desk, BIRTH))
    assert dossier.number.startswith("TAM-1-")
    assert "-261124-" in dossier.number
    assert desk.now() == A_MORNING.astimezone(OFFICE_TIME)
    assert desk.store.unsent()[-1].envelope.clk == "estimated"


def test_unanswered_work_goes_on_with_the_latest_time_that_is_known(desk: Desk):
    dossier = receive(desk, a_form(desk, BIRTH))
    said = desk.store.unsent()[-1].envelope
    assert (said.at, said.clk) == (milliseconds(A_MORNING - timedelta(hours=1)), "bad")
    assert "-261124-" in dossier.number
    assert dossier.due is not None
    assert dossier.due > milliseconds(A_MORNING - timedelta(hours=1))


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (datetime(2009, 1, 1, tzinfo=UTC), "told_before_build"),
        (datetime(2062, 1, 1, tzinfo=UTC), "told_far_ahead"),
    ],
)
def test_a_time_that_cannot_be_true_is_refused_with_words(desk: Desk, told: datetime, code: str):
    events = len(desk.store.unsent())
    with pytest.raises(RuleViolation, match=code):
        tell_time(desk, told)
    assert len(desk.store.unsent()) == events


def test_a_time_before_the_last_signed_one_is_refused(desk: Desk):
    desk.store.clock_guard.not_before(A_MORNING + timedelta(days=9))
    with pytest.raises(RuleViolation, match="told_before_signed_time"):
        tell_time(desk, A_MORNING)


def test_signed_time_corrects_a_wrong_answer_and_code_days_never_go_back(desk: Desk):
    tell_time(desk, A_MORNING + timedelta(days=2))
    first = receive(desk, a_form(desk, BIRTH))
    desk.store.clock_guard.trust(A_MORNING)
    second = receive(desk, a_form(desk, BIRTH))
    assert first.number[:-3] == second.number[:-3]
    assert second.number.endswith("-261126-002")
    assert desk.store.unsent()[-1].envelope.at == milliseconds(A_MORNING)


def test_a_doubted_clock_proves_no_certificate(desk: Desk):
    """Then the carrier fetches the signed time before anything else is said."""
    assert trusted_time(desk) == 0
    tell_time(desk, A_MORNING)
    assert trusted_time(desk) == milliseconds(A_MORNING)
