"""How often a name may be tried: five wrong passwords, then a quarter of an hour of rest.

Kept in memory, for known and unknown names alike, so that nobody learns from it which names exist;
what was tried stands in the audit. The number of names remembered is bounded; one that rests is
never forgotten, and costs five comparisons of a password to add.
"""

import threading
from collections import OrderedDict, deque

MOST = 5
REST_MS = 15 * 60 * 1000
_MOST_NAMES = 2000


class Attempts:
    """Wrong passwords of the last quarter of an hour, by name."""

    def __init__(self) -> None:
        self._wrong: OrderedDict[str, deque[int]] = OrderedDict()
        self._lock = threading.Lock()

    def may_try(self, name: str, now_ms: int) -> bool:
        """Count this attempt as a wrong one beforehand, unless the name must rest."""
        with self._lock:
            wrong = self._wrong.pop(name, None) or deque[int](maxlen=MOST)
            rests = _rests(wrong, now_ms)
            if not rests:
                wrong.append(now_ms)
            self._forget_one(now_ms)
            self._wrong[name] = wrong
            return not rests

    def _forget_one(self, now_ms: int) -> None:
        """Make room by the name that was tried longest ago and need not rest."""
        if len(self._wrong) < _MOST_NAMES:
            return
        awake = (one for one, wrong in self._wrong.items() if not _rests(wrong, now_ms))
        oldest = next(awake, None)
        if oldest is not None:
            del self._wrong[oldest]

    def was_right(self, name: str) -> None:
        """Begin to count anew."""
        with self._lock:
            self._wrong.pop(name, None)


def _rests(wrong: deque[int], now_ms: int) -> bool:
    return len(wrong) == MOST and now_ms - wrong[0] < REST_MS
