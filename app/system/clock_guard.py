"""Judges the machine's clock: how far to believe it, and when to ask the officer for the date.

It decides nothing about synchronising and never sets the clock. Time that was proved or told once
is carried on by the counter that no setting moves; what was known is kept in the profile.
"""

import logging
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

import msgspec

from app.system import clock_record
from app.system.build import BUILT
from app.system.clock import ANY_BOOT, OFFICE_TIME, Clock, instant, milliseconds

LOG = logging.getLogger(__name__)

_JUMP = timedelta(days=31)
_STEP = timedelta(minutes=5)  # smaller differences are nobody's business
_BACK = timedelta(hours=1)  # a clock without proof may be put back so far unasked
_AGREES = timedelta(days=1)
_LIFE = timedelta(days=15 * 365)  # no build of the program is used for longer
_NOTE_EVERY = timedelta(minutes=10)
_HOUR_STEP = timedelta(minutes=15)  # of which every zone of the world is a multiple
_OFFICE_ZONE = timedelta(hours=7)


class Doubt(StrEnum):
    """Why the clock is not believed."""

    BEFORE_BOUND = "before_bound"
    BEFORE_BUILD = "before_build"
    FAR_AHEAD = "far_ahead"
    JUMPED = "jumped"
    SET_BACK = "set_back"
    STOPPED = "stopped"
    ZONE = "zone"


class Quality(StrEnum):
    """How good the time in an event is; the protocol's word `clk`."""

    OK = "ok"
    ESTIMATED = "estimated"
    BAD = "bad"


class Stamp(NamedTuple):
    """An instant and how good it is."""

    at: datetime
    quality: Quality


class Fault(NamedTuple):
    """What is wrong with the clock, for whoever can set it."""

    doubt: Doubt | None
    """Why nobody can know the time without asking; None: it is known all the same."""
    shown: datetime
    off: timedelta
    """By how much the clock is ahead of the best instant."""
    zone: timedelta
    """East of UTC, as the system is set."""

    @property
    def is_of_zone(self) -> bool:
        """The system keeps another zone than the country's."""
        return self.zone != _OFFICE_ZONE

    @property
    def looks_like_zone(self) -> bool:
        """Off by a whole number of quarters of an hour: what a wrong zone does."""
        rest = abs(self.off) % _HOUR_STEP
        return abs(self.off) > _STEP and min(rest, _HOUR_STEP - rest) <= timedelta(minutes=2)


class _Base(NamedTuple):
    """A moment that was proved or told, what the counter and the clock said then."""

    at: datetime
    ticks: float
    shown: datetime
    is_proved: bool


