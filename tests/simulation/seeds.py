"""Which seeds to run: `MOTCUA_SEEDS` is a count, or the seeds themselves with commas."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NORMAL = 300
_FAST = Path("/dev/shm")  # noqa: S108 - memory where there is some; a seed writes thousands of times


def chosen() -> list[int]:
    """The seeds of this run."""
    said = os.environ.get("MOTCUA_SEEDS", str(NORMAL))
    if "," in said:
        return [int(seed) for seed in said.split(",") if seed]
    return list(range(int(said)))


@contextmanager
def a_folder() -> Iterator[Path]:
    """A folder for one run, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="motcua-", dir=_FAST if _FAST.is_dir() else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
