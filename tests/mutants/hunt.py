"""One trial: the code is broken, and whoever must notice is asked."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.mutants.trials import SIMULATED, Trial
from tests.numbers.ledger import Duplicate, Unresolved
from tests.numbers.month import Plan, lives_through
from tests.numbers.mutants import MUTANTS as OF_NUMBERS
from tests.simulation import seeds
from tests.simulation.invariants import Violated
from tests.simulation.mutants import MUTANTS, Mutant
from tests.simulation.office import Office
from tests.simulation.test_mutants import TIERS

SEEDS = 200
MONTHS = 12
HEALTHY_MONTHS = (1, 2, 3)
"""Those in which the mutants are noticed: there the code as it is must be fine."""
_ROOT = Path(__file__).parents[2]
_TOLD = 90
"""Letters of what was noticed that fit the table."""


class Result(NamedTuple):
    """Who noticed it, or why the trial counts for nothing."""

    killed_by: str
    fault: str
    seconds: float


def hunt(trial: Trial) -> Result:
    """Break the code and see; what is not noticed by its own tier is a fault."""
    began = time.monotonic()
    killed_by, fault = _hunted(trial)
    return Result(killed_by, fault, time.monotonic() - began)


def is_healthy(trial: Trial) -> Result:
    """The same tier with the code as it is: it must find nothing."""
    began = time.monotonic()
    fault = ""
    if trial.healthy:
        fault = _passes(trial.healthy)
    elif tier := _tier_of(trial):
        fault = _holds(tier)
    return Result("", fault, time.monotonic() - began)


def _hunted(trial: Trial) -> tuple[str, str]:
    if trial.tests:
        fault = _passes(trial.tests)
        return ("" if fault else trial.tests.rpartition("/")[2]), fault
    with pytest.MonkeyPatch.context() as patch:
        try:
            return _broken(trial, patch)
        except Exception as why:  # noqa: BLE001 - a crash proves nothing, and is said
            return "", f"not noticed, it just fell over: {type(why).__name__}: {why}"


def _broken(trial: Trial, patch: pytest.MonkeyPatch) -> tuple[str, str]:
    mutant = next((one for one in MUTANTS if one.name == trial.name), None)
    if mutant is None:
        return _month(trial, patch)
    mutant.breaks(patch)
    tries = range(SEEDS) if mutant.tier == "simulator" else (0,)
    for seed in tries:
        try:
            _once(mutant, seed, patch)
        except Violated as why:
            where = f"seed {seed}: " if mutant.tier == "simulator" else ""
            return f"{where}{str(why)[:_TOLD]}", ""
    return "", f"survived {len(tries)} tries"


def _once(mutant: Mutant, seed: int, patch: pytest.MonkeyPatch) -> None:
    if mutant.tier != "simulator":
        TIERS[mutant.tier](patch)
        return
    with seeds.a_folder() as folder:
        Office(seed, folder).lives()


def _month(trial: Trial, patch: pytest.MonkeyPatch) -> tuple[str, str]:
    breaks = next(one for one in OF_NUMBERS if trial.name == f"numbers: {one.__name__}")
    breaks(patch)
    for seed in range(1, MONTHS + 1):
        try:
            with seeds.a_folder() as folder:
                lives_through(folder, Plan(4, 8, seed))
        except (Duplicate, Unresolved) as why:
            return f"month {seed}: {type(why).__name__}: {str(why)[:_TOLD]}", ""
    return "", f"survived {MONTHS} months"


def _tier_of(trial: Trial) -> str:
    return next((one.tier for one in MUTANTS if one.name == trial.name), "numbers")


def _holds(tier: str) -> str:
    """What the tier says of the code as it is; nothing, unless the code is broken."""
    try:
        with pytest.MonkeyPatch.context() as patch:
            if tier == "numbers":
                for month in HEALTHY_MONTHS:
                    with seeds.a_folder() as folder:
                        lives_through(folder, Plan(4, 8, month))
            else:
                assert tier in SIMULATED
                TIERS[tier](patch)
    except Exception as why:  # noqa: BLE001 - whatever it is, the run fails
        return f"the unbroken code: {type(why).__name__}: {why}"
    return ""


def _passes(tests: str) -> str:
    """Run tests that break the code and see it noticed; a skipped one proves nothing."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--timeout=0", tests]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(  # noqa: S603 - our own tests
        command, cwd=_ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=False
    )
    last = done.stdout.strip().splitlines()[-1:] or ["no word"]
    is_good = done.returncode == 0 and " passed" in last[0] and "skipped" not in last[0]
    return "" if is_good else f"{tests}: {last[0]}"
