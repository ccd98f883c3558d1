"""Numbers on paper: provisional ones from this PC, official ones from the province or a lane.

A number is an attribute and may be joined by another; the UUID names the dossier. Gaps are legal
and listed, duplicates are impossible: a lane belongs to one device in one epoch.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple, Self

import msgspec

from app.domain.errors import RuleViolation

BURN_DAYS = 31
LANES_FROM = 1000  # 0001-0999 stay with the province
LAST_SERIAL = 9999


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

    def __str__(self) -> str:
        """As printed: TAM-<slot>-<epoch>-<yymmdd>-<nnn>."""
        return f"TAM-{self.slot}-{self.epoch}-{self.day:%y%m%d}-{self.n:03d}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a printed number again; raises `RuleViolation`."""
        raise NotImplementedError


class Official(NamedTuple):
    """An official dossier code (Mã số hồ sơ): unit, code date, serial of that day."""

    unit: str
    day: date
    serial: str


def read_official(text: str, pattern: str = "") -> Official:
    """Take an official code apart; raises `RuleViolation` unless it fits the pattern."""
    raise NotImplementedError


def is_provisional(text: str) -> bool:
    """Is this a number that a PC gave by itself?"""
    raise NotImplementedError


def is_official(text: str) -> bool:
    """Does this look like an official code?"""
    raise NotImplementedError


class Lane(msgspec.Struct, frozen=True, kw_only=True):
    """A slot of the unit's daily serials, granted to one device in one epoch."""

    unit: str
    device: str
    epoch: str
    first: int
    last: int
    granted: date
    burned_until: date | None = None


class Hold(StrEnum):
    """Why a provisional number is given although the office has, or should have, a lane."""

    NO_LANE = "no_lane"
    OTHER_EPOCH = "other_epoch"
    BURNED = "burned"
    CLOCK_BEHIND = "clock_behind"
    CLOCK_AHEAD = "clock_ahead"
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


def next_number(counters: Counters, today: date, trusted: date | None = None) -> Given:
    """The next number under the policy in force: official from the lane, else provisional.

    `trusted` is the latest day proved by a signed time. Code dates never go back.
    """
    raise NotImplementedError


def raised_to_floor(counters: Counters, codes: Iterable[str]) -> Counters:
    """Counters at least as high as every number found in the slip journal."""
    raise NotImplementedError


def burned(lane: Lane, restored_on: date) -> Lane:
    """The lane after a restore: its numbers may be on paper unknown to us, so it rests 31 days."""
    return msgspec.structs.replace(lane, burned_until=restored_on + timedelta(days=BURN_DAYS))


def slots(count: int) -> tuple[tuple[int, int], ...]:
    """Equal disjoint slots of 1000-9999: first and last serial of each."""
    raise NotImplementedError


def check_disjoint(lanes: Sequence[Lane]) -> None:
    """Raise `RuleViolation` when two lanes of one unit share a serial."""
    raise NotImplementedError
