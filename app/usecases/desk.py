"""The counter: everything that an officer's act needs, handed to every use case."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.domain.calendar import OFFICE_TIME
from app.usecases.pins import Pins
from app.usecases.templates import Templates

if TYPE_CHECKING:
    from datetime import datetime

    from app.domain.calendar import Calendar
    from app.domain.place import Places
    from app.store.profile import Profile
    from app.store.records import Officer
    from app.store.store import Store
    from app.system.machine import Machine
    from app.usecases.catalogue import Catalogue
    from app.usecases.office import OfficeFacts, OfficeSettings


@dataclass(frozen=True)
class Desk:
    """One officer at one counter of one office."""

    profile: Profile
    store: Store
    machine: Machine
    officer: Officer
    office: OfficeFacts
    settings: OfficeSettings
    catalogue: Catalogue
    calendar: Calendar
    places: Places
    templates: Templates = field(default_factory=Templates)
    rights_until: str = ""
    """While somebody stands in: the last day (ISO) of the rights that were lent."""
    pins: Pins = field(default_factory=Pins)

    def now(self) -> datetime:
        """Return the best instant that can be had, in the office's time (+07:00)."""
        return self.store.clock_guard.stamp().at.astimezone(OFFICE_TIME)
