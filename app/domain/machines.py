"""What PCs tell of themselves: which entity it is about, and when it is worth telling again."""

import uuid
from datetime import date
from typing import Final

from msgspec.structs import replace

from app.domain.events import MachineTold

MACHINE: Final = "machine"
"""The type of a PC's entity."""

TOLD_AGAIN: Final = 30
"""Days after which the same is told once more."""

STALE_COPY: Final = 7
"""Days without a copy after which a technician should know."""

_MACHINES: Final = uuid.UUID("d6e1b685-14a0-4dc4-9d7c-1890b7affb7a")
_FREE_STEPS: Final = (500, 2_000, 10_000)
"""MiB: scans stop below the first, the officer is warned below the second."""


def machine_of(device: str) -> str:
    """A PC as an entity of the office; nobody else can tell anything of it."""
    return str(uuid.uuid5(_MACHINES, device))


def is_news(before: MachineTold, day: date, now: MachineTold, today: date) -> bool:
    """Whether what a PC told on `day` must be told again: another fact, or long ago.

    Free room and the day of the last copy move every day: only where they begin or cease to be a
    trouble is that news. A clock that was ahead does not keep it silent.
    """
    return (
        abs((today - day).days) >= TOLD_AGAIN
        or _without_what_moves(before) != _without_what_moves(now)
        or _is_other_memory(before.ram, now.ram)
        or _is_other_room(before.free, now.free)
        or is_stale(before.copied, day) != is_stale(now.copied, today)
    )


def is_stale(copied: str, day: date) -> bool:
    """Whether, on that day, there was no copy of the last week."""
    return not copied or (day - date.fromisoformat(copied)).days >= STALE_COPY


def _without_what_moves(told: MachineTold) -> MachineTold:
    return replace(told, ram=0, free=0, copied="")


def _is_other_memory(before: int, now: int) -> bool:
    """More or less of it by a sixteenth: the system's own part differs from start to start."""
    return abs(before - now) * 16 > before


def _is_other_room(before: int, now: int) -> bool:
    """Less room is told at once, more only when it is clearly more: no going to and fro."""
    below, step = _step_of(before), _step_of(now)
    return step < below or (step > below and _step_of(now * 4 // 5) > below)


def _step_of(free: int) -> int:
    return sum(free >= step for step in _FREE_STEPS)
