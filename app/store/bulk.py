"""Many dossiers at once through the one door: for practice, benches and takeovers of old files."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from app.domain.events import Payload
from app.store.act import Act
from app.store.records import Officer
from app.store.store import Store
from sync.protocol.event import Seen

Told = Callable[[Act], Sequence[Payload]]
"""Says what happened to one dossier, in order; may ask the act for a number."""

_AT_ONCE = 500


def record_many(store: Store, by: Officer, dossiers: Iterable[Told]) -> list[str]:
    """Record them, some hundreds a transaction, each folded once; answers their ids."""
    ids: list[str] = []
    for group in _grouped(dossiers):
        with store.act(by=by) as act:
            ids += [_record(act, told) for told in group]
    return ids


def _record(act: Act, told: Told) -> str:
    dossier = act.new_id()
    seen: tuple[Seen, ...] = ()
    for said in told(act):
        seen = (act.append(dossier, said, seen=seen).seen_as,)
    act.refold(dossier)
    return dossier


def _grouped(dossiers: Iterable[Told]) -> Iterator[list[Told]]:
    rest = iter(dossiers)
    while group := list(islice(rest, _AT_ONCE)):
        yield group
