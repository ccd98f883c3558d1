"""From the start of the process to the first window, and from the password to a usable Hôm nay.

Ours and the reference are started in turn, so that both meet the same machine.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from statistics import median

from app.cli import bench_starts
from app.cli.bench_figures import Figure, Figures, middle, milliseconds
from app.cli.bench_office import OFFICER, PASSWORD, an_office
from app.cli.bench_starts import Run
from app.store import keys
from app.usecases.this_pc import ThisPc


def measure(dossiers: int, runs: int, office: Path | None = None) -> Figures:
    """Start all three so many times; medians are told, with the spread."""
    with an_office(dossiers, office) as pc:
        bare, ours, today = [], [], []
        profile, password = pc.profile.path, pc.profile.path.parent / "password"
        password.write_text(PASSWORD, "utf-8")
        bench_starts.bare()
        bench_starts.window(profile)  # the files are in the system's memory from here on, for both
        for _ in range(runs):
            bare.append(bench_starts.bare())
            ours.append(bench_starts.window(profile))
            today.append(bench_starts.today(profile, password))
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
