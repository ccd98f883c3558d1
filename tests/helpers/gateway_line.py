"""A real gateway behind real TLS on the loopback, and carriers to it."""

import itertools
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sync.carriers.http import HttpCarrier, Server
from sync.carriers.pinned import PinnedContext
from sync.gateway.runner import EmbeddedGateway
from sync.protocol.frame import NO_DICTIONARIES, Dictionaries
from tests.helpers.gateway_pc import Answer, Pc
from tests.helpers.gateway_world import World
from tests.helpers.patience import PATIENCE


class Line:
    """The line from the offices to the gateway."""

    def __init__(self, world: World, embedded: EmbeddedGateway) -> None:
        self.world = world
        self.embedded = embedded
        self._drawn = itertools.count(1)

    @property
    def server(self) -> Server:
        """Whom an enrolled PC talks to."""
        gateway = self.world.gateway
        return Server(self.embedded.url, gateway.folder.authority_pem(), gateway.signer.public_key)

    def carrier(self, **changes: Any) -> HttpCarrier:
        """A carrier of a PC whose clock is right."""
        server = self.server._replace(**changes)
        return HttpCarrier(server, self.world.clock, self.nonce)

    def connections(self) -> int:
        """How many PCs the server sees on the line."""
        return len(self.embedded._server.server_state.connections)

    def nonce(self, size: int = 16) -> bytes:
        """Bytes that do not repeat."""
        return next(self._drawn).to_bytes(size, "big")

    def round(self, pc: Pc, frames: list[bytes] | None = None, **changes: Any) -> Answer:
        """One whole round of a PC over the line."""
        body = pc.request(pc.frames() if frames is None else frames, **changes)
        with self.carrier() as carrier:
            return pc.reads(carrier.sync(body, pc.counter.to_bytes(16, "big")))


@contextmanager
def open_line(
    path: Path, dictionaries: Dictionaries = NO_DICTIONARIES, database: str = "sqlite"
) -> Iterator[Line]:
    """A gateway that listens, with two communes."""
    world = World(path, dictionaries, database)
    with EmbeddedGateway(world.gateway) as embedded:
        yield Line(world, embedded)


def eventually(condition: Callable[[], bool]) -> bool:
    """Wait until something that another thread does has happened; bounded."""
    moment = threading.Event()
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            return False
        moment.wait(0.005)
    return True


def send_raw(line: Line, text: bytes) -> ssl.SSLSocket:
    """Open a connection of our own, say exactly these bytes, and keep it open."""
    context = PinnedContext.trusting(line.server.authority, lambda: 0)
    plain = socket.create_connection(("127.0.0.1", line.embedded.port), timeout=PATIENCE)
    wrapped = context.wrap_socket(plain, server_hostname="127.0.0.1")
    wrapped.sendall(text)
    return wrapped


def post_head(length: int, path: str = "/v1/sync") -> bytes:
    """The head of a request."""
    return f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n".encode()
