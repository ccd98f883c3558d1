"""How a line carries: what is learned from each exchange, and how much the next one may hold.

A window is what the line moves in 15 s, so that whatever is recorded meanwhile waits no longer; it
never goes below 8 KB nor above 256 KB. A line that broke halves it, and trust comes back slowly.
"""

import msgspec

SECONDS = 15
LEAST = 8 << 10
MOST = 256 << 10
FIRST = 64 << 10
TELLING = 8 << 10
"""Exchanges below this say how long a round trip takes, and nothing about the rate."""
_GROWTH = 1.5
_TRUSTED = 2


class Window(msgspec.Struct, frozen=True):
    """How much one exchange may carry, in bytes; at least one frame goes whatever its size."""

    push: int = MOST
    pull: int = MOST


class Pace(msgspec.Struct, frozen=True):
    """One network's profile: bytes a second, milliseconds of a round trip (0: unknown), bytes."""

    goodput: int = 0
    round_trip: int = 0
    size: int = FIRST
    well: int = 0
    """Exchanges in a row that came through since the window last changed."""
    broke: bool = False
    """Something broke, and the rate has not been trusted again since."""

    @property
    def window(self) -> Window:
        """What the next exchange may carry each way."""
        return Window(self.size, self.size)

    def after(self, moved: int, seconds: float) -> "Pace":
        """An exchange of so many bytes, both ways, came through in that time."""
        milliseconds = max(1, round(seconds * 1000))
        if moved < TELLING:
            shortest = min(milliseconds, self.round_trip or milliseconds)
            return _grown(msgspec.structs.replace(self, round_trip=shortest))
        under_way = max(milliseconds - self.round_trip, milliseconds // 4, 1)
        rate = moved * 1000 // under_way
        known = (self.goodput + rate) // 2 if self.goodput else rate
        return _grown(msgspec.structs.replace(self, goodput=max(1, known)))

    def after_failure(self) -> "Pace":
        """The line broke in the middle of an exchange."""
        half = max(LEAST, self.size // 2)
        return msgspec.structs.replace(self, size=half, well=0, broke=True)

    def is_news(self, kept: "Pace") -> bool:
        """Whether it differs so much from what was written down that a write is worth it."""
        pairs = ((self.size, kept.size), (self.goodput, kept.goodput))
        return self.broke != kept.broke or any(_far(new, old) for new, old in pairs)


def _grown(pace: Pace) -> Pace:
    """Go to what the rate says: at once if nothing broke, else by half after two that held."""
    reach = _bounded(pace.goodput * SECONDS) if pace.goodput else pace.size
    if pace.size >= reach:
        return msgspec.structs.replace(pace, size=reach, well=0, broke=False)
    if not pace.broke:
        return msgspec.structs.replace(pace, size=reach, well=0)
    if pace.well + 1 < _TRUSTED:
        return msgspec.structs.replace(pace, well=pace.well + 1)
    grown = min(reach, int(pace.size * _GROWTH))
    return msgspec.structs.replace(pace, size=grown, well=0, broke=grown < reach)


def _bounded(size: int) -> int:
    return max(LEAST, min(MOST, size))


def _far(new: int, old: int) -> bool:
    return 2 * max(new, old) > 3 * min(new, old)
