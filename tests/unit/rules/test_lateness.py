"""What is late is said so: forwardings (Điều 18), opinions (19(4)), requests (17(2), 19(5))."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.deadline import forward_by, forward_late_before, online_money_by
from app.domain.dossier import Dossier
from app.domain.duties import DutyKind, duties, late_opinions, supplement_limit
from app.domain.events import ConsultationAnswered, ConsultationAsked, HeadNotified
from app.domain.procedure import Channel
from app.domain.states import Act, State
from tests.helpers.dossiers import MORNING, a_dossier
from tests.unit.rules.asking import kinds, refuses
from tests.unit.rules.office_hours import HOURS, at, milli

_MONDAY = at("2026-11-16T00:00")
_MINUTES = st.integers(0, 21 * 24 * 60).map(lambda n: _MONDAY + timedelta(minutes=n))


@given(received=_MINUTES, now=_MINUTES)
def test_what_came_before_the_mark_is_what_should_have_been_handed_on(received, now) -> None:
    """Điều 18: the same working day; after 15:00 the start of the next one."""
    before = forward_late_before(now, HOURS)
    assert (received < before) == (now > forward_by(received, HOURS))


@pytest.mark.parametrize(
    ("now", "mark"),
    [
        ("2026-11-27T17:00", "2026-11-27T00:00"),
        ("2026-11-27T17:01", "2026-11-27T15:01"),
        ("2026-11-28T10:00", "2026-11-27T15:01"),
        ("2026-11-30T07:00", "2026-11-27T15:01"),
        ("2026-11-30T07:01", "2026-11-30T00:00"),
    ],
)
def test_a_friday_afternoon_is_late_on_monday_after_the_opening(now: str, mark: str) -> None:
    """Điều 18, 14:59/15:00/15:01 of a Friday."""
    assert forward_late_before(at(now), HOURS) == at(mark)


def _asked(due: int) -> tuple[Dossier, str]:
    said = ConsultationAsked(whom="Công an xã", what="xác nhận", due=due)
    dossier = a_dossier(State.PROCESSING, said)
    return dossier, dossier.open_consultations[0].event


def test_an_opinion_that_comes_late_is_told_to_the_head_of_the_desk() -> None:
    """Điều 19(4): chậm trả lời thì báo người đứng đầu Bộ phận Một cửa."""
    said = ConsultationAsked(whom="Công an xã", what="xác nhận", due=1)
    asked = a_dossier(State.PROCESSING, said).open_consultations[0].event
    answer = ConsultationAnswered(asked=asked, answer="đồng ý")
    late = a_dossier(State.PROCESSING, said, answer)
    assert late.is_answered_late(late.consultations[0])
    assert kinds(late) == [DutyKind.NOTIFY_HEAD]
    told = HeadNotified(asked=asked, whom="Lò Văn Phà")
    assert late.notify_head(told, MORNING) is told
    refuses("nobody_named", late.notify_head, HeadNotified(asked=asked, whom=" "), MORNING)
    settled = a_dossier(State.PROCESSING, said, answer, told)
    assert kinds(settled) == []
    assert settled.head_notices[0].said == told
    refuses("no_late_opinion", settled.notify_head, told, MORNING)


def test_an_opinion_in_time_is_told_to_nobody() -> None:
    dossier, asked = _asked(MORNING + 10**10)
    answered = a_dossier(
        State.PROCESSING,
        dossier.consultations[0].said,
        ConsultationAnswered(asked=asked, answer="đồng ý"),
    )
    assert not answered.is_answered_late(answered.consultations[0])
    assert Act.NOTIFY_HEAD not in answered.allowed()
    assert kinds(answered) == []


def test_an_opinion_still_open_is_late_once_its_moment_has_passed() -> None:
    """Điều 19(4): nobody need wait for the answer to say that it is late."""
    due = milli(at("2026-11-25T09:00"))
    dossier, asked = _asked(due)
    assert late_opinions(dossier, None) == ()
    assert late_opinions(dossier, at("2026-11-25T09:00")) == ()
    now = at("2026-11-25T09:01")
    found = [duty.kind for duty in duties(dossier, HOURS, now=now)]
    assert found == [DutyKind.CONSULTATION, DutyKind.NOTIFY_HEAD]
    told = HeadNotified(asked=asked, whom="Lò Văn Phà")
    refuses("no_late_opinion", dossier.notify_head, told, due)
    assert dossier.notify_head(told, due + 1) is told
    refuses("no_late_opinion", dossier.notify_head, HeadNotified(asked="A:B:9", whom="x"), due + 1)


def test_the_time_for_asking_is_that_of_the_way_and_the_stage() -> None:
    """Điều 17(2): online 8 working hours; Điều 19(5): after appraisal 3 working days."""
    offered = milli(at("2026-11-27T16:00"))
    online = a_dossier(State.REGISTERED, channel=Channel.ONLINE, registered_at=offered)
    limit = supplement_limit(online, HOURS)
    assert limit is not None
    assert (limit.kind, limit.due) == (DutyKind.ANSWER_ONLINE, at("2026-11-30T16:00"))
    worked_on = a_dossier(State.PROCESSING, accepted_at=milli(at("2026-11-23T08:40")))
    limit = supplement_limit(worked_on, HOURS)
    assert limit is not None
    assert (limit.kind, limit.due) == (DutyKind.ASK_CITIZEN, at("2026-11-27T08:40"))
    assert limit.is_late(at("2026-11-27T08:41"))
    assert supplement_limit(a_dossier(State.REGISTERED), HOURS) is None
    assert supplement_limit(a_dossier(State.ACCEPTED), HOURS) is None
    assert supplement_limit(a_dossier(State.PROCESSING, accepted_at=None), HOURS) is None


def test_money_that_came_online_is_in_the_budget_within_eight_working_hours() -> None:
    """Điều 24."""
    assert online_money_by(at("2026-11-27T16:00"), HOURS) == at("2026-11-30T16:00")
