"""Issued numbers and sealed heads, outside the database and flushed before each commit.

Whatever happens to the database (an old copy put back, a disk image), no number is given twice and
a restored copy notices. Records have one length and are encrypted: the file tells nothing.
"""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from app.store.answering import store_faults
from app.system import crash, durable
from app.system.secrets import Entropy

RECORD = 192
_NONCE = 12
_TEXT = RECORD - _NONCE - 16
_SHORTEN_ABOVE = 4096  # records; reading them at start must not be felt
_SERIES_KEPT = 64


class Number(NamedTuple):
    """A number that was about to be given."""

    code: str

    @property
    def series(self) -> str:
        """What the serial counts in: the code without it."""
        return self.code.rpartition("-")[0]

    @property
    def is_of_a_book(self) -> bool:
        """A certification book counts a whole year, a slip's series one day."""
        return "/" in self.code


class Head(NamedTuple):
    """A head of our own log that was about to be sealed."""

    device: str
    epoch: str
    n: int
    chain: str  # hex


class Identity(NamedTuple):
    """A key that this PC has gone over to: an old database that is put back learns of it here."""

    device: str
    secret: str  # hex


Entry = Number | Head | Identity


class SlipJournal:
    """Opened with the profile; its writers stand inside the database's write transaction."""

    def __init__(self, path: Path, key: bytes, entropy: Entropy) -> None:
        self._path = path
        self._cipher = ChaCha20Poly1305(key)
        self._entropy = entropy
        self._records = 0
        self.damaged = 0
        self.numbers: dict[str, Number] = {}
        self.given: list[str] = []
        """Every code that the file still holds, in the order in which they were given."""
        self.heads: dict[tuple[str, str], Head] = {}
        self.identities: list[Identity] = []
        """The keys that this PC has had, the present one last; none where there was but one."""
        with store_faults():
            self._read()

    def append(self, entries: Sequence[Entry]) -> None:
        """Write and flush; when this returns, a power cut takes nothing of it back."""
        data = b"".join(self._sealed(self._records + i, entry) for i, entry in enumerate(entries))
        with store_faults(), self._path.open("r+b" if self._path.exists() else "w+b") as file:
            file.seek(self._records * RECORD)
            file.truncate()  # half a record, from a power cut or a full disk
            _write(file.fileno(), data)
        if not self._records:
            durable.sync_folder(self._path.parent)
        self._records += len(entries)
        self._keep(entries)

    def codes(self) -> list[str]:
        """The last number of each daily series: the allocator starts above them."""
        return [number.code for number in self.numbers.values() if not number.is_of_a_book]

    def last_of(self, series: str) -> int:
        """The highest serial of a series that was about to be given; 0 when none was."""
        number = self.numbers.get(series)
        return int(number.code.rpartition("-")[2]) if number else 0

    def head(self, device: str, epoch: str) -> Head | None:
        """The highest head of ours that may have left this PC."""
        return self.heads.get((device, epoch))

    def is_before_another(self, device: str, epoch: str) -> bool:
        """Whether this PC began an epoch after that one: a database that goes on in it is old.

        Each epoch is put down here when it begins; they stand in the order of their beginning.
        """
        begun = [one for of, one in self.heads if of == device]
        return bool(begun) and begun[-1] != epoch

    def shorten(self) -> None:
        """Keep the last of each series and of each epoch, when the file has grown long."""
        if self._records <= _SHORTEN_ABOVE:
            return
        kept: list[Entry] = [*self.identities, *self.heads.values()]
        kept += [number for number in self.numbers.values() if number.is_of_a_book]
        daily = [number for number in self.numbers.values() if not number.is_of_a_book]
        kept += daily[-_SERIES_KEPT:]
        data = b"".join(self._sealed(at, entry) for at, entry in enumerate(kept))
        with store_faults():
            durable.replace(self._path, data)
        self._records = len(kept)

    def _read(self) -> None:
        data = self._path.read_bytes() if self._path.exists() else b""
        self._records = len(data) // RECORD
        for at in range(self._records):
            entry = self._opened(at, data[at * RECORD : (at + 1) * RECORD])
            if entry is None:
                self.damaged += 1
            else:
                self._keep((entry,))

    def _keep(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            if isinstance(entry, Number):
                self.numbers.pop(entry.series, None)  # the newest series stands last
                self.numbers[entry.series] = entry
                self.given.append(entry.code)
            elif isinstance(entry, Identity):
                self.identities.append(entry)
            elif entry.n >= self.heads.get(entry[:2], entry).n:
                self.heads[entry[:2]] = entry

    def _sealed(self, at: int, entry: Entry) -> bytes:
        text = "|".join((type(entry).__name__[0], *map(str, entry))).encode()
        nonce = self._entropy(_NONCE)
        return nonce + self._cipher.encrypt(nonce, text.ljust(_TEXT), _place(at))

    def _opened(self, at: int, record: bytes) -> Entry | None:
        try:
            text = self._cipher.decrypt(record[:_NONCE], record[_NONCE:], _place(at))
        except InvalidTag:
            return None
        kind, *fields = text.decode().rstrip().split("|")
        if kind == "N":
            return Number(fields[0])
        if kind == "I":
            return Identity(*fields)
        device, epoch, n, chain = fields
        return Head(device, epoch, int(n), chain)


def _place(at: int) -> bytes:
    return at.to_bytes(8, "big")


def _write(handle: int, data: bytes) -> None:
    if crash.is_armed("slip.half_written"):
        os.write(handle, data[: len(data) // 2])
    crash.here("slip.half_written")
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]
    os.fsync(handle)
