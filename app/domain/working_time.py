"""Working minutes: where they lie on the clock, and how to walk along them."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import msgspec

from app.domain.calendar import OFFICE_TIME, Calendar

_DAY = timedelta(days=1)


class Session(msgspec.Struct, frozen=True):
    """One half of the office's day."""

    opens: time
    closes: time


class Span(msgspec.Struct, frozen=True):
    """A worked stretch of one day, both ends included."""

    opens: datetime
    closes: datetime


MORNING = Session(time(7, 0), time(11, 30))
AFTERNOON = Session(time(13, 30), time(17, 0))


class WorkingTime(msgspec.Struct, frozen=True):
    """The office's hours laid over the calendar."""

    calendar: Calendar
    morning: Session = MORNING
    afternoon: Session = AFTERNOON

    def spans(self, day: date) -> tuple[Span, ...]:
        """The worked stretches of this day; none on a day off."""
        if not self.calendar.is_working_day(day):
            return ()
        half = self.calendar.worked_half(day)
        chosen = [self.morning] * (half != "afternoon") + [self.afternoon] * (half != "morning")
        return tuple(Span(_at(day, one.opens), _at(day, one.closes)) for one in chosen)

    def closing(self, day: date) -> datetime | None:
        """When the office closes on this day, or None on a day off."""
        spans = self.spans(day)
        return spans[-1].closes if spans else None

    def next_closing(self, day: date) -> datetime:
        """Closing time of the first working day after this one."""
        while (closes := self.closing(day := day + _DAY)) is None:
            pass
        return closes

    def next_opening(self, day: date) -> datetime:
        """Opening time of the first working day after this one."""
        while not (spans := self.spans(day := day + _DAY)):
            pass
        return spans[0].opens

    def next_moment(self, moment: datetime) -> datetime:
        """The moment itself inside working hours, ends included, else the next opening."""
        span = next(self._ahead(moment))
        return max(moment, span.opens)

    def after(self, moment: datetime, minutes: int) -> datetime:
        """The moment when so many working minutes have passed.

        One that falls on a boundary is the earlier side of it: 17:00, not 07:00 of the next day.
        """
        for span in self._ahead(moment):
            start = max(moment, span.opens)
            left = minutes_between(start, span.closes)
            if minutes <= left:
                return start + timedelta(minutes=minutes)
            minutes -= left
        raise AssertionError("days do not end")  # pragma: no cover

    def before(self, moment: datetime, minutes: int) -> datetime:
        """The moment from which so many working minutes remain until this one."""
        for span in self._back(moment):
            end = min(moment, span.closes)
            left = minutes_between(span.opens, end)
            if minutes <= left:
                return end - timedelta(minutes=minutes)
            minutes -= left
        raise AssertionError("days do not begin")  # pragma: no cover

    def between(self, start: datetime, end: datetime) -> int:
        """Working minutes from one moment to a later one; 0 when it is not later."""
        total, day = 0, start.date()
        while day <= end.date():
            for span in self.spans(day):
                total += max(0, minutes_between(max(start, span.opens), min(end, span.closes)))
            day += _DAY
        return total

    def days_off(self, start: date, end: date) -> tuple[date, ...]:
        """Days from one to the other, ends included, that are not worked."""
        days = (start + timedelta(days=n) for n in range((end - start).days + 1))
        return tuple(day for day in days if not self.calendar.is_working_day(day))

    def _ahead(self, moment: datetime) -> Iterator[Span]:
        """Stretches that are not over at this moment, in order, without end."""
        day = moment.date()
        while True:
            yield from (span for span in self.spans(day) if span.closes >= moment)
            day += _DAY

    def _back(self, moment: datetime) -> Iterator[Span]:
        """Stretches that have begun at this moment, latest first, without end."""
        day = moment.date()
        while True:
            yield from (span for span in reversed(self.spans(day)) if span.opens <= moment)
            day -= _DAY


def minutes_between(start: datetime, end: datetime) -> int:
    """Whole minutes from one moment to the other; negative when it lies before."""
    return int((end - start).total_seconds() // 60)


def office_minute(moment: datetime) -> datetime:
    """The same moment on the office's clock, to the minute (seconds dropped)."""
    return moment.astimezone(OFFICE_TIME).replace(second=0, microsecond=0)


def _at(day: date, clock: time) -> datetime:
    """That time of that day at the office."""
    return datetime.combine(day, clock, OFFICE_TIME)
