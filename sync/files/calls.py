"""What a device and the server say to each other about files: signed, small, in one header line.

A call is signed by the device over the server's id, the counter of its last `Hello`, a nonce, and
what it wants of which file. The counter makes an old call worthless after the next round, without
any clock; the nonce proves that the answer is to this very call.
"""

import base64
import binascii
from collections.abc import Callable, Iterable
from enum import StrEnum
from itertools import islice
from typing import Annotated, NamedTuple

import msgspec
from msgspec import Meta

from sync.protocol.bounds import Count, DeviceName, EpochName, Flag, Hash, LogEpoch, Nonce
from sync.protocol.errors import Malformed, UntrustedServer
from sync.protocol.identity import Author
from sync.protocol.messages import (
    NONCE_BYTES,
    check_signed,
    read_answering,
    read_message,
    sign_message,
)
from sync.protocol.signing import Signer

CALL_HEADER = "Motcua-Call"
ANSWER_HEADER = "Motcua-Answer"
WORDS_PATH = "/v1/file-words"
MOST_LINKS = 200
MOST_ASKED = 500
"""Files that one question asks the gateway's words on."""
MOST_SECONDS = 30 * 24 * 3600
LEAST_SECONDS = 60
_MOST_HEADER = 4096

Stem = Annotated[str, Meta(pattern=r"^[0-9A-Za-z][0-9A-Za-z.-]{0,39}\Z")]
"""A file's name without its ending: a paper's code or `giay-to-1`; never a person's name."""


class Verb(StrEnum):
    """What is wanted of a file."""

    ASK = "ask"
    """How much is held (HEAD)."""
    BEGIN = "begin"
    """Make room for it (POST)."""
    GO_ON = "go_on"
    """Take the next bytes (PATCH)."""
    READ = "read"
    """Hand out bytes (GET)."""


class FileCall(msgspec.Struct, frozen=True, kw_only=True):
    """What a device wants; `length` is of the whole file for BEGIN, else of the slice."""

    server: DeviceName
    device: DeviceName
    epoch: EpochName
    counter: Count
    nonce: Nonce
    verb: Verb
    file: Hash
    offset: Count = 0
    length: Count = 0

    @property
    def author(self) -> Author:
        """The PC in its present epoch."""
        return Author(self.device, self.epoch)


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """What the server holds of a file: `offset` durable bytes of `size`; `whole` once it counts."""

    server: DeviceName
    nonce: Nonce
    log_epoch: LogEpoch
    file: Hash
    offset: Count
    size: Count
    whole: Flag = 0


class LinksAsked(msgspec.Struct, frozen=True, kw_only=True):
    """Files, each with the stem of the name it shall bear, and how long the links shall hold."""

    server: DeviceName
    device: DeviceName
    epoch: EpochName
    counter: Count
    nonce: Nonce
    files: Annotated[tuple[tuple[Hash, Stem], ...], Meta(max_length=MOST_LINKS)]
    seconds: Annotated[int, Meta(ge=LEAST_SECONDS, le=MOST_SECONDS)]

    @property
    def author(self) -> Author:
        """The PC in its present epoch."""
        return Author(self.device, self.epoch)


class LinksGiven(msgspec.Struct, frozen=True, kw_only=True):
    """A link for each file that is held whole; what is missing is not held."""

    server: DeviceName
    nonce: Nonce
    links: Annotated[
        tuple[tuple[Hash, Annotated[str, Meta(max_length=1000)]], ...], Meta(max_length=MOST_LINKS)
    ]


class WordsAsked(msgspec.Struct, frozen=True, kw_only=True):
    """Files on which a neighbour may have the gateway's word, given to itself or to another."""

    server: DeviceName
    device: DeviceName
    epoch: EpochName
    counter: Count
    nonce: Nonce
    files: Annotated[tuple[Hash, ...], Meta(max_length=MOST_ASKED)]

    @property
    def author(self) -> Author:
        """The PC in its present epoch."""
        return Author(self.device, self.epoch)


