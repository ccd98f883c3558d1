"""A frame: a run of one author's events up to a seal, packed for any carrier.

Packaging, not truth: any node may join runs, cut them at seals and compress again. Layout,
big-endian:

    "MCF" | version u8 | flags u8 | dictionary u16 | device 10 | epoch 4 | n0 u64 | count u16
    | raw length u32 | packed length u32 | [H(n0-1) 32] | zstd bytes | salts 16 each, dh 32 where
    erased | signature 64

The zstd bytes hold the text column by column (lengths, envelopes, payloads). Salts and hashes do
not compress and stand outside, where they do not spoil the statistics of the text. H(n) of the seal
is not sent: the receiver computes it, and the signature is the proof.
"""

import struct
from collections.abc import Iterable, Mapping, Sequence

import msgspec
import zstandard

from sync.protocol import chain
from sync.protocol.errors import Malformed, TooLarge
from sync.protocol.event import HASH_BYTES, MAX_ENVELOPE, MAX_PAYLOAD, SALT_BYTES, Line, full_line
from sync.protocol.identity import MAX_N, Author, EventId, checked_author
from sync.protocol.seal import Seal
from sync.protocol.signing import SIGNATURE_BYTES

MAGIC = b"MCF"
VERSION = 1
MAX_FRAME = 64 * 1024
MAX_RAW = 1 << 20
MAX_LINES = 512
AIM_RAW = 60 * 1024
"""What a sender puts into one frame, unless one event alone is larger; always fits `MAX_FRAME`."""

_HAS_BEFORE = 1
_HEAD = struct.Struct(">3sBBH10s4sQHII")
_LEVEL = 19
_ERASED = 0

Dictionaries = Mapping[int, bytes]
NO_DICTIONARIES: Dictionaries = {}


class Frame(msgspec.Struct, frozen=True):
    """An unpacked frame; nothing in it is proven before its seal is checked."""

    device: str
    epoch: str
    n0: int
    lines: tuple[Line, ...]
    before: bytes | None
    signature: bytes

    @property
    def author(self) -> Author:
        """Who wrote these events."""
        return Author(self.device, self.epoch)

    @property
    def last(self) -> int:
        """The n of the last event, where the seal stands."""
        return self.n0 + len(self.lines) - 1

    def id(self, index: int) -> EventId:
        """The id of one of the lines."""
        return EventId(self.device, self.epoch, self.n0 + index)

    def chains(self, before: bytes) -> list[bytes]:
        """H after each line, going on from H(n0-1)."""
        return chain.run(before, (line.h for line in self.lines))

    def seal(self, commune: str, before: bytes) -> Seal:
        """What the author must have signed if the history before is `before`."""
        end = self.chains(before)[-1]
        return Seal(commune, self.device, self.epoch, self.last, end, self.signature)


def newest_of(dictionaries: Iterable[int], known_to: int | None = None) -> int:
    """The newest of these, or of those that somebody knows who knows them up to one; 0: none."""
    return max((one for one in dictionaries if known_to is None or one <= known_to), default=0)


def pack(frame: Frame, dictionary: int = 0, dictionaries: Dictionaries = NO_DICTIONARIES) -> bytes:
    """Write a frame; raises `TooLarge` when it would not be read again."""
    raw = _columns(frame.lines)
    if len(raw) > MAX_RAW or not 0 < len(frame.lines) <= MAX_LINES:
        raise TooLarge(f"{len(frame.lines)} lines, {len(raw)} bytes")
    packed = _compressor(dictionary, dictionaries).compress(raw)
    flags = 0 if frame.before is None else _HAS_BEFORE
    author = (frame.device.encode(), frame.epoch.encode())
    counts = (frame.n0, len(frame.lines), len(raw), len(packed))
    head = _HEAD.pack(MAGIC, VERSION, flags, dictionary, *author, *counts)
    whole = head + (frame.before or b"") + packed + _tail(frame.lines) + frame.signature
    if len(whole) > MAX_FRAME:
        raise TooLarge(f"a frame of {len(whole)} bytes")
    return whole


