"""Which seeds to run: `MOTCUA_SEEDS` is a count of each kind, or names them (`wide:41,99`)."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NORMAL = {"plain": 130, "wide": 170}
REGRESSIONS = {"plain": (3115, 4287, 5484, 6048, 6788, 7405, 8309, 8855, 8994), "wide": ()}
"""Seeds of long runs that once failed; the normal run keeps them."""
_FAST = Path("/dev/shm")  # noqa: S108 - memory where there is some; a seed writes thousands of times


def chosen() -> list[tuple[str, int]]:
    """The offices of this run: what kind, which seed."""
    said = os.environ.get("MOTCUA_SEEDS", "")
    if "," in said or ":" in said:
        kind, _, named = said.rpartition(":")
        kinds = [kind] if kind else list(NORMAL)
        return [(kind, int(seed)) for kind in kinds for seed in named.split(",") if seed]
    return [
        (kind, seed)
        for kind, usual in NORMAL.items()
        for seed in (range(int(said)) if said else (*range(usual), *REGRESSIONS[kind]))
    ]


@contextmanager
def a_folder() -> Iterator[Path]:
    """A folder for one run, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="motcua-", dir=_FAST if _FAST.is_dir() else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
