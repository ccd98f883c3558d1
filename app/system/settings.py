"""How the window looks on this PC, and whether memory is spared: a small readable file.

It holds nothing about anybody. What concerns the office or names a folder is kept in the encrypted
database instead.
"""

import json
from pathlib import Path
from typing import NamedTuple

from app.system import durable


class WindowSettings(NamedTuple):
    """Numbers and switches only, so that no name can slip in."""

    font_points: int = 11
    high_contrast: bool = False
    scale_percent: int = 100
    idle_lock_minutes: int = 15
    width: int = 0
    height: int = 0
    maximised: bool = False
    spares_memory: bool = False


def read(path: Path) -> WindowSettings:
    """The settings; a missing or damaged file gives the usual ones, as does each wrong value."""
    usual = WindowSettings()
    try:
        told = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError, RecursionError):
        return usual
    known = told.items() if isinstance(told, dict) else ()
    kinds = {name: type(value) for name, value in usual._asdict().items()}
    return usual._replace(
        **{name: value for name, value in known if type(value) is kinds.get(name)}
    )


def write(path: Path, settings: WindowSettings) -> None:
    """Replace the file."""
    durable.replace(path, json.dumps(settings._asdict()).encode())
