"""Where the Windows trial keeps its things, and what Windows programs find around them."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
"""The project."""

WINE = Path("/usr/lib/wine/wine64")


def home() -> Path:
    """The folder of the trial, outside the project: about 2 GB; MOTCUA_WINDOWS names another."""
    named = os.environ.get("MOTCUA_WINDOWS")
    return Path(named) if named else Path.home() / ".cache" / "motcua-windows"


def downloads() -> Path:
    """Wheels for Windows, as they came."""
    return home() / "wheels"


def python_folder() -> Path:
    """The Windows Python with everything that is locked."""
    return home() / "python"


def prefix() -> Path:
    """Wine's own folder: its drive C and registry."""
    return home() / "prefix"


def system32() -> Path:
    """Where the prefix keeps Windows' own libraries, and our stand-ins for missing ones."""
    return prefix() / "drive_c" / "windows" / "system32"


def built() -> Path:
    """The bundle and the installer."""
    return ROOT / "dist" / "windows"


def pictures() -> Path:
    """Screenshots of the trial."""
    return home() / "pictures"


def on_windows(path: Path) -> str:
    """A path as Windows programs see it; Wine calls this machine's root Z."""
    if sys.platform == "win32":
        return str(path)
    return "Z:" + str(path.resolve()).replace("/", "\\")


def surroundings() -> dict[str, str]:
    """The environment of a Windows program: nothing of this Python, no Wine pop-ups."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "QT_", "XDG_", "VIRTUAL_ENV")) and name != "DISPLAY"
    }
    return kept | {
        "WINEPREFIX": str(prefix()),
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": "mscoree,mshtml=",
        "WINEQT_QPA_PLATFORM": "offscreen",
        "PYTHONUTF8": "1",
    }


class Failed(Exception):
    """A step of the trial did not end well; the message is for the developer."""


def tell(sentence: str) -> None:
    """Say what the trial does now."""
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()
