"""From the start of the process to the first window, and from the password to a usable Hôm nay.

Ours and the reference are started in turn, so that both meet the same machine.
"""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import NamedTuple

from app.cli.bench_figures import (
    OFFICER,
    PASSWORD,
    Figure,
    Figures,
    an_office,
    middle,
    milliseconds,
)
from app.store import keys
from app.usecases.this_pc import ThisPc

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


def measure(dossiers: int, runs: int, office: Path | None = None) -> Figures:
    """Start all three so many times; medians are told, with the spread."""
    with an_office(dossiers, office) as pc:
        bare, ours, today = [], [], []
        _bare(), _window(pc)  # the files are in the system's memory from here on, for both
        for _ in range(runs):
            bare.append(_bare())
            ours.append(_window(pc))
            today.append(_today(pc))
        derivation = _derivation(pc, runs)
    return {
        **_of_the_first_window(ours, bare),
        "usable_today": middle([run.today for run in today], "ms"),
        "password_derivation": middle(derivation, "ms"),
        "usable_today_after_derivation": Figure(
            median(run.today for run in today) - median(derivation), "ms"
        ),
        "today_memory": middle(
            [run.resident for run in today], "MB", [run.resident for run in bare]
        ),
        "dossiers": Figure(dossiers, "dossiers"),
    }


def _of_the_first_window(ours: Sequence[Run], bare: Sequence[Run]) -> Figures:
    def against(part: str, unit: str) -> Figure:
        return middle(
            [getattr(run, part) for run in ours], unit, [getattr(run, part) for run in bare]
        )

    return {
        "first_window": against("painted", "ms"),
        "first_window_work": against("worked", "ms"),
        "first_window_memory": against("resident", "MB"),
        "first_window_own_memory": against("own", "MB"),
    }


def _derivation(pc: ThisPc, runs: int) -> list[float]:
    """How long a password takes to become a key, slow on purpose."""
    unlock = partial(keys.unlock, pc.profile, OFFICER, PASSWORD)
    return [milliseconds(unlock) for _ in range(runs)]


def _bare() -> Run:
    """Start the reference, which must not pay for our command line."""
    if getattr(sys, "frozen", False):
        return _started([sys.executable, "bench", "bare"])
    return _started([sys.executable, "-m", "app.ui.bench.bare"])


def _window(pc: ThisPc) -> Run:
    return _started([*_program(), "bench", "window", "--profile", str(pc.profile.path)])


def _today(pc: ThisPc) -> Run:
    file = pc.profile.path.parent / "password"
    file.write_text(PASSWORD, "utf-8")
    options = ["--profile", str(pc.profile.path), "--password-file", str(file)]
    return _started([*_program(), "bench", "today", *options])


def _program() -> list[str]:
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
