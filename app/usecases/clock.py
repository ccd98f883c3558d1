"""The officer's word for the time, when this PC's clock cannot be believed."""

from datetime import datetime

from app.domain.calendar import OFFICE_TIME
from app.domain.errors import RuleViolation
from app.domain.events import ClockConfirmed
from app.system.clock import milliseconds
from app.system.clock_guard import Doubt
from app.usecases.desk import Desk

DEVICE = "device"


def tell_time(desk: Desk, moment: datetime) -> None:
    """Nhập ngày giờ đúng: go on by it until signed time comes; the answer is recorded.

    The PC's own clock is not set. Raises `RuleViolation` for a time that cannot be true.
    """
    guard = desk.store.clock_guard
    match guard.cannot_be(moment):
        case Doubt.BEFORE_BUILD:
            raise RuleViolation("told_before_build")
        case Doubt.BEFORE_BOUND:
            raise RuleViolation("told_before_signed_time")
        case Doubt.FAR_AHEAD:
            raise RuleViolation("told_far_ahead")
        case _:
            pass
    fault = guard.fault()
    shown = fault.shown if fault else desk.machine.clock.now()
    guard.confirm(moment)
    told = moment.astimezone(OFFICE_TIME)
    said = ClockConfirmed(
        day=told.date().isoformat(),
        time=f"{told:%H:%M}",
        shown=milliseconds(shown),
        fault=fault.doubt.value if fault and fault.doubt else "",
    )
    with desk.store.act(by=desk.officer) as act:
        act.record_office(act.new_id(), DEVICE, said)
