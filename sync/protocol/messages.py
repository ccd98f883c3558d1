"""What two nodes say to each other beside frames: signed canonical text.

A request is `Hello` + frames + end; the answer is `Ack` + frames + `Positions` + end. Each message
is 64 bytes of signature followed by its text; bytes stand in the text as base64.
"""

from collections.abc import Iterable, Iterator
from typing import Annotated, NamedTuple, Protocol, TypeVar

import msgspec
from msgspec import Meta

from sync.protocol import canonical
from sync.protocol.bounds import (
    Count,
    DeviceName,
    EpochName,
    Flag,
    Hash,
    LogEpoch,
    Nonce,
    Sequence,
    Word,
)
from sync.protocol.errors import Malformed, UntrustedServer
from sync.protocol.identity import Author, EventId
from sync.protocol.signing import SIGNATURE_BYTES, Signer, is_signed_by

NONCE_BYTES = 16
MAX_HEADS = 500
MAX_MARKS = 64
MAX_RUNS = 2000
MAX_TOLD = 100_000
"""How many positions one answer tells at most."""

_Message = TypeVar("_Message")
_Answering = TypeVar("_Answering", bound="_Answer")


class _Answer(Protocol):
    """Whatever says to which question it belongs."""

    @property
    def nonce(self) -> bytes: ...


class Range(NamedTuple):
    """Held events beyond a gap: from `first` to `last`, and H(last)."""

    first: Sequence
    last: Sequence
    chain: Hash


class Held(NamedTuple):
    """What a node holds of one author: H(n) at `n` without a gap (0: nothing), ranges beyond."""

    device: DeviceName
    epoch: EpochName
    n: Count
    chain: Hash
    beyond: Annotated[tuple[Range, ...], Meta(max_length=MAX_HEADS)] = ()

    @property
    def author(self) -> Author:
        """Whose events."""
        return Author(self.device, self.epoch)


class Mark(NamedTuple):
    """A place in the log and L there."""

    position: Count
    chain: Hash


class Pull(NamedTuple):
    """Where in the log the client stands: marks from its cursor back, thinning out.

    The gateway goes on from the highest mark that is its own: after a restore that is the last
    place where both logs are equal.
    """

    log_epoch: LogEpoch
    marks: Annotated[tuple[Mark, ...], Meta(max_length=MAX_MARKS)]
    max_bytes: Count


class Hello(msgspec.Struct, frozen=True, kw_only=True):
    """The first record of a request, signed by the device.

    `counter` rises with every request and is kept on disk: one that fell reveals a restore. `heads`
    are those that the server is not yet known to hold equally, and always the device's own.
    `length` = bytes that follow this record. `goodput` (bytes a second) and `rtt` (ms) are 0 when
    unknown.
    `dictionary` is the newest that the client can unpack; the older ones ship for ever. `program`
    is its version, for whoever looks after the PCs; one that does not tell is as welcome.
    """

    protocol: Count
    server: DeviceName
    device: DeviceName
    epoch: EpochName
    counter: Count
    nonce: Nonce
    heads: Annotated[tuple[Held, ...], Meta(max_length=MAX_HEADS)]
    pull: Pull
    length: Count
    goodput: Count = 0
    rtt: Count = 0
    dictionary: Count = 0
    program: Word = ""

    @property
    def author(self) -> Author:
        """The device in its present epoch."""
        return Author(self.device, self.epoch)


class Note(NamedTuple):
    """A verdict that is not trivial: what became of the frame that began at this id, and why."""

    device: DeviceName
    epoch: EpochName
    n: Sequence
    outcome: Word
    reason: Word


class Ack(msgspec.Struct, frozen=True, kw_only=True):
    """The first record of an answer, signed by the server over the client's nonce.

    `have` names every author of the `Hello` and of the frames just taken. `time` is UTC
    milliseconds; `head` is the end of the log, everything up to position `durable` is in a backup;
    `counter` is the highest that this device ever sent, one more if the request's did not rise;
    `poll` seconds is when to ask again if nothing happens here.
    `dictionary` is the newest that the server can unpack.
    """

    protocol: Count
    server: DeviceName
    log_epoch: LogEpoch
    time: Count
    nonce: Nonce
    counter: Count
    have: Annotated[tuple[Held, ...], Meta(max_length=2 * MAX_HEADS)]
    head: Mark
    durable: Count = 0
    notes: Annotated[tuple[Note, ...], Meta(max_length=MAX_HEADS)] = ()
    poll: Count = 0
    dictionary: Count = 0


class Run(NamedTuple):
    """Consecutive events of one author at consecutive positions."""

    device: DeviceName
    epoch: EpochName
    n: Sequence
    length: Annotated[int, Meta(ge=1, le=MAX_TOLD)]

    def ids(self) -> Iterator[EventId]:
        """The events of the run."""
        return (EventId(self.device, self.epoch, n) for n in range(self.n, self.n + self.length))


