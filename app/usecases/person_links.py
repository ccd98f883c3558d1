"""One person or two: who may be the same, and what officers say about it; it can be taken back."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from app.domain.calendar import OFFICE_TIME
from app.domain.dossier import Dossier
from app.domain.errors import RuleViolation
from app.domain.likeness import Likeness, name_key
from app.domain.people_links import (
    PERSON_LINK,
    Mention,
    PersonLink,
    identity,
    link,
    link_id,
    mention_of,
    part,
    person_link,
)
from app.domain.person import Person
from app.domain.text import clean
from app.store.act import Act
from app.store.projections.fields import Fields
from app.store.projections.people import People
from app.store.records import PersonMention
from app.system.clock import instant
from app.usecases.desk import Desk
from app.usecases.people import KnownPerson, of_office
from app.usecases.reception_form import ReceptionForm
from app.usecases.staff import hidden_fields
from app.usecases.step import Entity, record_office


class Alike(msgspec.Struct, frozen=True):
    """Somebody who may be the same person, and why."""

    known: KnownPerson
    likeness: Likeness


class Writing(msgspec.Struct, frozen=True, kw_only=True):
    """One place where a person stands, in the office's time."""

    mention: str
    person: Person
    part: str
    accepted: datetime | None
    dossier_id: str = ""
    """Empty, as what follows: another agency's, not seen at this counter."""
    code: str = ""
    procedure_name: str = ""


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """What holds of this person and somebody else by an officer's word."""

    link: PersonLink
    one: Person | None
    """None: the dossier is not here."""
    other: Person | None
    said: datetime
    """When the newest word was said."""


class PersonFile(msgspec.Struct, frozen=True, kw_only=True):
    """All that the office knows of one person."""

    mention: str
    writings: tuple[Writing, ...]
    """Wherever he stands, the newest first."""
    alike: tuple[Alike, ...]
    words: tuple[Word, ...]


def who_may_be(desk: Desk, person: Person, mention: str = "") -> tuple[Alike, ...]:
    """Say who was here before and may be this person; nobody is joined by it."""
    found = desk.store.reader().topic(People).likely(person, mention)
    return tuple(Alike(of_office(one), like) for one, like in found)


def person_file(desk: Desk, mention: str) -> PersonFile:
    """Open one person: where he stands, who may be the same, what was said about it."""
    people = desk.store.reader().topic(People)
    writings = _writings(desk, people.mentions(mention))
    newest = writings[0] if writings else None
    alike = who_may_be(desk, newest.person, newest.mention) if newest else ()
    return PersonFile(
        mention=mention,
        writings=writings,
        alike=alike,
        words=tuple(_word(people, one) for one in people.links(mention)),
    )


def _writings(desk: Desk, found: Sequence[PersonMention]) -> tuple[Writing, ...]:
    """Where he stands; of another agency's dossier no more than that there is one."""
    reader = desk.store.reader()
    hidden = frozenset(hidden_fields(desk, reader))
    fields = reader.topic(Fields).of([one.dossier_id for one in found]) if hidden else {}
    return tuple(
        Writing(
            mention=one.mention,
            person=one.person,
            part=one.part,
            accepted=one.accepted and one.accepted.astimezone(OFFICE_TIME),
        )
        if fields.get(one.dossier_id, "") in hidden
        else Writing(
            mention=one.mention,
            person=one.person,
            dossier_id=one.dossier_id,
            part=one.part,
            code=one.code,
            procedure_name=one.procedure_name,
            accepted=one.accepted and one.accepted.astimezone(OFFICE_TIME),
        )
        for one in found
    )


def contradictions(desk: Desk) -> tuple[Word, ...]:
    """List where two officers said different things, each without knowing of the other."""
    people = desk.store.reader().topic(People)
    return tuple(_word(people, one) for one in people.disputed())


def contradicted(desk: Desk) -> tuple[KnownPerson, ...]:
    """List the people about whom officers contradict each other, each once."""
    people = desk.store.reader().topic(People)
    sides = (side for one in people.disputed() for side in (one.one, one.other))
    return tuple(map(of_office, people.those(sides)))


def link_people(desk: Desk, one: str, other: str, reason: str) -> None:
    """Nối: the two mentions are one person; raises `RuleViolation` without a reason."""
    said = link(one, other, reason)
    with desk.store.act(by=desk.officer) as act:
        entity = Entity(link_id(one, other), PERSON_LINK)
        record_office(desk, act, entity, said, act.deeds(entity.id))


def part_people(desk: Desk, one: str, other: str, reason: str = "") -> None:
    """Khác người, or bỏ liên kết; what was linked before is parted with a reason only."""
    with desk.store.act(by=desk.officer) as act:
        _part(desk, act, one, other, reason)


def part_writing(desk: Desk, mention: str, reason: str) -> None:
    """Người khác: one dossier was counted with a person and is somebody else's; needs a reason."""
    if not clean(reason):
        raise RuleViolation("link_reason_missing")
    with desk.store.act(by=desk.officer) as act:
        for other in act.topic(People).joins(mention):
            _part(desk, act, mention, other, reason)


def part_from_links(desk: Desk, act: Act, mention: str, reason: str) -> None:
    """Somebody else stands there now: part him from all who were linked with the one before."""
    for other in act.topic(People).linked(mention):
        _part(desk, act, mention, other, reason)


def recognise(desk: Desk, act: Act, dossier: Dossier, form: ReceptionForm) -> None:
    """Write down what the officer said of the people of a dossier that was just taken in."""
    for part_of, person, said in (
        ("submitter", dossier.submitter, form.submitter_is),
        ("owner", dossier.owner, form.owner_is),
    ):
        if person is not None and said.name == name_key(person.name):
            mention = str(Mention(dossier.id, part_of))
            _take_over(desk, act, mention, person, said.known)
            for other in said.apart:
                _part(desk, act, mention, other, "")


def _part(desk: Desk, act: Act, one: str, other: str, reason: str) -> None:
    entity = Entity(link_id(one, other), PERSON_LINK)
    deeds = act.deeds(entity.id)
    record_office(desk, act, entity, part(person_link(deeds), one, other, reason), deeds)


def _take_over(desk: Desk, act: Act, mention: str, person: Person, known: str) -> None:
    """Link a mention with the person who was chosen for it, unless both count as one anyway."""
    before = act.topic(People).person(known)
    if before is None or mention == known:
        return
    if identity(person, mention_of(mention)) != identity(before, mention_of(known)):
        entity = Entity(link_id(mention, known), PERSON_LINK)
        said = link(mention, known, taken_over=True)
        record_office(desk, act, entity, said, act.deeds(entity.id))


def _word(people: People, one: PersonLink) -> Word:
    return Word(
        link=one,
        one=people.person(one.one),
        other=people.person(one.other),
        said=instant(one.sayings[-1].at).astimezone(OFFICE_TIME),
    )
