"""What a PC tells the helpdesk of its codes for the telephone: sealed, and under which name.

The payload of `office.phone_codes_made`: `first`, `last` and a box (hex, see `boxes`) in which lie
the codes by number with the PC and the commune that they open.
"""

import uuid

import msgspec

from sync.protocol.canonical import UNREADABLE
from sync.protocol.errors import Malformed

MADE = "office.phone_codes_made"
PURPOSE = "phone codes"
_CODES = uuid.UUID("2c1e7a54-8d0b-7f6a-9d35-40b7f1a9c862")


class Codes(msgspec.Struct, frozen=True):
    """Codes by number, and what they open."""

    commune: str
    device: str
    codes: dict[int, str]


def entity_of(device: str) -> str:
    """All codes of one PC as one entity."""
    return str(uuid.uuid5(_CODES, device))


def write(codes: Codes) -> bytes:
    """What goes into the box."""
    return msgspec.json.encode(codes)


def read(content: bytes) -> Codes:
    """What came out of a box; raises `Malformed`."""
    try:
        return msgspec.json.decode(content, type=Codes)
    except UNREADABLE as why:
        raise Malformed("not codes") from why
