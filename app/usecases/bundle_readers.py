"""For whom a bundle is sealed, and whose it is when it comes back."""

from typing import NamedTuple

from app.domain.recovery import recovery_recipient
from app.store.sync_session import SyncSession
from app.usecases.bundle_records import Writer
from app.usecases.desk import Desk
from app.usecases.gateway_known import KnownGateway
from sync.hub.standing import has_handed_over, is_revoked
from sync.protocol import age
from sync.protocol.bundle import Manifest
from sync.stick.faults import OtherCommune, OtherServer, UnknownWriter

RECOVERY = "recovery"
_OFFICE = "office."


class Readers(NamedTuple):
    """The recipients of a bundle: the server, the recovery key if there is one, our PCs."""

    recipients: tuple[str, ...]
    has_recovery: bool
    devices: frozenset[str]
    """The PCs of the office among them, this one too."""

    @property
    def pcs(self) -> int:
        """How many."""
        return len(self.devices)


class Known(NamedTuple):
    """A writer that is known here: its kind, what it is called, its key."""

    writer: Writer
    name: str
    key: bytes


def readers_of(desk: Desk, session: SyncSession, gateway: KnownGateway) -> Readers:
    """Everybody of the commune whose word counts may open it, and nobody else.

    No key that a PC has left behind either: who has it may have stolen it.

    Neighbours hold the same records anyway; so a stick brings work from PC to PC where neither
    line nor province can be reached.
    """
    reader = desk.store.reader()
    keys = {session.own.device: session.own.signer().public_key}
    with session.reading() as journal:
        for device, certificate in journal.devices.all().items():
            is_out = is_revoked(journal, device) or has_handed_over(journal, device)
            if _OFFICE in certificate.prefixes and not is_out:
                keys[device] = certificate.key
    recovery = recovery_recipient(deed for deeds in reader.deeds(RECOVERY) for deed in deeds)
    has_recovery = bool(recovery) and age.is_recipient(recovery)
    recipients = [age.recipient_of(key) for key in (gateway.key, *keys.values())]
    return Readers(
        (*recipients, *([recovery] if has_recovery else [])), has_recovery, frozenset(keys)
    )


def writer_of(desk: Desk, session: SyncSession, gateway: KnownGateway, manifest: Manifest) -> Known:
    """Whose bundle it says it is; raises `OtherServer`, `OtherCommune`, `UnknownWriter`."""
    if manifest.server != gateway.server:
        raise OtherServer(manifest.server)
    if manifest.commune != desk.store.office.commune:
        raise OtherCommune(manifest.commune)
    if manifest.is_return:
        return Known(Writer.PROVINCE, "", gateway.key)
    if (signer := session.own.signer_of(manifest.writer)) is not None:
        return Known(Writer.THIS_PC, "", signer.public_key)
    with session.reading() as journal:
        certificate = journal.devices.certificate(manifest.writer)
    if certificate is None:
        raise UnknownWriter(manifest.writer)
    return Known(Writer.NEIGHBOUR, certificate.name, certificate.key)
