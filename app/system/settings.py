"""How the window looks on this PC: a small readable file that holds nothing about anybody.

What concerns the office or names a folder is kept in the encrypted database instead.
"""

from pathlib import Path

import msgspec

from app.system import durable


class WindowSettings(msgspec.Struct, frozen=True):
    """Numbers and switches only, so that no name can slip in."""

    font_points: int = 11
    high_contrast: bool = False
    scale_percent: int = 100
    idle_lock_minutes: int = 15
    width: int = 0
    height: int = 0
    maximised: bool = False


def read(path: Path) -> WindowSettings:
    """The settings; a missing or damaged file gives the usual ones."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=WindowSettings)
    except (FileNotFoundError, msgspec.DecodeError):
        return WindowSettings()


def write(path: Path, settings: WindowSettings) -> None:
    """Replace the file."""
    durable.replace(path, msgspec.json.encode(settings))
