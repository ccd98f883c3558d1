"""Names of log epochs: of two of one log the greater is the later one.

The gateway draws a name when its log begins and at every restore: the time by its clock, or what
comes after the highest name that it knows if the clock is behind it, and then chance. Whoever hears
of two by a neighbour or a stick goes by the names, and needs nobody's clock to be right.
"""

import re
from collections.abc import Iterable

CHANCE_BYTES = 8
_TIME_DIGITS = 12
_HIGHEST = 16**_TIME_DIGITS - 1
_LAST_BELIEVED = 4_102_444_800_000
"""The year 2100: a name beyond it is a lie, and those that follow on it would soon be used up."""
_NAME = re.compile(rf"[0-9a-f]{{{_TIME_DIGITS + 2 * CHANCE_BYTES}}}")


def draw(now_ms: int, known: Iterable[str], chance: bytes) -> str:
    """A name that no log has had, above all known ones; `chance` is that many bytes of it."""
    times = (int(name[:_TIME_DIGITS], 16) for name in known)
    after = max((time + 1 for time in times), default=0)
    return f"{min(max(now_ms, after), _HIGHEST):0{_TIME_DIGITS}x}{chance.hex()}"


def is_drawn(name: str) -> bool:
    """Whether a gateway may have drawn this."""
    return _NAME.fullmatch(name) is not None and int(name[:_TIME_DIGITS], 16) < _LAST_BELIEVED
