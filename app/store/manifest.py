"""What lies in a backup, so that it can be checked without any password; names nobody."""

import hashlib
import hmac
from datetime import datetime
from pathlib import Path

import msgspec

from app.store import secrets
from app.store.answering import store_faults
from app.store.faults import StoreFault
from app.system import durable
from sync.protocol.canonical import UNREADABLE

NAME = "manifest.json"
_VERIFIED = "verified"
FORMAT = 1
_PIECE = 1 << 20


class Entry(msgspec.Struct, frozen=True):
    """One file of a backup."""

    name: str
    bytes: int
    sha256: str


class HeldHead(msgspec.Struct, frozen=True):
    """How far an author's chain is held without a gap; H there in hex."""

    device: str
    epoch: str
    n: int
    chain: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """One backup; `seal` is an HMAC under a key that follows from the data key.

    `scans` counts the attachments that belong to it, `lost` those of them that it does not have.
    `serial` counts the copies of a folder, whatever the clock says, and `turn` how often it was set
    back; `base` names the whole copy on
    which a step stands; `mark` tells whether anything has changed since.
    """

    format: int = FORMAT
    made: datetime
    commune: str
    device: str
    epoch: str
    n: int
    files: tuple[Entry, ...]
    scans: int = 0
    lost: int = 0
    serial: int = 0
    turn: int = 0
    base: str = ""
    heads: tuple[HeldHead, ...] = ()
    mark: str = ""
    is_sure: bool = True
    seal: str = ""

    @property
    def events(self) -> int:
        """How many entries of everybody it holds: grows with every copy, whatever clocks say."""
        return sum(head.n for head in self.heads) or self.n


def describe(folder: Path, names: tuple[str, ...]) -> tuple[Entry, ...]:
    """Read the files back from the disk and say what is there."""
    return tuple(
        Entry(name, (folder / name).stat().st_size, _hash(folder / name)) for name in names
    )


def write(folder: Path, manifest: Manifest, secret: bytes) -> None:
    """Seal it and put it beside its files."""
    sealed = msgspec.structs.replace(manifest, seal=_seal(manifest, secret))
    durable.replace(folder / NAME, msgspec.json.format(msgspec.json.encode(sealed), indent=1))


def read(folder: Path) -> Manifest:
    """The manifest; raises `StoreFault('backup_damaged')`, or `newer_program`."""
    with store_faults():
        try:
            manifest = msgspec.json.decode((folder / NAME).read_bytes(), type=Manifest)
        except (FileNotFoundError, NotADirectoryError, *UNREADABLE) as error:
            raise StoreFault("backup_damaged", NAME) from error
    if manifest.format > FORMAT:
        raise StoreFault("newer_program", f"backup {manifest.format}")
    return manifest


def check(folder: Path, manifest: Manifest) -> None:
    """Every file is there, whole and unchanged; raises `StoreFault('backup_damaged')`."""
    for entry in manifest.files:
        path = folder / entry.name
        with store_faults():
            if Path(entry.name).name != entry.name or not path.is_file():
                raise StoreFault("backup_damaged", "missing")
            if _hash(path) != entry.sha256:
                raise StoreFault("backup_damaged", "hash")


def check_seal(manifest: Manifest, secret: bytes) -> None:
    """It was written by somebody who held the data key; raises `StoreFault('backup_foreign')`."""
    if not hmac.compare_digest(manifest.seal.encode(), _seal(manifest, secret).encode()):
        raise StoreFault("backup_foreign")


def note_verified(folder: Path) -> None:
    """Remember that this very copy was opened and read whole."""
    with store_faults():
        durable.replace(folder / _VERIFIED, _of_manifest(folder))


def is_verified(folder: Path) -> bool:
    """Whether it ever was; a copy that was never verified says so."""
    try:
        return (folder / _VERIFIED).read_bytes() == _of_manifest(folder)
    except OSError:
        return False


def _of_manifest(folder: Path) -> bytes:
    return _hash(folder / NAME).encode()


def _seal(manifest: Manifest, secret: bytes) -> str:
    text = msgspec.json.encode(msgspec.structs.replace(manifest, seal=""), order="deterministic")
    return hmac.new(secrets.manifest_key(secret), text, hashlib.sha256).hexdigest()


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()
