"""One-time codes: making them, and letting a PC in by one."""

from typing import NamedTuple

from sync.gateway.commune import certified
from sync.gateway.faults import NoSuchCommune
from sync.gateway.gateway import Gateway
from sync.gateway.storage.registry import Invite
from sync.protocol.certificate import CONNECTOR_ROLE, PROVINCE_ROLE, Certificate, certify
from sync.protocol.enrolment import (
    CODE_LETTERS,
    HINT_LETTERS,
    Welcome,
    knows_code,
    new_code,
    read_application,
    secret_of,
    welcome_proof,
    write_welcome,
)
from sync.protocol.errors import CodeRefused, VersionRefused
from sync.protocol.versions import PROTOCOL, SPOKEN

LIFE_MS = 72 * 60 * 60 * 1000
DEVICE_PREFIXES = ("office.", "device.")
CONNECTOR_PREFIXES = ("province.", "device.")
_TRIES = 20


class Invitation(NamedTuple):
    """What the operator reads out to the commune; the code is shown once and kept nowhere."""

    code: str
    commune: str
    role: str
    ends_at: int


def invite(gateway: Gateway, commune: str, role: str) -> Invitation:
    """Make a one-time code for one PC (or connector) of a commune; raises `NoSuchCommune`.

    The role of the province's own device is never given away: `ValueError`.
    """
    if role == PROVINCE_ROLE:
        raise ValueError("the province's own role")
    if gateway.registry.commune(commune) is None:
        raise NoSuchCommune(commune)
    ends_at = gateway.now() + LIFE_MS
    for _ in range(_TRIES):
        code = new_code(gateway.entropy(CODE_LETTERS))
        kept = Invite(code[:HINT_LETTERS], secret_of(code), commune, role, ends_at, 0, "")
        if gateway.registry.add_invite(kept, gateway.now()):
            return Invitation(code, commune, role, ends_at)
    raise RuntimeError("too many open invitations")


def enrol(gateway: Gateway, body: bytes) -> bytes:
    """Let a PC in and answer whom to trust; raises `CodeRefused`.

    The PC whose answer was lost may ask again with the same key and gets the same answer.
    """
    application = read_application(body)
    if application.protocol not in SPOKEN:
        raise VersionRefused(str(application.protocol))
    invitation = gateway.registry.try_invite(application.hint, gateway.now())
    if invitation is None or not knows_code(application, invitation.key):
        raise CodeRefused("unknown, too old or tried too often")
    certificate = certify(
        application.public_key, prefixes_of(invitation.role), application.name, invitation.role
    )
    _admit(gateway, invitation, certificate)
    told = welcome(gateway, invitation.commune, certificate, invitation.key)
    return write_welcome(told, gateway.signer)


def prefixes_of(role: str) -> tuple[str, ...]:
    """The kinds that a device invited in this role may write."""
    return CONNECTOR_PREFIXES if role == CONNECTOR_ROLE else DEVICE_PREFIXES


def _admit(gateway: Gateway, invitation: Invite, certificate: Certificate) -> None:
    """Spend the code on this device, then tell the commune's other PCs about it.

    A power cut between the two is made good when the PC, which has no answer yet, asks again.
    """
    before = gateway.registry.device(certificate.device)
    if before is not None and before.commune != invitation.commune:
        raise CodeRefused("this key belongs to another commune")
    device = certified(invitation.commune, certificate)
    if not gateway.registry.spend_invite(invitation.selector, device, gateway.now()):
        raise CodeRefused("used by another PC")
    province = gateway.province(invitation.commune)
    if not province.has_certified(certificate.device):
        province.certify(certificate, invitation.role, gateway.now())


def welcome(
    gateway: Gateway, commune_code: str, certificate: Certificate, secret: bytes
) -> Welcome:
    """What a PC that is let in is told, proved by the secret that it shares with the gateway."""
    commune = gateway.registry.commune(commune_code)
    root = gateway.registry.device(commune.province_device) if commune else None
    if commune is None or root is None:
        raise NoSuchCommune(commune_code)
    authority, key = gateway.folder.authority_pem(), gateway.signer.public_key
    return Welcome(
        protocol=PROTOCOL,
        server=gateway.id,
        server_key=key,
        commune=commune.code,
        commune_name=commune.name,
        province_name=gateway.settings.province,
        log_epoch=gateway.commune(commune.code).log.end().log_epoch,
        authority=authority,
        root=certify(root.public_key, root.prefixes, root.name, root.role),
        certificate=certificate,
        time=gateway.now(),
        proof=welcome_proof(secret, key, authority, certificate.key),
    )
