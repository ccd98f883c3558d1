"""The acts of the last half hour once more, outside the database, until a copy holds them.

Written after each commit and never waited for: a power cut has the database's own log, and a
database that is damaged, deleted or put back old has this. What it names and the database lacks is
taken in when the office is opened, or mended. Encrypted; no second source: rows are the journal's.
"""

import logging
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from app.store import secrets
from app.system import durable
from app.system.secrets import Entropy
from sync.protocol.event import Line
from sync.protocol.identity import Author

LOG = logging.getLogger(__name__)

_LENGTH = struct.Struct(">I")
_NONCE = 12
_ABOUT = b"last acts"
_FULL = 8 << 20  # bytes of one file; weeks of a desk for which no copy can be made
_MOST = 4 * _FULL  # more than that of one file was not written here


class LastAct(msgspec.Struct, frozen=True, array_like=True):
    """One event with its chain, as the journal holds it."""

    device: str
    epoch: str
    n: int
    envelope: bytes
    dh: bytes
    payload: bytes | None
    salt: bytes | None
    chain: bytes

    @property
    def author(self) -> Author:
        """Whose event it is."""
        return Author(self.device, self.epoch)

    @property
    def line(self) -> Line:
        """The event's own bytes."""
        return Line(self.envelope, self.dh, self.payload, self.salt)


class LastActs:
    """Two files: the present one, and the one before the newest copy."""

    def __init__(self, path: Path, secret: bytes, entropy: Entropy, full: int = _FULL) -> None:
        self._path = path
        self._before = path.with_name(path.name + ".before")
        self._cipher = ChaCha20Poly1305(secrets.steps_key(secret))
        self._entropy = entropy
        self._full = full

    def add(self, acts: Iterable[LastAct]) -> None:
        """Append; a disk that takes nothing more must not undo what is committed."""
        data = b"".join(map(self._sealed, acts))
        if not data:
            return
        try:
            with self._path.open("ab") as file:
                file.write(data)
                is_full = file.tell() > self._full
            if is_full:
                self.begin_anew()
        except OSError as error:
            LOG.warning("the last acts were not written: errno %s", error.errno)

    def begin_anew(self) -> None:
        """A copy is being made, or the file is full: what came before is kept once more."""
        try:
            if self._path.exists():
                durable.move(self._path, self._before)
        except OSError as error:
            LOG.warning("the last acts were not put away: errno %s", error.errno)

    def read(self) -> list[LastAct]:
        """What both files still tell, oldest first."""
        return [act for path in (self._before, self._path) for act in self._of(path)]

    def _of(self, path: Path) -> Iterator[LastAct]:
        try:
            data = path.read_bytes()[:_MOST]
        except OSError:
            return
        at = 0
        while at + _LENGTH.size < len(data):
            (length,) = _LENGTH.unpack_from(data, at)
            piece = data[at + _LENGTH.size : at + _LENGTH.size + length]
            at += _LENGTH.size + length
            try:
                text = self._cipher.decrypt(piece[:_NONCE], piece[_NONCE:], _ABOUT)
                yield msgspec.msgpack.decode(text, type=LastAct)
            except (InvalidTag, ValueError, msgspec.DecodeError):
                LOG.warning("a record of the last acts cannot be read")

    def _sealed(self, act: LastAct) -> bytes:
        nonce = self._entropy(_NONCE)
        sealed = nonce + self._cipher.encrypt(nonce, msgspec.msgpack.encode(act), _ABOUT)
        return _LENGTH.pack(len(sealed)) + sealed
