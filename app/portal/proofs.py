"""A proof of timeliness held against the province's own books: whose it is, and what they say.

The gateway orders events and keeps no hour for each: when it had one, only its signature says that
the PC keeps. All else that a paper names can be read anew from the commune's log.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from enum import StrEnum

import msgspec

from app.domain.devices import certificates
from app.domain.fold import fold
from app.domain.papers.proof_text import ProofText, facts_of, read_proof_text
from app.domain.timeliness import Known, decision, timeliness
from sync.gateway.commune import CommuneLog
from sync.gateway.gateway import Gateway
from sync.gateway.province import entity_of
from sync.gateway.storage.digests import Digests, Ordered
from sync.gateway.storage.registry import Device
from sync.protocol.errors import Malformed
from sync.protocol.event import Event, Line, read, read_envelope
from sync.protocol.identity import Author
from sync.protocol.signing import is_signed_by

PURPOSE = "proof"
_MINUTE = 60_000
_AT_ONCE = 1000


class Head(StrEnum):
    """What the log says of the head that the paper names."""

    HELD = "held"
    """It is in the log: the paper was made in a journal that the province holds."""
    NOT_YET = "not_yet"
    """So far this PC's work has not come; the paper is newer than what has arrived."""
    OTHER = "other"
    """At its place stands another event: of a copied disk, or of nobody."""


class Booked(msgspec.Struct, frozen=True):
    """What the province's own books say of the dossier (UTC milliseconds, None: nothing)."""

    due: int | None
    decided: int | None
    recorded: int | None


class Proven(msgspec.Struct, frozen=True):
    """What came of one code. Without a `device` this province has certified no such PC."""

    said: ProofText
    device: str = ""
    name: str = ""
    commune: str = ""
    is_revoked: bool = False
    is_genuine: bool = False
    head: Head = Head.OTHER
    booked: Booked | None = None
    """None for a list, and where the log has no decided dossier of that number."""

    @property
    def agrees(self) -> bool:
        """Signed by a PC of ours, from a journal of ours, and our books say the same."""
        return self.is_genuine and self.head is not Head.OTHER and not self.differing

    @property
    def differing(self) -> tuple[str, ...]:
        """Which moments our books have otherwise; what they have later than the paper is none."""
        if self.booked is None:
            return ()
        due, decided, _, _, recorded = self.said.moments
        told = {
            "due": (due, self.booked.due),
            "decided": (decided, self.booked.decided),
            "recorded": (recorded, self.booked.recorded if recorded else None),
        }
        return tuple(name for name, (paper, book) in told.items() if paper != book)


def check_proof(gateway: Gateway, text: str) -> Proven:
    """Check one scanned code; raises `RuleViolation` for any other kind of code."""
    said = read_proof_text(text)
    device = gateway.registry.device(said.head.device)
    if device is None:
        return Proven(said)
    log = gateway.commune(device.commune)
    key, signed = device.public_key, said.signed.encode()
    return Proven(
        said=said,
        device=device.device,
        name=device.name,
        commune=device.commune,
        is_revoked=device.revoked,
        is_genuine=is_signed_by(key, PURPOSE, signed, said.signature),
        head=_head(log, said),
        booked=None if said.is_of_list else _booked(gateway, log, device, said),
    )


def _head(log: CommuneLog, said: ProofText) -> Head:
    head = said.head
    author = Author(head.device, head.epoch)
    found = log.log.lines(author, head.n, head.n)
    if not found:
        return Head.NOT_YET
    return Head.HELD if found[0].h.hex().startswith(head.short) else Head.OTHER


def _booked(gateway: Gateway, log: CommuneLog, device: Device, said: ProofText) -> Booked | None:
    """The decided dossier of that number, read anew; the last where a number stands on several."""
    digests = Digests(gateway.storage.commune(device.commune))
    devices = (entity_of(one.device) for one in gateway.registry.devices(device.commune))
    known = certificates([event for one in devices for event in _events(digests.entity(one))])
    found: Booked | None = None
    for entity in _naming(log, said.code):
        record = fold(_events(digests.entity(entity)), known)
        entry = decision(record)
        read_anew = entry and timeliness(record, entry, Known(), gateway.now())
        if read_anew and read_anew.code == said.code:
            due, decided, _, _, recorded = (int(one) * _MINUTE for one in facts_of(read_anew))
            found = Booked(due or None, decided or None, recorded or None)
    return found


def _naming(log: CommuneLog, code: str) -> list[str]:
    """The entities of which an event says the number."""
    wanted, found = code.encode(), dict[str, None]()
    for line in _lines(log):
        if line.payload is not None and wanted in line.payload:
            with suppress(Malformed):
                found[read_envelope(line.envelope).e] = None
    return list(found)


def _lines(log: CommuneLog) -> Iterator[Line]:
    """All that is held, a thousand at a time."""
    for author in log.log.authors():
        last = max((one.last for one in log.log.stretches(author)), default=0)
        for first in range(1, last + 1, _AT_ONCE):
            yield from log.log.lines(author, first, min(last, first + _AT_ONCE - 1))


def _events(lines: Iterable[Ordered]) -> list[Event]:
    """Those that can be read; one that cannot hides no other."""
    found = []
    for position, name, line in lines:
        try:
            found.append(read(line, name.device, name.epoch, position))
        except Malformed:
            continue
    return found
