"""Events about the office, ordered and judged: what folds over them start from.

An officer, a certification book, a day of the cash box is an entity with a history like a
dossier's. Its fold takes `Deed`s and never asks who may or what came first: both are answered here.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from app.domain.access import is_permitted
from app.domain.devices import Certificates
from app.domain.events import Payload
from app.domain.fold.judging import Told
from app.domain.fold.placing import place, without_forks
from app.domain.history import Aside
from sync.protocol.event import Event, Seen


class Deed(NamedTuple):
    """One event about the office that counts. Instants are UTC milliseconds.

    `at` is when it was recorded, `happened` when it really was; `position` is None until the
    province ordered it; `name` is how a later event names it in its `seen`.
    """

    id: str
    entity: str
    device: str
    said: Payload
    by: str
    role: str
    at: int
    happened: int
    clk: str
    position: int | None
    name: Seen
    seen: tuple[Seen, ...] = ()
    files: tuple[str, ...] = ()


def deeds(events: Iterable[Event], certificates: Certificates | None = None) -> tuple[Deed, ...]:
    """Those events of one entity that count, in the one order that every PC gives them.

    Left out: what its device or its author's role may not say, what this program cannot read,
    what waits for earlier events, and the other branch of a fork.
    """
    standing, forks = without_forks(events)
    placement = place([Told(event, certificates) for event in standing], forks)
    return tuple(_counting(placement.placed))


def heads(history: Sequence[Deed]) -> tuple[Seen, ...]:
    """What the next event about this entity will have seen."""
    built_on = {name for deed in history for name in deed.seen}
    return tuple(sorted(deed.name for deed in history if deed.name not in built_on))


def _counting(placed: Iterable[Told]) -> Iterator[Deed]:
    for told in placed:
        said, envelope = told.said, told.event.envelope
        if told.objection is not Aside.NOT_OF_A_DOSSIER or not isinstance(said, Payload):
            continue
        if not is_permitted(envelope.role, said):
            continue
        yield Deed(
            id=told.id,
            entity=envelope.e,
            device=told.event.id.device,
            said=said,
            by=envelope.by,
            role=envelope.role,
            at=envelope.at,
            happened=told.at,
            clk=envelope.clk,
            position=told.event.position,
            name=told.name,
            seen=envelope.seen,
            files=envelope.f,
        )
