"""Judges the machine's clock: how far to believe it, and when to ask the officer for the date.

It decides nothing about synchronising. What it knows is kept in a small file of the profile, beside
the database, so that a restored database does not forget the time.
"""

import logging
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

import msgspec

from app.system import durable
from app.system.build import BUILT
from app.system.clock import OFFICE_TIME, Clock, instant, milliseconds

LOG = logging.getLogger(__name__)

_JUMP = timedelta(days=31)
_STEP = timedelta(minutes=5)  # smaller differences are nobody's business
_NOTE_EVERY = timedelta(minutes=10)


class Doubt(StrEnum):
    """Why the clock is not believed."""

    BEFORE_BOUND = "before_bound"
    BEFORE_BUILD = "before_build"
    JUMPED = "jumped"


class Quality(StrEnum):
    """How good the time in an event is; the protocol's word `clk`."""

    OK = "ok"
    ESTIMATED = "estimated"
    BAD = "bad"


class Stamp(NamedTuple):
    """An instant and how good it is."""

    at: datetime
    quality: Quality


class Known(msgspec.Struct, frozen=True):
    """What the file keeps; all in UTC milliseconds."""

    bound: int = 0  # the last time signed by the gateway
    offset: int = 0  # true time minus the clock's ...
    offset_boot: str = ""  # ... as long as the machine is not started again ...
    offset_origin: int = 0  # ... and nobody sets the clock: what it showed at the counter's 0
    offset_proved: bool = False  # by the gateway; otherwise an officer's word for the date
    last_seen: int = 0  # the clock when it was last looked at


class ClockGuard:
    """One per open profile; may be asked from any thread, is told from one."""

    def __init__(self, clock: Clock, path: Path, built: datetime = BUILT) -> None:
        self._clock = clock
        self._path = path
        self._built = built
        self._known = _read(path)
        self._start = (clock.now(), clock.monotonic())
        self._signed: tuple[datetime, float] | None = None
        self.doubt = self._judge(clock.now())
        self._note(clock.now())

    def stamp(self) -> Stamp:
        """The best instant that can be had now, and how good it is."""
        now = self._clock.now()
        self._watch(now)
        known = self._known
        if self._has_offset():
            at = now + timedelta(milliseconds=known.offset)
            return Stamp(at, Quality.OK if known.offset_proved else Quality.ESTIMATED)
        return Stamp(now, Quality.BAD if self.doubt else Quality.ESTIMATED)

    def today(self) -> date:
        """The office's date by the best instant."""
        return self.stamp().at.astimezone(OFFICE_TIME).date()

    def trusted_day(self) -> date | None:
        """Today by signed time, carried on by the counter that no clock setting moves; or None."""
        if self._signed is None:
            return None
        signed, ticks = self._signed
        passed = timedelta(seconds=self._clock.monotonic() - ticks)
        return (signed + passed).astimezone(OFFICE_TIME).date()

    def bound(self) -> datetime | None:
        """The last time signed by the gateway: no true time is earlier."""
        return instant(self._known.bound) if self._known.bound else None

    def trust(self, signed: datetime, ago: timedelta = timedelta(0)) -> None:
        """Take a time that the gateway signed so long `ago`: lower bound, offset of this boot."""
        now = signed + ago
        self._signed = (now, self._clock.monotonic())
        self._set_offset(now - self._clock.now(), proved=True)
        self.not_before(signed)

    def not_before(self, signed: datetime) -> None:
        """Take a time signed by the gateway as the lower bound alone: who knows how old it is."""
        bound = max(self._known.bound, milliseconds(signed))
        self._save(msgspec.structs.replace(self._known, bound=bound))

    def confirm(self, today: date) -> timedelta:
        """Take the officer's word for the date; answers by how much the clock is wrong."""
        days = today - self._clock.now().astimezone(OFFICE_TIME).date()
        self._set_offset(days, proved=False)
        return days

    def note(self) -> None:
        """Remember that the clock was seen now; called at the close and now and then."""
        self._note(self._clock.now())

    def _judge(self, now: datetime) -> Doubt | None:
        if self._has_offset():
            return None
        if milliseconds(now) < self._known.bound - milliseconds_of(_STEP):
            return Doubt.BEFORE_BOUND
        if now < self._built:
            return Doubt.BEFORE_BUILD
        return Doubt.JUMPED if self._has_jumped(now) else None

    def _has_jumped(self, now: datetime) -> bool:
        last = self._known.last_seen
        return bool(last) and abs(now - instant(last)) > _JUMP

    def _watch(self, now: datetime) -> None:
        """Notice a clock that was set while we were running."""
        began, ticks = self._start
        shift = (now - began) - timedelta(seconds=self._clock.monotonic() - ticks)
        if shift < -_STEP or shift > _JUMP:
            self._start = (now, self._clock.monotonic())
            self._known = msgspec.structs.replace(self._known, offset_boot="")
            self.doubt = self._judge(now)
        if now - instant(self._known.last_seen) > _NOTE_EVERY:
            self._note(now)

    def _has_offset(self) -> bool:
        """Whether the clock is still as wrong as it was known to be."""
        known = self._known
        moved = timedelta(milliseconds=self._origin() - known.offset_origin)
        return known.offset_boot == self._clock.boot() and abs(moved) <= _STEP

    def _origin(self) -> int:
        """What the clock would have shown when the counter began; who sets it moves this."""
        return milliseconds(self._clock.now()) - round(self._clock.monotonic() * 1000)

    def _set_offset(self, offset: timedelta, *, proved: bool) -> None:
        self._start = (self._clock.now(), self._clock.monotonic())
        self._save(
            msgspec.structs.replace(
                self._known,
                offset=milliseconds_of(offset),
                offset_boot=self._clock.boot(),
                offset_origin=self._origin(),
                offset_proved=proved,
            )
        )
        self.doubt = None

    def _note(self, now: datetime) -> None:
        if self.doubt is None:
            self._save(msgspec.structs.replace(self._known, last_seen=milliseconds(now)))

    def _save(self, known: Known) -> None:
        """Known from now on; a disk that keeps nothing must not stop an act, or the start."""
        self._known = known
        try:
            durable.replace(self._path, msgspec.json.encode(known))
        except OSError as error:
            LOG.warning("the clock's file was not written: errno %s", error.errno)


def milliseconds_of(span: timedelta) -> int:
    """A span in whole milliseconds."""
    return span // timedelta(milliseconds=1)


def _read(path: Path) -> Known:
    """What was known; a damaged file knows nothing, which asks for the date at worst."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Known)
    except (FileNotFoundError, msgspec.DecodeError):
        return Known()
