"""Files on their way to a gateway: contents, and a device that asks about them."""

import itertools
import random
from typing import Any

from sync.carriers.files import HttpFileLine
from sync.carriers.http import HttpCarrier
from sync.files import tus
from sync.files.address import address_of
from sync.files.calls import CALL_HEADER, Caller
from sync.files.sending import Sending
from sync.files.slices import Slices
from tests.helpers.gateway_pc import Pc

_DRAWN = itertools.count(1 << 64)


def a_scan(size: int = 300_000, seed: int = 1) -> bytes:
    """A PDF that nothing compresses."""
    return b"%PDF-1.7\n" + random.Random(seed).randbytes(size - 9)  # noqa: S311


def caller_of(pc: Pc, **changes: Any) -> Caller:
    """The device as it speaks after its last round."""
    caller = Caller(pc.signer, pc.author.epoch, pc.server, pc.server_key, pc.counter, nonce)
    return caller._replace(**changes)


def nonce(size: int) -> bytes:
    """Bytes that do not repeat."""
    return next(_DRAWN).to_bytes(size, "big")


def file_line(carrier: HttpCarrier, pc: Pc, **changes: Any) -> HttpFileLine:
    """A device's line to the gateway's files."""
    return HttpFileLine(carrier, caller_of(pc, **changes))


def sends(files: HttpFileLine, content: bytes, size: int = 64 << 10) -> int:
    """Bring a whole file up in slices of one size; answers how many steps it took."""
    sending = Sending(address_of(content), content, itertools.count().__next__)
    for step in itertools.count(1):
        held, _ = sending.step(files, Slices(size))
        if held.whole:
            return step
    raise AssertionError


def slice_head(call: str, offset: int = 0) -> bytes:
    """The end of a head: a slice of a file, with its signed call."""
    lines = (
        *(f"{tus.RESUMABLE}: {tus.VERSION}", f"{tus.OFFSET}: {offset}"),
        *(f"Content-Type: {tus.SLICE_TYPE}", f"{CALL_HEADER}: {call}"),
    )
    return ("\r\n" + "\r\n".join(lines) + "\r\n\r\n").encode()
