"""From the start of the process to the first window, and from the password to a usable Hôm nay."""

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from app.cli.bench_figures import PASSWORD, Figure, Figures, an_office

RUNS = 5


def measure(dossiers: int) -> Figures:
    """Start both programs in turn, so that both meet the same machine."""
    with an_office(dossiers) as pc:
        folder = str(pc.profile.path)
        ours, bare = [], []
        for _ in range(RUNS):
            bare.append(_started("bare"))
            ours.append(_started("window", folder))
        today = [_started("today", folder, PASSWORD) for _ in range(3)]
    return {
        "first_window": Figure(_middle(ours, 0), "ms", _middle(bare, 0)),
        "first_window_memory": Figure(_middle(ours, 1), "MB", _middle(bare, 1)),
        "usable_today": Figure(_middle(today, 2), "ms"),
        "usable_today_memory": Figure(_middle(today, 1), "MB"),
        "dossiers": Figure(dossiers, "dossiers"),
    }


def _started(*arguments: str) -> tuple[float, float, float]:
    """Start a window and answer milliseconds to it, megabytes, milliseconds to Hôm nay."""
    began = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "app.ui.demo.measured", *arguments],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
        env=os.environ | {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")},
        text=True,
    ) as process:
        if process.stdout is None:
            raise RuntimeError("no output")
        process.stdout.readline()
        shown = (time.perf_counter() - began) * 1000
        memory, today = process.stdout.readline().split()
    return shown, float(memory), float(today)


def _middle(runs: list[tuple[float, float, float]], place: int) -> float:
    return median(run[place] for run in runs)
