"""Files that neighbours bring to the commune's server: sealed from the first byte.

On the disk, in `arriving/`: 16 random bytes, then records of a length, a nonce and what it seals,
each bound to its place. The first tells the file's size. A record that was not flushed whole does
not open: the part is cut off there, and that is where the neighbour goes on. With the last byte the
content is held against its address and becomes a file like any other.

How far a part is sound is read once, and known from then on as long as nobody else touches it: a
slice costs what it brings, however much lies before it. Neighbours that come all at once with heavy
files are asked to come again, rather than each of them slowly.
"""

import hashlib
import hmac
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from app.store import secrets
from app.store.answering import store_faults
from app.store.blobs import MOST_BYTES, Blobs
from app.store.faults import StoreFault
from app.system import durable
from app.system.disk import Room
from app.system.secrets import Entropy
from sync.files.address import address_of
from sync.files.depot import NOTHING, Standing
from sync.files.faults import Busy, NoRoom, NoSuchUpload, WrongContent
from sync.protocol.errors import TooLarge

if TYPE_CHECKING:
    from _hashlib import HASH

MOST_PARTS = 64
AT_ONCE = 8
"""Files that may be on their way in at the same moment: one of every other PC of a dozen."""
_PART = ".part"
_SALT = 16
_NONCE = 12
_HEAD = struct.Struct(">I")
_SIZE = struct.Struct(">Q")
_ABOUT = b"motcua arriving 1"
_FULL = {"disk_full", "no_room_for_scans"}


class Arriving:
    """The folder of one server; any of its threads may ask, one at a time goes on with a file."""

    def __init__(self, folder: Path, files: Blobs, secret: bytes, entropy: Entropy) -> None:
        self._folder, self._files, self._entropy = folder, files, entropy
        self._sealing = secrets.files_key(secret)
        self._going: dict[str, Part | None] = {}
        self._parts: dict[str, Part] = {}
        self._sound: dict[str, _Mark] = {}
        self._lock, self._finishing = Lock(), Lock()

    def standing(self, file: str) -> Standing:
        """How much is held of a file; what lies here damaged is not held."""
        if self._is_sound(file):
            size = self._files.size(file)
            return Standing(size, size, is_whole=True)
        try:
            part = self._going.get(file) or self._part(file)
        except NoSuchUpload:
            return NOTHING
        return Standing(part.offset, part.size, is_whole=False)

    def begin(self, file: str, size: int) -> Standing:
        """Make room for a file, or say how much is there; raises `Busy`, `NoRoom`, `TooLarge`."""
        if not 0 < size <= MOST_BYTES:
            raise TooLarge(f"a file of {size} bytes")
        with self._alone_with(file):
            held = self.standing(file)
            if held.is_whole or (held.size == size and 0 < held.offset < size):
                return held
            if held.size == size == held.offset:  # all of it came, and then it found no room
                self._part(file).end()
                return self.standing(file)
            return self._begun(file, size)

    @contextmanager
    def going_on(self, file: str) -> Iterator["Part"]:
        """Go on with a file; raises `NoSuchUpload`, `Busy` while another request does."""
        with self._alone_with(file):
            part = self._going[file] = self._part(file)
            yield part

    def read(self, file: str, offset: int, length: int) -> bytes:
        """Bytes of a whole file; raises `NoSuchUpload`."""
        if not self._is_sound(file):
            raise NoSuchUpload(file[:8])
        return self._files.slice(file, offset, length)

    def write(self, part: "Part", data: bytes) -> None:
        """Put one record behind those that are sure; durable on return."""
        with _refusing():
            self._must_have_room()
            with self._path(part.file).open("rb+") as out:
                out.seek(part.end_at)
                out.truncate()
                out.write(self._record(part.salt, part.file, part.records, data))
                out.flush()
                os.fsync(out.fileno())
                part.end_at, part.mark = out.tell(), _mark(os.fstat(out.fileno()))

    def keep(self, part: "Part") -> None:
        """It is whole: it becomes a file, or is thrown away; raises `WrongContent`, `NoRoom`.

        One at a time: this alone holds a whole file in memory.
        """
        with _refusing(), self._finishing:
            if part.sha.hexdigest() == part.file:
                content = self._content(part)
                if address_of(content) == part.file:
                    self._files.settle(self._files.keep(content))
            durable.remove(self._path(part.file))
            self._parts.pop(part.file, None)
        if not self._files.has(part.file):
            raise WrongContent(part.file[:8])

    @contextmanager
    def _alone_with(self, file: str) -> Iterator[None]:
        """Nobody else goes on with this file meanwhile; raises `Busy`, also for too many files."""
        with self._lock:
            if file in self._going or len(self._going) >= AT_ONCE:
                raise Busy(file[:8])
            self._going[file] = None
        try:
            yield
        finally:
            with self._lock:
                del self._going[file]

    def _begun(self, file: str, size: int) -> Standing:
        with _refusing():
            self._must_have_room()
            self._folder.mkdir(mode=0o700, exist_ok=True)
            self._give_way()
            salt = self._entropy(_SALT)
            first = self._record(salt, file, 0, _SIZE.pack(size))
            durable.replace(self._path(file), salt + first)
        return Standing(0, size, is_whole=False)

    def _is_sound(self, file: str) -> bool:
        """Whether it lies here whole; read through once for each time that it was written."""
        with store_faults():
            try:
                mark = _mark(self._files.found(file).stat())
            except FileNotFoundError:
                return False
        if self._sound.get(file) == mark:
            return True
        if not self._files.is_sound(file):
            return False
        self._sound[file] = mark
        return True

    def _part(self, file: str) -> "Part":
        """What is sure of a file; read only where it is not what was left there."""
        path = self._path(file)
        with store_faults():
            try:
                mark = _mark(path.stat())
                known = self._parts.get(file)
                if known is not None and known.mark == mark:
                    return known
                with path.open("rb") as source:
                    part = self._read(source, file)
            except FileNotFoundError as why:
                self._parts.pop(file, None)
                raise NoSuchUpload(file[:8]) from why
        part.mark = mark
        self._parts[file] = part
        return part

    def _content(self, part: "Part") -> bytes:
        """All that is sure, in memory."""
        found = bytearray()
        with store_faults(), self._path(part.file).open("rb") as source:
            source.seek(_SALT)
            self._opened(source, part.salt, part.file, 0)
            for n in range(1, part.records):
                found += self._opened(source, part.salt, part.file, n) or b""
        return bytes(found)

    def _read(self, source: BinaryIO, file: str) -> "Part":
        salt = source.read(_SALT)
        first = self._opened(source, salt, file, 0)
        if first is None or len(first) != _SIZE.size:
            raise NoSuchUpload(file[:8])
        part = Part(self, file, _SIZE.unpack(first)[0], salt)
        part.end_at = source.tell()
        while (data := self._opened(source, salt, file, part.records)) is not None:
            part.took(data)
            part.end_at = source.tell()
        return part

    def _record(self, salt: bytes, file: str, n: int, data: bytes) -> bytes:
        nonce = self._entropy(_NONCE)
        sealed = self._cipher(salt).encrypt(nonce, data, _about(file, n))
        return _HEAD.pack(len(sealed)) + nonce + sealed

    def _opened(self, source: BinaryIO, salt: bytes, file: str, n: int) -> bytes | None:
        """The next record, or None where what follows is none."""
        head = source.read(_HEAD.size)
        if len(head) < _HEAD.size or _HEAD.unpack(head)[0] > MOST_BYTES:
            return None
        nonce, sealed = source.read(_NONCE), source.read(_HEAD.unpack(head)[0])
        if len(nonce) < _NONCE:
            return None
        try:
            return self._cipher(salt).decrypt(nonce, sealed, _about(file, n))
        except InvalidTag:
            return None

    def _cipher(self, salt: bytes) -> ChaCha20Poly1305:
        return ChaCha20Poly1305(hmac.new(self._sealing, _ABOUT + salt, hashlib.sha256).digest())

    def _must_have_room(self) -> None:
        if self._files.room() is Room.NO_SCANS:
            raise NoRoom("no_room_for_scans")

    def _give_way(self) -> None:
        """Of too many parts those go that nobody has gone on with for longest."""
        going = {self._path(file) for file in tuple(self._going)}
        lying = (one for one in self._folder.glob("*" + _PART) if one not in going)
        parts = sorted(lying, key=lambda one: one.stat().st_mtime)
        for part in parts[: max(0, len(parts) - MOST_PARTS + 1)]:
            part.unlink(missing_ok=True)

    def _path(self, file: str) -> Path:
        return self._folder / (self._files.name(file) + _PART)


