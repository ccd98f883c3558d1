"""Break the code in every way of the plan, and see each noticed by the tier that must.

    python -m tests.mutants [--to resources/help/mutants.md] [--only NAME]

Each trial has a process of its own. Fails if one survives, if it is noticed by something else than
its tier, or if a tier finds fault with the code as it is.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.mutants.hunt import Result, hunt, is_healthy
from tests.mutants.trials import SAID_OTHERWISE, TRIALS, Trial

LONGEST = 1800
_NUMBERS = range(1, 19)
_ABOUT = (
    "Made by `make mutants`: the code is broken in each of these ways, and the tier of tests that"
    " is there for it must notice. A mutant that lives, that only makes the program fall over, or"
    " that another tier notices, fails the run; so does a tier that finds fault with the code as"
    " it is. Seconds are those of the trial."
)


def main() -> int:
    """Run all of them, or one; answers 1 when something is not as it must be."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--to", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--here", default="", help="one trial in this process")
    parser.add_argument("--healthy", action="store_true")
    asked = parser.parse_args()
    if asked.here:
        (trial,) = (one for one in TRIALS if one.name == asked.here)
        result = (is_healthy if asked.healthy else hunt)(trial)
        sys.stdout.write(json.dumps(result) + "\n")
        return 0
    chosen = [one for one in TRIALS if asked.only in one.name]
    healthy = _healthy(chosen)
    rows = [(trial, _apart(trial)) for trial in chosen]
    if asked.to:
        asked.to.write_text(table(rows, healthy), "utf-8")
    faults = [f"{trial.name}: {found.fault}" for trial, found in [*rows, *healthy] if found.fault]
    faults += [] if asked.only else [f"no mutant {n}" for n in _NUMBERS if not _has(n)]
    sys.stdout.write("".join(f"FAULT {one}\n" for one in faults))
    sys.stdout.write(f"{len(rows)} mutants, {len(rows) - sum(bool(r.fault) for _, r in rows)}\n")
    return int(bool(faults))


def _healthy(chosen: Iterable[Trial]) -> list[tuple[Trial, Result]]:
    """Each tier once with the code as it is."""
    tiers = {(one.tier, one.healthy): one for one in chosen}
    return [(one, _apart(one, "--healthy")) for one in tiers.values()]


def _apart(trial: Trial, *more: str) -> Result:
    """In a process of its own."""
    command = [sys.executable, "-m", "tests.mutants", "--here", trial.name, *more]
    try:
        done = subprocess.run(  # noqa: S603 - ourselves
            command, stdout=subprocess.PIPE, text=True, check=False, timeout=LONGEST
        )
        result = Result(*json.loads(done.stdout.splitlines()[-1]))
    except (subprocess.TimeoutExpired, ValueError, IndexError, TypeError) as why:
        result = Result("", f"no answer: {type(why).__name__}", 0.0)
    said = result.fault or result.killed_by or "nothing found"
    sys.stdout.write(f"{trial.name} {' '.join(more)}: {said} ({result.seconds:.1f} s)\n")
    sys.stdout.flush()
    return result


def _has(number: int) -> bool:
    return any(trial.number == number for trial in TRIALS)


def table(rows: Iterable[tuple[Trial, Result]], healthy: Iterable[tuple[Trial, Result]]) -> str:
    """The whole file."""
    order = sorted(rows, key=lambda row: row[0].number or 99)
    lines = [
        "# Broken on purpose",
        "",
        _ABOUT,
        "",
        "| no. | mutant | what is broken | must be noticed by | noticed by | s |",
        "|---|---|---|---|---|---|",
    ]
    for trial, result in order:
        said = (result.killed_by or f"**{result.fault}**").replace("|", "/").replace("\n", " ")
        number = trial.number or "–"
        lines.append(
            f"| {number} | {trial.name} | {trial.broken} | {trial.tier} | {said} "
            f"| {result.seconds:.1f} |"
        )
    lines += ["", "Where our protocol is another than the plan's:", ""]
    lines += [f"- {number}: {why}." for number, why in SAID_OTHERWISE.items()]
    lines += ["", "The same tiers with the code as it is:", ""]
    lines += [
        f"- {trial.tier}: {found.fault or 'nothing found'} ({found.seconds:.1f} s)"
        for trial, found in healthy
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
