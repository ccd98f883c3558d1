"""No clock decides anything: the same events under other clocks make the same dossier (I9).

Of telephone numbers the newest stands, but only sound clocks have a say in what is newest.
"""

import random
from collections.abc import Iterable, Sequence

import msgspec

from app.domain.dossier import Dossier
from app.domain.fold import fold
from sync.protocol.event import Event
from tests.simulation.invariants import check

_YEAR = 365 * 86_400_000


def the_clocks_decide_nothing(events: Sequence[Event], chance: random.Random) -> None:
    """Let the clocks have shown something else at each act, between 2009 and 2099."""
    as_it_is = fold(events)
    what = f"{as_it_is.id} is another one by other clocks"
    everywhere = fold(_scrambled(events, chance, {"ok", "bad"}))
    check(_told(as_it_is) == _told(everywhere), "I9", what)
    wrong_ones = fold(_scrambled(events, chance, {"bad"}))
    check(_told(as_it_is) == _told(wrong_ones), "I9", what)
    check(_phone(as_it_is) == _phone(wrong_ones), "I9", f"{what} that are known to be wrong")


def _scrambled(events: Iterable[Event], chance: random.Random, clocks: set[str]) -> Iterable[Event]:
    for event in events:
        moment = chance.randrange(39 * _YEAR, 129 * _YEAR)
        is_moved = event.envelope.clk in clocks
        envelope = msgspec.structs.replace(event.envelope, at=moment)
        yield msgspec.structs.replace(event, envelope=envelope) if is_moved else event


def _told(dossier: Dossier) -> object:
    """State, what became of each act in its order, and what waits for a person."""
    return (
        dossier.state,
        dossier.submitter and dossier.submitter.name,
        [(entry.id, entry.outcome) for entry in dossier.timeline],
        [conflict.subject for conflict in dossier.conflicts],
    )


def _phone(dossier: Dossier) -> object:
    return dossier.submitter and dossier.submitter.phone
