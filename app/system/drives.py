"""The disks and sticks that are plugged in now, wherever the system has put them."""

import os
import string
import sys
from importlib import import_module
from pathlib import Path

_MOUNTED = ("/media/", "/run/media/", "/mnt/")


def roots() -> list[Path]:
    """The root of every disk that can be reached; the system's own is among them on Windows."""
    if sys.platform == "win32":
        drives = int(import_module("ctypes").windll.kernel32.GetLogicalDrives())
        return [Path(f"{c}:\\") for n, c in enumerate(string.ascii_uppercase) if drives >> n & 1]
    return _mounts(Path("/proc/self/mounts"))


def below_root(path: Path) -> Path:
    """A folder as it stands on its own disk, whatever letter or mount that has today."""
    root = next((one for one in _holding(path) if os.path.ismount(one)), Path(path.anchor))
    return path.relative_to(root)


def _holding(path: Path) -> list[Path]:
    return [path, *path.parents]


def _mounts(table: Path) -> list[Path]:
    if not table.exists():
        return []
    places = [line.split()[1].replace("\\040", " ") for line in table.read_text().splitlines()]
    return sorted({Path(place) for place in places if place.startswith(_MOUNTED)})
