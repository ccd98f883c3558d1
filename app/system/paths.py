"""Where things lie on this machine: what ships with the program, and where an office may lie."""

import os
import sys
from pathlib import Path

PRACTICE = "-luyen-tap"
"""How the folder of the practice office ends."""
LONGEST = 259 if sys.platform == "win32" else 511
"""Characters of a whole name (elsewhere bytes) that Windows and SQLite take unasked."""
LONGEST_INSIDE = 115
"""A scan in a copy of the practice office, on its way: nothing below an office is longer."""


def resources() -> Path:
    """The folder of data that ships with the program; in a bundle it lies beside the packages."""
    return Path(__file__).resolve().parents[2] / "resources"


def usual_profile() -> Path:
    """Where the office lies when nobody names another folder."""
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", "C:\\ProgramData")) / "MotCua" / "office"
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "motcua" / "office"


def is_practice(profile: Path) -> bool:
    """Whether a folder is meant for practising, beside that of the office."""
    return profile.name.endswith(PRACTICE)


def is_too_long(folder: Path, longest: int = LONGEST) -> bool:
    """Whether some file below an office's folder could not be written: its name would be too long.

    A program may ask Windows for longer names, but Windows 10 allows them only where an
    administrator has said so, and SQLite never takes them.
    """
    name = os.path.abspath(folder)  # noqa: PTH100 - a name that is too long cannot be resolved
    size = len(name) if sys.platform == "win32" else len(os.fsencode(name))
    return size + 1 + LONGEST_INSIDE > longest
