"""Which seeds to run: `MOTCUA_SEEDS` is a count, or the seeds themselves with commas."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NORMAL = 300
REGRESSIONS = (3115, 4287, 5484, 6048, 6788, 7405, 8309, 8855, 8994)
"""Seeds of long runs that once failed; the normal run keeps them."""
_FAST = Path("/dev/shm")  # noqa: S108 - memory where there is some; a seed writes thousands of times


def chosen() -> list[int]:
    """The seeds of this run."""
    said = os.environ.get("MOTCUA_SEEDS", "")
    if not said:
        return [*range(NORMAL), *REGRESSIONS]
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
