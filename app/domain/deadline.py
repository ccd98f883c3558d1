"""When a dossier must be settled (thời điểm hẹn trả), and why then.

The clock starts at valid acceptance (NĐ 118/2025, Điều 17(3)). What the law leaves open is a
setting in `Conventions`; the defaults are those of the design.
"""

from datetime import date, datetime, time, timedelta
from enum import StrEnum

import msgspec

from app.domain.errors import RuleViolation
from app.domain.procedure import Limit, Unit, check_limit
from app.domain.working_time import WorkingTime, minutes_between, office_minute

MINUTES_OF_DAY = 480  # 8 working hours
SUPPLEMENT_DAYS = 15  # NĐ 118/2025, Điều 19(5)
SOON_MINUTES = 240


class Supplement(StrEnum):
    """What a supplement does to the time: counted anew (Điều 19(5)), or only lengthened."""

    RESTART = "restart"
    EXTEND = "extend"


class FirstDay(StrEnum):
    """Does time run from the minute of acceptance, or from the next working day on?"""

    FROM_MOMENT = "from_moment"
    NEXT_DAY = "next_day"


class Conventions(msgspec.Struct, frozen=True, kw_only=True):
    """How this office counts, where the law says nothing or two things."""

    same_day_until: time = time(15, 0)  # included
    round_up_to: int = 1  # minutes; some provincial systems round up to 15
    first_day: FirstDay = FirstDay.FROM_MOMENT
    supplement: Supplement = Supplement.RESTART


class Rule(StrEnum):
    """Which rule gave the due time; the screen says it in Vietnamese."""

    WORKING_DAYS = "working_days"
    WORKING_HOURS = "working_hours"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"
    SAME_DAY = "same_day"
    SAME_DAY_LATE = "same_day_late"  # nhận sau 15 giờ
    SAME_DAY_OFF = "same_day_off"  # nhận vào ngày nghỉ
    SUPPLEMENT_EXTENDED = "supplement_extended"
    EXTENDED = "extended"  # gia hạn (Điều 19(6))


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """A due time with its reason.

    `skipped` are the days off that were passed over; `starts` is the working moment from which
    time runs; `is_certain` is False where the calendar behind it is only an estimate.
    """

    accepted: datetime
    starts: datetime
    due: datetime
    rule: Rule
    skipped: tuple[date, ...] = ()
    is_certain: bool = True


class Nearness(StrEnum):
    """How near the due time is."""

    AHEAD = "ahead"
    APOLOGY = "apology"  # at most one working day: the apology must go out now (Điều 19(6))
    SOON = "soon"  # at most four working hours
    OVERDUE = "overdue"


def due(
    accepted: datetime, limit: Limit, hours: WorkingTime, conventions: Conventions = Conventions()
) -> Due:
    """When a dossier accepted at this moment must be settled."""
    raise NotImplementedError


def due_after_supplement(
    before: Due,
    asked: datetime,
    complete: datetime,
    limit: Limit,
    hours: WorkingTime,
    conventions: Conventions = Conventions(),
) -> Due:
    """The new due time once everything missing was brought (asked and complete: both moments)."""
    raise NotImplementedError


def extended(present: Due, proposed: datetime, times_extended: int, hours: WorkingTime) -> Due:
    """A second appointment, given once at most (NĐ 118/2025, Điều 19(6))."""
    raise NotImplementedError


def last_moment_for_apology(due_at: datetime, hours: WorkingTime) -> datetime:
    """One working day before the due time."""
    return hours.before(due_at, MINUTES_OF_DAY)


def nearness(now: datetime, due_at: datetime, hours: WorkingTime) -> Nearness:
    """How near the due time is at this moment."""
    raise NotImplementedError


def supplement_expires(notified: datetime, days: int = SUPPLEMENT_DAYS) -> date:
    """The last day for bringing what is missing; the dossier may be closed after it."""
    return office_minute(notified).date() + timedelta(days=days)