class Positions(msgspec.Struct, frozen=True, kw_only=True):
    """The order of a piece of the log, run-length encoded.

    `start` is the mark before the first position told, `chain` is L after the last. What the client
    had placed above `start` is no longer so (it happens when the gateway was restored). `more` says
    that the log goes on.
    """

    server: DeviceName
    log_epoch: LogEpoch
    nonce: Nonce
    start: Mark
    runs: Annotated[tuple[Run, ...], Meta(max_length=MAX_RUNS)]
    chain: Hash
    more: Flag = 0

    @property
    def last(self) -> int:
        """The last position told."""
        return self.start.position + sum(run.length for run in self.runs)

    def ids(self) -> Iterator[EventId]:
        """The events in order."""
        return (event for run in self.runs for event in run.ids())


def runs_of(ids: Iterable[EventId]) -> tuple[Run, ...]:
    """Run-length encode an order of events."""
    runs: list[Run] = []
    for event in ids:
        last = runs[-1] if runs else None
        if last and (last.device, last.epoch, last.n + last.length) == event:
            runs[-1] = last._replace(length=last.length + 1)
        else:
            runs.append(Run(*event, length=1))
    return tuple(runs)


def write_hello(hello: Hello, signer: Signer) -> bytes:
    """The body of the HELLO record."""
    said = msgspec.to_builtins(hello)
    if not hello.program:
        del said["program"]  # as programs wrote it that had none to tell
    return _signed("hello", said, signer)


def read_hello(body: bytes) -> Hello:
    """Read a `Hello` whose sender is not proven yet (see `check_signed`); raises `Malformed`."""
    return read_message(body, Hello)


def write_ack(ack: Ack, signer: Signer) -> bytes:
    """The body of the ACK record."""
    return sign_message("ack", ack, signer)


def read_ack(body: bytes, server_key: bytes, nonce: bytes) -> Ack:
    """Read an `Ack`; raises `UntrustedServer` unless the server signed it over our nonce."""
    return read_answering(body, "ack", server_key, nonce, Ack)


def read_passed_on_ack(body: bytes, server_key: bytes) -> Ack:
    """Read an `Ack` that was said to somebody else; only the server's signature is checked."""
    check_signed(body, "ack", server_key)
    return read_message(body, Ack)


def write_positions(positions: Positions, signer: Signer) -> bytes:
    """The body of the POSITIONS record."""
    return sign_message("positions", positions, signer)


def read_positions(body: bytes, server_key: bytes, nonce: bytes) -> Positions:
    """Read `Positions`; raises `UntrustedServer` unless the server signed them over our nonce."""
    positions = read_passed_on_positions(body, server_key)
    _check_nonce(positions.nonce, nonce)
    return positions


def read_passed_on_positions(body: bytes, server_key: bytes) -> Positions:
    """Read `Positions` that were told to somebody else; what they are worth, the chain proves."""
    check_signed(body, "positions", server_key)
    positions = read_message(body, Positions)
    if positions.last - positions.start.position > MAX_TOLD:
        raise Malformed("too many positions")
    return positions


def sign_message(purpose: str, message: msgspec.Struct, signer: Signer) -> bytes:
    """Signature and canonical text of a message."""
    return _signed(purpose, msgspec.to_builtins(message), signer)


def check_signed(body: bytes, purpose: str, public_key: bytes) -> None:
    """Raise `UntrustedServer` unless the key's owner signed this message for this purpose."""
    signature, text = body[:SIGNATURE_BYTES], body[SIGNATURE_BYTES:]
    if not is_signed_by(public_key, purpose, text, signature):
        raise UntrustedServer(f"a forged {purpose}")


def read_message(body: bytes, kind: type[_Message]) -> _Message:
    """Read the text of a message within its bounds; raises `Malformed`."""
    value = canonical.decode_object(body[SIGNATURE_BYTES:])
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as why:
        raise Malformed(f"not a {kind.__name__}") from why


def read_answering(
    body: bytes, purpose: str, public_key: bytes, nonce: bytes, kind: type[_Answering]
) -> _Answering:
    """Read what answers our own question; raises `UntrustedServer` unless signed over our nonce."""
    check_signed(body, purpose, public_key)
    message = read_message(body, kind)
    _check_nonce(message.nonce, nonce)
    return message


def _check_nonce(nonce: bytes, ours: bytes) -> None:
    if nonce != ours:
        raise UntrustedServer("an answer to another question")


def _signed(purpose: str, said: canonical.Object, signer: Signer) -> bytes:
    text = canonical.encode(said)
    return signer.sign(purpose, text) + text