class ClockGuard:
    """One per open profile; may be asked from any thread, is told from one."""

    def __init__(self, clock: Clock, path: Path, built: datetime = BUILT) -> None:
        self._clock = clock
        self._path = path
        self._built = built
        self._known = clock_record.read(path)
        self._wall = (clock.now(), clock.monotonic())
        self._base = self._kept_base()
        self._floor = (self._earliest(), clock.monotonic())
        self.is_gateway_wrong = False
        self.doubt = self._judge(clock.now())
        self._note(self._best(clock.now()))

    def stamp(self) -> Stamp:
        """The best instant that can be had now, and how good it is."""
        now = self._clock.now()
        self._watch(now)
        best = self._best(now)
        if best - instant(self._known.last_seen) > _NOTE_EVERY:
            self._note(best)
        return Stamp(best, self._quality(now, best))

    def today(self) -> date:
        """The office's date by the best instant."""
        return self.stamp().at.astimezone(OFFICE_TIME).date()

    def code_day(self) -> date:
        """The day for a number on paper: a clock in doubt never moves it ahead."""
        best = self.stamp().at
        if self.doubt is not None:
            best = min(best, self._carried(*self._floor))
        return best.astimezone(OFFICE_TIME).date()

    def trusted_day(self) -> date | None:
        """Today by signed time, carried on by the counter that no clock setting moves; or None."""
        base = self._base
        if base is None or not base.is_proved:
            return None
        return self._carried(base.at, base.ticks).astimezone(OFFICE_TIME).date()

    def fault(self) -> Fault | None:
        """What an officer or a technician should know; None when there is nothing to set right."""
        best, now = self.stamp().at, self._clock.now()
        off = timedelta(0) if self.doubt else now - best
        fault = Fault(self.doubt, now, off, self._clock.zone())
        return fault if fault.doubt or fault.is_of_zone or abs(off) > _STEP else None

    def bound(self) -> datetime | None:
        """The last time signed by the gateway: no true time is earlier."""
        return instant(self._known.bound) if self._known.bound else None

    def cannot_be(self, moment: datetime) -> Doubt | None:
        """Why an officer's word for the time cannot be true; None: it can."""
        if moment < self._built:
            return Doubt.BEFORE_BUILD
        if milliseconds(moment + _AGREES) < self._known.bound:
            return Doubt.BEFORE_BOUND
        return Doubt.FAR_AHEAD if moment > self._built + _LIFE else None

    def trust(self, signed: datetime, ago: timedelta = timedelta(0)) -> None:
        """Take a time that the gateway signed so long `ago`: lower bound, offset of this boot.

        A gateway can be wrong too. What cannot be true is not taken; a time before the bound is
        taken as proved only where this PC's clock agrees, and then the bound was wrong.
        """
        self.is_gateway_wrong = not self._built - _AGREES <= signed <= self._built + _LIFE
        if self.is_gateway_wrong:
            LOG.warning("the gateway's clock cannot be right: %s", signed.date())
            return
        fits = milliseconds(signed) >= self._known.bound - milliseconds_of(_STEP)
        agrees = abs(self._clock.now() - signed) <= _AGREES
        if agrees and not fits:
            LOG.warning("the gateway had signed a later time before: the bound is lowered")
            self._save(bound=0)
        self._set_base(signed + ago, is_proved=fits or agrees)
        self.not_before(signed)

    def not_before(self, signed: datetime) -> None:
        """Take a time signed by the gateway as the lower bound alone: who knows how old it is."""
        if signed <= self._built + _LIFE:
            self._save(bound=max(self._known.bound, milliseconds(signed)))

    def confirm(self, moment: datetime) -> timedelta:
        """Take the officer's word for the time; answers by how much the clock is wrong."""
        self._set_base(moment, is_proved=False)
        return moment - self._clock.now()

    def note(self) -> None:
        """Remember that the clock was seen now; called at the close and now and then."""
        self._note(self.stamp().at)

    def _best(self, now: datetime) -> datetime:
        if self._base is not None:
            return self._carried(self._base.at, self._base.ticks)
        if self.doubt in _BACKWARD:
            return self._carried(*self._floor)
        return now

    def _quality(self, now: datetime, best: datetime) -> Quality:
        base = self._base
        if base is None:
            return Quality.BAD if self.doubt else Quality.ESTIMATED
        went_ahead = (now - best) - (base.shown - base.at) > _STEP
        is_sure = base.is_proved and not (went_ahead and now - best > _STEP)
        return Quality.OK if is_sure else Quality.ESTIMATED

    def _carried(self, at: datetime, ticks: float) -> datetime:
        return at + timedelta(seconds=self._clock.monotonic() - ticks)

    def _earliest(self) -> datetime:
        """No true time is earlier, as far as is known."""
        return max(instant(max(self._known.bound, self._known.last_seen)), self._built)

    def _judge(self, now: datetime) -> Doubt | None:
        if self._base is not None:
            return None
        last = self._known.last_seen
        reasons = {
            Doubt.BEFORE_BOUND: milliseconds(now) < self._known.bound - milliseconds_of(_STEP),
            Doubt.BEFORE_BUILD: now < self._built,
            Doubt.FAR_AHEAD: now > self._built + _LIFE,
            Doubt.JUMPED: bool(last) and abs(now - instant(last)) > _JUMP,
            Doubt.ZONE: self._clock.zone() != _OFFICE_ZONE,
        }
        return next((doubt for doubt, holds in reasons.items() if holds), None)

    def _watch(self, now: datetime) -> None:
        """Notice a clock that was set, or stood still, while we were running."""
        began, ticks = self._wall
        passed = timedelta(seconds=self._clock.monotonic() - ticks)
        shift = now - began - passed
        if shift > _STEP or shift < -_BACK:
            was_doubted = self.doubt is not None
            self._wall = (now, self._clock.monotonic())
            self.doubt = self._judge(now)
            if shift < -_BACK and self._base is None and not was_doubted:
                self._floor = (began + passed, self._clock.monotonic())
                stands = now - began < passed / 10
                self.doubt = Doubt.STOPPED if stands and now >= began else Doubt.SET_BACK
        elif self.doubt is Doubt.ZONE:
            self.doubt = self._judge(now)

    def _kept_base(self) -> _Base | None:
        """What was proved or told earlier in this boot.

        Where the system has no word for a boot, only an unmoved clock shows that it is the same.
        """
        known, boot = self._known, self._clock.boot()
        moved = timedelta(milliseconds=self._origin() - known.offset_origin)
        if known.offset_boot != boot or (boot == ANY_BOOT and abs(moved) > _STEP):
            return None
        ticks = self._clock.monotonic()
        shown = instant(known.offset_origin) + timedelta(seconds=ticks)
        at = shown + timedelta(milliseconds=known.offset)
        return _Base(at, ticks, shown, known.offset_proved)

    def _origin(self) -> int:
        """What the clock would have shown when the counter began; who sets it moves this."""
        return milliseconds(self._clock.now()) - round(self._clock.monotonic() * 1000)

    def _set_base(self, at: datetime, *, is_proved: bool) -> None:
        now = self._clock.now()
        self._wall = (now, self._clock.monotonic())
        self._base = _Base(at, self._clock.monotonic(), now, is_proved)
        self.doubt = None
        self._save(
            offset=milliseconds_of(at - now),
            offset_boot=self._clock.boot(),
            offset_origin=self._origin(),
            offset_proved=is_proved,
        )

    def _note(self, best: datetime) -> None:
        if self.doubt is None:
            self._save(last_seen=milliseconds(best))

    def _save(self, **news: object) -> None:
        self._known = msgspec.structs.replace(self._known, **news)
        clock_record.write(self._path, self._known)


_BACKWARD = frozenset(set(Doubt) - {Doubt.JUMPED, Doubt.ZONE})
"""The clock shows what cannot be: the latest time known is nearer to the truth."""


def milliseconds_of(span: timedelta) -> int:
    """A span in whole milliseconds."""
    return span // timedelta(milliseconds=1)
