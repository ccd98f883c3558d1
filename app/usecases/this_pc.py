"""What there is before anyone has signed in: the office's folder, its officers' names, the look.

The first window waits for this module alone; everything behind the password is loaded later.
"""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from app.store.faults import StoreFault
from app.store.profile import Profile
from app.system import settings as window
from app.system.machine import Machine
from app.system.paths import is_too_long, usual_profile
from app.system.settings import WindowSettings

SHORTEST_PASSWORD = 8


@dataclass(frozen=True)
class ThisPc:
    """The office's folder and the machine."""

    profile: Profile
    machine: Machine


class OfficerName(NamedTuple):
    """One line of the sign-in list."""

    id: str
    name: str


def this_pc(folder: Path | None = None) -> ThisPc:
    """Return this machine with the office's folder that was named, or the usual one."""
    return ThisPc(Profile(folder or usual_profile()), Machine.here())


def office_exists(pc: ThisPc) -> bool:
    """Tell whether an office was founded in this profile."""
    return pc.profile.exists()


def officers_here(pc: ThisPc) -> tuple[OfficerName, ...]:
    """List who can sign in on this PC; readable before anyone has.

    Raises `StoreFault`: folder_too_long, no_profile, slots_damaged ...
    """
    if is_too_long(pc.profile.path):  # before it is said that nothing lies there
        raise StoreFault("folder_too_long")
    slots = import_module("app.store.slots")  # reads keys: too much before the first window
    listed = slots.read(pc.profile.slots).slots
    return tuple(OfficerName(one.officer, one.name) for one in listed)


def window_settings(pc: ThisPc) -> WindowSettings:
    """Return how the window looks on this PC; readable before anyone has signed in."""
    return window.read(pc.profile.settings)
