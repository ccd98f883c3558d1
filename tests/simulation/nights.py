"""Many months of small offices, on several processes, within a time: `make nights`.

    python -m tests.simulation.nights --count 1000 --processes 2 --hours 2 --out nights.json

Prints the seeds that fail and how often each kind of fault was met, and writes both down.
"""

import argparse
import json
import multiprocessing
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.simulation import seeds
from tests.simulation.faults import MONTHS, missing
from tests.simulation.month import DAYS, Month

REGRESSIONS = (
    35, 47, 61, 64, 69, 90, 114, 130, 132, 139, 153, 240, 274, 284, 287, 352, 405, 813, 900,
)  # fmt: skip
"""Months that once failed."""
_ENOUGH = 100
"""So many months must have met everything."""


class Run(NamedTuple):
    """What became of one seed."""

    seed: int
    cpu: float
    met: dict[str, int]
    failure: str = ""


def one(seed: int, days: int = DAYS) -> Run:
    """Live one month; a violated invariant is a failure like any other."""
    begun = time.process_time()
    with seeds.a_folder() as folder:
        month = Month(seed, folder, days)
        failure = ""
        try:
            month.lives()
        except Exception:  # noqa: BLE001 - whatever it is, the other seeds go on and it is told
            failure = traceback.format_exc(limit=-4)
        month.closes()
        return Run(seed, time.process_time() - begun, dict(month.happened), failure)


def many(first: int, count: int, processes: int, seconds: float) -> Iterator[Run]:
    """One after the other as they end; stops when the time is over."""
    until = time.monotonic() + seconds
    with multiprocessing.get_context("spawn").Pool(processes, maxtasksperchild=50) as pool:
        for run in pool.imap_unordered(one, range(first, first + count)):
            yield run
            if time.monotonic() > until:
                pool.terminate()
                return


def summary(runs: list[Run]) -> dict[str, object]:
    """The figures of a night."""
    met: Counter[str] = Counter()
    for run in runs:
        met.update(run.met)
    met.pop("", None)
    return {
        "seeds": len(runs),
        "days": met["days"],
        "failed": sorted(run.seed for run in runs if run.failure),
        "cpu_seconds": round(sum(run.cpu for run in runs), 1),
        "cpu_per_seed": round(sum(run.cpu for run in runs) / max(1, len(runs)), 2),
        "missing": missing(met, MONTHS) if len(runs) >= _ENOUGH else [],
        "met": dict(sorted(met.items())),
    }


def main(arguments: list[str]) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--hours", type=float, default=2.0)
    parser.add_argument("--out", type=Path, default=None)
    said = parser.parse_args(arguments)
    runs: list[Run] = []
    for run in many(said.first, said.count, said.processes, said.hours * 3600):
        runs.append(run)
        if run.failure:
            _say(f"seed {run.seed} fails:\n{run.failure}")
        if len(runs) % 50 == 0:
            failed = sum(bool(one.failure) for one in runs)
            _say(f"{len(runs)} seeds, {failed} failed")
    figures = summary(runs)
    text = json.dumps(figures, ensure_ascii=False, indent=1)
    _say(text)
    if said.out is not None:
        said.out.write_text(text + "\n", encoding="utf-8")
    return int(bool(figures["failed"] or figures["missing"]))


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
