"""When a dossier must be settled (thời điểm hẹn trả), and why then.

The clock starts at valid acceptance (NĐ 118/2025, Điều 17(3)). What the law leaves open is a
setting in `Conventions`; the defaults are those of the design.
"""

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from enum import StrEnum

import msgspec

from app.domain.errors import RuleViolation
from app.domain.procedure import Limit, Unit, check_limit
from app.domain.working_time import WorkingTime, office_minute

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


DEFAULT_CONVENTIONS = Conventions()


class Rule(StrEnum):
    """Which rule gave the due time; the screen says it in Vietnamese."""

    WORKING_DAYS = "working_days"
    WORKING_HOURS = "working_hours"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"
    SAME_DAY = "same_day"
    SAME_DAY_LATE = "same_day_late"  # nhận sau 15 giờ
    SAME_DAY_OFF = "same_day_off"  # nhận vào ngày nghỉ
    LENGTHENED = "lengthened"  # by the time spent waiting
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


class Wait(msgspec.Struct, frozen=True):
    """From the moment something was asked of the citizen to the moment it was all there."""

    asked: datetime
    complete: datetime


class Nearness(StrEnum):
    """How near the due time is."""

    AHEAD = "ahead"
    APOLOGY = "apology"  # at most one working day: the apology must go out now (Điều 19(6))
    SOON = "soon"  # at most four working hours
    OVERDUE = "overdue"


def due(
    accepted: datetime,
    limit: Limit,
    hours: WorkingTime,
    conventions: Conventions = DEFAULT_CONVENTIONS,
) -> Due:
    """When a dossier accepted at this moment must be settled; raises `RuleViolation`."""
    check_limit(limit)
    accepted = office_minute(accepted)
    if limit.unit is Unit.SAME_DAY:
        return _same_day(accepted, hours, conventions)
    if limit.unit in (Unit.WORKING_DAY, Unit.WORKING_HOUR):
        return _counted(accepted, limit, hours, conventions)
    return _by_the_calendar(accepted, limit, hours, conventions)


def due_after_supplement(
    before: Due,
    wait: Wait,
    limit: Limit,
    hours: WorkingTime,
    conventions: Conventions = DEFAULT_CONVENTIONS,
) -> Due:
    """The due time once everything missing was brought (NĐ 118/2025, Điều 19(5))."""
    if conventions.supplement is Supplement.EXTEND:
        return lengthened(before, wait, limit, hours)
    _check(wait)
    return due(wait.complete, limit, hours, conventions)


def lengthened(before: Due, wait: Wait, limit: Limit, hours: WorkingTime) -> Due:
    """The due time moved on by a wait that stops the clock; one already missed stays missed."""
    _check(wait)
    asked, complete = office_minute(wait.asked), office_minute(wait.complete)
    if asked > before.due:
        return before
    if limit.unit in (Unit.CALENDAR_DAY, Unit.MONTH):
        end = hours.next_moment(before.due + (complete - asked))
    else:
        end = hours.after(complete, hours.between(asked, before.due))
    return _moved(before, end, Rule.LENGTHENED, hours)


def extended(before: Due, proposed: datetime, times_extended: int, hours: WorkingTime) -> Due:
    """A second appointment, given once at most (NĐ 118/2025, Điều 19(6))."""
    end = office_minute(proposed)
    if times_extended > 0:
        raise RuleViolation("extension_only_once")
    if end <= before.due:
        raise RuleViolation("extension_not_later")
    if hours.next_moment(end) != end:
        raise RuleViolation("appointment_outside_hours")
    return _moved(before, end, Rule.EXTENDED, hours)


def last_moment_for_apology(due_at: datetime, hours: WorkingTime) -> datetime:
    """One working day before the due time (NĐ 118/2025, Điều 19(6))."""
    return hours.before(office_minute(due_at), MINUTES_OF_DAY)


def nearness(now: datetime, due_at: datetime, hours: WorkingTime) -> Nearness:
    """How near the due time is at this moment."""
    now, due_at = office_minute(now), office_minute(due_at)
    if now > due_at:
        return Nearness.OVERDUE
    left = hours.between(now, due_at)
    if left <= SOON_MINUTES:
        return Nearness.SOON
    return Nearness.APOLOGY if left <= MINUTES_OF_DAY else Nearness.AHEAD


def forward_by(
    received: datetime, hours: WorkingTime, conventions: Conventions = DEFAULT_CONVENTIONS
) -> datetime:
    """When papers received at the counter must be handed on (Điều 18).

    The same working day; received after 15:00, the start of the next working day.
    """
    received = office_minute(received)
    closes = hours.closing(received.date())
    is_early = closes is not None and received <= closes
    if is_early and closes is not None and received.time() <= conventions.same_day_until:
        return closes
    return hours.next_opening(received.date())


def forward_late_before(
    now: datetime, hours: WorkingTime, conventions: Conventions = DEFAULT_CONVENTIONS
) -> datetime:
    """What was received before this moment is late to be handed on (Điều 18)."""
    now = office_minute(now)
    today, same_day = now.date(), conventions.same_day_until
    closes = hours.closing(today)
    if closes is not None and now > closes:
        return datetime.combine(today, same_day, now.tzinfo) + timedelta(minutes=1)
    yesterday = today - timedelta(days=1)
    if now > hours.next_opening(yesterday):
        return datetime.combine(today, time(), now.tzinfo)
    worked = hours.before(hours.next_opening(yesterday), 1)
    return datetime.combine(worked.date(), same_day, now.tzinfo) + timedelta(minutes=1)


