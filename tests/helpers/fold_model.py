"""A small separate model of the fold: it says what must be true of any history, not how.

It uses nothing of the fold but its result. `closures` and `waiting` are naive on purpose.
"""

from collections.abc import Iterable, Mapping, Sequence

from app.domain.dossier import Dossier, State
from app.domain.events import ConflictSettled, FieldChanged, Payload, StateReported
from app.domain.history import Outcome, TimelineEntry
from app.domain.states import EDGES, STEPS
from sync.protocol.event import Event, Seen


class Broken(AssertionError):
    """The result says something that no history can mean."""


def check(events: Sequence[Event], dossier: Dossier) -> None:
    """Every property at once."""
    check_accounted(events, dossier)
    check_legal_history(dossier)
    check_acts_know_each_other(events, dossier)
    check_no_silent_overwrite(events, dossier)


def closures(events: Iterable[Event]) -> dict[str, set[str]]:
    """For each event the ids of everything that its author had seen."""
    by_name = {event.seen_as: event for event in events}

    def walk(name: Seen, into: set[str]) -> None:
        event = by_name.get(name)
        if event is not None and str(event.id) not in into:
            into.add(str(event.id))
            for further in event.envelope.seen:
                walk(further, into)

    found: dict[str, set[str]] = {}
    for event in by_name.values():
        found[str(event.id)] = set()
        for name in event.envelope.seen:
            walk(name, found[str(event.id)])
    return found


def waiting(events: Iterable[Event]) -> set[str]:
    """Ids of those that build, however far back, on something that is not here."""
    by_name = {event.seen_as: event for event in events}
    stuck: set[Seen] = set()
    while True:
        more = {
            name
            for name, event in by_name.items()
            if name not in stuck
            and any(one not in by_name or one in stuck for one in event.envelope.seen)
        }
        if not more:
            return {str(name.id) for name in stuck}
        stuck |= more


def check_accounted(events: Sequence[Event], dossier: Dossier) -> None:
    """Each event once: applied, waiting, in a conflict, or set aside with a reason."""
    told = [entry.id for entry in dossier.timeline]
    waits = [one.id for one in dossier.waiting]
    _must(len(told) == len(set(told)), "an event is told twice")
    _must(set(told) | set(waits) == {str(event.id) for event in events}, "an event is dropped")
    _must(set(waits) == waiting(events), "waits without need, or does not wait")
    sides = {side.event for conflict in dossier.conflicts for side in conflict.set_aside}
    for entry in dossier.timeline:
        _must((entry.outcome is Outcome.SET_ASIDE) == (entry.reason is not None), "no reason")
        is_aside = entry.outcome is Outcome.SET_ASIDE
        in_conflict = entry.outcome is Outcome.CONFLICT
        _must(is_aside or in_conflict == (entry.id in sides), "a conflict nobody sees")
    subjects = [conflict.subject for conflict in dossier.conflicts]
    _must(len(subjects) == len(set(subjects)), "two open conflicts about one thing")


def check_legal_history(dossier: Dossier) -> None:
    """The states are a path along the official edges, but where a person settled a conflict."""
    before = State.NOT_HERE
    for entry in dossier.timeline:
        begins = before is State.NOT_HERE and entry.state in (State.REGISTERED, State.ACCEPTED)
        moved = entry.state is not before and not begins
        is_settled = isinstance(entry.said, ConflictSettled)
        _must(not moved or is_settled or entry.state in EDGES[before], "an illegal step")
        before = entry.state
    _must(dossier.state is before, "a state that no event led to")


def check_acts_know_each_other(events: Sequence[Event], dossier: Dossier) -> None:
    """Of two acts that did not know of each other at most one applied, unless they agree.

    Says nothing where a person settled acts.
    """
    if any(isinstance(entry.said, ConflictSettled) for entry in dossier.timeline):
        return
    known = closures(events)
    steps = [entry for entry in _with_news(dossier) if entry.outcome is Outcome.APPLIED]
    for at, one in enumerate(steps):
        for other in steps[at + 1 :]:
            _must(
                one.id in known[other.id] or one.said == other.said,
                f"{one.kind} and {other.kind} both applied",
            )


def check_no_silent_overwrite(
    events: Sequence[Event], dossier: Dossier, fields: Sequence[str] = ("parcel",)
) -> None:
    """A value that nobody who changed it had seen still stands, or waits in a conflict.

    For fields that only `field_changed` writes; says nothing where a person settled something.
    """
    if any(isinstance(entry.said, ConflictSettled) for entry in dossier.timeline):
        return
    for field in fields:
        written = _written(dossier, field)
        known = closures(events)
        last = {one for one in written if not any(one in known[other] for other in written)}
        shown = {
            side.value for c in dossier.conflicts if c.subject == field for side in c.set_aside
        }
        shown |= {getattr(dossier, field)}
        _must({written[one] for one in last} <= shown, f"a value of {field} is lost")


def _with_news(dossier: Dossier) -> Iterable[TimelineEntry]:
    """Steps, but the province's reports of a state that it has anyway."""
    before = State.NOT_HERE
    for entry in dossier.timeline:
        said = entry.said
        is_step = isinstance(said, Payload) and said.act in STEPS
        if is_step and not (isinstance(said, StateReported) and entry.state is before):
            yield entry
        before = entry.state


def _written(dossier: Dossier, field: str) -> Mapping[str, str | int]:
    """What each event that counted said of this field."""
    return {
        entry.id: entry.said.changes[field]
        for entry in dossier.timeline
        if entry.outcome is not Outcome.SET_ASIDE
        and isinstance(entry.said, FieldChanged)
        and field in entry.said.changes
    }


def _must(holds: object, why: str) -> None:
    if not holds:
        raise Broken(why)
