"""The journal as dossiers: which events an entity has, and what they fold to."""

from collections.abc import Callable
from typing import NamedTuple

import msgspec

from app.domain.devices import Certificates, certificates
from app.domain.dossier import Dossier
from app.domain.events import DeviceCertified, DeviceRevoked, KeyReplaced, read
from app.domain.fold import fold
from app.domain.fold.office import Deed, deeds
from app.store.connection import Connection
from app.store.device import Device
from app.store.records import Fact
from sync.journal import Journal
from sync.protocol.certificate import CERTIFIED
from sync.protocol.event import Event
from sync.protocol.identity import Author

DOSSIER = "dossier"
Acked = Callable[[Author], int]
"""How far somebody has acknowledged an author, with our hash."""

_OWN_PREFIXES = frozenset({"office.", "device."})
_BY_PROVINCE = (DeviceCertified.kind, DeviceRevoked.kind)
_ABOUT_DEVICES = (*_BY_PROVINCE, KeyReplaced.kind)
_GATEWAY = "gateway"


class Acks(NamedTuple):
    """Who has signed for how much: the province's gateway, a server of the commune."""

    province: Acked
    hub: Acked


class History:
    """Bound to one connection; reads whatever its transaction sees."""

    def __init__(self, connection: Connection, device: Device) -> None:
        self._connection = connection
        self._own = device.device
        self.journal = Journal(connection.raw, device.office.commune)
        self._certificates: Certificates | None = None
        self._is_fresh = False

    def dossier(self, dossier_id: str) -> Dossier:
        """The fold of everything that is known; a dossier nobody knows is in state NOT_HERE."""
        return self.folded(dossier_id, self.journal.entity(dossier_id))

    def folded(self, dossier_id: str, events: list[Event]) -> Dossier:
        """The same, of events that are at hand."""
        return fold(events, self.certificates()) if events else Dossier(id=dossier_id)

    def facts(self, entity_type: str) -> list[Fact]:
        """Everything about the office of one type of entity, oldest entity first."""
        events = [event for id_ in self.entities(entity_type) for event in self.journal.entity(id_)]
        return [Fact(event, read(event)) for event in events]

    def deeds(self, entity: str) -> tuple[Deed, ...]:
        """What counts of one entity of the office, in order."""
        return self.deeds_of(self.journal.entity(entity))

    def deeds_of(self, events: list[Event]) -> tuple[Deed, ...]:
        """The same, of events that are at hand."""
        return deeds(events, self.certificates())

    def entities(self, entity_type: str) -> list[str]:
        """The ids of all entities of a type, oldest first."""
        sql = "SELECT id FROM local_entity WHERE type = ? ORDER BY key"
        return [str(id_) for (id_,) in self._connection.rows(sql, (entity_type,))]

    def certificates(self) -> Certificates | None:
        """What the province says about devices; None before this PC has heard of any.

        This PC vouches for itself until its own certificate has come.
        """
        if not self._is_fresh:
            self.read_certificates()
        return self._certificates

    def read_certificates(self) -> None:
        """Ask the journal again: another connection may have changed them."""
        self._certificates = self._read_certificates()
        self._is_fresh = True

    def renew_certificates(self) -> list[str]:
        """Read them again; answers the entities whose events count otherwise than before."""
        before = self.certificates()
        self.read_certificates()
        after = self.certificates()
        devices = self._connection.rows("SELECT DISTINCT device FROM journal_stretch")
        changed = [
            device
            for (device,) in devices
            if device != self._own and _standing(before, device) != _standing(after, device)
        ]
        return [entity for device in changed for entity in self._entities_of(device)]

    def gateway(self) -> str:
        """The province's gateway by its server id; empty before the enrolment."""
        sql = "SELECT value FROM local_setting WHERE name = ?"
        return bytes(self._connection.value(sql, (_GATEWAY,), b"")).decode()

    def know_gateway(self, server: str) -> None:
        """Take this server's receipts for the province's; within the caller's transaction."""
        sql = "INSERT OR REPLACE INTO local_setting VALUES (?, ?)"
        self._connection.run(sql, (_GATEWAY, server.encode()))

    def acknowledged(self, author: Author) -> int:
        """The `n` up to which the gateway has signed that it holds an author's events as we do."""
        ranges = self.journal.confirmed(self.gateway(), author)
        return max((last for first, last in ranges if first == 1), default=0)

    def at_hub(self, author: Author) -> int:
        """The `n` up to which a server of the commune has signed that it holds them as we do."""
        hubs = self.journal.receivers.others(self.gateway())
        ranges = [one for hub in hubs for one in self.journal.confirmed(hub, author)]
        return max((last for first, last in ranges if first == 1), default=0)

    def acks(self) -> Acks:
        """How far everything has come, by author."""
        return Acks(self.acknowledged, self.at_hub)

    def _read_certificates(self) -> Certificates | None:
        known_devices = self.journal.devices.all().items()
        province = {device for device, known in known_devices if known.allows(CERTIFIED)}
        said = (event for kind in _BY_PROVINCE for event in self.journal.lines.of_kind(kind))
        events = [event for event in said if event.id.device in province]
        if not events:
            return None
        known = certificates([*events, *self.journal.lines.of_kind(KeyReplaced.kind)])
        own = {self._own: known.prefixes.get(self._own, _OWN_PREFIXES)}
        return msgspec.structs.replace(known, prefixes={**known.prefixes, **own})

    def _entities_of(self, device: str) -> list[str]:
        sql = "SELECT DISTINCT entity FROM journal_event WHERE device = ? AND entity <> ''"
        return [str(entity) for (entity,) in self._connection.rows(sql, (device,))]


def is_about_devices(event: Event) -> bool:
    """Whether this event may change whose events count."""
    return event.envelope.k in _ABOUT_DEVICES


def _standing(known: Certificates | None, device: str) -> object:
    """What is allowed to a device; without any certificates everything is."""
    if known is None:
        return "all"
    ends = known.revoked.get(device), known.handed_over.get(device)
    return (known.prefixes.get(device), *ends)