def online_answer_by(offered: datetime, hours: WorkingTime) -> datetime:
    """Accept, or ask once for all that is missing: within 8 working hours (Điều 17(2))."""
    return hours.after(hours.next_moment(office_minute(offered)), MINUTES_OF_DAY)


def online_money_by(arrived: datetime, hours: WorkingTime) -> datetime:
    """Money that came online is in the budget within 8 working hours (Điều 24)."""
    return hours.after(hours.next_moment(office_minute(arrived)), MINUTES_OF_DAY)


def appraisal_supplement_by(accepted: datetime, hours: WorkingTime) -> datetime:
    """Ask for a supplement after appraisal: within 3 working days of reception (Điều 19(5))."""
    return hours.after(hours.next_moment(office_minute(accepted)), 3 * MINUTES_OF_DAY)


def mend_by(found: datetime, hours: WorkingTime) -> datetime:
    """Mend a result that is wrong by the office's fault: within 3 working days (Điều 23)."""
    return hours.after(hours.next_moment(office_minute(found)), 3 * MINUTES_OF_DAY)


def papers_sent_by(received: datetime, hours: WorkingTime) -> datetime:
    """Papers taken in for another authority leave within 1 working day (Điều 20)."""
    return hours.after(hours.next_moment(office_minute(received)), MINUTES_OF_DAY)


def supplement_expires(notified: datetime, days: int = SUPPLEMENT_DAYS) -> date:
    """The last day for bringing what is missing; the dossier may be closed after it."""
    return office_minute(notified).date() + timedelta(days=days)


def _same_day(accepted: datetime, hours: WorkingTime, conventions: Conventions) -> Due:
    """Work of the day (Luật Hộ tịch 2014, Điều 5(3); NĐ 23/2015, Điều 7)."""
    today = accepted.date()
    closes = hours.closing(today)
    if closes and accepted <= closes and accepted.time() <= conventions.same_day_until:
        return _due(accepted, accepted, closes, Rule.SAME_DAY, hours)
    rule = Rule.SAME_DAY_LATE if closes else Rule.SAME_DAY_OFF
    return _due(accepted, accepted, hours.next_closing(today), rule, hours)


def _counted(accepted: datetime, limit: Limit, hours: WorkingTime, conventions: Conventions) -> Due:
    """Working minutes walked along from the start."""
    is_days = limit.unit is Unit.WORKING_DAY
    starts = _start(accepted, hours, conventions)
    end = hours.after(starts, limit.value * (MINUTES_OF_DAY if is_days else 60))
    rule = Rule.WORKING_DAYS if is_days else Rule.WORKING_HOURS
    return _due(accepted, starts, _rounded(end, conventions.round_up_to), rule, hours)


def _by_the_calendar(
    accepted: datetime, limit: Limit, hours: WorkingTime, conventions: Conventions
) -> Due:
    """Days off count, but a due time on one, or outside hours, moves to the next working moment."""
    is_days = limit.unit is Unit.CALENDAR_DAY
    starts = hours.next_moment(accepted)
    last = starts + timedelta(days=limit.value)
    if not is_days:
        last = _months_on(starts, limit.value, hours)
    end = hours.next_moment(_rounded(last, conventions.round_up_to))
    if conventions.first_day is FirstDay.NEXT_DAY:
        end = hours.closing(end.date()) or end
    passed = hours.days_off(accepted.date(), starts.date())
    moved = hours.days_off(last.date(), end.date())
    rule = Rule.CALENDAR_DAYS if is_days else Rule.MONTHS
    found = _due(accepted, starts, end, rule, hours)
    return msgspec.structs.replace(found, skipped=passed + moved)


def _start(accepted: datetime, hours: WorkingTime, conventions: Conventions) -> datetime:
    """The working moment from which time runs."""
    if conventions.first_day is FirstDay.NEXT_DAY:
        return hours.next_opening(accepted.date())
    return hours.next_moment(accepted)


def _months_on(moment: datetime, months: int, hours: WorkingTime) -> datetime:
    """The same day so many months on; a day that the month lacks is its last day to the end.

    31 January and a month: 28 February at closing time, so that nobody who came later is served
    before.
    """
    years, month = divmod(moment.month - 1 + months, 12)
    year, month = moment.year + years, month + 1
    last = monthrange(year, month)[1]
    if moment.day <= last:
        return moment.replace(year=year, month=month)
    end = moment.replace(year=year, month=month, day=last)
    return hours.closing(end.date()) or end


def _rounded(moment: datetime, minutes: int) -> datetime:
    """The moment, or the next multiple of so many minutes of the hour."""
    return moment + timedelta(minutes=-moment.minute % minutes)


def _due(
    accepted: datetime, starts: datetime, end: datetime, rule: Rule, hours: WorkingTime
) -> Due:
    """A due time with the days off that lie in between."""
    first, last = accepted.date(), end.date()
    return Due(
        accepted=accepted,
        starts=starts,
        due=end,
        rule=rule,
        skipped=hours.days_off(first, last),
        is_certain=hours.calendar.is_certain(first, last),
    )


def _moved(before: Due, end: datetime, rule: Rule, hours: WorkingTime) -> Due:
    """The same dossier with a later due time."""
    first, last = before.due.date(), end.date()
    return msgspec.structs.replace(
        before,
        due=end,
        rule=rule,
        skipped=hours.days_off(first, last),
        is_certain=before.is_certain and hours.calendar.is_certain(first, last),
    )


def _check(wait: Wait) -> None:
    """Nobody brings what is missing before it was asked for."""
    if wait.complete < wait.asked:
        raise RuleViolation("supplement_before_request")
