"""From the start of the process to the first window when nothing is in memory: the day's first.

Before each start the system forgets the files of the program (or of this project and its Python),
and of the office. Files of the system itself (C library, X, fonts) stay, for both alike. What other
running programs use of the same files stays too; how much that is, is told.
"""

import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.cli import bench_starts
from app.cli.bench_figures import Figure, Figures, middle
from app.system.page_cache import Held, forget

_MEGABYTE = 1 << 20
_ROOT = Path(__file__).parents[2]


def measure(dossiers: int, runs: int, office: Path | None = None) -> Figures:
    """Start both in turn so many times; medians are told, with the spread."""
    with _an_office(dossiers, office) as profile:
        files = [path for folder in (*_folders(), profile) for path in _files(folder)]
        bare, ours, held = [], [], []
        for _ in range(runs):
            held.append(forget(files))
            bare.append(bench_starts.bare())
            held.append(forget(files))
            ours.append(bench_starts.window(profile))
    return {
        "first_window_cold": middle(
            [run.painted for run in ours], "ms", [run.painted for run in bare]
        ),
        "files": Figure(held[0].size / _MEGABYTE, "MB"),
        "still_in_memory": middle([_share(one) for one in held], "%"),
        "dossiers": Figure(dossiers, "dossiers"),
    }


@contextmanager
def _an_office(dossiers: int, kept: Path | None) -> Iterator[Path]:
    """Let another process make it: whoever makes one has the program's libraries open."""
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        place = kept or Path(folder)
        asked = ["bench", "office", "--office", str(place), "--dossiers", str(dossiers)]
        subprocess.run([*bench_starts.program(), *asked], cwd=_ROOT, check=True)  # noqa: S603
        yield place / "office"


def _folders() -> tuple[Path, ...]:
    """Where everything lies that a start may read."""
    if getattr(sys, "frozen", False):
        return (Path(sys.executable).parent,)
    ours = (_ROOT / name for name in ("app", "sync", "resources"))
    return (*ours, Path(sysconfig.get_path("stdlib")), Path(sysconfig.get_path("platlib")))


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _share(held: Held) -> float:
    return 100 * held.kept / max(1, held.size)
