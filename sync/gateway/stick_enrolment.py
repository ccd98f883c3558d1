"""Letting a PC in by stick: a request comes, an answer goes, and a telephone call decides.

    communes/<code>/stick/<device>.json   a request that was answered and not yet compared

Nothing is known of the PC before the comparison: its acts are not taken, the commune is not told.
"""

from pathlib import Path
from typing import NamedTuple

import msgspec

from sync.files import durable
from sync.gateway.commune import certified
from sync.gateway.enrolment import DEVICE_PREFIXES, welcome
from sync.gateway.faults import NoSuchCommune, NoSuchDevice
from sync.gateway.gateway import Gateway
from sync.protocol import stick
from sync.protocol.certificate import Certificate, certify
from sync.protocol.errors import CodeRefused, VersionRefused
from sync.protocol.identity import checked_author
from sync.protocol.versions import SPOKEN

LIFE_MS = 60 * 24 * 60 * 60 * 1000  # a stick goes by motorcycle
MOST_WRONG = 3
_ROLE = "office"


class Pending(msgspec.Struct, frozen=True):
    """A request that waits for its comparison."""

    request: bytes
    answer: bytes
    ends_at: int
    wrong: int = 0


class Answered(NamedTuple):
    """What the operator is told, and the file for the stick."""

    device: str
    commune: str
    name: str
    file: bytes


def answer(gateway: Gateway, request: bytes, url: str = "") -> Answered:
    """Answer a request; the same one again gets the same answer. Raises `NoSuchCommune`."""
    asked = stick.read_request(request)
    if asked.protocol not in SPOKEN:
        raise VersionRefused(str(asked.protocol))
    if gateway.registry.commune(asked.commune) is None:
        raise NoSuchCommune(asked.commune)
    certificate = certify(asked.public_key, DEVICE_PREFIXES, asked.name, _ROLE)
    path = _path(gateway, asked.commune, certificate.device)
    known = _read(path)
    if known is None or known.request != request:
        file = _answer(gateway, asked, certificate, (request, url))
        known = Pending(request, file, gateway.now() + LIFE_MS)
        durable.folder(path.parent)
        _write(path, known)
    return Answered(certificate.device, asked.commune, asked.name, known.answer)


def number(gateway: Gateway) -> str:
    """Draw the number to be read out; only when the PC holds the answer, anew at every attempt."""
    return stick.new_number(gateway.entropy(8))


def confirm(gateway: Gateway, device: str, drawn: str, heard: str) -> str:
    """Let the PC in if it shows our digits, and answer its commune.

    Raises `NoSuchDevice` when nothing waits of it, and `CodeRefused` when the digits differ; after
    three such attempts the request is forgotten.
    """
    commune, path = _waiting(gateway, device)
    pending = _read(path)
    if pending is None or pending.ends_at < gateway.now():
        raise NoSuchDevice(device)
    if stick.digits(drawn, pending.request, pending.answer) != stick.clean_digits(heard):
        _count(path, pending)
        raise CodeRefused("the digits differ: a file was swapped, or misread")
    _admit(gateway, commune, stick.read_request(pending.request))
    path.unlink()
    return commune


def waiting(gateway: Gateway) -> tuple[str, ...]:
    """The devices that were answered and not yet compared."""
    codes = [commune.code for commune in gateway.registry.communes()]
    return tuple(path.stem for code in codes for path in sorted(_folder(gateway, code).glob("*")))


def _admit(gateway: Gateway, commune: str, asked: stick.StickRequest) -> None:
    """As with a code: known here first, then told to the commune; may be repeated."""
    certificate = certify(asked.public_key, DEVICE_PREFIXES, asked.name, _ROLE)
    before = gateway.registry.device(certificate.device)
    if before is not None and before.commune != commune:
        raise CodeRefused("this key belongs to another commune")
    if before is None:
        gateway.registry.add_device(certified(commune, certificate), gateway.now())
    province = gateway.province(commune)
    if not province.has_certified(certificate.device):
        province.certify(certificate, _ROLE, gateway.now())


def _answer(
    gateway: Gateway,
    asked: stick.StickRequest,
    certificate: Certificate,
    sent: tuple[bytes, str],
) -> bytes:
    request, url = sent
    digest = stick.digest(request)
    told = welcome(gateway, asked.commune, certificate, digest)
    address = url or gateway.settings.public_url
    answer = stick.StickAnswer(request=digest, welcome=told, url=address)
    return stick.write_answer(answer, gateway.signer)


def _waiting(gateway: Gateway, device: str) -> tuple[str, Path]:
    checked_author(device, "0000")
    for commune in gateway.registry.communes():
        path = _path(gateway, commune.code, device)
        if path.exists():
            return commune.code, path
    raise NoSuchDevice(device)


def _count(path: Path, pending: Pending) -> None:
    wrong = pending.wrong + 1
    if wrong >= MOST_WRONG:
        path.unlink()
        return
    _write(path, msgspec.structs.replace(pending, wrong=wrong))


def _folder(gateway: Gateway, commune: str) -> Path:
    return gateway.folder.commune(commune) / "stick"


def _path(gateway: Gateway, commune: str, device: str) -> Path:
    return _folder(gateway, commune) / f"{device}.json"


def _read(path: Path) -> Pending | None:
    return msgspec.json.decode(path.read_bytes(), type=Pending) if path.exists() else None


def _write(path: Path, pending: Pending) -> None:
    durable.write(path, msgspec.json.encode(pending), private=True)
