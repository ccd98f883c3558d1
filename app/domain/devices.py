"""Which device may write what: the province's certificates, folded from their own events."""

from collections.abc import Iterable, Mapping

import msgspec

from app.domain.access import PROVINCE_PREFIX
from app.domain.events import DeviceCertified, DeviceRevoked, read
from app.domain.history import Aside
from sync.protocol.certificate import GOVERNING, PROVINCE_ROLE
from sync.protocol.event import Event
from sync.protocol.identity import EventId

Heads = Mapping[str, int]  # the last n that counts, by epoch


class Certificates(msgspec.Struct, frozen=True):
    """What the province has said about devices so far.

    `governing` are the province's own devices, which alone certify, revoke and erase; a connector
    writes under the province's prefix and governs nothing.
    """

    prefixes: Mapping[str, frozenset[str]] = {}
    revoked: Mapping[str, tuple[Heads, ...]] = {}
    governing: frozenset[str] = frozenset()

    def objection(self, event: Event) -> Aside | None:
        """Why an event of this device is set aside for a person, or None."""
        device, epoch, n = event.id
        kind = event.envelope.k
        prefix = kind.partition(".")[0] + "."
        if prefix not in self.prefixes.get(device, frozenset()):
            return Aside.NOT_CERTIFIED
        if kind in GOVERNING and device not in self.governing:
            return Aside.NOT_CERTIFIED
        if any(n > heads.get(epoch, 0) for heads in self.revoked.get(device, ())):
            return Aside.REVOKED
        return None


def certificates(events: Iterable[Event], root: str | None = None) -> Certificates:
    """Fold the province's certificate events, in any order of arrival.

    Only the province's own devices certify others. `root` is the first of them, known from
    enrolment; without it the author of the earliest certificate is taken for it.
    """
    prefixes: dict[str, frozenset[str]] = {root: frozenset({PROVINCE_PREFIX})} if root else {}
    governing = {root} if root else set[str]()
    revoked: dict[str, tuple[Heads, ...]] = {}
    for event in sorted(events, key=_order):
        said = read(event)
        if isinstance(said, DeviceCertified) and not prefixes:
            prefixes[event.id.device] = frozenset({PROVINCE_PREFIX})
            governing.add(event.id.device)
        if event.id.device not in governing:
            continue
        if isinstance(said, DeviceCertified):
            prefixes[said.device] = frozenset(said.prefixes)
            if PROVINCE_PREFIX in said.prefixes and said.role == PROVINCE_ROLE:
                governing.add(said.device)
        elif isinstance(said, DeviceRevoked):
            heads = {epoch: n for epoch, n, _ in said.heads}
            revoked[said.device] = (*revoked.get(said.device, ()), heads)
    return Certificates(prefixes, revoked, frozenset(governing))


def _order(event: Event) -> tuple[bool, int, EventId]:
    """By position, the unordered last, by id."""
    return (event.position is None, event.position or 0, event.id)
