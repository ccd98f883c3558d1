"""From the folded story to the record that everybody reads."""

from collections.abc import Mapping
from typing import Any

from app.domain.dossier import Dossier
from app.domain.fold.judging import Told
from app.domain.fold.placing import Placement
from app.domain.fold.settling import conflict_of_acts, conflict_of_field
from app.domain.fold.story import Story, Verdict
from app.domain.history import Aside, Conflict, Outcome, SetAside, TimelineEntry, Waiting
from app.domain.person import Person
from app.domain.policy import OWNER, PERSON_FIELDS, SUBMITTER
from sync.protocol.event import Event, Seen

_PLAIN_FIELDS = (
    "procedure",
    "channel",
    "relation",
    "authorisation",
    "papers",
    "sets",
    "request",
    "returning",
    "promise",
    "fee",
    "parcel",
    "tags",
    "legal_number",
    "official_code",
    "accepted_at",
    "origin",
)


def show(entity: str, story: Story, placement: Placement) -> Dossier:
    """The dossier as it stands, with its whole history."""
    conflicts = _conflicts(story, entity)
    in_conflict = {side.event for conflict in conflicts for side in conflict.set_aside}
    timeline = tuple(_entry(verdict, story, in_conflict) for verdict in story.verdicts)
    return Dossier(
        id=entity,
        state=story.state,
        submitter=_person(story, SUBMITTER),
        owner=_person(story, OWNER),
        holder=story.holder,
        codes=tuple(story.codes),
        files=tuple(story.files),
        intervals=tuple(story.intervals),
        timeline=timeline,
        conflicts=conflicts,
        settled=tuple(story.settled),
        waiting=tuple(_waiting(told, missing) for told, missing in placement.waiting),
        set_aside=_set_aside(story, timeline, placement.forks),
        heads=_heads(placement.placed),
        unordered=sum(told.event.position is None for told in placement.placed),
        read_only=any(verdict.reason is Aside.NEWER_PROGRAM for verdict in story.verdicts),
        **_values(story),
    )


def _values(story: Story) -> Mapping[str, Any]:
    """Fields that stand, lists, and plain facts, by their names in the record."""
    cells = story.fields.cells
    fields = {name: cells[name].value for name in _PLAIN_FIELDS if name in cells}
    said = {name: value for name, value in fields.items() if value is not None}
    lists = {name: tuple(values) for name, values in story.lists.items()}
    return said | lists | story.facts


def _person(story: Story, whose: str) -> Person | None:
    """A person as the fields make them; nobody without a name."""
    cells = story.fields.cells
    values: dict[str, Any] = {
        name: cell.value
        for name in PERSON_FIELDS
        if (cell := cells.get(whose + name)) is not None and cell.value is not None
    }
    if not values.get("name"):
        return None
    values["thumb_print"] = bool(values.get("thumb_print", False))
    return Person(**values)


def _conflicts(story: Story, entity: str) -> tuple[Conflict, ...]:
    """Acts first, then fields by name; one at most for each."""
    conflicts = conflict_of_acts(story, entity)
    for field in sorted(story.fields.others):
        conflicts += conflict_of_field(story, entity, field)
    return tuple(conflicts)


def _entry(verdict: Verdict, story: Story, in_conflict: set[str]) -> TimelineEntry:
    """One event as the history shows it."""
    event, name = verdict.told.event, verdict.told.id
    outcome, reason = _outcome(verdict, story, name in in_conflict)
    envelope = event.envelope
    return TimelineEntry(
        id=name,
        kind=envelope.k,
        at=envelope.at,
        clk=envelope.clk,
        by=envelope.by,
        role=envelope.role,
        outcome=outcome,
        state=verdict.state,
        said=verdict.told.said,
        eff=envelope.eff,
        position=event.position,
        reason=reason,
        files=envelope.f,
    )


def _outcome(verdict: Verdict, story: Story, is_in_conflict: bool) -> tuple[Outcome, Aside | None]:
    """What became of it in the end."""
    if verdict.reason is not None:
        return Outcome.SET_ASIDE, verdict.reason
    if is_in_conflict:
        return Outcome.CONFLICT, None
    if verdict.told.bit in story.overruled:
        return Outcome.SET_ASIDE, Aside.SETTLED_OTHERWISE
    return Outcome.APPLIED, None


def _set_aside(
    story: Story, timeline: tuple[TimelineEntry, ...], forks: list[Event]
) -> tuple[SetAside, ...]:
    """Whole events, single fields, and the other branches of forks."""
    events = [
        SetAside(entry.id, entry.kind, entry.reason, entry.by, entry.at)
        for entry in timeline
        if entry.reason is not None
    ]
    fields = [_of_event(told.event, reason, field) for told, field, reason in story.fields_aside]
    branches = [_of_event(event, Aside.FORK) for event in forks]
    return (*events, *fields, *branches)


def _of_event(event: Event, reason: Aside, field: str | None = None) -> SetAside:
    """An event, or one field of it."""
    envelope = event.envelope
    return SetAside(str(event.id), envelope.k, reason, envelope.by, envelope.at, field)


def _waiting(told: Told, missing: frozenset[Seen]) -> Waiting:
    """An event and the names of what it waits for."""
    envelope = told.event.envelope
    names = tuple(sorted(str(seen.id) for seen in missing))
    return Waiting(told.id, envelope.k, envelope.by, envelope.at, names)


def _heads(placed: list[Told]) -> tuple[Seen, ...]:
    """Events that nobody has built on yet: what the next act will have seen."""
    seen = {name for told in placed for name in told.event.envelope.seen}
    return tuple(sorted(told.name for told in placed if told.name not in seen))
