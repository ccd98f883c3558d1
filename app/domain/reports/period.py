"""A span of days that a report counts, in the office's time."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache

import msgspec

from app.domain.calendar import OFFICE_TIME
from app.domain.errors import RuleViolation


class Span(StrEnum):
    """How long a report's period is."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Period(msgspec.Struct, frozen=True):
    """From the first day to the last, both counted."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise RuleViolation("period_reversed")

    @property
    def start(self) -> int:
        """Its first moment, UTC milliseconds."""
        return _midnight(self.first)

    @property
    def end(self) -> int:
        """The moment after its last, UTC milliseconds."""
        return _midnight(self.last + timedelta(days=1))

    def holds(self, moment: int | None) -> bool:
        """Did it happen in these days?"""
        return moment is not None and self.start <= moment < self.end


def period_of(span: Span, day: date) -> Period:
    """The calendar's day, month, quarter or year that a day lies in."""
    months = {Span.MONTH: 1, Span.QUARTER: 3, Span.YEAR: 12}.get(span)
    if months is None:
        return Period(day, day)
    begins = (day.month - 1) // months * months
    year, month = divmod(day.year * 12 + begins + months, 12)
    return Period(date(day.year, begins + 1, 1), date(year, month + 1, 1) - timedelta(days=1))


def neighbour(span: Span, period: Period, steps: int) -> Period:
    """The period of that kind before (-1) or after (1) this one."""
    day = period.first - timedelta(days=1) if steps < 0 else period.last + timedelta(days=1)
    return period_of(span, day)


def percent(part: int, whole: int) -> str:
    """A share as it is written in Vietnam ("61,13 %"), rounded half up; a dash of nothing."""
    if whole == 0:
        return "-"
    hundredths = (2 * part * 10_000 + whole) // (2 * whole)
    return f"{hundredths // 100},{hundredths % 100:02d} %"


def day_of(moment: int) -> date:
    """The office's date of a moment in UTC milliseconds."""
    return datetime.fromtimestamp(moment / 1000, OFFICE_TIME).date()


@lru_cache(maxsize=64)  # asked several times for every dossier of a report
def _midnight(day: date) -> int:
    return int(datetime.combine(day, time(), OFFICE_TIME).timestamp()) * 1000
