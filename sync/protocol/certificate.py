"""Certificates: province events that say which device may write what.

The payload of `province.device_certified` and `province.device_revoked`; both go into the commune's
log like every other event, so every PC knows every device. The first one, of the province's own
device, is the root that a PC takes over at its enrolment.
"""

import re
from typing import TypeVar

import msgspec

from sync.protocol.canonical import Object
from sync.protocol.errors import Malformed
from sync.protocol.identity import Author, checked_author, device_id
from sync.protocol.signing import PUBLIC_KEY_BYTES, Signer, is_signed_by

CERTIFIED = "province.device_certified"
REVOKED = "province.device_revoked"
ERASED = "province.erased"
KEY_REPLACED = "device.key_replaced"
"""The last word of a device: from now on that PC writes under another key."""
PROVINCE = "province."
PREFIXES = frozenset({"office.", PROVINCE, "device."})
PROVINCE_ROLE = "province"
"""The role of the province's own device; a connector has the prefix and another role."""
CONNECTOR_ROLE = "connector"
LANE_GRANTED = "province.lane_granted"
POLICY_SET = "province.policy_set"
HELPDESK_NAMED = "province.helpdesk_named"
RECOVERY_NAMED = "province.recovery_named"
GOVERNING = frozenset(
    {CERTIFIED, REVOKED, ERASED, LANE_GRANTED, POLICY_SET, HELPDESK_NAMED, RECOVERY_NAMED}
)
"""Kinds by which the province governs a commune: its own device's alone."""

_Kind = TypeVar("_Kind")
_CHAIN = re.compile(r"[0-9a-f]{64}", re.ASCII)


class Certificate(msgspec.Struct, frozen=True, kw_only=True):
    """A device, its key (hex) and the kinds it may write: `office.`, `province.`, `device.`."""

    device: str
    public_key: str
    prefixes: tuple[str, ...]
    name: str
    role: str

    @property
    def key(self) -> bytes:
        """The Ed25519 public key."""
        return bytes.fromhex(self.public_key)

    def allows(self, kind: str) -> bool:
        """Tell whether the device may write this kind."""
        return may_write(self.prefixes, self.role, kind)

    def to_payload(self) -> Object:
        """The certificate as the content of an event."""
        return msgspec.to_builtins(self)  # type: ignore[no-any-return]


class Revocation(msgspec.Struct, frozen=True, kw_only=True):
    """Up to the named heads everything of the device is accepted; above them it is set aside.

    `heads` holds [epoch, n, H(n) as hex]; an epoch that is not named is revoked from its beginning.
    """

    device: str
    heads: tuple[tuple[str, int, str], ...]
    reason: str

    def allows(self, author: Author, n: int) -> bool:
        """Tell whether this event stands before the revocation."""
        known = {epoch: last for epoch, last, _ in self.heads}
        return author.device != self.device or n <= known.get(author.epoch, 0)

    def to_payload(self) -> Object:
        """The revocation as the content of an event."""
        return msgspec.to_builtins(self)  # type: ignore[no-any-return]


class Replacement(msgspec.Struct, frozen=True, kw_only=True):
    """A device hands its place over to a new key (hex), whose owner signs that it is meant.

    It ends with this event; `heads` holds [epoch, n, H(n) as hex] of its earlier epochs.
    """

    public_key: str
    proof: str
    heads: tuple[tuple[str, int, str], ...] = ()

    @property
    def key(self) -> bytes:
        """The Ed25519 public key."""
        return bytes.fromhex(self.public_key)

    def succeeding(self, old: Certificate) -> Certificate:
        """The new device: what the old one was, under its new key."""
        return certify(self.key, old.prefixes, old.name, old.role)


def replacing(
    signer: Signer, commune: str, old: str, heads: tuple[tuple[str, int, str], ...]
) -> Replacement:
    """What a device says that goes over to `signer`."""
    proof = signer.sign("replace", _over(commune, old))
    return Replacement(public_key=signer.public_key.hex(), proof=proof.hex(), heads=heads)


def read_replacement(payload: Object, commune: str, old: str) -> Replacement:
    """Read the content of `device.key_replaced`; raises `Malformed` unless the new key agrees."""
    said = _convert(payload, Replacement)
    for epoch, n, chain in said.heads:
        checked_author(old, epoch)
        if n < 1 or _CHAIN.fullmatch(chain) is None:
            raise Malformed("not a head")
    try:
        key, proof = said.key, bytes.fromhex(said.proof)
    except ValueError as why:
        raise Malformed("not a public key") from why
    if device_id(key) == old or not is_signed_by(key, "replace", _over(commune, old), proof):
        raise Malformed("the new key has not agreed")
    return said


def _over(commune: str, old: str) -> bytes:
    return f"{commune} {old}".encode()


def may_write(prefixes: tuple[str, ...], role: str, kind: str) -> bool:
    """Tell whether a device with these prefixes and this role may write this kind."""
    return kind.startswith(prefixes) and (kind not in GOVERNING or role == PROVINCE_ROLE)


def certify(public_key: bytes, prefixes: tuple[str, ...], name: str, role: str) -> Certificate:
    """Name a device by its key."""
    device = device_id(public_key)
    return Certificate(
        device=device, public_key=public_key.hex(), prefixes=prefixes, name=name, role=role
    )


def read_certificate(payload: Object) -> Certificate:
    """Read the content of `province.device_certified`; raises `Malformed`."""
    certificate = _convert(payload, Certificate)
    try:
        key = certificate.key
    except ValueError as why:
        raise Malformed("not a public key") from why
    if len(key) != PUBLIC_KEY_BYTES or certificate.device != device_id(key):
        raise Malformed("not the device's key")
    if not certificate.prefixes or not PREFIXES.issuperset(certificate.prefixes):
        raise Malformed("an unknown prefix")
    return certificate


def read_revocation(payload: Object) -> Revocation:
    """Read the content of `province.device_revoked`; raises `Malformed`."""
    revocation = _convert(payload, Revocation)
    for epoch, n, chain in revocation.heads:
        checked_author(revocation.device, epoch)
        if n < 1 or _CHAIN.fullmatch(chain) is None:
            raise Malformed("not a head")
    return revocation


def _convert(payload: Object, kind: type[_Kind]) -> _Kind:
    try:
        return msgspec.convert(payload, kind)
    except msgspec.ValidationError as why:
        raise Malformed(f"not a {kind.__name__}") from why
