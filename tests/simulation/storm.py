"""L3: two hundred communes return at once after six hours, and nobody storms the gateway.

The waits are those of the real `Backoff`; the gateway is only asked whether it is there.
"""

import heapq
import random
from collections import Counter
from collections.abc import Iterator

from sync.peer.backoff import CAP, Backoff
from tests.simulation.invariants import check

COMMUNES = 200
HOUR = 3600.0
OUTAGE = 6 * HOUR
_BUCKET = 10
_MOST_AN_HOUR = 30
"""Waits are 5 minutes on the average once they have grown: 12 an hour, rarely twice as many."""
_SHARE = 0.1
"""Of all communes, how many may come within the same ten seconds, nineteen times out of twenty."""


def nobody_storms(seed: int) -> None:
    """Raise `Violated` unless tries are few while nobody answers and spread when one does."""
    chance = random.Random(seed)  # noqa: S311
    tries = list(_tries(chance))
    last_hour = Counter(who for at, who in tries if OUTAGE - HOUR <= at < OUTAGE)
    most = max(last_hour.values())
    check(most <= _MOST_AN_HOUR, "L3", f"one commune tried {most} times in an hour")
    came = Counter(int(at // _BUCKET) for at, _ in tries if at >= OUTAGE)
    after = sorted(came.values())
    busy = after[int(len(after) * 0.95)]
    check(busy <= COMMUNES * _SHARE, "L3", f"{busy} of {COMMUNES} came within {_BUCKET} seconds")
    latest = max(at for at, _ in tries) - OUTAGE
    check(latest <= CAP, "L3", f"the last came {latest:.0f} seconds after the server")


def _tries(chance: random.Random) -> Iterator[tuple[float, int]]:
    """When each commune tried, until it had got through."""
    waits = [Backoff(chance.random) for _ in range(COMMUNES)]
    due = [(0.0, who) for who in range(COMMUNES)]
    while due:
        at, who = heapq.heappop(due)
        yield at, who
        if at < OUTAGE:
            heapq.heappush(due, (at + max(0.5, waits[who].failed()), who))
