"""Events that no program should have written, and bytes that are no frame."""

import random
import struct
from typing import NamedTuple

import zstandard

from sync.protocol import canonical
from sync.protocol.event import SALT_BYTES, Line, full_line
from sync.protocol.records import RecordType, write_record

_ENVELOPES: dict[str, dict[str, object]] = {
    "unknown kind": {"k": "office.signed_by_moonlight"},
    "newer schema": {"v": 99},
    "newer envelope": {"aura": "violet"},
}
_PAYLOADS = {
    "zero byte": b'{"text":"H\\u0000ng"}',
    "lone surrogate": b'{"text":"\\ud800"}',
    "not composed": '{"text":"Ho\u0309ng"}'.encode(),
    "deep": b'{"text":' + b"[" * 9000 + b"]" * 9000 + b"}",
    "no text": b"\xff\xfe\x00",
    "large": canonical.encode({"text": "ư" * 16_000}),
}
KINDS = (*_ENVELOPES, *_PAYLOADS, "another number")
_HEAD = struct.Struct(">3sBBH10s4sQHII")


class Poison(NamedTuple):
    """One such event: what is wrong with it, and the entity that it speaks of."""

    kind: str
    entity: str

    def line(self, n: int, at: int, chance: random.Random) -> Line:
        """Its bytes, whatever a sound program would say of them."""
        envelope, payload = self._texts(n, at)
        return full_line(envelope, payload, chance.randbytes(SALT_BYTES))

    def _texts(self, n: int, at: int) -> tuple[bytes, bytes]:
        said: dict[str, object] = {"e": self.entity, "t": "dossier", "k": "office.note_added"}
        said |= {"v": 1, "n": n, "at": at, "by": "Cán bộ", "role": "counter"}
        said |= _ENVELOPES.get(self.kind, {})
        if self.kind == "another number":
            said["n"] = n + 7
        return canonical.encode(said), _PAYLOADS.get(self.kind, canonical.encode({"text": "Hỏng"}))


def never_recorded() -> dict[str, str]:
    """Texts that the own program refuses to record."""
    return {"64 KB": "a" * 65_536, "zero byte": "H\x00ng", "lone surrogate": "\ud800"}


def garbage(chance: random.Random) -> tuple[bytes, ...]:
    """Frames that are none: noise, a bomb that unpacks to 4 MB, one that is cut off."""
    bomb = zstandard.ZstdCompressor(level=1).compress(bytes(4 << 20))
    head = _HEAD.pack(b"MCF", 1, 0, 0, b"A" * 10, b"B" * 4, 1, 1, 4 << 20, len(bomb))
    bodies = (chance.randbytes(300), head + bomb, head[:-3])
    return tuple(write_record(RecordType.FRAME, body) for body in bodies)
