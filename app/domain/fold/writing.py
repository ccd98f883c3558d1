"""Which fields each payload says something about."""

from collections.abc import Iterator

from app.domain.events import (
    FieldChanged,
    Imported,
    Promise,
    Received,
    ReceptionCorrected,
    Registered,
    SupplementReceived,
)
from app.domain.fold.judging import Told
from app.domain.fold.story import Story
from app.domain.history import Aside
from app.domain.person import Person
from app.domain.policy import (
    FIELDS,
    OWNER,
    PERSON_FIELDS,
    SUBMITTER,
    Policy,
    is_changeable,
    is_sound,
)

_SUBMITTER = tuple((SUBMITTER + name, name) for name in PERSON_FIELDS)
_OWNER = tuple((OWNER + name, name) for name in PERSON_FIELDS)

Write = tuple[str, object]


def registered(said: Registered) -> Iterator[Write]:
    """What was offered, for what, by whom."""
    yield from _person(_SUBMITTER, said.submitter)
    yield from _person(_OWNER, said.owner)
    yield "procedure", said.procedure
    yield "channel", said.channel
    yield "relation", said.relation
    yield "papers", said.papers
    yield "request", said.request


def received(said: Received) -> Iterator[Write]:
    """Everything that the slip says."""
    yield "accepted_at", said.accepted_at
    yield from _person(_SUBMITTER, said.submitter)
    yield from _person(_OWNER, said.owner)
    yield "procedure", said.procedure
    yield "channel", said.channel
    yield "relation", said.relation
    yield "authorisation", said.authorisation
    yield "papers", said.papers
    yield "sets", said.sets
    yield "request", said.request
    yield "returning", said.returning
    yield "promise", said.promise
    yield "fee", said.fee
    if said.official:
        yield "official_code", said.number


def imported(said: Imported) -> Iterator[Write]:
    """What the province's export says."""
    yield "official_code", said.code
    yield "accepted_at", said.accepted_at
    yield from _person(_SUBMITTER, said.submitter)
    yield from _person(_OWNER, said.owner)
    yield "procedure", said.procedure
    yield "channel", said.channel
    yield "promise", said.promise


def corrected(said: ReceptionCorrected) -> Iterator[Write]:
    """Only what the correction says anew."""
    if said.submitter is not None:
        yield from _person(_SUBMITTER, said.submitter)
    if said.owner is not None or said.owner_is_submitter:
        yield from _person(_OWNER, said.owner)
    for field in ("procedure", "relation", "authorisation", "papers", "sets", "request"):
        yield from _if_said(field, getattr(said, field))
    for field in ("returning", "promise", "fee"):
        yield from _if_said(field, getattr(said, field))


def supplemented(said: SupplementReceived) -> Iterator[Write]:
    """The whole list of papers, and the new appointment."""
    yield from _if_said("papers", said.papers)
    yield from _if_said("promise", said.promise)


def promised(promise: Promise | None) -> Iterator[Write]:
    """A new appointment, if one was made."""
    yield from _if_said("promise", promise)


def change(story: Story, told: Told, said: FieldChanged) -> Aside | None:
    """Write what `field_changed` names; answers a reason when none of it could be."""
    written = [_change_one(story, told, field, said.changes[field]) for field in said.changes]
    if any(written):
        return None
    return story.fields_aside[-1][2] if written else Aside.UNREADABLE


def _change_one(story: Story, told: Told, field: str, value: str | int) -> bool:
    """One named value; an empty text removes what was there."""
    reason = _objection(field, value)
    if reason is not None:
        story.fields_aside.append((told, field, reason))
        return False
    if field == "due":
        return story.write(told, "promise", _due_at(story.fields.value("promise"), int(value)))
    return story.write(told, field, None if value == "" else value)


def _objection(field: str, value: str | int) -> Aside | None:
    """Why this field cannot be given this value so."""
    if FIELDS.get(field) is Policy.IMMUTABLE:
        return Aside.IMMUTABLE
    if not is_changeable(field):
        return Aside.UNKNOWN_FIELD
    return None if is_sound(field, value) else Aside.UNREADABLE


def _due_at(promise: object, due: int) -> Promise:
    """The same appointment at another moment, without the reason that no longer holds."""
    start = promise.start if isinstance(promise, Promise) else due
    return Promise(start=start, due=due)


def _person(names: tuple[tuple[str, str], ...], person: Person | None) -> Iterator[Write]:
    """Every field of a person; nobody writes every one of them empty."""
    for field, name in names:
        yield field, getattr(person, name) if person is not None else None


def _if_said(field: str, value: object) -> Iterator[Write]:
    """None keeps what was said before."""
    if value is not None:
        yield field, value
