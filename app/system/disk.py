"""How much room is left, and what is still done with it."""

import shutil
from enum import StrEnum
from pathlib import Path

_WARN = 2 << 30
_NO_SCANS = 500 << 20


class Room(StrEnum):
    """What the free space allows; taking in a dossier is never forbidden."""

    ENOUGH = "enough"
    WARN = "warn"
    NO_SCANS = "no_scans"


def free_bytes(folder: Path) -> int:
    """Bytes that this program may still write there."""
    return shutil.disk_usage(folder).free


def total_bytes(folder: Path) -> int:
    """Bytes that the whole disk holds."""
    return shutil.disk_usage(folder).total


def room(folder: Path) -> Room:
    """What may still be done."""
    free = free_bytes(folder)
    if free < _NO_SCANS:
        return Room.NO_SCANS
    return Room.WARN if free < _WARN else Room.ENOUGH
