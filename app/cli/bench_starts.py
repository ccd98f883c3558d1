"""Starting a window in a process of its own and hearing how long it took; loads nothing of ours.

The one that measures a cold start must not itself keep the program's files in memory.
"""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

_ROOT = Path(__file__).parents[2]


class Run(NamedTuple):
    """What one process said: ms to its window, ms of work until then, MB held in all and alone.

    `today` is the ms from the password to Hôm nay.
    """

    painted: float
    worked: float
    resident: float
    own: float
    today: float = 0.0


def bare() -> Run:
    """Start the reference, which must not pay for our command line."""
    if getattr(sys, "frozen", False):
        return _started([sys.executable, "bench", "bare"])
    return _started([sys.executable, "-m", "app.ui.bench.bare"])


def window(profile: Path) -> Run:
    """Start ours, up to the window in which one signs in."""
    return _started([*program(), "bench", "window", "--profile", str(profile)])


def today(profile: Path, password: Path) -> Run:
    """Start ours, sign in, and wait for Hôm nay."""
    options = ["--profile", str(profile), "--password-file", str(password)]
    return _started([*program(), "bench", "today", *options])


def program() -> list[str]:
    """The program itself, installed or bundled."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "app"]


def _started(command: Sequence[str]) -> Run:
    """Start a process and read what it says."""
    began = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - our own program
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        env=os.environ | _platform(),
        text=True,
    ) as process:
        said = _first_line(process).split()
        painted = (time.perf_counter() - began) * 1000
        rest, _ = process.communicate()
    if process.returncode or said[:1] != ["painted"]:
        raise RuntimeError(f"{command[-1]} did not open its window")
    lines = rest.split("\n")
    today = float(lines.pop(0)) if "today" in command else 0.0
    resident, own = map(float, lines[0].split())
    return Run(painted, float(said[1]), resident, own, today)


def _platform() -> dict[str, str]:
    """Where Linux has no display, the windows are drawn without one."""
    known = {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"}
    if sys.platform != "linux" or known & os.environ.keys():
        return {}
    return {"QT_QPA_PLATFORM": "offscreen"}


def _first_line(process: "subprocess.Popen[str]") -> str:
    return process.stdout.readline().strip() if process.stdout else ""
