"""Bodies as they arrive: read ahead, bounded, and used even if the line dies behind them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

from starlette.requests import ClientDisconnect, Request

from sync.gateway.refusals import Refused

_STALL_SECONDS = 60
_DRAIN_SECONDS = 20
_READ_AHEAD = 8
"""Pieces of at most 64 KB: what one slow request may hold in memory."""


def body_length(request: Request, most: int) -> int:
    """The length that the client has announced, within bounds."""
    text = request.headers.get("content-length", "")
    if not text.isdecimal():
        raise Refused(411, "length_required")
    if int(text) > most:
        raise Refused(413, "too_large")
    return int(text)


async def chunks(request: Request) -> AsyncIterator[bytes]:
    """The body as it arrives, read ahead: what has arrived is used even if the line dies then."""
    arrived: asyncio.Queue[bytes | Exception] = asyncio.Queue(_READ_AHEAD)
    reading = asyncio.create_task(_read_ahead(request, arrived))
    try:
        while not isinstance(chunk := await arrived.get(), Exception):
            yield chunk
    finally:
        reading.cancel()
    if not isinstance(chunk, EOFError):
        raise chunk


async def pieces(request: Request, size: int) -> AsyncIterator[bytes]:
    """The body in pieces of at least `size`; the last may be smaller, also where the line died."""
    gathered = bytearray()
    broken: Exception | None = None
    try:
        async for chunk in chunks(request):
            gathered += chunk
            if len(gathered) >= size:
                yield bytes(gathered)
                gathered.clear()
    except (ClientDisconnect, Refused) as why:
        broken = why
    if gathered:
        yield bytes(gathered)
    if broken is not None:
        raise broken


async def drained(request: Request, most: int) -> None:
    """Read what is left of a small body before it is refused.

    Who is still sending would see a broken line instead of the answer, and the connection would
    wait for its end half a minute more.
    """
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > most:
        return
    with suppress(ClientDisconnect, TimeoutError, RuntimeError):  # the last: it was read whole
        async with asyncio.timeout(_DRAIN_SECONDS):
            async for _ in request.stream():
                pass


async def _read_ahead(request: Request, arrived: asyncio.Queue[bytes | Exception]) -> None:
    """Queue the body and what ended it; a line that is silent for a minute is given up."""
    stream = request.stream()
    try:
        while True:
            async with asyncio.timeout(_STALL_SECONDS):
                chunk = await anext(stream)
            await arrived.put(chunk)
    except StopAsyncIteration:
        await arrived.put(EOFError())
    except TimeoutError:
        await arrived.put(Refused(408, "stalled"))
    except ClientDisconnect as why:
        await arrived.put(why)
