"""Randomness from the machine, handed in so that tests may repeat it."""

import os
from collections.abc import Callable
from datetime import datetime

from app.system.clock import milliseconds

Entropy = Callable[[int], bytes]
"""Asked for a number of bytes, gives that many that nobody can guess."""

_GROUPS = ((0, 8), (8, 12), (12, 16), (16, 20), (20, 32))


def system_entropy(count: int) -> bytes:
    """Unguessable bytes from the operating system."""
    return os.urandom(count)


def new_uuid(now: datetime, entropy: Entropy) -> str:
    """A UUIDv7: sorts by the moment it was made, unique without asking anybody."""
    head = milliseconds(now).to_bytes(6, "big")
    tail = bytearray(entropy(10))
    tail[0] = 0x70 | (tail[0] & 0x0F)
    tail[2] = 0x80 | (tail[2] & 0x3F)
    digits = (head + bytes(tail)).hex()
    return "-".join(digits[begin:end] for begin, end in _GROUPS)