class _Mark(NamedTuple):
    """What a file on the disk looks like that nobody has touched."""

    size: int
    changed: int


class Part:
    """What is sure of one file."""

    def __init__(self, arriving: Arriving, file: str, size: int, salt: bytes) -> None:
        self.file, self.size, self.salt = file, size, salt
        self.sha: HASH = hashlib.sha256()
        self.offset = 0
        """How many bytes are sure."""
        self.records = 1
        self.end_at = 0
        self.mark = _Mark(0, 0)
        self._arriving = arriving

    def append(self, data: bytes) -> None:
        """Take bytes, durably; with the last one the file counts, or raises `WrongContent`."""
        if self.offset + len(data) > self.size:
            raise TooLarge("more than the file's length")
        self._arriving.write(self, data)
        self.took(data)
        if self.offset == self.size:
            self.end()

    def took(self, data: bytes) -> None:
        """These bytes are on the disk."""
        self.sha.update(data)
        self.offset += len(data)
        self.records += 1

    def end(self) -> None:
        """Every byte is here."""
        self._arriving.keep(self)


@contextmanager
def _refusing() -> Iterator[None]:
    """A full disk is the server's answer; everything else is a fault of the store."""
    try:
        with store_faults():
            yield
    except StoreFault as fault:
        if fault.code in _FULL:
            raise NoRoom(fault.code) from fault
        raise


def _about(file: str, n: int) -> bytes:
    return _ABOUT + bytes.fromhex(file) + _SIZE.pack(n)


def _mark(found: os.stat_result) -> _Mark:
    return _Mark(found.st_size, found.st_mtime_ns)
