"""A small second opinion on a dossier, from envelopes and closures alone."""

from collections.abc import Sequence

from app.domain.dossier import Dossier
from app.domain.events import (
    FieldChanged,
    Forwarded,
    Payload,
    Received,
    ResultRecorded,
    Returned,
    Withdrawn,
)
from app.domain.history import Outcome, TimelineEntry
from app.domain.states import STEPS, Act, State
from sync.protocol.event import Event
from tests.simulation.invariants import check

_NAME = "submitter.name"
_OPEN = frozenset({State.ACCEPTED, State.PROCESSING})
_EDGES: dict[type, tuple[frozenset[State], State]] = {
    Received: (frozenset({State.NOT_HERE}), State.ACCEPTED),
    Forwarded: (_OPEN, State.PROCESSING),
    ResultRecorded: (_OPEN, State.DONE),
    Withdrawn: (_OPEN, State.WITHDRAWN),
    Returned: (frozenset({State.DONE}), State.RETURNED),
}
"""From where each act of these offices may be done, and where it leads."""


class Second:
    """The events of one dossier by id, and what each author had seen."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._events = {str(event.id): event for event in events}
        self._seen: dict[str, frozenset[str]] = {}

    def knew(self, later: str, earlier: str) -> bool:
        """Had the author of one event seen the other?"""
        return earlier in self._closure(later)

    def agrees_with(self, dossier: Dossier) -> None:
        """Raise `Violated` unless the fold kept the rules."""
        self._order_follows_what_was_seen(dossier)
        self._history_is_legal(dossier)
        self._states_follow_the_graph(dossier)
        self._nothing_was_overwritten(dossier)
        self._conflicts_are_about_something(dossier)

    def _closure(self, name: str) -> frozenset[str]:
        if name not in self._seen:
            direct = [str(seen.id) for seen in self._events[name].envelope.seen]
            known = [seen for seen in direct if seen in self._events]
            deeper = (self._closure(seen) for seen in known)
            self._seen[name] = frozenset(known).union(*deeper)
        return self._seen[name]

    def _recorded_as(self, name: str) -> list[str]:
        """All under which an act stands: two copies of a PC may each record a lost one again."""
        act = self._events[name]
        original = act.envelope.o or name
        return [
            other
            for other, event in self._events.items()
            if original == (event.envelope.o or other) and event.payload == act.payload
        ]

    def _order_follows_what_was_seen(self, dossier: Dossier) -> None:
        """An event is told only after everything that its author saw."""
        told: set[str] = set()
        for entry in _placed(dossier):
            missing = self._closure(entry.id) - told
            check(not missing, "order", f"{entry.id} before {sorted(missing)}")
            told.add(entry.id)

    def _history_is_legal(self, dossier: Dossier) -> None:
        """I7: who moves the dossier on knew of the move before, or did just the same."""
        moves = [
            e for e in _applied(dossier) if isinstance(e.said, Payload) and e.said.act in STEPS
        ]
        for at, move in enumerate(moves[1:], start=1):
            before = [
                one for one in moves[:at] if self.knew(move.id, one.id) or one.said == move.said
            ]
            last_known = before and (
                before[-1] is moves[at - 1] or before[-1].said == moves[at - 1].said
            )
            check(bool(last_known), "I7", f"{move.id} did not know {moves[at - 1].id}")

    def _states_follow_the_graph(self, dossier: Dossier) -> None:
        """I7: each move is an edge of the graph, written down here a second time."""
        state, before = State.NOT_HERE, None
        for entry in _that_moved(dossier):
            move = type(entry.said)
            if move not in _EDGES or entry.said == before:
                continue
            starts, ends = _EDGES[move]
            check(state in starts, "I7", f"{entry.id}: {move.__name__} from {state.name}")
            state, before = ends, entry.said
        check(dossier.state == state, "I7", f"{dossier.id} is {dossier.state.name}")

    def _conflicts_are_about_something(self, dossier: Dossier) -> None:
        """I6: at most one open conflict about a field, and never between equal values."""
        subjects = [conflict.subject for conflict in dossier.conflicts if conflict.subject != "act"]
        check(len(subjects) == len(set(subjects)), "I6", f"{dossier.id}: two about one field")
        for conflict in dossier.conflicts:
            if conflict.subject != "act":
                values = [conflict.stands.value, *(side.value for side in conflict.set_aside)]
                check(len(set(map(str, values))) > 1, "I6", f"{conflict.subject}: equal values")

    def _nothing_was_overwritten(self, dossier: Dossier) -> None:
        """I6: of names that nobody replaced knowingly, each stands or waits in a conflict."""
        writes = [(e.id, name) for e in _applied_or_waiting(dossier) if (name := name_of(e))]
        shown = {
            side.value
            for conflict in dossier.conflicts
            if conflict.subject == _NAME
            for side in (conflict.stands, *conflict.set_aside)
        }
        if dossier.submitter is not None:
            shown.add(dossier.submitter.name)
        for name, value in writes:
            same = self._recorded_as(name)
            replaced = any(self.knew(other, one) for other, _ in writes for one in same)
            check(replaced or value in shown, "I6", f"{name} vanished")


def _placed(dossier: Dossier) -> list[TimelineEntry]:
    return [entry for entry in dossier.timeline if entry.outcome is not Outcome.WAITING]


def _applied(dossier: Dossier) -> list[TimelineEntry]:
    return [entry for entry in dossier.timeline if entry.outcome is Outcome.APPLIED]


def _applied_or_waiting(dossier: Dossier) -> list[TimelineEntry]:
    taken = {Outcome.APPLIED, Outcome.CONFLICT}
    return [e for e in dossier.timeline if e.outcome in taken and not _is_set_aside(dossier, e)]


def _that_moved(dossier: Dossier) -> list[TimelineEntry]:
    """What is not set aside as an act; a field of it may be in a conflict all the same."""
    return [entry for entry in _placed(dossier) if not _is_set_aside(dossier, entry)]


def _is_set_aside(dossier: Dossier, entry: TimelineEntry) -> bool:
    """An act that stands in a conflict between acts did nothing, and wrote no field."""
    acts = (conflict for conflict in dossier.conflicts if conflict.subject == "act")
    return entry.outcome is Outcome.SET_ASIDE or any(
        side.event == entry.id for conflict in acts for side in conflict.set_aside
    )


def act_of(entry: TimelineEntry) -> Act | None:
    """What a person did there, if it can be read."""
    return entry.said.act if isinstance(entry.said, Payload) else None


def name_of(entry: TimelineEntry) -> str | None:
    """The submitter's name that was written there, if one was."""
    match entry.said:
        case Received(submitter=person):
            return person.name
        case FieldChanged(changes=changes):
            return str(changes[_NAME]) if _NAME in changes else None
        case _:
            return None
