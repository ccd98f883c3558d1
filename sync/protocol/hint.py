"""A question into the building's network, and who serves answers: one datagram each.

It is a hint and proves nothing: whoever follows it goes by the card, as with an address that was
typed. The question is as long as any answer, so nobody can be flooded by asking in his name; the
answer names no commune, no person and no counter.
"""

from typing import NamedTuple

from sync.protocol.errors import Malformed

NONCE = 8
LENGTH = 64
_ASKS, _TELLS = b"motcua?1", b"motcua!1"
_DEVICE = 10


class Hint(NamedTuple):
    """On which port somebody serves, and the device that it says to be."""

    port: int
    device: str


def write_question(nonce: bytes) -> bytes:
    """Who serves here?"""
    return (_ASKS + nonce).ljust(LENGTH, b"\0")


def read_question(datagram: bytes) -> bytes:
    """The nonce of a question; raises `Malformed` for anything else."""
    if len(datagram) != LENGTH or not datagram.startswith(_ASKS):
        raise Malformed("no question")
    return datagram[len(_ASKS) : len(_ASKS) + NONCE]


def write_hint(hint: Hint, nonce: bytes) -> bytes:
    """The answer to one question."""
    return _TELLS + nonce + hint.port.to_bytes(2) + hint.device.encode("ascii")


def read_hint(datagram: bytes, nonce: bytes) -> Hint:
    """The answer to our question; raises `Malformed`."""
    begins = _TELLS + nonce
    port, device = datagram[len(begins) : len(begins) + 2], datagram[len(begins) + 2 :]
    is_ours = datagram.startswith(begins) and len(device) == _DEVICE and device.isalnum()
    if not is_ours or not device.isascii() or not int.from_bytes(port):
        raise Malformed("no hint")
    return Hint(int.from_bytes(port), device.decode("ascii"))
