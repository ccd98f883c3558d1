"""Many PCs, many days: no number twice, and every printed one found.

    python -m tests.numbers.long_run --pcs 9 --days 30 --seeds 1 2 3 [--provisional]

Lanes are four serials wide, so that they run dry every day. Prints what befell the office.
"""

import argparse
import logging
import sys
import tempfile
import time
from pathlib import Path

from tests.numbers.month import Month, Plan, lives_through


def main() -> None:
    """Run each seed under the policies asked for."""
    asked = _arguments()
    logging.disable(logging.WARNING)
    for with_lanes in (False,) if asked.provisional else (False, True):
        for seed in asked.seeds:
            plan = Plan(asked.pcs, asked.days, seed, with_lanes, deeds=asked.deeds)
            began = time.monotonic()
            with tempfile.TemporaryDirectory() as folder:
                month = lives_through(Path(folder), plan)
            _say(month, time.monotonic() - began)


def _say(month: Month, seconds: float) -> None:
    plan, ledger = month.plan, month.ledger
    policy = "lanes" if plan.with_lanes else "provisional only"
    sys.stdout.write(
        f"{policy}, seed {plan.seed}: {plan.pcs} PCs, {plan.days} days, {seconds:.0f} s: "
        f"{len(ledger.papers)} codes on paper {dict(ledger.counts)}, 0 for two dossiers, "
        f"{len(ledger.of_dossiers) - len(ledger.may_be_lost)} found on each of {len(month.pcs)} "
        f"PCs, {len(ledger.may_be_lost)} known to a dead disk or a revoked PC alone\n"
    )
    for what, times in sorted(month.deeds.items()):
        sys.stdout.write(f"    {times:5} {what}\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pcs", type=int, default=9)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--deeds", type=int, default=9, help="a PC and day")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--provisional", action="store_true", help="only that policy")
    return parser.parse_args()


if __name__ == "__main__":
    main()
