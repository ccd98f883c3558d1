"""The state's calendar: which days are worked. Data, because swapped days are decided each year."""

from collections.abc import Mapping
from datetime import date, timedelta, timezone
from typing import Literal

import msgspec

OFFICE_TIME = timezone(timedelta(hours=7))  # Vietnam keeps no summer time

Half = Literal["morning", "afternoon"]


class Calendar(msgspec.Struct, frozen=True, kw_only=True):
    """Days off and days worked, with the version that slips and dossiers refer to.

    `holidays` names each weekday that is not worked; `worked` names each Saturday or Sunday worked
    in exchange (ngày làm bù); `half_days` says which half of a day is worked. Days from `first` to
    `certain_until` were announced; beyond it the list is an estimate or ends.
    """

    version: str
    first: date
    certain_until: date
    holidays: Mapping[date, str] = {}
    worked: Mapping[date, str] = {}
    half_days: Mapping[date, Half] = {}

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday but holidays; Saturdays and Sundays only when worked in exchange."""
        if day in self.worked or day in self.half_days:
            return True
        return day.weekday() < 5 and day not in self.holidays

    def worked_half(self, day: date) -> Half | None:
        """The only half of this day that is worked, or None when the day is whole or off."""
        return self.half_days.get(day)

    def why_off(self, day: date) -> str | None:
        """The holiday's name, "" for a weekend, None for a working day."""
        return None if self.is_working_day(day) else self.holidays.get(day, "")

    def is_certain(self, first: date, last: date) -> bool:
        """Were all days between these two announced when this calendar was made?"""
        return self.first <= first and last <= self.certain_until
