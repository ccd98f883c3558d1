"""A bundle: what one node writes onto a stick, for the gateway or for the PCs of one commune.

    MOTCUA/<commune>/<writer>-<serial>/V0001.AGE ...   volumes: records, sealed by age
    MOTCUA/<commune>/<writer>-<serial>/MANIFEST.MCB    written last, signed by the writer

The volumes hold the records of the line (ACK, FRAME, POSITIONS) and what the line says in headers:
a LETTER (where the writer stands), HELD (what is held of a file), PIECE and PACKAGE (bytes of a
file). A manifest names sizes and hashes and no file: a volume's name follows from its place.
"""

import hashlib
import re
import struct
from typing import Annotated, NamedTuple

import msgspec
from msgspec import Meta

from sync.protocol.bounds import Count, DeviceName, EpochName, Flag, Hash, Moment, Word
from sync.protocol.errors import Malformed, TooLarge, UntrustedServer
from sync.protocol.messages import (
    MAX_HEADS,
    Held,
    Pull,
    check_signed,
    read_message,
    sign_message,
)
from sync.protocol.records import MAX_PIECE, Record, RecordReader, RecordType, write_record
from sync.protocol.signing import Signer

FORMAT = 1
ROOT = "MOTCUA"
MANIFEST = "MANIFEST.MCB"
MAX_VOLUME = 4 << 20
MAX_PLAIN = MAX_VOLUME - (64 << 10)
"""What is sealed into one volume: age's own head and tags fit beside it."""
MAX_VOLUMES = 500
MAX_MANIFEST = 128 << 10
MAX_SERIAL = 999_999
MAX_WANTED = 200
MAX_FILE = 64 << 20

_MARK = b"motcua-bundle-1\n"
_PURPOSE, _LETTER = "bundle", "bundle-letter"
_PIECE = struct.Struct(">32sQQ")
PIECE_BYTES = MAX_PIECE - 1024
_COMMUNE = re.compile(r"[0-9A-Za-z-]{1,32}", re.ASCII)

Commune = Annotated[str, Meta(pattern=r"^[0-9A-Za-z-]{1,32}\Z")]
Serial = Annotated[int, Meta(ge=1, le=MAX_SERIAL)]


class Volume(NamedTuple):
    """One file of a bundle as it lies on the stick, sealed."""

    size: Annotated[int, Meta(ge=1, le=MAX_VOLUME)]
    sha: Hash


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a bundle says of itself, readable by anybody: no name, nothing of a dossier.

    `writer` is a device of the commune, or the server itself: then it is a return. `acts` and
    `files` count what is inside, `more` says that not everything fitted. `made` is by the writer's
    clock and decides nothing.
    """

    format: Count
    server: DeviceName
    commune: Commune
    writer: DeviceName
    serial: Serial
    made: Moment
    volumes: Annotated[tuple[Volume, ...], Meta(min_length=1, max_length=MAX_VOLUMES)]
    acts: Count = 0
    files: Count = 0
    more: Flag = 0

    @property
    def is_return(self) -> bool:
        """Whether the province wrote it."""
        return self.writer == self.server

    @property
    def size(self) -> int:
        """Bytes of its volumes."""
        return sum(volume.size for volume in self.volumes)


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """Where a device stands: what a `Hello` says, for who reads it days later.

    It moves no counter, and it is good for one bundle (`serial`). `wanted` are files of others that
    are missed here, `packages` the SHA-256 of the catalogues that are at hand.
    """

    server: DeviceName
    device: DeviceName
    epoch: EpochName
    serial: Serial
    heads: Annotated[tuple[Held, ...], Meta(max_length=MAX_HEADS)]
    pull: Pull
    dictionary: Count = 0
    program: Word = ""
    wanted: Annotated[tuple[Hash, ...], Meta(max_length=MAX_WANTED)] = ()
    packages: Annotated[tuple[Hash, ...], Meta(max_length=64)] = ()


class Piece(NamedTuple):
    """Bytes of a file: whose address is `sha`, how long the whole is, where these belong."""

    sha: bytes
    size: int
    offset: int
    data: bytes

    @property
    def file(self) -> str:
        """The address as it is written everywhere."""
        return self.sha.hex()


def folder_name(writer: str, serial: int) -> str:
    """The folder of one bundle: short, of capitals and digits."""
    return f"{writer}-{serial:04d}"


def volume_name(place: int) -> str:
    """The file of one volume; the first is 1."""
    return f"V{place:04d}.AGE"


def commune_folder(commune: str) -> str:
    """The folder of one commune; raises `Malformed` for what is no code."""
    if _COMMUNE.fullmatch(commune) is None:
        raise Malformed("not a commune's code")
    return commune.upper()


def volume_of(sealed: bytes) -> Volume:
    """What the manifest says of a sealed volume."""
    return Volume(len(sealed), hashlib.sha256(sealed).digest())


def write_manifest(manifest: Manifest, signer: Signer) -> bytes:
    """The manifest's file."""
    return _MARK + sign_message(_PURPOSE, manifest, signer)


