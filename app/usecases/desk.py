"""The counter: everything that an officer's act needs, handed to every use case."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.access import Role
    from app.domain.calendar import Calendar
    from app.domain.place import Places
    from app.store.store import Store
    from app.system.clock import Clock
    from app.usecases.catalogue import Catalogue
    from app.usecases.office import OfficeFacts


@dataclass(frozen=True)
class Officer:
    """Who is signed in: the name in the slots, the name on paper and the role."""

    name: str
    full_name: str
    role: Role


@dataclass(frozen=True)
class Desk:
    """One officer at one counter of one office."""

    store: Store
    clock: Clock
    officer: Officer
    office: OfficeFacts
    catalogue: Catalogue
    calendar: Calendar
    places: Places

    def of(self, officer: Officer) -> Desk:
        """Return the same counter with another officer (change by PIN)."""
        return replace(self, officer=officer)
