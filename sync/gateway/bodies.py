"""Bodies as they arrive: read ahead, bounded, and used even if the line dies behind them."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import suppress

from starlette.requests import ClientDisconnect, Request

from sync.gateway.refusals import Refused

_STALL_SECONDS = 60
_DRAIN_SECONDS = 20
_HERE_SECONDS = 0.2
"""What has reached the machine is read within that time."""

_MOST_DIGITS = 16
_READ_AHEAD = 8
"""Pieces of at most 64 KB: what one slow request may hold in memory."""


def body_length(request: Request, most: int) -> int:
    """The length that the client has announced, within bounds."""
    length = _announced(request)
    if length is None:
        raise Refused(411, "length_required")
    if length > most:
        raise Refused(413, "too_large")
    return length


def _announced(request: Request) -> int | None:
    """The length in the head; one of more digits than any file has is none."""
    text = request.headers.get("content-length", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS else None


class Body:
    """A body while it arrives, read ahead: what has arrived is used even if the line dies then."""

    def __init__(self, request: Request) -> None:
        self._stream = request.stream()
        self._arrived: asyncio.Queue[bytes | Exception] = asyncio.Queue(_READ_AHEAD)
        self._waiting: asyncio.Timeout | None = None
        self._patience: float = _STALL_SECONDS

    def break_off(self) -> None:
        """Wait for nothing more: what is here already is handed out, then `Refused` is raised."""
        self._patience = _HERE_SECONDS
        if self._waiting is not None and not self._waiting.expired():
            self._waiting.reschedule(asyncio.get_running_loop().time() + _HERE_SECONDS)

    async def chunks(self) -> AsyncGenerator[bytes, None]:
        """As it comes; to be closed by who leaves it before its end."""
        reading = asyncio.create_task(self._read_ahead())
        try:
            while not isinstance(chunk := await self._arrived.get(), Exception):
                yield chunk
        finally:
            reading.cancel()
        if not isinstance(chunk, EOFError):
            raise chunk

    async def _read_ahead(self) -> None:
        """Queue the body and what ended it; a line that is silent for a minute is given up."""
        try:
            while True:
                await self._arrived.put(await self._next())
        except StopAsyncIteration:
            await self._arrived.put(EOFError())
        except TimeoutError:
            is_over = self._patience < _STALL_SECONDS
            why = Refused(409, "overtaken") if is_over else Refused(408, "stalled")
            await self._arrived.put(why)
        except ClientDisconnect as why:
            await self._arrived.put(why)

    async def _next(self) -> bytes:
        async with asyncio.timeout(self._patience) as waiting:
            self._waiting = waiting
            try:
                return await anext(self._stream)
            finally:
                self._waiting = None


def chunks(request: Request) -> AsyncGenerator[bytes, None]:
    """The body as it arrives; to be closed by who leaves it before its end."""
    return Body(request).chunks()


async def pieces(body: Body, size: int) -> AsyncIterator[bytes]:
    """The body in pieces of at least `size`; the last may be smaller, also where the line died."""
    gathered = bytearray()
    broken: Exception | None = None
    try:
        async for chunk in body.chunks():
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
    length = _announced(request)
    if length is None or length > most:
        return
    with suppress(ClientDisconnect, TimeoutError, RuntimeError):  # the last: it was read whole
        async with asyncio.timeout(_DRAIN_SECONDS):
            async for _ in request.stream():
                pass
