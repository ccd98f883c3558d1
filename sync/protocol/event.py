"""One act of one officer: the envelope that is hashed, and the payload beside it.

h = SHA-256(envelope || dh), dh = SHA-256(salt || payload). `dh` stands outside the envelope's text:
who has salt and payload computes it, and only an erased payload needs it said. So retention can
remove a payload (`province.erased`) and the chain still verifies.
"""

import hashlib
import re
from typing import NamedTuple

import msgspec

from sync.protocol import canonical
from sync.protocol.bounds import Moment
from sync.protocol.canonical import Object
from sync.protocol.errors import Malformed, NotCanonical
from sync.protocol.identity import EventId

SALT_BYTES = 16
HASH_BYTES = 32
MAX_ENVELOPE = 8 * 1024
MAX_PAYLOAD = 32 * 1024

_HASH_NAME = re.compile(r"[0-9a-f]{64}", re.ASCII)
_SHORT = re.compile(r"[0-9a-f]{8}", re.ASCII)


class Seen(NamedTuple):
    """A head of a history as the officer's screen showed it; `short` is 8 hex digits of its h."""

    device: str
    epoch: str
    n: int
    short: str

    @property
    def id(self) -> EventId:
        """The event that was seen."""
        return EventId(self.device, self.epoch, self.n)


class Envelope(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is said about an act beside its content; instants are UTC milliseconds.

    `e` entity (UUIDv7), `t` its type, `k` kind with its author's prefix, `v` schema version of the
    kind; `at` recording time with its quality `clk`, `eff` when it really happened if not at `at`;
    `by` and `role` the officer then; `f` SHA-256 names (hex) of the files it refers to; `o` the id
    of the original when a branch that lost its place is recorded again. What has a default and does
    not differ from it is left out of the text.
    """

    v: int
    n: int = 0
    e: str
    t: str
    k: str
    seen: tuple[Seen, ...] = ()
    at: Moment
    clk: str = "ok"
    eff: Moment | None = None
    by: str
    role: str
    f: tuple[str, ...] = ()
    o: str = ""


class Line(msgspec.Struct, frozen=True):
    """An event as bytes, never encoded again; payload and salt go when it is erased."""

    envelope: bytes
    dh: bytes
    payload: bytes | None
    salt: bytes | None

    @property
    def h(self) -> bytes:
        """The hash that the chain takes in."""
        return hashlib.sha256(self.envelope + self.dh).digest()

    @property
    def size(self) -> int:
        """Bytes that this line brings into a frame before compression."""
        return len(self.envelope) + len(self.payload or b"") + HASH_BYTES

    def erased(self) -> "Line":
        """The same line without its content; same hash."""
        return Line(self.envelope, self.dh, None, None)


class Event(msgspec.Struct, frozen=True):
    """A line that was read: what the domain folds. `payload` is None once erased."""

    id: EventId
    envelope: Envelope
    payload: Object | None
    h: bytes
    position: int | None = None

    @property
    def seen_as(self) -> Seen:
        """How a later event names this one in its `seen`."""
        return Seen(*self.id, self.h[:4].hex())


def payload_hash(payload: bytes, salt: bytes) -> bytes:
    """dh, salted so that a short payload cannot be guessed from it once erased."""
    return hashlib.sha256(salt + payload).digest()


def full_line(envelope: bytes, payload: bytes, salt: bytes) -> Line:
    """A line whose content is at hand."""
    return Line(envelope, payload_hash(payload, salt), payload, salt)


def write(envelope: Envelope, payload: Object, salt: bytes) -> Line:
    """Fix the bytes of an event, once; raises `NotCanonical` for what must not be written."""
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes")
    text, content = canonical.encode(msgspec.to_builtins(envelope)), canonical.encode(payload)
    if len(text) > MAX_ENVELOPE or len(content) > MAX_PAYLOAD:
        raise NotCanonical("size")
    _from_object(canonical.decode_object(text))
    return full_line(text, content, salt)


def read(line: Line, device: str, epoch: str, position: int | None = None) -> Event:
    """Read a line back; raises `Malformed` for what no program of ours would have written."""
    envelope = read_envelope(line.envelope)
    payload = None
    if line.payload is not None:
        payload = canonical.decode_object(line.payload, max_bytes=MAX_PAYLOAD)
    return Event(EventId(device, epoch, envelope.n), envelope, payload, line.h, position)


def read_envelope(text: bytes) -> Envelope:
    """Read only the envelope; unknown keys of a newer program are passed over."""
    return _from_object(canonical.decode_object(text, max_bytes=MAX_ENVELOPE))


def _from_object(value: Object) -> Envelope:
    try:
        envelope = msgspec.convert(value, Envelope)
    except msgspec.ValidationError as why:
        raise Malformed("not an envelope") from why
    if not _is_sound(envelope):
        raise Malformed("an envelope out of bounds")
    return envelope


def _is_sound(envelope: Envelope) -> bool:
    return (
        envelope.n > 0
        and envelope.v > 0
        and bool(envelope.e and envelope.k)
        and envelope.clk in {"ok", "estimated", "bad"}
        and all(_SHORT.fullmatch(seen.short) for seen in envelope.seen)
        and all(_HASH_NAME.fullmatch(name) for name in envelope.f)
    )
