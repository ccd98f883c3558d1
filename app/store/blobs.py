"""Attachments: encrypted in pieces, named by a keyed hash of what they say, whole or not at all.

A file is kept before the event that names it: until that event is committed it bears `.new`, so
that a start (nobody else holds the profile then) finds what no event ever named. Content is handed
over and handed back in memory; nothing readable is ever written.

On the disk: 16 random bytes, then pieces of 64 KiB sealed with ChaCha20-Poly1305 under a key of
this file alone. A nonce counts the pieces and marks the last: none can be moved, lost or added.
"""

import hashlib
import hmac
import logging
import os
import struct
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from app.store import secrets
from app.store.answering import store_faults
from app.store.faults import StoreFault
from app.system import crash, disk, durable
from app.system.disk import Room
from app.system.secrets import Entropy

LOG = logging.getLogger(__name__)

MOST_BYTES = 64 << 20
_PIECE = 64 << 10
_TAG = 16
_SALT = 16
_NEW = ".new"
_ABOUT = b"motcua file 1"


class Blobs:
    """The folder `files/` of one profile. Any thread may read and keep; one at a time keeps."""

    def __init__(self, folder: Path, secret: bytes, entropy: Entropy) -> None:
        self.folder = folder
        self._entropy = entropy
        self._sealing = secrets.files_key(secret)
        self._naming = secrets.file_names_key(secret)
        self._keeping = threading.Lock()

    def room(self) -> Room:
        """What the free space still allows."""
        with store_faults():
            return disk.room(self.folder if self.folder.exists() else self.folder.parent)

    def keep(self, content: bytes) -> str:
        """Put it on the disk; answers its SHA-256, the name that an event's `f` gives it.

        Twice the same content is one file. Raises `StoreFault`: no_room_for_scans, file_too_large,
        disk_full ...
        """
        if len(content) > MOST_BYTES:
            raise StoreFault("file_too_large")
        sha = hashlib.sha256(content).hexdigest()
        with self._keeping:
            if self.is_sound(sha):
                return sha
            if self.room() is Room.NO_SCANS:
                raise StoreFault("no_room_for_scans")
            path = self._path(sha)
            with store_faults():
                durable.replace(path.with_name(path.name + _NEW), self._sealed(content))
            crash.here("file.kept")
        return sha

    def settle(self, sha: str) -> None:
        """Its event is committed: from now on it is more than a try."""
        path = self._path(sha)
        new = path.with_name(path.name + _NEW)
        crash.here("file.before_settled")
        with store_faults():
            if new.exists():
                durable.move(new, path)

    def read(self, sha: str) -> bytes:
        """The content; raises `StoreFault`: file_missing, file_damaged."""
        with store_faults():
            try:
                sealed = self.found(sha).read_bytes()
            except FileNotFoundError as error:
                raise StoreFault("file_missing", sha[:8]) from error
        content = self._opened(sealed, sha)
        if hashlib.sha256(content).hexdigest() != sha:
            raise StoreFault("file_damaged", sha[:8])
        return content

    def slice(self, sha: str, offset: int, length: int) -> bytes:
        """Some of the content, and only those pieces are read; raises as `read` does.

        Each piece proves itself; that all of them are there, `is_sound` tells.
        """
        end = min(offset + length, self.size(sha))
        pieces = range(offset // _PIECE, -(-end // _PIECE)) if offset < end else range(0)
        with store_faults(), self.found(sha).open("rb") as source:
            cipher, last = self._cipher(source.read(_SALT)), _last(_size_of(source))
            if pieces:
                source.seek(_SALT + pieces[0] * (_PIECE + _TAG))
            sealed = [source.read(_PIECE + _TAG) for _ in pieces]
        try:
            opened = b"".join(
                cipher.decrypt(_nonce(n, is_last=n == last), piece, _ABOUT)
                for n, piece in zip(pieces, sealed, strict=True)
            )
        except InvalidTag as error:
            raise StoreFault("file_damaged", sha[:8]) from error
        return opened[offset % _PIECE :][: max(0, end - offset)]

    def size(self, sha: str) -> int:
        """How many bytes the content has, by the sealed file's size; raises `file_missing`."""
        sealed = self.weight(sha)
        if sealed is None:
            raise StoreFault("file_missing", sha[:8])
        return max(0, sealed - _SALT - (_last(sealed) + 1) * _TAG)

    def has(self, sha: str) -> bool:
        """Whether it lies here, be it sound or not."""
        return self.found(sha).exists()

    def lying(self, contents: Iterable[str]) -> frozenset[str]:
        """Those of many that lie here: one look into the folder instead of one for each."""
        with store_faults():
            names = {path.name.removesuffix(_NEW) for path in self.folder.iterdir()}
        return frozenset(sha for sha in contents if names and self.name(sha) in names)

    def changed(self) -> int:
        """Another number whenever a file has come or gone, by whatever process."""
        with store_faults():
            return self.folder.stat().st_mtime_ns

    def is_sound(self, sha: str) -> bool:
        """Whether it lies here and can be read whole."""
        try:
            self.read(sha)
        except StoreFault as fault:
            if fault.code not in {"file_missing", "file_damaged"}:
                raise
            return False
        return True

    def weight(self, sha: str) -> int | None:
        """Bytes on the disk, sealed; None where it does not lie here."""
        with store_faults():
            try:
                return self.found(sha).stat().st_size
            except FileNotFoundError:
                return None

    def take(self, sha: str, other: "Blobs") -> None:
        """Copy it as it is sealed, from another folder of the same office."""
        with store_faults():
            self.folder.mkdir(exist_ok=True)
            durable.replace(self._path(sha), other.found(sha).read_bytes())

    def found(self, sha: str) -> Path:
        """Where it lies: settled, or kept for an event that is on its way."""
        path = self._path(sha)
        return path if path.exists() else path.with_name(path.name + _NEW)

    def name(self, sha: str) -> str:
        """The name under which a content lies on the disk; says nothing to who has no key."""
        return hmac.digest(self._naming, bytes.fromhex(sha), "sha256").hex()

    def sweep(self, known: Callable[[], Iterable[str]]) -> int:
        """At a start: settle what an event names, remove what none does; answers how many went.

        `known` gives the contents that events name; it is only asked when something is unsettled.
        """
        with store_faults():
            unsettled = [path for path in self.folder.glob("*.*") if path.suffix in {_NEW, ".part"}]
            if not unsettled:
                return 0
            named = {self.name(sha) for sha in known()}
            gone = [path for path in unsettled if not _settled(path, named)]
            for path in gone:
                durable.remove(path)
        if gone:
            LOG.info("removed %s files that no event names", len(gone))
        return len(gone)

    def _path(self, sha: str) -> Path:
        return self.folder / self.name(sha)

    def _sealed(self, content: bytes) -> bytes:
        salt = self._entropy(_SALT)
        cipher = self._cipher(salt)
        starts = range(0, max(1, len(content)), _PIECE)
        pieces = [
            cipher.encrypt(_nonce(n, is_last=at == starts[-1]), content[at : at + _PIECE], _ABOUT)
            for n, at in enumerate(starts)
        ]
        return b"".join((salt, *pieces))

    def _opened(self, sealed: bytes, sha: str) -> bytes:
        cipher = self._cipher(sealed[:_SALT])
        pieces = list(_pieces(sealed))
        try:
            return b"".join(
                cipher.decrypt(_nonce(n, is_last=n == len(pieces) - 1), piece, _ABOUT)
                for n, piece in enumerate(pieces)
            )
        except InvalidTag as error:
            raise StoreFault("file_damaged", sha[:8]) from error

    def _cipher(self, salt: bytes) -> ChaCha20Poly1305:
        return ChaCha20Poly1305(hmac.new(self._sealing, salt, hashlib.sha256).digest())


def _pieces(sealed: bytes) -> Iterator[bytes]:
    """The sealed pieces; a file without any gives none, and its hash tells."""
    step = _PIECE + _TAG
    yield from (sealed[at : at + step] for at in range(_SALT, len(sealed), step))


def _last(sealed: int) -> int:
    """The number of the last piece of a file that is so large on the disk."""
    return max(0, (sealed - _SALT - 1) // (_PIECE + _TAG))


def _size_of(source: BinaryIO) -> int:
    return os.fstat(source.fileno()).st_size


def _nonce(n: int, *, is_last: bool) -> bytes:
    """STREAM: the number of the piece, and whether it ends the file."""
    return struct.pack(">QI", n, int(is_last))


def _settled(path: Path, named: set[str]) -> bool:
    """Give a file that an event names its own name."""
    if path.suffix != _NEW or path.stem not in named:
        return False
    durable.move(path, path.with_suffix(""))
    return True
