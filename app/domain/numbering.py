"""Numbers on paper: provisional ones from this PC, official ones from the province or a lane.

A number is an attribute and may be joined by another; the UUID names the dossier. Gaps are legal
and listed, duplicates are impossible: a lane belongs to one device in one epoch.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import combinations
from typing import NamedTuple, Self

import msgspec

from app.domain.errors import RuleViolation

LANES_FROM = 1000  # 0001-0999 stay with the province
LAST_SERIAL = 9999
AHEAD_DAYS = 1  # further ahead of trusted time, the clock is not believed

_PROVISIONAL = re.compile(r"TAM-(\d{1,3})-([0-9A-HJKMNP-TV-Z]{4})-(\d{6})-(\d{3,5})")
OFFICIAL_PATTERN = r"([A-Z0-9]+(?:\.[A-Z0-9]+){1,6})-(\d{6}|\d{8})-(\d{4,7})"
"""Unit, day and serial; tolerant, because provinces and ministries differ. Configuration."""


class Mark(NamedTuple):
    """The last number given in one series: its code date and its serial."""

    day: date
    n: int


class Provisional(NamedTuple):
    """A number of this PC (Số tiếp nhận tạm), shaped so that no official pattern fits it."""

    slot: int
    epoch: str
    day: date
    n: int

    @property
    def code(self) -> str:
        """As printed: TAM-<slot>-<epoch>-<yymmdd>-<nnn>."""
        return f"TAM-{self.slot}-{self.epoch}-{self.day:%y%m%d}-{self.n:03d}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a printed number again, however it was typed; raises `RuleViolation`."""
        if not (found := _PROVISIONAL.fullmatch(_typed(text))):
            raise RuleViolation("number_unreadable")
        slot, epoch, day, n = found.groups()
        return cls(int(slot), epoch, _day(day), int(n))


class Official(NamedTuple):
    """An official dossier code (Mã số hồ sơ): unit, code date, serial of that day.

    The width of day and serial tells provincial codes from ministries', so both stay as written.
    """

    unit: str
    day_text: str
    serial: str

    @property
    def code(self) -> str:
        """As printed: <unit>-<yymmdd>-<serial>."""
        return "-".join(self)

    @property
    def day(self) -> date:
        """The code date."""
        return _day(self.day_text)

    @classmethod
    def parse(cls, text: str, pattern: str = OFFICIAL_PATTERN) -> Self:
        """Take an official code apart; raises `RuleViolation` unless it fits the pattern."""
        if not (found := re.fullmatch(pattern, _typed(text))):
            raise RuleViolation("number_unreadable")
        code = cls(*found.groups())
        _day(code.day_text)
        return code


class Lane(msgspec.Struct, frozen=True, kw_only=True):
    """A slot of the unit's daily serials, granted to one device in one epoch."""

    unit: str
    device: str
    epoch: str
    first: int
    last: int
    granted: date


class Hold(StrEnum):
    """Why a provisional number is given instead of an official one."""

    NO_LANE = "no_lane"
    OTHER_EPOCH = "other_epoch"
    CLOCK_BEHIND = "clock_behind"
    CLOCK_AHEAD = "clock_ahead"
    CLOCK_DOUBTED = "clock_doubted"
    EXHAUSTED = "exhausted"


class Counters(msgspec.Struct, frozen=True, kw_only=True):
    """What this PC has given so far; kept in the same transaction as the event."""

    slot: int
    epoch: str
    provisional: Mark | None = None
    official: Mark | None = None
    lane: Lane | None = None


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """The next number, the counters after it, and why it is not official (None: it is)."""

    code: str
    counters: Counters
    hold: Hold | None


def next_number(
    counters: Counters, today: date, trusted: date | None = None, *, is_clock_doubted: bool = False
) -> Given:
    """The next number under the policy in force: official from the lane, else provisional.

    `trusted` is today by signed time carried on by a counter that no clock setting moves; None
    when there is none. Code dates never go back.
    """
    hold = why_held(counters, today, trusted, is_clock_doubted=is_clock_doubted)
    if hold is None and counters.lane is not None:
        mark = _next_official(counters, counters.lane, today)
        code = f"{counters.lane.unit}-{mark.day:%y%m%d}-{mark.n:04d}"
        return Given(code=code, counters=_with(counters, official=mark), hold=None)
    mark = _next_provisional(counters.provisional, today)
    code = Provisional(counters.slot, counters.epoch, *mark).code
    return Given(code=code, counters=_with(counters, provisional=mark), hold=hold)


