"""How much of a file goes at a time: what the line carries in 15 seconds, and no more.

So nothing that is recorded meanwhile waits longer behind a scan. Halved when a slice did not come
through, for a line that has become worse; never below 8 KB, never above 4 MB.
"""

from typing import NamedTuple

SECONDS = 15
LEAST = 8 << 10
MOST = 4 << 20
FIRST = 32 << 10


class Slices(NamedTuple):
    """The size of the next slice."""

    size: int = FIRST

    @classmethod
    def at(cls, rate: int) -> "Slices":
        """Begin on a line that carries so many bytes a second; 0 where nobody knows."""
        return cls(_bounded(rate * SECONDS)) if rate else cls()

    @property
    def rate(self) -> float:
        """About how many bytes the line carries in a second."""
        return self.size / SECONDS

    def after(self, sent: int, seconds: float) -> "Slices":
        """A slice came through: the next one is what the line carries in the time, at most 4x."""
        carried = round(sent * SECONDS / max(seconds, 0.001))
        return Slices(_bounded(min(carried, self.size * 4)))

    def after_failure(self) -> "Slices":
        """A slice broke off."""
        return Slices(_bounded(self.size // 2))


def _bounded(size: int) -> int:
    return max(LEAST, min(MOST, size))