def unpack(data: bytes, dictionaries: Dictionaries = NO_DICTIONARIES) -> Frame:
    """Read a frame of any origin; raises `Malformed`, and never allocates more than the bounds."""
    if len(data) > MAX_FRAME:
        raise TooLarge(f"a frame of {len(data)} bytes")
    if len(data) < _HEAD.size:
        raise Malformed("a frame that is cut off")
    magic, version, flags, dictionary, device, epoch, n0, count, raw_size, packed_size = (
        _HEAD.unpack_from(data)
    )
    if (magic, version) != (MAGIC, VERSION) or flags & ~_HAS_BEFORE:
        raise Malformed("not a frame of version 1")
    if not (0 < n0 <= MAX_N - count and 0 < count <= MAX_LINES and raw_size <= MAX_RAW):
        raise TooLarge(f"{count} lines from {n0}, {raw_size} bytes")
    author = checked_author(device.decode("latin-1"), epoch.decode("latin-1"))
    body = _Reader(data, _HEAD.size)
    before = body.take(HASH_BYTES) if flags & _HAS_BEFORE else None
    raw = _decompress(body.take(packed_size), raw_size, dictionary, dictionaries)
    lines = _lines(raw, count, body)
    signature = body.take(SIGNATURE_BYTES)
    body.end()
    return Frame(author.device, author.epoch, n0, lines, before, signature)


class _Reader:
    """Takes pieces off a buffer, never beyond its end."""

    def __init__(self, data: bytes, start: int = 0) -> None:
        self._data, self._at = data, start

    def take(self, size: int) -> bytes:
        piece = self._data[self._at : self._at + size]
        if len(piece) != size:
            raise Malformed("a frame that is cut off")
        self._at += size
        return piece

    def end(self) -> None:
        if self._at != len(self._data):
            raise Malformed("bytes after the end")


def _columns(lines: Sequence[Line]) -> bytes:
    """Lengths, envelopes, payloads; a payload's length is told one higher, 0 says erased."""
    sizes = struct.pack(f">{len(lines)}H", *(len(line.envelope) for line in lines))
    sizes += struct.pack(f">{len(lines)}H", *(_payload_mark(line) for line in lines))
    texts = b"".join(line.envelope for line in lines)
    return sizes + texts + b"".join(line.payload or b"" for line in lines)


def _payload_mark(line: Line) -> int:
    return _ERASED if line.payload is None else len(line.payload) + 1


def _tail(lines: Sequence[Line]) -> bytes:
    return b"".join(line.dh if line.salt is None else line.salt for line in lines)


def _lines(raw: bytes, count: int, body: _Reader) -> tuple[Line, ...]:
    columns = _Reader(raw)
    sizes = struct.unpack(f">{count}H", columns.take(2 * count))
    marks = struct.unpack(f">{count}H", columns.take(2 * count))
    if max(sizes) > MAX_ENVELOPE or max(marks) > MAX_PAYLOAD + 1:
        raise TooLarge("a line")
    envelopes = [columns.take(size) for size in sizes]
    payloads = [None if mark == _ERASED else columns.take(mark - 1) for mark in marks]
    columns.end()
    return tuple(_line(*texts, body) for texts in zip(envelopes, payloads, strict=True))


def _line(envelope: bytes, payload: bytes | None, body: _Reader) -> Line:
    if payload is None:
        return Line(envelope, body.take(HASH_BYTES), None, None)
    return full_line(envelope, payload, body.take(SALT_BYTES))


def _decompress(packed: bytes, size: int, dictionary: int, dictionaries: Dictionaries) -> bytes:
    """Decompress exactly `size` bytes; zstd allocates what its header says: ask that first."""
    try:
        if zstandard.get_frame_parameters(packed).content_size != size:
            raise Malformed("another raw length")
        return _decompressor(dictionary, dictionaries).decompress(packed, allow_extra_data=False)
    except zstandard.ZstdError as why:
        raise Malformed("not zstd") from why


def _compressor(dictionary: int, dictionaries: Dictionaries) -> zstandard.ZstdCompressor:
    if dictionary == 0:
        return zstandard.ZstdCompressor(level=_LEVEL)
    return zstandard.ZstdCompressor(level=_LEVEL, dict_data=_dictionary(dictionary, dictionaries))


def _decompressor(dictionary: int, dictionaries: Dictionaries) -> zstandard.ZstdDecompressor:
    if dictionary == 0:
        return zstandard.ZstdDecompressor(max_window_size=MAX_RAW)
    known = _dictionary(dictionary, dictionaries)
    return zstandard.ZstdDecompressor(dict_data=known, max_window_size=MAX_RAW)


def _dictionary(dictionary: int, dictionaries: Dictionaries) -> zstandard.ZstdCompressionDict:
    if dictionary not in dictionaries:
        raise Malformed(f"dictionary {dictionary} is not known here")
    return zstandard.ZstdCompressionDict(dictionaries[dictionary])
