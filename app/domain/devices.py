"""Which device may write what: the province's certificates, folded from their own events."""

from collections.abc import Iterable, Mapping

import msgspec

from app.domain.access import PROVINCE_PREFIX
from app.domain.events import DeviceCertified, DeviceRevoked, read
from app.domain.history import Aside
from sync.protocol.event import Event
from sync.protocol.identity import EventId


class Revocation(msgspec.Struct, frozen=True):
    """A device writes no more: the last `n` of each epoch named, and where the log says so."""

    heads: Mapping[str, int]
    position: int | None


class Certificates(msgspec.Struct, frozen=True):
    """What the province has said about devices so far."""

    prefixes: Mapping[str, frozenset[str]] = {}
    revoked: Mapping[str, Revocation] = {}

    def objection(self, event: Event) -> Aside | None:
        """Why an event of this device is set aside for a person, or None."""
        prefix = event.envelope.k.partition(".")[0] + "."
        if prefix not in self.prefixes.get(event.id.device, frozenset()):
            return Aside.NOT_CERTIFIED
        if self._is_above_its_head(event):
            return Aside.REVOKED
        return None

    def _is_above_its_head(self, event: Event) -> bool:
        """Above the named head; in an epoch that is not named, ordered after the revocation."""
        revocation = self.revoked.get(event.id.device)
        if revocation is None:
            return False
        last = revocation.heads.get(event.id.epoch)
        if last is not None:
            return event.id.n > last
        if event.position is None or revocation.position is None:
            return True
        return event.position > revocation.position


def certificates(events: Iterable[Event], root: str | None = None) -> Certificates:
    """Fold the province's certificate events, in any order of arrival.

    Only who holds the province's prefix certifies others. `root` is the province's first device,
    known from enrolment; without it the author of the earliest certificate is taken for it.
    """
    prefixes: dict[str, frozenset[str]] = {root: frozenset({PROVINCE_PREFIX})} if root else {}
    revoked: dict[str, Revocation] = {}
    for event in sorted(events, key=_order):
        said = read(event)
        if isinstance(said, DeviceCertified) and not prefixes:
            prefixes[event.id.device] = frozenset({PROVINCE_PREFIX})
        if PROVINCE_PREFIX not in prefixes.get(event.id.device, frozenset()):
            continue
        if isinstance(said, DeviceCertified):
            prefixes[said.device] = frozenset(said.prefixes)
        elif isinstance(said, DeviceRevoked):
            revoked[said.device] = _revoked(revoked.get(said.device), said, event.position)
    return Certificates(prefixes, revoked)


def _order(event: Event) -> tuple[bool, int, EventId]:
    """By position, the unordered last, by id."""
    return (event.position is None, event.position or 0, event.id)


def _revoked(before: Revocation | None, said: DeviceRevoked, position: int | None) -> Revocation:
    """Each epoch's lowest head counts, and the first place where it was said."""
    heads = dict(before.heads) if before else {}
    heads[said.epoch] = min(said.n, heads.get(said.epoch, said.n))
    return Revocation(heads, before.position if before else position)