def why_held(
    counters: Counters, today: date, trusted: date | None, *, is_clock_doubted: bool = False
) -> Hold | None:
    """What forbids an official number today, or None."""
    lane = counters.lane
    if lane is None:
        return Hold.NO_LANE
    if lane.epoch != counters.epoch:
        return Hold.OTHER_EPOCH
    if is_clock_doubted:
        return Hold.CLOCK_DOUBTED
    return _clock_fault(counters, lane, today, trusted) or _lane_fault(counters, lane, today)


def raised_to_floor(counters: Counters, codes: Iterable[str]) -> Counters:
    """Counters at least as high as every number of ours that the slip journal holds."""
    for code in codes:
        counters = _raised(counters, code)
    return counters


def gaps(serials: Iterable[int]) -> tuple[int, ...]:
    """Serials of one series that were passed over; legal, and listed for whoever asks."""
    given = set(serials)
    return tuple(n for n in range(min(given, default=1), max(given, default=0)) if n not in given)


def slots(count: int) -> tuple[tuple[int, int], ...]:
    """Equal disjoint slots of the serials 1000-9999: first and last of each."""
    if not 1 <= count <= LAST_SERIAL - LANES_FROM + 1:
        raise RuleViolation("slots_out_of_range", str(count))
    size = (LAST_SERIAL - LANES_FROM + 1) // count
    starts = (LANES_FROM + size * slot for slot in range(count))
    return tuple((first, first + size - 1) for first in starts)


def check_disjoint(lanes: Sequence[Lane]) -> None:
    """Raise `RuleViolation` when two lanes of one unit share a serial, or leave the range."""
    for lane in lanes:
        if not LANES_FROM <= lane.first <= lane.last <= LAST_SERIAL:
            raise RuleViolation("lane_out_of_range", f"{lane.first}-{lane.last}")
    for one, other in combinations(lanes, 2):
        if one.unit == other.unit and one.first <= other.last and other.first <= one.last:
            raise RuleViolation("lanes_overlap", f"{one.first}-{one.last}")


def _clock_fault(counters: Counters, lane: Lane, today: date, trusted: date | None) -> Hold | None:
    """A clock behind what is already written on paper, or far ahead of trusted time."""
    marks = (mark.day for mark in (counters.official, counters.provisional) if mark)
    if today < max(lane.granted, trusted or lane.granted, *marks):
        return Hold.CLOCK_BEHIND
    if trusted is not None and today > trusted + timedelta(days=AHEAD_DAYS):
        return Hold.CLOCK_AHEAD
    return None


def _lane_fault(counters: Counters, lane: Lane, today: date) -> Hold | None:
    """A lane whose serials of this day are all given."""
    return Hold.EXHAUSTED if _next_official(counters, lane, today).n > lane.last else None


def _next_official(counters: Counters, lane: Lane, today: date) -> Mark:
    """The serial after the last of this day; each day begins at the lane's first."""
    last = counters.official
    is_same_day = last is not None and last.day == today
    return Mark(today, max(lane.first, last.n + 1) if last and is_same_day else lane.first)


def _next_provisional(last: Mark | None, today: date) -> Mark:
    """The serial after the last one; a clock that went back keeps the later code date."""
    if last is None or today > last.day:
        return Mark(today, 1)
    return Mark(last.day, last.n + 1)


def _with(counters: Counters, **marks: Mark) -> Counters:
    """The counters after a number was given."""
    return msgspec.structs.replace(counters, **marks)


def _raised(counters: Counters, code: str) -> Counters:
    """The counters not below this one code; a code of another PC or epoch changes nothing."""
    if code.startswith("TAM-"):
        number = Provisional.parse(code)
        if (number.slot, number.epoch) != (counters.slot, counters.epoch):
            return counters
        mark = Mark(number.day, number.n)
        return _with(counters, provisional=max(mark, counters.provisional or mark))
    official = Official.parse(code)
    if counters.lane is None or official.unit != counters.lane.unit:
        return counters
    mark = Mark(official.day, int(official.serial))
    return _with(counters, official=max(mark, counters.official or mark))


def _typed(text: str) -> str:
    """A code as typed by hand: blanks out, capitals."""
    return "".join(text.split()).upper()


def _day(text: str) -> date:
    """The date in yymmdd or yyyymmdd; raises `RuleViolation`."""
    full = text if len(text) == 8 else f"20{text}"
    try:
        return date(int(full[:4]), int(full[4:6]), int(full[6:]))
    except ValueError as error:
        raise RuleViolation("number_unreadable") from error
