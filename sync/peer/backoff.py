"""When to try again: full jitter, so that two hundred communes do not return in one second."""

from collections.abc import Callable

BASE = 5.0
CAP = 600.0
CAP_WHILE_WATCHED = 60.0


class Backoff:
    """Counts failures in a row; `random` gives a number from 0 up to 1 and is handed in."""

    def __init__(self, random: Callable[[], float]) -> None:
        self._random, self._failures = random, 0

    def failed(self, *, is_watched: bool = False, at_least: float = 0.0) -> float:
        """Seconds to wait after one more failure; `at_least` is the server's `Retry-After`."""
        cap = CAP_WHILE_WATCHED if is_watched else CAP
        ceiling: float = min(cap, BASE * 2 ** min(self._failures, 16))
        self._failures += 1
        return at_least + self._random() * ceiling

    def succeeded(self) -> None:
        """Begin again with the shortest wait."""
        self._failures = 0
