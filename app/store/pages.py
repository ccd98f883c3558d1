"""The pages of an encrypted database, one by one: each that is authentic can be read by itself.

SQLite gives up at the first damaged page it needs. A page carries its own proof (SQLCipher 4:
AES-256-CBC, HMAC-SHA-512 over content, vector and page number), so that all others, in the file and
in the log beside it, still tell their rows; which table a row belongs to shows in the row.
"""

import hmac
import struct
from collections.abc import Iterator
from hashlib import pbkdf2_hmac
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

SIZE = 4096
_RESERVE = 80
_USABLE = SIZE - _RESERVE
_SALT = 16
_FRAME = struct.Struct(">6I")
_LOG_HEAD = 32
_LEAF_TABLE, _LEAF_INDEX, _INNER_INDEX = 0x0D, 0x0A, 0x02
_MOST = 16 << 20

Value = str | int | bytes | None


class Pages:
    """Reads the authentic pages of a database and of its log."""

    def __init__(self, database: Path, raw_key: bytes) -> None:
        self._key, self._salt = raw_key[:32], raw_key[32:48]
        mask = bytes(byte ^ 0x3A for byte in self._salt)
        self._proof = pbkdf2_hmac("sha512", self._key, mask, 2, 32)
        self._file, self._log = database, database.with_name(database.name + "-wal")
        self._newest: dict[int, int] = {}
        self.spoilt = 0

    def rows(self) -> Iterator[tuple[bool, tuple[Value, ...]]]:
        """Every row that an authentic page holds, and whether that page is the newest of its place.

        The log comes first, the newest frame before older ones; a row may come twice.
        """
        seen: set[int] = set()
        for number, page in self._authentic():
            is_newest = number not in seen
            seen.add(number)
            for cell in _cells(page, number):
                try:
                    yield is_newest, _record(self._whole(page, *cell))
                except (IndexError, ValueError, struct.error):
                    continue  # a page of another kind, or a chain that is broken

    def _authentic(self) -> Iterator[tuple[int, bytes]]:
        for at, number in reversed(list(self._logged())):
            if (page := self._at(self._log, at, number)) is not None:
                self._newest.setdefault(number, at)
                yield number, page
        size = self._file.stat().st_size if self._file.exists() else 0
        for number in range(1, size // SIZE + 1):
            page = self._at(self._file, (number - 1) * SIZE, number)
            if page is None:
                self.spoilt += 1
            else:
                yield number, page

    def _logged(self) -> Iterator[tuple[int, int]]:
        """Where the frames of the log lie and of which page; its own checksums are not believed."""
        size = self._log.stat().st_size if self._log.exists() else 0
        with self._log.open("rb") if size else self._file.open("rb") as file:
            for at in range(_LOG_HEAD, size - SIZE, _FRAME.size + SIZE):
                file.seek(at)
                yield at + _FRAME.size, _FRAME.unpack(file.read(_FRAME.size))[0]

    def _at(self, file: Path, at: int, number: int) -> bytes | None:
        with file.open("rb") as opened:
            opened.seek(at)
            page = opened.read(SIZE)
        start = _SALT if number == 1 else 0
        body, vector, proof = page[start:_USABLE], page[_USABLE : _USABLE + 16], page[-64:]
        told = body + vector + struct.pack("<I", number)
        if len(page) < SIZE or not hmac.compare_digest(
            proof, hmac.digest(self._proof, told, "sha512")
        ):
            return None
        decryptor = Cipher(algorithms.AES(self._key), modes.CBC(vector)).decryptor()
        return bytes(start) + decryptor.update(body) + decryptor.finalize()

    def _whole(self, page: bytes, at: int, length: int, local: int) -> bytes:
        """The content of a cell, with what did not fit into its page."""
        content = page[at : at + local]
        following = int.from_bytes(page[at + local : at + local + 4]) if local < length else 0
        while following and len(content) < length:
            rest = self._overflow(following)
            following = int.from_bytes(rest[:4])
            content += rest[4:]
        if len(content) < length:
            raise ValueError("cut off")
        return content[:length]

    def _overflow(self, number: int) -> bytes:
        logged = self._newest.get(number)
        page = self._at(self._log, logged, number) if logged is not None else None
        page = page or self._at(self._file, (number - 1) * SIZE, number)
        if page is None:
            raise ValueError("an overflow page is spoilt")
        return page[:_USABLE]


def _cells(page: bytes, number: int) -> Iterator[tuple[int, int, int]]:
    """Where each cell's content begins, how long it is, and how much of it lies in this page."""
    head = 100 if number == 1 else 0
    kind = page[head]
    if kind not in {_LEAF_TABLE, _LEAF_INDEX, _INNER_INDEX}:
        return
    pointers = head + (12 if kind == _INNER_INDEX else 8)
    for cell in range(int.from_bytes(page[head + 3 : head + 5])):
        at = int.from_bytes(page[pointers + 2 * cell : pointers + 2 * cell + 2])
        try:
            length, at = _varint(page, at + (4 if kind == _INNER_INDEX else 0))
            at = _varint(page, at)[1] if kind == _LEAF_TABLE else at
        except IndexError:
            continue
        if 0 < length <= _MOST:
            yield at, length, _local(length, is_table=kind == _LEAF_TABLE)


def _local(length: int, *, is_table: bool) -> int:
    """How much of a content stays in its page (SQLite's file format, 1.6)."""
    most = _USABLE - 35 if is_table else (_USABLE - 12) * 64 // 255 - 23
    least = (_USABLE - 12) * 32 // 255 - 23
    if length <= most:
        return length
    fits = least + (length - least) % (_USABLE - 4)
    return fits if fits <= most else least


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for step in range(8):
        byte = data[at + step]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + step + 1
    return value << 8 | data[at + 8], at + 9


def _record(content: bytes) -> tuple[Value, ...]:
    end, at = _varint(content, 0)
    kinds = []
    while at < end:
        kind, at = _varint(content, at)
        kinds.append(kind)
    values: list[Value] = []
    for kind in kinds:
        size = _WIDTHS[kind] if kind < len(_WIDTHS) else (kind - 12) // 2
        values.append(_value(kind, content[end : end + size]))
        end += size
    if end != len(content):
        raise ValueError("not a row")
    return tuple(values)


_WIDTHS = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0)


def _value(kind: int, data: bytes) -> Value:
    if kind >= 12:
        return data.decode() if kind % 2 else data
    if kind == 0:
        return None
    return kind - 8 if kind in {8, 9} else int.from_bytes(data, signed=True)
