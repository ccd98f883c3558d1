"""How often a name may be tried: five wrong passwords, then a quarter of an hour of rest.

Kept in memory, for known and unknown names alike, so that nobody learns from it which names exist;
what was tried stands in the audit. The number of names remembered is bounded.
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
            rests = len(wrong) == MOST and now_ms - wrong[0] < REST_MS
            if not rests:
                wrong.append(now_ms)
            self._wrong[name] = wrong
            while len(self._wrong) > _MOST_NAMES:
                self._wrong.popitem(last=False)
            return not rests

    def was_right(self, name: str) -> None:
        """Begin to count anew."""
        with self._lock:
            self._wrong.pop(name, None)
