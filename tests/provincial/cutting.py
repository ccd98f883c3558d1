"""A connection that can be cut from inside an answer, as a bad line cuts it."""

import asyncio
import socket
from typing import Any, cast

from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

_OPEN: dict[tuple[str, int], asyncio.Transport] = {}


class CuttableProtocol(H11Protocol):
    """HTTP/1.1 that knows which connection belongs to which caller."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Remember the caller; a head does not wait for its body on the way."""
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        super().connection_made(transport)
        if self.client is not None:
            _OPEN[self.client] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the caller."""
        super().connection_lost(exc)
        if self.client is not None:
            _OPEN.pop(self.client, None)


class Cut(Response):
    """No answer at all: the connection ends."""

    async def __call__(self, scope: Scope, receive: Receive, _send: Send) -> None:
        """Cut it and wait until it is gone."""
        transport = _OPEN.get(cast("Any", scope["client"]))
        if transport is not None:
            transport.abort()
        while (await receive())["type"] != "http.disconnect":
            pass
