"""What an operator does to the province's gateway; each act is written down with its doer.

The line of the audit comes first: an act that a power cut stopped may stand there without having
been done, never the other way round.
"""

import uuid

import msgspec

from sync.gateway import stick_enrolment
from sync.gateway.enrolment import Invitation, invite
from sync.gateway.faults import AlreadyRevoked, NoSuchCommune, NoSuchDevice, NoUnit
from sync.gateway.gateway import Gateway
from sync.gateway.province import Fact, entity_of
from sync.gateway.storage.lanes import SLOTS, Lane, Lanes, Policy, slot_of
from sync.gateway.storage.operators import Audit
from sync.gateway.storage.registry import Device
from sync.protocol import canonical, event
from sync.protocol.certificate import LANE_GRANTED, POLICY_SET, PROVINCE_ROLE, Revocation
from sync.protocol.errors import Malformed
from sync.protocol.event import Line

_POLICIES = uuid.UUID("0b0a4c4e-4f0e-7d0a-8f5e-9a4d2b1c6e7f")


class Acts:
    """The acts of one operator, by name."""

    def __init__(self, gateway: Gateway, by: str) -> None:
        self._gateway = gateway
        self._by = by
        self._audit = Audit(gateway.storage.registry())
        self._lanes = Lanes(gateway.storage.registry())

    def invite(self, commune: str, role: str) -> Invitation:
        """Make a one-time code; raises `NoSuchCommune`."""
        if self._gateway.registry.commune(commune) is None:
            raise NoSuchCommune(commune)
        self._note("invited", commune, role)
        return invite(self._gateway, commune, role)

    def admit_by_stick(self, device: str, drawn: str, heard: str) -> str:
        """Let a PC in whose digits agree, and answer its commune; raises as `confirm` does."""
        self._note("compared", device, "")
        return stick_enrolment.confirm(self._gateway, device, drawn, heard)

    def revoke(self, device: str, reason: str) -> Revocation:
        """End a device's word, or tell of it what was never told; raises `NoSuchDevice`."""
        if not self._gateway.owes_revocation(device):
            self._device(device)
        self._note("revoked", device, reason)
        return self._gateway.revoke(device, reason, self._by)

    def set_policy(self, commune: str, policy: Policy) -> None:
        """Decide where a commune's official numbers come from; raises `NoSuchCommune`."""
        if self._gateway.registry.commune(commune) is None:
            raise NoSuchCommune(commune)
        self._note("policy_set", commune, f"{policy.source} {policy.unit}")
        self._lanes.decide(commune, policy)
        payload: canonical.Object = {"numbers_from": policy.source, "unit": policy.unit}
        fact = Fact(str(uuid.uuid5(_POLICIES, commune)), "policy", POLICY_SET, payload)
        self._gateway.province(commune).write([fact], self._by, self._gateway.now())

    def grant_lane(self, device: str, epoch: str) -> Lane | None:
        """Give a device the next slot of its unit; None when all are given.

        Raises `NoSuchDevice`, and `NoUnit` where no policy names the commune's unit. Repeated, it
        answers with the same slot, and tells the commune of it if that had failed.
        """
        known = self._device(device)
        policy = self._lanes.policy(known.commune)
        if policy is None or not policy.unit:
            raise NoUnit(known.commune)
        self._recall(known.commune)
        self._note("lane_granted", device, f"{policy.unit} {epoch}")
        lane = self._lanes.grant(policy.unit, device, epoch, self._gateway.now())
        if lane is not None and not any(map(lane.is_same, self._told(known.commune, device))):
            self._tell(known.commune, lane)
        return lane

    def _device(self, device: str) -> Device:
        """A device that an operator may do something to."""
        known = self._gateway.registry.device(device)
        if known is None or known.role == PROVINCE_ROLE:
            raise NoSuchDevice(device)
        if known.revoked:
            raise AlreadyRevoked(device)
        return known

    def _recall(self, commune: str) -> None:
        """Take back from the log what a registry that was put back from a backup has forgotten."""
        for device in self._gateway.registry.devices(commune):
            for lane in self._told(commune, device.device):
                self._lanes.recall(lane)

    def _told(self, commune: str, device: str) -> tuple[Lane, ...]:
        """The lanes that the province tells of a device; what others say of lanes gives none."""
        lines = self._gateway.commune(commune).log.entity(entity_of(device))
        known = self._gateway.registry.commune(commune)
        own = [line for place, line in lines if known and place.device == known.province_device]
        lanes = (lane for line in own if (lane := lane_told(line)) is not None)
        return tuple(lane for lane in lanes if lane.device == device)

    def _tell(self, commune: str, lane: Lane) -> None:
        payload: canonical.Object = {
            "device": lane.device,
            "epoch": lane.epoch,
            "unit": lane.unit,
            "first": lane.first,
            "last": lane.last,
        }
        fact = Fact(entity_of(lane.device), "device", LANE_GRANTED, payload)
        self._gateway.province(commune).write([fact], self._by, self._gateway.now())

    def _note(self, what: str, about: str, detail: str) -> None:
        self._audit.add(self._gateway.now(), self._by, what, about, detail)


def lane_told(line: Line) -> Lane | None:
    """The lane that a line of the log grants, if it does and there is such a slot."""
    try:
        envelope = event.read_envelope(line.envelope)
        if envelope.k != LANE_GRANTED or line.payload is None:
            return None
        said = msgspec.convert(canonical.decode_object(line.payload), _Granted)
    except (Malformed, msgspec.ValidationError):
        return None
    lane = Lane(said.unit, slot_of(said.first), said.device, said.epoch, envelope.at)
    return lane if lane.slot in range(SLOTS) and lane.first == said.first else None


class _Granted(msgspec.Struct, frozen=True):
    """What `province.lane_granted` says, as far as it is needed here."""

    unit: str
    device: str
    epoch: str
    first: int
