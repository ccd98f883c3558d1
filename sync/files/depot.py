"""The files of one commune on the server's disk: whole under their address, or not there at all.

    aa/<address>        a whole file: verified, flushed, its name flushed
    aa/<address>.part   what has come so far of another
    aa/<address>.note   its size, how much of it is on the disk for sure, and the hash of that much

A note is written after the bytes that it speaks of were flushed. Whoever opens an upload cuts the
part to that length and compares it with that hash: what a power cut leaves is never built upon.
Whoever carried them, bytes come in by one door and under one rule: what is behind those that are
sure is taken, what is already there is not taken twice, and a gap is not taken at all.
"""

import hashlib
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import msgspec

from sync.files import durable
from sync.files.address import MOST_BYTES
from sync.files.alone import alone_in
from sync.files.faults import NoRoom, NoSuchUpload, OffsetMoved, WrongContent
from sync.protocol.canonical import UNREADABLE
from sync.protocol.errors import TooLarge

if TYPE_CHECKING:
    from _hashlib import HASH

RESERVE = 1 << 30
"""Bytes that stay free for the logs: an act must never wait because scans have filled the disk."""

MOST_UPLOADS = 256
_NOTE = ".note"
_PART = ".part"
_PIECE = 1 << 20


class Standing(NamedTuple):
    """How much of a file is held for sure, and whether it is whole."""

    offset: int
    size: int
    is_whole: bool


NOTHING = Standing(0, 0, is_whole=False)


class _Note(msgspec.Struct, frozen=True):
    size: int
    offset: int
    sha: str
    """SHA-256 of the first `offset` bytes."""


