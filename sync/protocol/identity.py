"""Names of devices, epochs and events."""

import hashlib
import re
from typing import NamedTuple

from sync.protocol.errors import Malformed

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
DEVICE_LETTERS = 10
EPOCH_LETTERS = 4
MAX_N = (1 << 53) - 1

_DEVICE = re.compile(r"[0-9A-HJKMNP-TV-Z]{10}", re.ASCII)
_EPOCH = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}", re.ASCII)
_ID = re.compile(r"([0-9A-HJKMNP-TV-Z]{10}):([0-9A-HJKMNP-TV-Z]{4}):([1-9][0-9]{0,15})", re.ASCII)


class Author(NamedTuple):
    """One unbroken sequence of events: a device in one of its epochs."""

    device: str
    epoch: str


class EventId(NamedTuple):
    """The name of one event for ever; the order of ids is the tie-break of the fold."""

    device: str
    epoch: str
    n: int

    @property
    def author(self) -> Author:
        """Who counts this `n`."""
        return Author(self.device, self.epoch)

    def __str__(self) -> str:
        return f"{self.device}:{self.epoch}:{self.n}"

    @classmethod
    def parse(cls, text: str) -> "EventId":
        """Read `device:epoch:n`; raises `Malformed`."""
        found = _ID.fullmatch(text)
        if found is None or int(found[3]) > MAX_N:
            raise Malformed("not an event id")
        return cls(found[1], found[2], int(found[3]))


def device_id(public_key: bytes) -> str:
    """The first 10 Crockford characters of the key's SHA-256: a device is its key."""
    return _letters(hashlib.sha256(public_key).digest(), DEVICE_LETTERS)


def new_epoch(entropy: bytes) -> str:
    """Four Crockford characters out of at least 3 random bytes, handed in."""
    return _letters(entropy, EPOCH_LETTERS)


def checked_author(device: str, epoch: str) -> Author:
    """An author out of untrusted text; raises `Malformed`."""
    if _DEVICE.fullmatch(device) is None or _EPOCH.fullmatch(epoch) is None:
        raise Malformed("not an author")
    return Author(device, epoch)


def _letters(data: bytes, count: int) -> str:
    """The first `count` groups of five bits."""
    need = (count * 5 + 7) // 8
    if len(data) < need:
        raise ValueError(f"{need} bytes are needed, not {len(data)}")
    bits = int.from_bytes(data[:need], "big") >> (need * 8 - count * 5)
    return "".join(CROCKFORD[bits >> (5 * place) & 31] for place in reversed(range(count)))
