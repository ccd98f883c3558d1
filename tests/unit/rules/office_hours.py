"""The shipped calendar under the usual hours, and moments of the office."""

from datetime import datetime

import msgspec

from app.domain.calendar import OFFICE_TIME, Calendar
from app.domain.working_time import WorkingTime
from app.system.clock import milliseconds
from app.system.paths import resources

CALENDAR = msgspec.json.decode(
    (resources() / "calendar" / "vietnam.json").read_bytes(), type=Calendar
)
HOURS = WorkingTime(CALENDAR)


def at(text: str) -> datetime:
    """That moment at the office."""
    return datetime.fromisoformat(text).replace(tzinfo=OFFICE_TIME)


def milli(moment: datetime) -> int:
    """The same as events say it."""
    return milliseconds(moment)
