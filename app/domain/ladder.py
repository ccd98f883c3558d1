"""Which copies of the office stay, and what kind is due: a ladder of hours, days and weeks.

Copies are ordered by the serial they got when they were made, never by their date: a clock that was
years behind or days ahead for a while makes rungs of its own and takes nobody's place.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from app.domain.calendar import OFFICE_TIME

HALF_AN_HOUR = timedelta(minutes=30)
_HOURS, _DAYS, _WEEKS = 24, 14, 12
_SMALL = 128 << 20
_EACH_DAY = timedelta(hours=20)
"""A PC that is off at night makes its whole copy soon after it was switched on."""
_EACH_WEEK = timedelta(days=6, hours=20)
_LEAST_LATER = 4 << 20
_BACKWARDS = timedelta(hours=1)


class Rung(NamedTuple):
    """One copy on the ladder."""

    name: str
    serial: int
    made: datetime
    is_sure: bool = True
    """Whether the clock was believed when it was made."""
    is_verified: bool = False
    """Whether it was opened and read whole after it was made."""
    base: str = ""
    """The whole copy on which this one stands; empty for a whole one."""
    turn: int = 0
    """How often the clock had been set back before: hours of different turns are not the same."""


class CopyKind(StrEnum):
    """What kind of copy is made."""

    WHOLE = "whole"
    STEP = "step"
    """What came after a whole copy; far smaller, and of no use without it."""


def kept(rungs: Iterable[Rung]) -> frozenset[str]:
    """The names of those that stay: the newest of 24 hours, 14 days and 12 weeks of use.

    The newest and the newest verified one stay in any case, and whatever they stand on. Copies made
    under a clock in doubt are counted by themselves.
    """
    ordered = sorted(rungs, key=lambda rung: rung.serial)
    sure = [rung for rung in ordered if rung.is_sure]
    chosen = [rung for rung in ordered if not rung.is_sure][-_HOURS:]
    for bucket, count in ((_hour, _HOURS), (_day, _DAYS), (_week, _WEEKS)):
        chosen += _newest_of_each(sure, bucket)[-count:]
    return _with_bases({rung.name for rung in chosen} | _untouchable(ordered), ordered)


def expendable(rungs: Iterable[Rung]) -> list[str]:
    """In which order copies may go when the disk is nearly full; those that must stay are left."""
    ordered = sorted(rungs, key=lambda rung: rung.serial)
    staying = _with_bases(_untouchable(ordered), ordered)
    going = [rung for rung in ordered if rung.name not in staying]
    steps = {rung.base for rung in going}
    ends = {rung.base: rung.serial for rung in going if rung.base}
    return [
        rung.name
        for rung in sorted(
            going, key=lambda one: ends[one.name] + 0.5 if one.name in steps else one.serial
        )
    ]


def kind_due(size: int, base: Rung | None, later: int, now: datetime) -> CopyKind:
    """A whole copy each day, of a large database each week; in between only what came after it.

    `size` is that of the database, `base` the newest whole copy that a step can stand on, `later`
    the bytes of the newest step on it.
    """
    if base is None or later > max(_LEAST_LATER, size // 4):
        return CopyKind.WHOLE
    age = now - base.made
    is_due = age >= (_EACH_DAY if size <= _SMALL else _EACH_WEEK)
    return CopyKind.WHOLE if is_due or age < -_BACKWARDS else CopyKind.STEP


def turn_now(rungs: Iterable[Rung], now: datetime, *, is_sure: bool) -> int:
    """The turn of a copy that is made now: the next one where the newest lies in its future.

    What was made under a clock in doubt is counted by itself.
    """
    alike = [rung for rung in rungs if rung.is_sure is is_sure]
    newest = max(alike, key=lambda rung: rung.serial, default=None)
    return newest.turn + (now < newest.made) if newest else 0


def wait_for_next(newest: datetime | None, now: datetime) -> timedelta:
    """How long a PC that was just started may wait; a date in the future is not believed."""
    passed = now - newest if newest is not None else HALF_AN_HOUR
    if passed < timedelta(0):
        return timedelta(0)
    return max(timedelta(0), HALF_AN_HOUR - passed)


def _untouchable(ordered: Sequence[Rung]) -> set[str]:
    """The newest, and the newest that was verified."""
    verified = [rung for rung in ordered if rung.is_verified]
    return {rung.name for rung in (*ordered[-1:], *verified[-1:])}


def _with_bases(names: set[str], ordered: Sequence[Rung]) -> frozenset[str]:
    return frozenset(names | {rung.base for rung in ordered if rung.name in names and rung.base})


def _newest_of_each(ordered: Sequence[Rung], bucket: Callable[[datetime], Hashable]) -> list[Rung]:
    """The last of each hour (day, week) of each turn; a clock set back begins a new one."""
    newest = {(rung.turn, bucket(rung.made)): rung for rung in ordered}
    return sorted(newest.values(), key=lambda rung: rung.serial)


def _hour(made: datetime) -> Hashable:
    here = made.astimezone(OFFICE_TIME)
    return here.date(), here.hour


def _day(made: datetime) -> Hashable:
    return made.astimezone(OFFICE_TIME).date()


def _week(made: datetime) -> Hashable:
    return made.astimezone(OFFICE_TIME).isocalendar()[:2]