class Depot:
    """One commune's folder. Any number of threads and of processes may use it."""

    def __init__(self, folder: Path, free: Callable[[Path], int] | None = None) -> None:
        """`free` tells how many bytes the disk has left."""
        self.folder = folder
        self._free = free or _free_bytes
        self._lock = threading.RLock()
        self._is_alone = False
        self._is_tidy = False
        self._read: dict[str, HASH] = {}

    def standing(self, file: str) -> Standing:
        """What is held of a file."""
        with self._lock:
            if (whole := self.whole(file)) is not None:
                size = whole.stat().st_size
                return Standing(size, size, is_whole=True)
            note = self._note(file)
            return Standing(note.offset, note.size, is_whole=False) if note else NOTHING

    def whole(self, file: str) -> Path | None:
        """Where a file lies that counts."""
        path = self._path(file)
        return path if path.is_file() else None

    def count(self) -> int:
        """How many files are held whole."""
        return sum(1 for path in self.folder.glob("*/*") if not path.suffix)

    def begin(self, file: str, size: int) -> Standing:
        """Make room for a file, or say how much of it is there; raises `NoRoom`, `TooLarge`.

        Another size under the same address begins anew: one of the two was said wrongly.
        """
        if not 0 < size <= MOST_BYTES:
            raise TooLarge(f"a file of {size} bytes")
        with self._alone():
            held = self.standing(file)
            if held.is_whole or (held.size == size and held.offset):
                return held
            self._tidy()
            self._must_have_room(size)
            durable.folder(self._path(file).parent)
            self._give_way()
            self._put(file, _Note(size, 0, hashlib.sha256().hexdigest()))
            return Standing(0, size, is_whole=False)

    def accept(self, file: str, size: int, offset: int, data: bytes) -> Standing:
        """Take bytes of a file from any carrier, durably; answers how much is held then.

        They may begin before what is held: the rest of them is taken. They may begin behind it:
        nothing is, and the answer says where to go on. With the last byte the file is verified and
        counts, or raises `WrongContent` and is gone. Also raises `NoRoom`, `TooLarge`.
        """
        if offset + len(data) > size:
            raise TooLarge("more than the file's length")
        with self._alone():
            held = self.begin(file, size)
            if not held.is_whole:
                upload = self.open(file)
                if offset <= upload.offset:
                    upload.append(data[upload.offset - offset :])
            return self.standing(file)

    def open(self, file: str) -> "Upload":
        """Go on with an upload; raises `NoSuchUpload`."""
        with self._alone():
            note = self._note(file)
            if note is None or self.whole(file) is not None:
                raise NoSuchUpload(file[:8])
            self._must_have_room(note.size - note.offset)
            upload = Upload(self, file, note.size, _beside(self._path(file), _PART))
            if not upload.goes_on_from(note.offset, note.sha, self._read.get(file)):
                self._put(file, _Note(note.size, 0, hashlib.sha256().hexdigest()))
            return upload

    def read(self, file: str, offset: int, length: int) -> bytes:
        """Bytes of a whole file; raises `NoSuchUpload`."""
        path = self.whole(file)
        if path is None:
            raise NoSuchUpload(file[:8])
        if offset >= path.stat().st_size:  # the system may refuse to look so far behind
            return b""
        with path.open("rb") as content:
            content.seek(offset)
            return content.read(length)

    def take(self, upload: "Upload", data: bytes) -> None:
        """Put bytes behind an upload, durably; with the last one it counts. See `Upload.append`."""
        with self._alone():
            note = self._note(upload.file)
            if note is None or (note.size, note.offset) != (upload.size, upload.offset):
                raise OffsetMoved(upload.file[:8])
            upload.write(data)
            if upload.offset == upload.size:
                self._finish(upload)
            else:
                sha = upload.sha.hexdigest()
                self._put(upload.file, _Note(upload.size, upload.offset, sha))
                self._read[upload.file] = upload.sha.copy()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the folder against every thread and process; may be held twice."""
        with self._lock:
            if self._is_alone:
                yield
                return
            durable.folder(self.folder)
            with alone_in(self.folder):
                self._is_alone = True
                try:
                    yield
                finally:
                    self._is_alone = False

    def _finish(self, upload: "Upload") -> None:
        """Verified, flushed, named, and the name flushed; only then does it count."""
        path = self._path(upload.file)
        if upload.sha.hexdigest() != upload.file:
            self._drop(path)
            raise WrongContent(upload.file[:8])
        self._read.pop(upload.file, None)
        durable.move(_beside(path, _PART), path)
        _beside(path, _NOTE).unlink(missing_ok=True)

    def _tidy(self) -> None:
        """Once: remove what the killed have left, unnoted parts and notes of whole files.

        Nobody else is writing: the folder is ours alone now.
        """
        if self._is_tidy:
            return
        self._is_tidy = True
        for path in self.folder.glob("*/*.*"):
            whole = path.with_name(path.name.partition(".")[0])
            is_note, is_part = path == _beside(whole, _NOTE), path == _beside(whole, _PART)
            if whole.exists() or not (is_note or (is_part and _beside(whole, _NOTE).exists())):
                path.unlink()

    def _must_have_room(self, size: int) -> None:
        place = self.folder
        while not place.exists():
            place = place.parent
        if self._free(place) - size < RESERVE:
            raise NoRoom(str(size))

    def _give_way(self) -> None:
        """Of too many unfinished uploads the one that nobody has gone on with for longest goes."""
        notes = sorted(self.folder.glob(f"*/*{_NOTE}"), key=lambda one: one.stat().st_mtime)
        for note in notes[: max(0, len(notes) - MOST_UPLOADS + 1)]:
            self._drop(note.with_suffix(""))

    def _drop(self, path: Path) -> None:
        self._read.pop(path.name, None)
        _beside(path, _NOTE).unlink(missing_ok=True)
        _beside(path, _PART).unlink(missing_ok=True)

    def _note(self, file: str) -> _Note | None:
        try:
            return msgspec.json.decode(_beside(self._path(file), _NOTE).read_bytes(), type=_Note)
        except (FileNotFoundError, *UNREADABLE):
            return None

    def _put(self, file: str, note: _Note) -> None:
        durable.write(_beside(self._path(file), _NOTE), msgspec.json.encode(note), private=True)

    def _path(self, file: str) -> Path:
        return self.folder / file[:2] / file


class Upload:
    """One file that is arriving, from where it had come to."""

    def __init__(self, depot: Depot, file: str, size: int, part: Path) -> None:
        self.file = file
        self.size = size
        self.offset = 0
        self.sha = hashlib.sha256()
        self._depot = depot
        self._part = part

    def append(self, data: bytes) -> None:
        """Take bytes; durable on return. Raises `OffsetMoved` if another request went on with it.

        With the last byte the file is verified and counts, or raises `WrongContent` and is gone.
        """
        if self.offset + len(data) > self.size:
            raise TooLarge("more than the file's length")
        if data:
            self._depot.take(self, data)

    def write(self, data: bytes) -> None:
        """Put bytes behind those that are sure, cutting off what is not, and flush them."""
        with _opened(self._part) as part:
            part.seek(self.offset)
            part.truncate()
            part.write(data)
            part.flush()
            os.fsync(part.fileno())
        self.sha.update(data)
        self.offset += len(data)

    def goes_on_from(self, offset: int, sha: str, read: "HASH | None" = None) -> bool:
        """Stand behind the bytes that are sure, or at the start if they are not what was noted.

        `read` is the hash over what this process wrote and flushed itself: that is not read again.
        """
        if read is not None and read.hexdigest() == sha and self._has(offset):
            self.sha = read.copy()
        elif not self._reads(offset, sha):
            self.sha = hashlib.sha256()
            return False
        self.offset = offset
        return True

    def _has(self, size: int) -> bool:
        return self._part.is_file() and self._part.stat().st_size >= size

    def _reads(self, size: int, sha: str) -> bool:
        left = size
        with _opened(self._part) as part:
            while left and (piece := part.read(min(left, _PIECE))):
                self.sha.update(piece)
                left -= len(piece)
        return not left and self.sha.hexdigest() == sha


def _opened(part: Path) -> BinaryIO:
    """Open a part to read and write; it is its owner's alone from its first moment."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(part, flags, 0o600), "r+b")


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _free_bytes(path: Path) -> int:
    return shutil.disk_usage(path).free
