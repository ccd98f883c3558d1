"""The only place that asks the machine what time it is."""

import sys
import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Protocol

if sys.platform == "win32":
    from app.system import windows_zone

OFFICE_TIME = timezone(timedelta(hours=7), "+07:00")
"""Every office of the country keeps +07:00; there is no summer time to get wrong."""

ANY_BOOT = "any"
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class Clock(Protocol):
    """What the program may ask about time; tests hand in one that stands still."""

    def now(self) -> datetime:
        """Wall time as an aware UTC instant, exactly as the machine believes it."""

    def monotonic(self) -> float:
        """Seconds that only grow while this machine stays on, asleep or awake."""

    def boot(self) -> str:
        """A word that changes when the machine is started again; `ANY_BOOT` where there is none."""

    def zone(self) -> timedelta:
        """East of UTC, as the system is set: UTC and this is what stands in the screen's corner."""


class SystemClock:
    """The machine's own clock, unjudged; `app.system.clock_guard` judges it."""

    def now(self) -> datetime:
        """Wall time as an aware UTC instant."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds since some moment of this boot; Linux has a counter of its own for sleepers."""
        if sys.platform == "win32":
            return time.monotonic()
        return time.clock_gettime(time.CLOCK_BOOTTIME)

    def boot(self) -> str:
        """The kernel's boot id; one word for all boots where there is none."""
        return _BOOT_ID.read_text("ascii").strip() if _BOOT_ID.exists() else ANY_BOOT

    def zone(self) -> timedelta:
        """The system's present zone; Windows is asked each time, since the C library asks once."""
        if sys.platform == "win32":
            return windows_zone.east_of_utc()
        east = datetime.now().astimezone().utcoffset()
        return east or timedelta(hours=7)  # UTC is a server's zone, whose hands nobody sets


def milliseconds(moment: datetime) -> int:
    """An instant as UTC milliseconds, the form in which events carry it."""
    return round(moment.timestamp() * 1000)


def instant(ms: int) -> datetime:
    """UTC milliseconds as an aware instant."""
    return datetime.fromtimestamp(ms / 1000, UTC)
