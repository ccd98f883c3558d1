"""The body of a request, of an answer, of a stick's volume: `type u8 | length u32 | bytes` each."""

from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from sync.protocol.errors import Malformed, TooLarge
from sync.protocol.frame import MAX_FRAME

_HEAD = 5
MAX_PIECE = 257 * 1024
"""A piece of a file with what it says of itself; on a stick alone."""


class RecordType(IntEnum):
    """What a record holds."""

    HELLO = 1
    FRAME = 2
    END = 3
    ACK = 4
    POSITIONS = 5
    LETTER = 6
    PIECE = 7
    HELD = 8
    PACKAGE = 9


MAX_LENGTH = {
    RecordType.HELLO: 64 * 1024,
    RecordType.FRAME: MAX_FRAME,
    RecordType.END: 64,
    RecordType.ACK: 256 * 1024,
    RecordType.POSITIONS: 256 * 1024,
    RecordType.LETTER: 256 * 1024,
    RecordType.PIECE: MAX_PIECE,
    RecordType.HELD: 1024,
    RecordType.PACKAGE: MAX_PIECE,
}


class Record(NamedTuple):
    """One record."""

    type: RecordType
    body: bytes


def write_record(kind: RecordType, body: bytes) -> bytes:
    """A record as bytes; raises `TooLarge`."""
    if len(body) > MAX_LENGTH[kind]:
        raise TooLarge(f"a record of {len(body)} bytes")
    return bytes([kind]) + len(body).to_bytes(4, "big") + body


def write_end(records: int) -> bytes:
    """The last record: how many came before it."""
    return write_record(RecordType.END, records.to_bytes(4, "big"))


class RecordReader:
    """Cuts a stream into records while it arrives; holds at most one unfinished record."""

    def __init__(self) -> None:
        self._rest = bytearray()
        self._count = 0
        self.ended = False

    def feed(self, data: bytes) -> Iterator[Record]:
        """Take bytes, give the records that are whole; raises `Malformed`."""
        self._rest += data
        while (record := self._next()) is not None:
            if record.type is RecordType.END:
                self._close(record.body)
                return
            self._count += 1
            yield record

    def _next(self) -> Record | None:
        if self.ended and self._rest:
            raise Malformed("bytes after the end")
        if len(self._rest) < _HEAD:
            return None
        kind, size = _head(self._rest)
        if len(self._rest) < _HEAD + size:
            return None
        body = bytes(self._rest[_HEAD : _HEAD + size])
        del self._rest[: _HEAD + size]
        return Record(kind, body)

    def _close(self, body: bytes) -> None:
        if int.from_bytes(body, "big") != self._count:
            raise Malformed("records are missing")
        self.ended = True
        if self._rest:
            raise Malformed("bytes after the end")


def _head(data: bytearray) -> tuple[RecordType, int]:
    try:
        kind = RecordType(data[0])
    except ValueError as why:
        raise Malformed("an unknown record") from why
    size = int.from_bytes(data[1:_HEAD], "big")
    if size > MAX_LENGTH[kind]:
        raise TooLarge(f"a record of {size} bytes")
    return kind, size
