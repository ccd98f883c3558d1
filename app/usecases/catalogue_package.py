"""The signed package that procedures travel in: one file, read in parts, verified before use.

    MCP1 | length u32 | head: canonical JSON | Ed25519 signature | index | block | block ...

The head names kind, version, dates, the key that signed, what is inside, and size and SHA-256 of
each part that follows; the signature covers the head and so everything. Index and blocks are zstd
of JSON: the index lists what there is and in which block, a block holds some whole records.
"""

import hashlib
import struct
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeVar

import msgspec
import zstandard

from app.domain.errors import RuleViolation
from app.domain.procedure import Procedure
from app.domain.procedure_search import Entry
from sync.protocol import canonical
from sync.protocol.canonical import UNREADABLE
from sync.protocol.errors import SyncError
from sync.protocol.signing import SIGNATURE_BYTES, Signer, is_signed_by

KIND = "catalogue"
MAGIC = b"MCP1"
PURPOSE = "package"
MAX_BYTES = 32 << 20
_MAX_PART = 8 << 20
_MAX_HEAD = 256 << 10
_BLOCK_SIZE = 16
_LENGTH = struct.Struct(">I")
_Record = TypeVar("_Record")


class Part(msgspec.Struct, frozen=True):
    """Size and SHA-256 of one part of the file."""

    size: int
    sha256: str


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What the package says of itself. `counts` are for whoever checks it."""

    kind: str
    version: str
    valid_from: date
    valid_to: date | None = None
    key: str
    counts: Mapping[str, int]
    parts: tuple[Part, ...]


class Contents(msgspec.Struct, frozen=True):
    """The index, and the block of each entry in the same order."""

    entries: tuple[Entry, ...]
    blocks: tuple[int, ...]


class Issue(msgspec.Struct, frozen=True, kw_only=True):
    """What the maker of a package decides: its version and when it holds."""

    version: str
    valid_from: date
    valid_to: date | None = None


def build(
    procedures: Sequence[Procedure],
    entries: Sequence[Entry],
    issue: Issue,
    counts: Mapping[str, int],
    signer: Signer,
) -> bytes:
    """Pack and sign; the same input and key give the same bytes."""
    starts = range(0, len(procedures), _BLOCK_SIZE)
    blocks = [_packed(tuple(procedures[start : start + _BLOCK_SIZE])) for start in starts]
    places = tuple(place // _BLOCK_SIZE for place in range(len(procedures)))
    parts = [_packed(Contents(tuple(entries), places)), *blocks]
    head = Head(
        kind=KIND,
        version=issue.version,
        valid_from=issue.valid_from,
        valid_to=issue.valid_to,
        key=signer.device,
        counts=counts,
        parts=tuple(Part(len(part), hashlib.sha256(part).hexdigest()) for part in parts),
    )
    plain = {name: value for name, value in msgspec.to_builtins(head).items() if value is not None}
    text = canonical.encode(plain)
    signature = signer.sign(PURPOSE, text)
    return b"".join([MAGIC, _LENGTH.pack(len(text)), text, signature, *parts])


class Package:
    """A package whose head was verified; its parts are verified as they are read."""

    def __init__(self, data: bytes, keys: Mapping[str, bytes]) -> None:
        self._data = data
        self.head, start = _head(data, keys)
        self._offsets = [start]
        for part in self.head.parts:
            self._offsets.append(self._offsets[-1] + part.size)
        if self._offsets[-1] != len(data):
            raise RuleViolation("package_damaged", "length")

    def contents(self) -> Contents:
        """The index."""
        return _read(self._part(0), Contents)

    def block(self, number: int) -> tuple[Procedure, ...]:
        """Some whole records."""
        return _read(self._part(number + 1), tuple[Procedure, ...])

    def procedures(self) -> tuple[Procedure, ...]:
        """Every record, and with it every part verified."""
        blocks = range(len(self.head.parts) - 1)
        return tuple(record for number in blocks for record in self.block(number))

    def _part(self, number: int) -> bytes:
        """One part, if it is what the head says it is."""
        data = self._data[self._offsets[number] : self._offsets[number + 1]]
        if hashlib.sha256(data).hexdigest() != self.head.parts[number].sha256:
            raise RuleViolation("package_damaged", f"part {number}")
        return data


def _head(data: bytes, keys: Mapping[str, bytes]) -> tuple[Head, int]:
    """The verified head and where the parts begin; raises `RuleViolation`."""
    if len(data) > MAX_BYTES or data[: len(MAGIC)] != MAGIC:
        raise RuleViolation("package_unreadable")
    begin = len(MAGIC) + _LENGTH.size
    size = int.from_bytes(data[len(MAGIC) : begin], "big")
    text, signature = data[begin : begin + size], data[begin + size :][:SIGNATURE_BYTES]
    if size > _MAX_HEAD or len(text) != size or len(signature) != SIGNATURE_BYTES:
        raise RuleViolation("package_damaged", "head")
    head = _parsed(text)
    if head.key not in keys or not is_signed_by(keys[head.key], PURPOSE, text, signature):
        raise RuleViolation("package_untrusted", head.key)
    if head.kind != KIND or not head.parts:
        raise RuleViolation("package_of_another_kind", head.kind)
    return head, begin + size + SIGNATURE_BYTES


def _parsed(text: bytes) -> Head:
    """The head's canonical text as a record."""
    try:
        return msgspec.convert(canonical.decode(text), Head)
    except (SyncError, msgspec.ValidationError) as error:
        raise RuleViolation("package_damaged", "head") from error


def _packed(value: object) -> bytes:
    """Any records as compressed JSON."""
    return zstandard.ZstdCompressor(level=19).compress(msgspec.json.encode(value))


def _read(data: bytes, kind: type[_Record]) -> _Record:
    """Compressed JSON as records; what does not fit was made by a newer program.

    The decompressor allocates what the part says of itself: that is asked first.
    """
    try:
        if zstandard.frame_content_size(data) > _MAX_PART:
            raise RuleViolation("package_damaged", "part")
        text = zstandard.ZstdDecompressor().decompress(data, max_output_size=_MAX_PART)
        return msgspec.json.decode(text, type=kind)
    except (zstandard.ZstdError, *UNREADABLE) as error:
        raise RuleViolation("package_of_newer_program") from error
