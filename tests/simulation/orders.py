"""In whatever order events come to the province, none is lost and none is overwritten (I12).

Who wrote first is decided by arrival; so where nobody acted without knowing of another, the dossier
is the same in every order, and elsewhere both sides are there to be seen.
"""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

import msgspec

from app.domain.dossier import Dossier
from app.domain.events import Received
from app.domain.fold import fold
from app.domain.history import Outcome, TimelineEntry
from app.domain.states import STEPS
from sync.protocol.event import Event
from tests.simulation.invariants import check
from tests.simulation.model import Second, act_of, name_of


def the_order_of_arrival_loses_nothing(events: Sequence[Event], chance: random.Random) -> None:
    """Let them have arrived in another order, each PC's own events in theirs."""
    otherwise = list(_in_another_order(events, chance))
    as_it_is, as_it_might_be = fold(events), fold(otherwise)
    second = Second(otherwise)
    second.agrees_with(as_it_might_be)
    _nothing_is_set_aside_silently(as_it_might_be)
    if not _is_disputed(as_it_is, second):
        same = _told(as_it_is) == _told(as_it_might_be)
        check(same, "I12", f"{as_it_is.id} is another one in another order")


def _in_another_order(events: Sequence[Event], chance: random.Random) -> Iterator[Event]:
    queues: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in sorted(events, key=lambda one: one.id.n, reverse=True):
        queues[event.id.author].append(event)
    for position in range(1, len(events) + 1):
        author = chance.choice(sorted(queues))
        yield msgspec.structs.replace(queues[author].pop(), position=position)
        if not queues[author]:
            del queues[author]


def _nothing_is_set_aside_silently(dossier: Dossier) -> None:
    """Each act that moves a dossier is applied, waits, or stands in a conflict."""
    told = {Outcome.APPLIED, Outcome.WAITING, Outcome.CONFLICT}
    for entry in dossier.timeline:
        if act_of(entry) in STEPS:
            check(entry.outcome in told, "I12", f"{entry.id} is {entry.outcome}")


def _is_disputed(dossier: Dossier, second: Second) -> bool:
    """Whether two did something about the same without knowing of each other."""
    moves = [entry for entry in dossier.timeline if act_of(entry) in STEPS]
    names = [entry for entry in dossier.timeline if name_of(entry) is not None]
    pairs = [*combinations(moves, 2), *combinations(names, 2)]
    return any(not _knew(second, one, other) for one, other in pairs)


def _knew(second: Second, one: TimelineEntry, other: TimelineEntry) -> bool:
    return second.knew(one.id, other.id) or second.knew(other.id, one.id)


def _told(dossier: Dossier) -> object:
    received = [entry.said for entry in dossier.timeline if isinstance(entry.said, Received)]
    return (
        dossier.state,
        dossier.submitter and dossier.submitter.name,
        len(received),
        sorted((entry.id, entry.outcome) for entry in dossier.timeline),
        sorted(conflict.subject for conflict in dossier.conflicts),
    )
