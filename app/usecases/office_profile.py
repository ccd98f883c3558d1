"""Tệp chuẩn bị sẵn `*.motcua`: one file that a technician makes for all PCs of an office.

The head is plain (which commune, who made it, until when) and signed with the body; the body is
sealed under a passphrase that is told apart from the file. The file opens nothing by itself: it
holds one-time codes, which the province ends after their time, and no password and no key.
"""

import hashlib
import logging
from collections.abc import Sequence
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from app.domain.errors import RuleViolation
from app.domain.papers.template import read_template
from app.store.faults import StoreFault
from app.system import durable
from app.system.clock import milliseconds
from app.system.machine import Machine
from app.usecases import administration, first_start
from app.usecases.desk import Desk
from app.usecases.office import OfficeFacts, OfficeSettings
from sync.protocol.canonical import UNREADABLE
from sync.protocol.identity import CROCKFORD, device_id
from sync.protocol.signing import Signer, is_signed_by

LOG = logging.getLogger(__name__)

SUFFIX = ".motcua"
FORMAT = 1
LIFE_DAYS = 60
LARGEST = 8 << 20
_MARK = b"motcua-office-profile\n"
_PURPOSE = "office-profile"
_DAY_MS = 24 * 60 * 60 * 1000
_SALT, _NONCE = 16, 12
_GROUP = 4


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What may be read without the passphrase."""

    format: int
    made: int
    ends: int
    commune: str
    commune_name: str
    pcs: int
    signer: bytes
    signer_name: str
    salt: bytes

    @property
    def mark(self) -> str:
        """Whose key signed it, in ten letters to be compared by telephone."""
        return device_id(self.signer)


class OwnTemplate(msgspec.Struct, frozen=True):
    """A template of the office, as a file."""

    form: str
    name: str
    text: str


class Prepared(msgspec.Struct, frozen=True, kw_only=True):
    """All that a PC of this office need not be asked."""

    office: OfficeFacts
    settings: OfficeSettings = OfficeSettings()
    url: str = ""
    authority: bytes = b""
    codes: tuple[str, ...] = ()
    """One-time codes, one for each PC in order."""
    templates: tuple[OwnTemplate, ...] = ()
    package: bytes = b""
    """A signed catalogue of procedures."""


class _File(msgspec.Struct, frozen=True):
    head: bytes
    body: bytes
    signature: bytes


def new_passphrase(machine: Machine) -> str:
    """Twelve letters in groups, to be told apart from the file."""
    letters = "".join(CROCKFORD[byte & 31] for byte in machine.entropy(3 * _GROUP))
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def write(
    prepared: Prepared, signer: Signer, name: str, passphrase: str, machine: Machine
) -> bytes:
    """The file's bytes."""
    now = milliseconds(machine.clock.now())
    salt = machine.entropy(_SALT + _NONCE)
    head = msgspec.json.encode(
        Head(
            format=FORMAT,
            made=now,
            ends=now + LIFE_DAYS * _DAY_MS,
            commune=prepared.office.commune_code,
            commune_name=prepared.office.commune_name,
            pcs=max(1, len(prepared.codes)),
            signer=signer.public_key,
            signer_name=name,
            salt=salt,
        )
    )
    sealed = _cipher(passphrase, salt).encrypt(salt[_SALT:], msgspec.json.encode(prepared), head)
    signature = signer.sign(_PURPOSE, head + sealed)
    return _MARK + msgspec.json.encode(_File(head, sealed, signature))


def read(path: Path) -> bytes:
    """The file as it is; raises `OSError`, and `RuleViolation` when it can be no such file."""
    if path.stat().st_size > LARGEST:
        raise RuleViolation("prepared_unreadable")
    return path.read_bytes()


def head_of(file: bytes, now: int) -> Head:
    """Who made it for whom. Raises `RuleViolation`: unreadable, tampered with, newer, expired."""
    known, head = _checked(file)
    if not is_signed_by(head.signer, _PURPOSE, known.head + known.body, known.signature):
        raise RuleViolation("prepared_tampered")
    if head.ends < now:
        raise RuleViolation("prepared_expired")
    return head


