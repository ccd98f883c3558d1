"""People at the counter: the ID card's text, people known here, old addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.domain.person import Person

if TYPE_CHECKING:
    from app.usecases.desk import Desk


class CommuneChoice(msgspec.Struct, frozen=True):
    """One commune of today that an old address may belong to."""

    code: str
    name: str
    province_code: str
    province_name: str


class AddressToday(msgspec.Struct, frozen=True):
    """The old three-level address mapped: none, one, or several to choose from (split ward)."""

    written: str
    candidates: tuple[CommuneChoice, ...]

    @property
    def must_ask(self) -> bool:
        """Tell whether a person has to choose: the ward was split, or nothing was found."""
        return len(self.candidates) != 1


class CardRead(msgspec.Struct, frozen=True):
    """What the card says, what is odd about it, and where its address lies today."""

    person: Person
    warnings: tuple[str, ...]
    address: AddressToday


class KnownPerson(msgspec.Struct, frozen=True):
    """Someone who was here before."""

    person: Person
    dossiers: int
    last_seen: str
    """ISO date of the last dossier."""


def read_card(desk: Desk, text: str) -> CardRead:
    """Read a scanned or pasted card text; raises `RuleViolation` for another kind of code."""
    raise NotImplementedError


def known_people(desk: Desk, text: str, limit: int = 8) -> tuple[KnownPerson, ...]:
    """Offer people by name (marks do not matter) or number, the latest first."""
    raise NotImplementedError


def map_address(desk: Desk, written: str) -> AddressToday:
    """Map an old address as written to today's communes."""
    raise NotImplementedError


def communes(desk: Desk, text: str, limit: int = 8) -> tuple[CommuneChoice, ...]:
    """Find today's communes by what is typed, those of the office's province first."""
    raise NotImplementedError