class Caller(NamedTuple):
    """Who asks, and whom: key and epoch, the pinned server, the counter of the last `Hello`."""

    signer: Signer
    epoch: str
    server: str
    server_key: bytes
    counter: int
    entropy: Callable[[int], bytes]

    def nonce(self) -> bytes:
        """Draw the nonce of one call."""
        return self.entropy(NONCE_BYTES)

    def call(self, verb: Verb, file: str, offset: int = 0, length: int = 0) -> FileCall:
        """A call that is not signed yet."""
        return FileCall(
            server=self.server,
            device=self.signer.device,
            epoch=self.epoch,
            counter=self.counter,
            nonce=self.nonce(),
            verb=verb,
            file=bytes.fromhex(file),
            offset=offset,
            length=length,
        )

    def words_on(self, files: Iterable[str]) -> WordsAsked:
        """A question that is not signed yet; of too many files the first ones."""
        return WordsAsked(
            server=self.server,
            device=self.signer.device,
            epoch=self.epoch,
            counter=self.counter,
            nonce=self.nonce(),
            files=tuple(bytes.fromhex(file) for file in islice(files, MOST_ASKED)),
        )


def write_call(call: FileCall, signer: Signer) -> str:
    """The line of the header."""
    return to_line(sign_message("file-call", call, signer))


def read_call(line: str) -> tuple[FileCall, bytes]:
    """Read a call whose sender is not proven yet, with its signed bytes; raises `Malformed`."""
    body = from_line(line)
    return read_message(body, FileCall), body


def check_call(body: bytes, public_key: bytes) -> None:
    """Raise `UntrustedServer` unless the key's owner signed this call."""
    check_signed(body, "file-call", public_key)


def write_held(held: Held, signer: Signer) -> bytes:
    """The server's word on a file."""
    return sign_message("file-held", held, signer)


def read_held(body: bytes, server_key: bytes, nonce: bytes) -> Held:
    """Read it; raises `UntrustedServer` unless the server signed it over our nonce."""
    return read_answering(body, "file-held", server_key, nonce, Held)


def read_passed_on_held(body: bytes, server_key: bytes, server: str) -> Held:
    """Read a word that was given to somebody else; only the server's signature is checked.

    It is about the log that it names, so it says nothing of a server that was put back since.
    """
    check_signed(body, "file-held", server_key)
    held = read_message(body, Held)
    if held.server != server:
        raise UntrustedServer("another server")
    return held


def write_words_asked(asked: WordsAsked, signer: Signer) -> bytes:
    """The body of a question for words."""
    return sign_message("words-asked", asked, signer)


def read_words_asked(body: bytes) -> WordsAsked:
    """Read a question whose sender is not proven yet; raises `Malformed`."""
    return read_message(body, WordsAsked)


def write_asked(asked: LinksAsked, signer: Signer) -> bytes:
    """The body of a request for links."""
    return sign_message("links-asked", asked, signer)


def read_asked(body: bytes) -> LinksAsked:
    """Read a request whose sender is not proven yet; raises `Malformed`."""
    return read_message(body, LinksAsked)


def check_asked(body: bytes, public_key: bytes) -> None:
    """Raise `UntrustedServer` unless the key's owner asked for these links."""
    check_signed(body, "links-asked", public_key)


def write_given(given: LinksGiven, signer: Signer) -> bytes:
    """The body of the answer with links."""
    return sign_message("links-given", given, signer)


def read_given(body: bytes, server_key: bytes, nonce: bytes) -> LinksGiven:
    """Read links; raises `UntrustedServer` unless the server signed them over our nonce."""
    return read_answering(body, "links-given", server_key, nonce, LinksGiven)


def to_line(body: bytes) -> str:
    """Bytes as one line of a header."""
    return base64.urlsafe_b64encode(body).decode("ascii")


def from_line(line: str) -> bytes:
    """Read such a line; raises `Malformed`."""
    if not line or len(line) > _MOST_HEADER:
        raise Malformed("no signed line")
    try:
        return base64.b64decode(line.encode("ascii"), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error) as why:
        raise Malformed("not a signed line") from why
