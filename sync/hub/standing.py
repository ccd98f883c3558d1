"""Whom the commune's server listens to: devices of its commune that are not revoked."""

from collections.abc import Iterator
from contextlib import suppress

from sync.journal import Journal
from sync.protocol.certificate import (
    CERTIFIED,
    KEY_REPLACED,
    REVOKED,
    Certificate,
    Revocation,
    read_replacement,
    read_revocation,
)
from sync.protocol.errors import Malformed, UntrustedServer
from sync.protocol.event import Event
from sync.protocol.identity import Author, device_id
from sync.protocol.messages import check_signed
from sync.protocol.standing import Known

_ACT = "office.act"


def known(journal: Journal, device: str, body: bytes, purpose: str) -> Known:
    """How the device stands that says it has signed this."""
    certificate = journal.devices.certificate(device)
    if certificate is None or not certificate.allows(_ACT):
        return Known.UNKNOWN
    if not _is_signed(body, purpose, certificate):
        return Known.FORGED
    return Known.REVOKED if is_revoked(journal, device) else Known.KNOWN


def is_revoked(journal: Journal, device: str) -> bool:
    """Tell whether the province has revoked a device, as far as it is known here.

    Of a PC under a new key: or an earlier one, before it handed its place over, however many keys
    ago.
    """
    before = handings(journal, device)
    return any(
        said.device == device or not all(said.allows(*_place(event)) for event in before)
        for said in _revocations(journal)
    )


def handings(journal: Journal, device: str) -> list[Event]:
    """The words by which its place came down to this device, from key to key."""
    seen, ahead, words = {device}, [device], list[Event]()
    while ahead:
        handed = handed_to(journal, ahead.pop())
        words += handed
        ahead += {event.id.device for event in handed} - seen
        seen.update(ahead)
    return words


def has_handed_over(journal: Journal, device: str) -> bool:
    """Tell whether the device's last word is held here: it goes on under another key."""
    return any(
        event.id.device == device and _successor(journal, event)
        for event in journal.lines.of_kind(KEY_REPLACED)
    )


def handed_to(journal: Journal, device: str) -> list[Event]:
    """The words by which other devices have handed their place over to this one."""
    return [
        event
        for event in journal.lines.of_kind(KEY_REPLACED)
        if _successor(journal, event) == device
    ]


def _place(event: Event) -> tuple[Author, int]:
    return event.id.author, event.id.n


def _successor(journal: Journal, event: Event) -> str:
    try:
        said = read_replacement(event.payload or {}, journal.commune, event.id.device)
    except Malformed:
        return ""
    return device_id(said.key)


def _is_signed(body: bytes, purpose: str, certificate: Certificate) -> bool:
    try:
        check_signed(body, purpose, certificate.key)
    except (Malformed, UntrustedServer):
        return False
    return True


def _revocations(journal: Journal) -> Iterator[Revocation]:
    """What the province says, and nobody else."""
    for event in journal.lines.of_kind(REVOKED):
        author = journal.devices.certificate(event.id.device)
        if author is not None and author.allows(CERTIFIED):
            with suppress(Malformed):
                yield read_revocation(event.payload or {})
