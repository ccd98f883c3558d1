"""A small second opinion on a dossier, from envelopes and closures alone."""

from collections.abc import Sequence

from app.domain.dossier import Dossier
from app.domain.events import FieldChanged, Payload, Received
from app.domain.history import Outcome, TimelineEntry
from app.domain.states import STEPS
from sync.protocol.event import Event
from tests.simulation.invariants import check

_NAME = "submitter.name"


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
        self._nothing_was_overwritten(dossier)

    def _closure(self, name: str) -> frozenset[str]:
        if name not in self._seen:
            direct = [str(seen.id) for seen in self._events[name].envelope.seen]
            known = [seen for seen in direct if seen in self._events]
            deeper = (self._closure(seen) for seen in known)
            self._seen[name] = frozenset(known).union(*deeper)
        return self._seen[name]

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

    def _nothing_was_overwritten(self, dossier: Dossier) -> None:
        """I6: of names that nobody replaced knowingly, each stands or waits in a conflict."""
        writes = [(e.id, name) for e in _applied_or_waiting(dossier) if (name := _name(e))]
        shown = {
            side.value
            for conflict in dossier.conflicts
            if conflict.subject == _NAME
            for side in (conflict.stands, *conflict.set_aside)
        }
        if dossier.submitter is not None:
            shown.add(dossier.submitter.name)
        for name, value in writes:
            replaced = any(self.knew(other, name) for other, _ in writes)
            check(replaced or value in shown, "I6", f"{name} vanished")


def _placed(dossier: Dossier) -> list[TimelineEntry]:
    return [entry for entry in dossier.timeline if entry.outcome is not Outcome.WAITING]


def _applied(dossier: Dossier) -> list[TimelineEntry]:
    return [entry for entry in dossier.timeline if entry.outcome is Outcome.APPLIED]


def _applied_or_waiting(dossier: Dossier) -> list[TimelineEntry]:
    taken = {Outcome.APPLIED, Outcome.CONFLICT}
    return [
        e for e in dossier.timeline if e.outcome in taken and not _is_lost_reception(dossier, e)
    ]


def _is_lost_reception(dossier: Dossier, entry: TimelineEntry) -> bool:
    """A reception that stands in a conflict between acts wrote no field."""
    return isinstance(entry.said, Received) and entry.outcome is Outcome.CONFLICT


def _name(entry: TimelineEntry) -> str | None:
    match entry.said:
        case Received(submitter=person):
            return person.name
        case FieldChanged(changes=changes):
            return str(changes[_NAME]) if _NAME in changes else None
        case _:
            return None
