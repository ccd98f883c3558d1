"""Which device may write what: the province's certificates, folded from their own events."""

from collections.abc import Iterable, Mapping

import msgspec

from app.domain.access import PROVINCE_PREFIX
from app.domain.events import DeviceCertified, DeviceRevoked, KeyReplaced, read
from app.domain.history import Aside
from sync.protocol.certificate import GOVERNING, PROVINCE_ROLE
from sync.protocol.event import Event
from sync.protocol.identity import EventId, device_id

Heads = Mapping[str, int]  # the last n that counts, by epoch


class LastWord(msgspec.Struct, frozen=True):
    """Where a device ends that goes on under another key: what it named, and where it said so.

    Whoever speaks from a disk of before does not know all that the device has written; what the
    province ordered before the word counts all the same.
    """

    heads: Heads
    position: int | None

    def allows(self, event: Event) -> bool:
        """Whether this event of the device still counts."""
        _device, epoch, n = event.id
        return n <= self.heads.get(epoch, 0) or self._follows(event.position)

    def _follows(self, position: int | None) -> bool:
        """Whether the word stands behind this place; one without a place will be ordered later."""
        if position is None:
            return False
        return self.position is None or position < self.position


class Certificates(msgspec.Struct, frozen=True):
    """What the province has said about devices so far.

    `governing` are the province's own devices, which alone certify, revoke and erase; a connector
    writes under the province's prefix and governs nothing.
    """

    prefixes: Mapping[str, frozenset[str]] = {}
    revoked: Mapping[str, tuple[Heads, ...]] = {}
    governing: frozenset[str] = frozenset()
    handed_over: Mapping[str, LastWord] = {}

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
        word = self.handed_over.get(device)
        return None if word is None or word.allows(event) else Aside.REVOKED


def certificates(events: Iterable[Event], root: str | None = None) -> Certificates:
    """Fold the province's certificate events, in any order of arrival.

    Only the province's own devices certify others. `root` is the first of them, known from
    enrolment; without it the author of the earliest certificate is taken for it.
    """
    prefixes: dict[str, frozenset[str]] = {root: frozenset({PROVINCE_PREFIX})} if root else {}
    governing = {root} if root else set[str]()
    revoked: dict[str, tuple[Heads, ...]] = {}
    ordered = sorted(events, key=_order)
    for event in ordered:
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
    return _replaced(Certificates(prefixes, revoked, frozenset(governing)), ordered)


def _replaced(known: Certificates, ordered: Iterable[Event]) -> Certificates:
    """The same after devices have handed their place over to new keys.

    What the province does not let count hands nothing over, and a device does so once: its word
    ends there. A key that the province has certified itself stays what it is.
    """
    for event in ordered:
        said, (device, epoch, n) = read(event), event.id
        if isinstance(said, KeyReplaced) and known.objection(event) is None:
            ends = {old: last for old, last, _ in said.heads} | {epoch: n}
            known = Certificates(
                {**_named(said.public_key, known.prefixes[device]), **known.prefixes},
                known.revoked,
                known.governing,
                {**known.handed_over, device: LastWord(ends, event.position)},
            )
    return known


def _named(public_key: str, prefixes: frozenset[str]) -> dict[str, frozenset[str]]:
    """What the device of that key may write; nobody's where it is no key."""
    try:
        return {device_id(bytes.fromhex(public_key)): prefixes}
    except ValueError:
        return {}


def _order(event: Event) -> tuple[bool, int, EventId]:
    """By position, the unordered last, by id."""
    return (event.position is None, event.position or 0, event.id)