def opened(file: bytes, passphrase: str, now: int) -> Prepared:
    """What it holds; raises `RuleViolation`, also for a wrong passphrase."""
    head, (known, _head) = head_of(file, now), _checked(file)
    try:
        text = _cipher(passphrase, head.salt).decrypt(head.salt[_SALT:], known.body, known.head)
        prepared = msgspec.json.decode(text, type=Prepared)
    except InvalidTag as error:
        raise RuleViolation("prepared_passphrase") from error
    except UNREADABLE as error:
        raise RuleViolation("prepared_unreadable") from error
    if prepared.office.commune_code != head.commune:
        raise RuleViolation("prepared_tampered")
    return prepared


def code_for(prepared: Prepared, number: int) -> str:
    """The one-time code of the PC of that number; raises `RuleViolation` for a number too high."""
    if number < 1 or (prepared.codes and number > len(prepared.codes)):
        raise RuleViolation("prepared_number")
    return prepared.codes[number - 1] if prepared.codes else ""


def apply(desk: Desk, prepared: Prepared, number: int) -> Desk:
    """Give a PC of the office what was prepared for it; raises `RuleViolation`, `StoreFault`.

    What is small and dear comes first: if files and catalogue find no room, the PC still knows its
    line to the province. May be repeated.
    """
    if prepared.office.commune_code != desk.office.commune_code:
        raise RuleViolation("prepared_of_another_commune")
    line = first_start.Line(prepared.url, code_for(prepared, number), prepared.authority)
    first_start.keep_line(desk, line)
    settings = msgspec.structs.replace(
        prepared.settings,
        counter=f"Quầy {number}",
        spares_memory=desk.settings.spares_memory,  # measured on this PC, not on the first one
    )
    desk = administration.change_settings(desk, settings)
    for one in prepared.templates:
        _put(desk, one)
    if prepared.package:
        _install(desk, prepared.package)
    return desk


def apply_what_fits(desk: Desk, prepared: Prepared, number: int) -> bool:
    """The same for an office founded a moment ago, which stands whatever happens here.

    Answers whether all of it was taken; what came in the way is in the log.
    """
    try:
        apply(desk, prepared, number)
    except (RuleViolation, StoreFault, OSError) as error:
        LOG.warning("the prepared file was applied in part: %s", type(error).__name__)
        return False
    return True


def own_templates(folder: Path) -> Sequence[OwnTemplate]:
    """The templates in a folder `<form>/<version>.json`; each is read before it is taken."""
    found = []
    for path in sorted(folder.glob("*/*.json")):
        text = path.read_text("utf-8")
        read_template(text)
        found.append(OwnTemplate(path.parent.name, path.name, text))
    return found


def _put(desk: Desk, one: OwnTemplate) -> None:
    """A template is a file of one name in one folder, and can be printed."""
    if read_template(one.text).form != one.form or Path(one.name).name != one.name:
        raise RuleViolation("prepared_tampered")
    target = desk.profile.forms / one.form / one.name
    target.parent.mkdir(parents=True, exist_ok=True)
    durable.replace(target, one.text.encode())


def _install(desk: Desk, package: bytes) -> None:
    path = desk.profile.path / "prepared.mcp"
    try:
        durable.replace(path, package)
        desk.catalogue.install(path)
    except OSError as error:
        raise StoreFault("disk_full") from error
    finally:
        path.unlink(missing_ok=True)


def _checked(file: bytes) -> tuple[_File, Head]:
    if len(file) > LARGEST or not file.startswith(_MARK):
        raise RuleViolation("prepared_unreadable")
    try:
        known = msgspec.json.decode(file[len(_MARK) :], type=_File)
        if msgspec.json.decode(known.head)["format"] > FORMAT:
            raise RuleViolation("prepared_newer")
        head = msgspec.json.decode(known.head, type=Head)
    except (*UNREADABLE, KeyError, TypeError) as error:
        raise RuleViolation("prepared_unreadable") from error
    if len(head.signer) != len(known.signature) // 2 or len(head.salt) != _SALT + _NONCE:
        raise RuleViolation("prepared_unreadable")
    return known, head


def _cipher(passphrase: str, salt: bytes) -> ChaCha20Poly1305:
    said = passphrase.upper().replace("-", "").replace(" ", "")
    key = hashlib.scrypt(said.encode(), salt=salt[:_SALT], n=1 << 14, r=8, p=1, dklen=32)
    return ChaCha20Poly1305(key)
