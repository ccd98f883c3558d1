"""Who is who: what makes two mentions one person, and what officers said about two of them.

Nobody is merged silently: only the same number under the same name, or the same name with the
same whole birth date, sex, village and telephone, count as one by themselves. All else waits
until an officer says so, which can be taken back, and an officer's word that they are two beats
what counts by itself; of two officers who contradict each other without knowing it neither counts.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

import msgspec

from app.domain.errors import RuleViolation
from app.domain.events import PeopleLinked, PeopleParted
from app.domain.fold.office import Deed, heads
from app.domain.likeness import (
    figures,
    knows_only_the_year,
    name_key,
    proper_figures,
    written_alike,
)
from app.domain.person import Person
from app.domain.text import clean, fold

PERSON_LINK: Final = "person_link"
Word = PeopleLinked | PeopleParted
Pair = tuple[str, str]


class Mention(NamedTuple):
    """Where a person stands: a dossier and the part in it, submitter or owner."""

    dossier: str
    part: str

    def __str__(self) -> str:
        return f"{self.dossier}:{self.part}"


class Standing(StrEnum):
    """What holds of two mentions."""

    ONE = "one"  # cùng một người
    TWO = "two"  # khác người
    DISPUTED = "disputed"  # two officers said different things, each without the other
    CROSSED = "crossed"  # said to be two, yet joined through others; seen, never stored


_STANDING: Final = {
    frozenset({True}): Standing.ONE,
    frozenset({False}): Standing.TWO,
    frozenset({True, False}): Standing.DISPUTED,
}


class Saying(msgspec.Struct, frozen=True, kw_only=True):
    """One officer's word; `at` is UTC milliseconds."""

    is_one: bool
    by: str
    at: int
    reason: str = ""
    taken_over: bool = False


class PersonLink(msgspec.Struct, frozen=True, kw_only=True):
    """All that was said about two mentions, the newest word last."""

    entity: str
    one: str
    other: str
    standing: Standing
    sayings: tuple[Saying, ...]


def identity(person: Person, mention: Mention) -> str:
    """Under what a person is counted as one without anybody's word; else the mention itself."""
    if number := proper_figures(person.id_number):
        return f"{number}|{name_key(person.name)}"
    born = person.birth_date or ""
    if born and not knows_only_the_year(born):
        told = (person.sex or "", fold(person.hamlet or ""), figures(person.phone))
        return "|".join((written_alike(person.name), born, *told))
    return str(mention)


def mention_of(text: str) -> Mention:
    """The mention that an event names."""
    dossier, _, part = text.partition(":")
    return Mention(dossier, part)


def link_id(one: str, other: str) -> str:
    """The entity of two mentions: the same on every PC, in whichever order they are named."""
    digest = hashlib.sha256("|".join(sorted((one, other))).encode())
    return f"same-{digest.hexdigest()[:32]}"


def link(one: str, other: str, reason: str = "", *, taken_over: bool = False) -> PeopleLinked:
    """Say that two mentions are one person; raises `RuleViolation` when it says nothing."""
    first, second = _two(one, other)
    if not clean(reason) and not taken_over:
        raise RuleViolation("link_reason_missing")
    return PeopleLinked(one=first, other=second, reason=clean(reason), taken_over=taken_over)


def part(known: PersonLink | None, one: str, other: str, reason: str = "") -> PeopleParted:
    """Say that two mentions are two people; undoing a link needs its reason."""
    first, second = _two(one, other)
    if known is not None and known.standing is not Standing.TWO and not clean(reason):
        raise RuleViolation("link_reason_missing")
    return PeopleParted(one=first, other=second, reason=clean(reason))


def person_link(history: Sequence[Deed]) -> PersonLink | None:
    """What the deeds about two mentions come to; None where nothing readable was said."""
    words = [(deed, deed.said) for deed in history if isinstance(deed.said, Word)]
    words = [(deed, said) for deed, said in words if link_id(said.one, said.other) == deed.entity]
    if not words:
        return None
    newest = set(heads([deed for deed, _said in words]))
    answers = {isinstance(said, PeopleLinked) for deed, said in words if deed.name in newest}
    first, said = words[0]
    return PersonLink(
        entity=first.entity,
        one=said.one,
        other=said.other,
        standing=_STANDING[frozenset(answers)],
        sayings=tuple(_saying(deed, said) for deed, said in words),
    )


def together(
    start: str, identities: Mapping[str, str], linked: Iterable[Pair], apart: Iterable[Pair]
) -> set[str]:
    """All mentions that are one person with `start`: by themselves, by an officer's word, or both.

    An officer's word that two are not one beats what counts by itself. Where the two are joined
    through others all the same nobody guesses which word is wrong: they stay together, see
    `Standing.CROSSED`.
    """
    alike: dict[str, set[str]] = {}
    for mention, own in identities.items():
        alike.setdefault(own, set()).add(mention)
    links, words = _sides(linked), _sides(apart)
    found, waiting = {start}, [start]
    while waiting:
        one = waiting.pop()
        near = alike[identities[one]] | (links.get(one, set()) & identities.keys())
        new = near - words.get(one, set()) - found
        found |= new
        waiting += new
    return found


def _sides(pairs: Iterable[Pair]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found


def is_another(before: Person, now: Person) -> bool:
    """Whether a correction put somebody else in a person's place, so that no link holds on."""
    old, new = proper_figures(before.id_number), proper_figures(now.id_number)
    if old and new:
        return old != new
    return name_key(before.name) != name_key(now.name)


def typed_over(shown: Person, name: str, number: str) -> Person:
    """What stays of a person who was shown when his name and number are typed over by hand.

    What no field shows belongs to that very person: it stays while the number does, or is added,
    and the name is the same but for its marks. Otherwise nothing of it is the next person's.
    """
    before = proper_figures(shown.id_number)
    if before not in {"", proper_figures(number)} or fold(name) != fold(shown.name):
        return Person(name=name)
    return shown


def completed(person: Person, known: Person) -> Person:
    """What was typed, with what is known of the same person where nothing was said or less.

    Marks that were left out of the name come back, and so does the day of a birth date.
    """
    said = {name: value for name, value in msgspec.structs.asdict(person).items() if value}
    name, born = person.name, person.birth_date or ""
    if fold(name) == fold(known.name) and fold(name) == clean(name).casefold():
        said["name"] = known.name
    if not born or (knows_only_the_year(born) and born[:4] == (known.birth_date or "")[:4]):
        said["birth_date"] = known.birth_date
    if not person.id_number:
        said |= {"id_kind": known.id_kind, "id_issued": known.id_issued}
    return msgspec.structs.replace(known, **said)


def _saying(deed: Deed, said: Word) -> Saying:
    return Saying(
        is_one=isinstance(said, PeopleLinked),
        by=deed.by,
        at=deed.happened,
        reason=said.reason,
        taken_over=isinstance(said, PeopleLinked) and said.taken_over,
    )


def _two(one: str, other: str) -> tuple[str, str]:
    """The two mentions in the one order; a person is not compared with the same mention."""
    if one == other:
        raise RuleViolation("link_to_itself")
    first, second = sorted((one, other))
    return first, second
