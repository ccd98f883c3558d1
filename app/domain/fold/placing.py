"""Bringing a dossier's events into their one order (sync.md 3).

By position; an event whose `seen` is not placed yet waits, and is placed next once the last of
them is. What the province has not ordered yet follows on top in the same way, by id. Placed
events never move.
"""

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from app.domain.events import GapDeclaredLost
from app.domain.fold.judging import Told
from sync.protocol.event import Event, Seen
from sync.protocol.identity import EventId


class Placement(NamedTuple):
    """Every event, once: in its order, waiting, or beside another of the same name."""

    placed: list[Told]
    waiting: list[tuple[Told, frozenset[Seen]]]
    forks: list[Event]


def without_forks(events: Iterable[Event]) -> tuple[list[Event], list[Event]]:
    """One event per id, and the others of the same name but another hash.

    The ordered one stands; among unordered ones the smaller hash, so that every PC says the same.
    """
    standing: dict[EventId, Event] = {}
    others: list[Event] = []
    for event in sorted(events, key=_standing_first):
        stands = standing.setdefault(event.id, event)
        if stands.h != event.h and all(other.h != event.h for other in others):
            others.append(event)
    return list(standing.values()), others


def place(told: Sequence[Told], forks: list[Event]) -> Placement:
    """Order what can be ordered; whatever cannot be waits, visibly."""
    placer = _Placer()
    for one in sorted(told, key=_by_position):
        placer.take(one)
    return Placement(placer.placed, placer.waiting, forks)


def _standing_first(event: Event) -> tuple[bool, int, bytes]:
    """Ordered before unordered, then by position, then by hash."""
    return (event.position is None, event.position or 0, event.h)


def _by_position(told: Told) -> tuple[bool, int, EventId]:
    """The province's order, then ids."""
    position = told.event.position
    return (position is None, position or 0, told.event.id)


class _Placer:
    """Takes events in the order of arrival at the province and lets those wait that must."""

    def __init__(self) -> None:
        self.placed: list[Told] = []
        self._by_name: dict[Seen, Told] = {}
        self._lost: list[GapDeclaredLost] = []
        self._arrived = 0
        self._blocked: dict[int, tuple[Told, set[Seen]]] = {}  # by arrival
        self._waits_for: dict[Seen, list[int]] = {}
        self._ready: list[int] = []  # a heap: the earliest arrival first

    @property
    def waiting(self) -> list[tuple[Told, frozenset[Seen]]]:
        """Those that wait, and for what."""
        return [(told, frozenset(missing)) for told, missing in self._blocked.values()]

    def take(self, told: Told) -> None:
        """Place it, or let it wait; then place whatever no longer waits, the earliest first."""
        self._arrived += 1
        missing = {seen for seen in told.event.envelope.seen if not self._is_here(seen)}
        if missing:
            self._block(told, missing)
            return
        self._put(told)
        while self._ready:
            self._put(self._blocked.pop(heappop(self._ready))[0])

    def _block(self, told: Told, missing: set[Seen]) -> None:
        """Let it wait, to be found by whatever it waits for."""
        self._blocked[self._arrived] = (told, missing)
        for seen in missing:
            self._waits_for.setdefault(seen, []).append(self._arrived)

    def _put(self, told: Told) -> None:
        """Give it its bit and its closure, and tell those that wait for it."""
        told.bit = 1 << len(self.placed)
        for seen in told.event.envelope.seen:
            known = self._by_name.get(seen)
            if known is not None:
                told.closure |= known.bit | known.closure
        self.placed.append(told)
        self._by_name[told.name] = told
        self._release(told.name)
        if isinstance(told.said, GapDeclaredLost) and told.objection is None:
            self._lost.append(told.said)
            for seen in [seen for seen in self._waits_for if _covers(told.said, seen)]:
                self._release(seen)

    def _release(self, name: Seen) -> None:
        """Nobody waits for this one any longer."""
        for arrival in self._waits_for.pop(name, ()):
            missing = self._blocked[arrival][1]
            missing.discard(name)
            if not missing:
                heappush(self._ready, arrival)

    def _is_here(self, seen: Seen) -> bool:
        """Placed, or declared lost by a person."""
        return seen in self._by_name or any(_covers(gap, seen) for gap in self._lost)


def _covers(gap: GapDeclaredLost, seen: Seen) -> bool:
    """Is this event in the range given up?"""
    same = (gap.device, gap.epoch) == (seen.device, seen.epoch)
    return same and gap.first <= seen.n <= gap.last
