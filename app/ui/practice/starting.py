"""Opens the practice window from the office's: a process of its own, with its own folder."""

import sys
from pathlib import Path

from PySide6.QtCore import QProcess


def start(profile: Path, *, fresh: bool = False) -> bool:
    """Start it beside the window that is open; say whether the system did."""
    words = ["--profile", str(profile), "practice", *(["--fresh"] if fresh else [])]
    program = [] if getattr(sys, "frozen", False) else ["-m", "app"]
    return bool(QProcess.startDetached(sys.executable, [*program, *words])[0])
