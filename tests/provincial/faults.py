"""How the province misbehaves: kinds of faults, how often, and which request meets which.

What happens to request n depends on the seed, the plan and n alone, so a run can be repeated.
"""

import random
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

import msgspec


class Fault(StrEnum):
    """One way to misbehave; the first group does nothing of what was asked."""

    LOST_BEFORE = "lost_before"  # the connection is cut, nothing was done
    BAD_GATEWAY = "bad_gateway"  # 502 from the proxy, nothing was done
    GARBAGE = "garbage"  # 200 with a page of HTML, nothing was done
    ERROR_IN_MESSAGE = "error_in_message"  # 200, error_code 0, the message tells an error
    SESSION_ENDS = "session_ends"  # the session is gone from here on
    MAINTENANCE = "maintenance"  # this and the following requests meet a closed door

    LOST_AFTER = "lost_after"  # everything was done, then the connection is cut
    BAD_GATEWAY_AFTER = "bad_gateway_after"  # everything was done, the proxy says 502
    TRUNCATED = "truncated"  # everything was done, half of the answer comes
    SLOW = "slow"  # everything was done, the answer takes its time
    ODD_CODES = "odd_codes"  # "00" for 0; 0 or -3 beside "đã tồn tại"


DONE_ALL_THE_SAME = frozenset(
    {
        Fault.LOST_AFTER,
        Fault.BAD_GATEWAY_AFTER,
        Fault.TRUNCATED,
        Fault.SLOW,
        Fault.ODD_CODES,
    }
)


class Window(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A time of maintenance on the province's own clock, told before and kept."""

    begins: datetime
    ends: datetime


class Plan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How often what happens: a share of all requests for each kind."""

    rates: dict[Fault, float] = {}
    script: dict[int, Fault] = {}
    """What a certain request meets, whatever the rates say; they are counted from 1."""
    maintenance_requests: int = 12
    """How many requests a time of maintenance lasts that began by chance."""
    windows: tuple[Window, ...] = ()
    slow_seconds: float = 0.2

    def meets(self, seed: int, n: int, now: datetime) -> Fault | None:
        """Return what happens to request n."""
        if any(window.begins <= now < window.ends for window in self.windows):
            return Fault.MAINTENANCE
        if self._is_closed(seed, n):
            return Fault.MAINTENANCE
        return self._own(seed, n)

    def _is_closed(self, seed: int, n: int) -> bool:
        first = max(1, n - self.maintenance_requests + 1)
        return any(self._own(seed, one) is Fault.MAINTENANCE for one in range(first, n + 1))

    def _own(self, seed: int, n: int) -> Fault | None:
        if n in self.script:
            return self.script[n]
        at = dice(seed, n).random()
        for fault in Fault:
            at -= self.rates.get(fault, 0.0)
            if at < 0:
                return fault
        return None


def dice(seed: int, n: int) -> random.Random:
    """Return the dice of one request."""
    return random.Random(f"{seed}:{n}")  # noqa: S311 - must be repeatable


def _all_at(rate: float, maintenance: float) -> dict[Fault, float]:
    return dict.fromkeys(Fault, rate) | {Fault.MAINTENANCE: maintenance}


PLANS = {
    "none": Plan(),
    "light": Plan(rates=_all_at(0.01, 0.001)),
    "heavy": Plan(rates=_all_at(0.04, 0.004)),
}


def kinds() -> Iterator[str]:
    """Yield the names of all kinds."""
    yield from Fault
