"""The province's own device in a commune's log: certificates, revocations, operator's answers."""

import hashlib
import uuid
from collections.abc import Callable, Sequence
from typing import NamedTuple

import msgspec

from sync.gateway.commune import CommuneLog
from sync.gateway.faults import NoSuchEntity
from sync.gateway.storage.log import Writer
from sync.protocol import canonical, chain, event
from sync.protocol.canonical import Object
from sync.protocol.certificate import (
    CERTIFIED,
    HELPDESK_NAMED,
    RECOVERY_NAMED,
    REVOKED,
    Certificate,
    Revocation,
)
from sync.protocol.errors import Malformed
from sync.protocol.event import SALT_BYTES, Envelope, Line, Seen
from sync.protocol.identity import Author, EventId, new_epoch
from sync.protocol.rules import Stretch, continuous
from sync.protocol.seal import make_seal
from sync.protocol.signing import Signer

PREFIXES = ("province.", "device.")
ROLE = "province"
_HELPDESKS = uuid.UUID("7a3b1f0c-52de-7e4b-8a77-61c2d9e0f315")
_RECOVERIES = uuid.UUID("c2f0a6d4-7b1e-7c39-9d25-40e8b3a1f6c7")
_DEVICES = uuid.UUID("5f1d7c1e-6c57-7c2b-9c57-0c1d2e3f4a5b")


class Fact(NamedTuple):
    """Something the province says about an entity."""

    entity: str
    type: str
    kind: str
    payload: Object
    version: int = 1


class ProvinceDevice:
    """Writes into one commune's log with the province's key.

    Its epoch follows from the log epoch: a gateway put back from a backup never counts on where
    its lost self had counted.
    """

    def __init__(
        self, commune: CommuneLog, signer: Signer, entropy: Callable[[int], bytes]
    ) -> None:
        self._commune = commune
        self._signer = signer
        self._entropy = entropy

    def has_certified(self, device: str) -> bool:
        """Whether the log tells about a device already."""
        return bool(self._commune.log.entity(entity_of(device)))

    def has_revoked(self, device: str) -> bool:
        """Whether the log tells already, in the province's own word, that a device's word ended."""
        told = self._commune.log.entity(entity_of(device))
        return any(place.device == self._signer.device and _revokes(line) for place, line in told)

    def certify(self, certificate: Certificate, by: str, now_ms: int) -> None:
        """Tell every PC of the commune about a device."""
        fact = Fact(entity_of(certificate.device), "device", CERTIFIED, certificate.to_payload())
        self.write([fact], by, now_ms)

    def revoke(self, revocation: Revocation, by: str, now_ms: int) -> None:
        """Tell every PC of the commune where a device's word ends."""
        fact = Fact(entity_of(revocation.device), "device", REVOKED, revocation.to_payload())
        self.write([fact], by, now_ms)

    def name_helpdesk(self, public_key: str, by: str, now_ms: int) -> None:
        """Tell every PC of the commune the key of the helpdesk."""
        fact = Fact(self._helpdesk, "helpdesk", HELPDESK_NAMED, {"public_key": public_key})
        self.write([fact], by, now_ms)

    def helpdesk_named(self) -> str:
        """The key (hex) that the commune was told last; empty for none."""
        told = self._commune.log.entity(self._helpdesk)
        own = [line for place, line in told if place.device == self._signer.device]
        return _said(own[-1], "public_key") if own else ""

    @property
    def _helpdesk(self) -> str:
        return str(uuid.uuid5(_HELPDESKS, self._commune.code))

    def name_recovery(self, recipient: str, by: str, now_ms: int) -> None:
        """Tell every PC of the commune the key for which it seals its bundles too."""
        fact = Fact(self._recovery, "recovery", RECOVERY_NAMED, {"recipient": recipient})
        self.write([fact], by, now_ms)

    def recovery_named(self) -> str:
        """The recipient that the commune was told last; empty for none."""
        told = self._commune.log.entity(self._recovery)
        own = [line for place, line in told if place.device == self._signer.device]
        return _said(own[-1], "recipient") if own else ""

    @property
    def _recovery(self) -> str:
        return str(uuid.uuid5(_RECOVERIES, self._commune.code))

    def answer(self, facts: Sequence[Fact], by: str, now_ms: int) -> tuple[EventId, ...]:
        """Say something about dossiers that the log knows; raises `NoSuchEntity`."""
        for fact in facts:
            if not self._commune.log.entity(fact.entity):
                raise NoSuchEntity(fact.entity)
        return self.write(facts, by, now_ms)

    def write(self, facts: Sequence[Fact], by: str, now_ms: int) -> tuple[EventId, ...]:
        """Append facts, each in the light of everything ordered before it, under one seal."""
        with self._commune.log.write() as writer:
            author = self._author(writer.log_epoch())
            pen = _Pen(self._commune.code, writer, self._signer, author)
            said = [*self._beginning(writer, author), *facts]
            for fact in said:
                pen.put(_envelope(fact, by, now_ms), fact.payload, self._entropy(SALT_BYTES))
            pen.seal()
        self._commune.acknowledged()
        return pen.written[len(said) - len(facts) :]

    def _author(self, log_epoch: str) -> Author:
        entropy = hashlib.sha256(f"{log_epoch}/{self._signer.device}".encode()).digest()
        return Author(self._signer.device, new_epoch(entropy))

    def _beginning(self, writer: Writer, author: Author) -> Sequence[Fact]:
        """The first event of a new epoch names the old head, like on every device."""
        if writer.stretches(author):
            return ()
        before = [_end(self._commune.code, writer, old) for old in writer.authors(author.device)]
        if not before:
            return ()
        payload: Object = {"reason": "restored"}
        for old, stretch in before[-1:]:
            payload |= {"old_epoch": old.epoch, "old_n": stretch.last}
            payload |= {"old_chain": stretch.chain.hex()}
        return (Fact(entity_of(author.device), "device", "device.epoch_begun", payload),)


