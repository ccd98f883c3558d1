"""One write per response: on a thin line the head does not travel in a packet of its own."""

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

_HEAD = b"HTTP/1.1 "


class CorkedProtocol(H11Protocol):
    """HTTP/1.1 whose heads wait for the first piece of their body."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Write through a cork."""
        super().connection_made(_Corked(transport))  # type: ignore[arg-type]


class _Corked:
    """A transport that keeps a head until something follows it; h11 always writes on."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._head = b""

    def write(self, data: bytes) -> None:
        """Send, but a head only together with what follows."""
        whole = self._head + data
        self._head = b""
        if data.startswith(_HEAD) and not data.startswith(_HEAD + b"100"):
            self._head = whole
            return
        self._transport.write(whole)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a transport has
        return getattr(self._transport, name)
