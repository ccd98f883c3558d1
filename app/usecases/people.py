"""People at the counter: the ID card's text, people known here, old addresses."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from app.domain import citizen_card
from app.domain.calendar import OFFICE_TIME
from app.domain.person import Person
from app.domain.text import fold
from app.store.projections.people import People

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.domain.citizen_card import Card
    from app.domain.place import Commune
    from app.store.records import KnownPerson as Stored
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
    """Someone who was here before, as last written down."""

    person: Person
    dossiers: int
    last_seen: datetime | None
    """When the newest of these dossiers was accepted."""
    mention: str = ""
    """Where the newest writing of this person stands."""


def read_card(desk: Desk, text: str) -> CardRead:
    """Read a scanned or pasted card text; raises `RuleViolation` for another kind of code."""
    card = citizen_card.read(text)
    address = map_address(desk, card.address or "")
    return CardRead(_person_of(card, address), card.warnings, address)


def known_people(desk: Desk, text: str, limit: int = 8) -> tuple[KnownPerson, ...]:
    """Offer people by name (marks do not matter) or number, the latest first."""
    return tuple(map(of_office, desk.store.reader().topic(People).known(text, limit)))


def of_office(one: Stored) -> KnownPerson:
    """Return somebody known in the office's time."""
    last = one.last and one.last.astimezone(OFFICE_TIME)
    return KnownPerson(one.person, one.dossiers, last, one.mention)


def map_address(desk: Desk, written: str) -> AddressToday:
    """Map an old address as written to today's communes."""
    found = desk.places.find(written).communes if written else ()
    return AddressToday(written, _choices(desk, found))


def communes(desk: Desk, text: str, limit: int = 8) -> tuple[CommuneChoice, ...]:
    """Find today's communes by what is typed, those of the office's province first."""
    wanted = fold(text)
    matching = [one for one in desk.places.communes if wanted in fold(one.name)]
    matching.sort(key=lambda one: (one.province != desk.office.province_code, one.name))
    return _choices(desk, matching[:limit])


def _person_of(card: Card, address: AddressToday) -> Person:
    """Return the card's holder; today's commune only where nobody has to be asked."""
    return Person(
        name=card.name or "",
        birth_date=card.birth_date,
        sex=card.sex,
        id_number=card.id,
        id_kind="cccd",
        id_issued=card.issued,
        address=card.address,
        commune_code=None if address.must_ask else address.candidates[0].code,
    )


def _choices(desk: Desk, communes_found: Iterable[Commune]) -> tuple[CommuneChoice, ...]:
    names = {province.code: province.name for province in desk.places.provinces}
    return tuple(
        CommuneChoice(one.code, one.name, one.province, names.get(one.province, ""))
        for one in communes_found
    )