class _Pen:
    """Extends one author's chain inside a transaction."""

    def __init__(self, commune: str, writer: Writer, signer: Signer, author: Author) -> None:
        self._commune = commune
        self._writer = writer
        self._signer = signer
        self._author = author
        self._end = continuous(commune, author, writer.stretches(author))
        self.written: tuple[EventId, ...] = ()

    def put(self, envelope: Envelope, payload: Object, salt: bytes) -> None:
        """Append and place one event."""
        n = self._end.last + 1
        seen = entity_heads(self._writer.entity(envelope.e))
        line = event.write(msgspec.structs.replace(envelope, n=n, seen=seen), payload, salt)
        self._extend(n, line)
        self.written += (EventId(*self._author, n),)

    def _extend(self, n: int, line: Line) -> None:
        link = chain.extend(self._end.chain, line.h)
        self._writer.store(self._author, n, [line], [link])
        before, self._end = self._end, Stretch(1, n, self._end.before, link)
        self._writer.keep_stretches(self._author, [before] if before.last else [], [self._end])
        self._writer.place(self._author, n, n)

    def seal(self) -> None:
        """Seal what was written."""
        n, link = self._end.last, self._end.chain
        seal = make_seal(self._signer, self._commune, self._author, n, link)
        self._writer.keep_seal(self._author, n, seal.signature)


def entity_heads(events: Sequence[tuple[EventId, Line]]) -> tuple[Seen, ...]:
    """The events of an entity that no other event of it has seen."""
    heads: dict[EventId, Seen] = {}
    for place, line in events:
        try:
            seen = event.read_envelope(line.envelope).seen
        except Malformed:
            continue
        for head in seen:
            heads.pop(head.id, None)
        heads[place] = Seen(*place, line.h[:4].hex())
    return tuple(sorted(heads.values()))


def _revokes(line: Line) -> bool:
    try:
        return event.read_envelope(line.envelope).k == REVOKED
    except Malformed:
        return False


def _said(line: Line, name: str) -> str:
    said = canonical.decode_object(line.payload) if line.payload is not None else {}
    return str(said.get(name, ""))


def _end(commune: str, writer: Writer, author: Author) -> tuple[Author, Stretch]:
    return author, continuous(commune, author, writer.stretches(author))


def entity_of(device: str) -> str:
    """A device as an entity: the same UUID for ever, whoever names it."""
    return str(uuid.uuid5(_DEVICES, device))


def _envelope(fact: Fact, by: str, now_ms: int) -> Envelope:
    return Envelope(
        v=fact.version, e=fact.entity, t=fact.type, k=fact.kind, at=now_ms, by=by, role=ROLE
    )
