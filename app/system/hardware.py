"""Facts of this machine: system, processor, memory, disk, printers, power, disk-freeze programs.

Asks only what the system tells anybody, starts no other program, and answers "unknown" rather than
a guess. The whole look takes some milliseconds, but touches the disk: not on the screen's thread.
"""

import logging
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import msgspec

from app.system import disk_freeze, hardware_linux, hardware_windows
from app.system.build import BUILT
from app.system.clock import Clock
from app.system.disk import free_bytes, total_bytes
from app.system.hardware_facts import (
    DiskFacts,
    DiskHealth,
    DiskKind,
    Hardware,
    Power,
    Printers,
    SystemFacts,
)

__all__ = [
    "DiskFacts",
    "DiskHealth",
    "DiskKind",
    "Hardware",
    "Power",
    "Printers",
    "SystemFacts",
    "disk_under",
    "facts",
    "nearest",
    "share_a_disk",
]

LOG = logging.getLogger(__name__)

Fact = TypeVar("Fact")
_HERE = hardware_windows if sys.platform == "win32" else hardware_linux


def facts(folder: Path, clock: Clock) -> Hardware:
    """Look at the machine and at the disk under a folder, which need not be there yet."""
    now = clock.now()
    zone = now.astimezone().utcoffset() or timedelta(0)
    return Hardware(
        system=_asked(_HERE.system, SystemFacts(system=sys.platform)),
        disk=disk_under(folder),
        printers=_asked(_HERE.printers, Printers()),
        power=_asked(_HERE.power, Power()),
        freeze=_asked(disk_freeze.found, ()),
        zone_minutes=round(zone.total_seconds() / 60),
        is_clock_before_build=now < BUILT,
    )


def disk_under(folder: Path) -> DiskFacts:
    """The disk under a folder, or under the nearest folder above that is there."""
    there = nearest(folder)
    known = _asked(lambda: _HERE.disk_under(there), DiskFacts())
    return msgspec.structs.replace(
        known,
        free_bytes=_asked(lambda: free_bytes(there), 0),
        total_bytes=_asked(lambda: total_bytes(there), 0),
    )


def share_a_disk(one: Path, other: Path) -> bool | None:
    """Whether two folders lie on one physical disk, so that both die with it; `None`: unknown."""
    first, second = disk_under(one).physical, disk_under(other).physical
    if first and second:
        return first == second
    return True if nearest(one).stat().st_dev == nearest(other).stat().st_dev else None


def nearest(folder: Path) -> Path:
    """The folder itself, or the nearest one above it that is there."""
    there = folder.absolute()
    while not there.exists() and there != there.parent:
        there = there.parent
    return there


def _asked(ask: Callable[[], Fact], unknown: Fact) -> Fact:
    """Ask the system; what it refuses or does not have is unknown, and never an error."""
    try:
        return ask()
    except (OSError, ValueError, AttributeError, LookupError) as error:
        LOG.info("the machine did not say: %s", type(error).__name__)
        return unknown