def read_manifest(file: bytes) -> Manifest:
    """Read a manifest whose writer is not proven yet (see `check_manifest`); raises `Malformed`."""
    if len(file) > MAX_MANIFEST:
        raise TooLarge(f"a manifest of {len(file)} bytes")
    if not file.startswith(_MARK):
        raise Malformed("not a manifest")
    manifest = read_message(file[len(_MARK) :], Manifest)
    if manifest.format != FORMAT:
        raise NewerBundle(str(manifest.format))
    return manifest


def check_manifest(file: bytes, public_key: bytes) -> None:
    """Raise `ForgedBundle` unless the key's owner signed this manifest."""
    try:
        check_signed(file[len(_MARK) :], _PURPOSE, public_key)
    except UntrustedServer as why:
        raise ForgedBundle("the manifest") from why


def write_letter(letter: Letter, signer: Signer) -> bytes:
    """The LETTER record."""
    return write_record(RecordType.LETTER, sign_message(_LETTER, letter, signer))


def read_letter(body: bytes, public_key: bytes, manifest: Manifest) -> Letter:
    """Read the letter of this very bundle; raises `ForgedBundle`, `Malformed`."""
    try:
        check_signed(body, _LETTER, public_key)
    except UntrustedServer as why:
        raise ForgedBundle("the letter") from why
    letter = read_message(body, Letter)
    said = (letter.server, letter.device, letter.serial)
    if said != (manifest.server, manifest.writer, manifest.serial):
        raise ForgedBundle("the letter of another bundle")
    return letter


def write_piece(piece: Piece, kind: RecordType = RecordType.PIECE) -> bytes:
    """The record of some bytes of a file, or of a package."""
    return write_record(kind, _PIECE.pack(*piece[:3]) + piece.data)


def read_piece(body: bytes) -> Piece:
    """Read it; raises `Malformed`: every length is bounded before anything is believed."""
    if len(body) <= _PIECE.size:
        raise Malformed("a piece that is cut off")
    sha, size, offset = _PIECE.unpack_from(body)
    data = body[_PIECE.size :]
    if not 0 < size <= MAX_FILE or offset + len(data) > size:
        raise TooLarge("a piece beyond its file")
    return Piece(sha, size, offset, data)


def pieces_of(sha: bytes, content: bytes, start: int = 0) -> "list[Piece]":
    """Cut a file into pieces, from an offset on."""
    places = range(start, len(content), PIECE_BYTES)
    return [Piece(sha, len(content), at, content[at : at + PIECE_BYTES]) for at in places]


def records_of(plain: bytes) -> list[Record]:
    """The records of one opened volume; raises `Malformed` unless it is whole."""
    reader = RecordReader()
    records = list(reader.feed(plain))
    if not reader.ended:
        raise Malformed("a volume that is cut off")
    return records


class ForgedBundle(UntrustedServer):
    """Not signed by who it says."""

    code = "bundle_forged"


class NewerBundle(Malformed):
    """Written by a newer program."""

    code = "bundle_newer"
