"""Runs the gateway under uvicorn with TLS: in the foreground, or in a thread that always stops."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Self

import uvicorn

from sync.gateway.corked import CorkedProtocol
from sync.gateway.faults import NotStarted
from sync.gateway.gateway import Gateway
from sync.gateway.page.mount import Page
from sync.gateway.server import application

_GRACE_SECONDS = 2
_START_SECONDS = 15.0
_STOP_SECONDS = 10.0


def serve(
    gateway: Gateway,
    host: str,
    port: int,
    ready: Callable[[int], None],
    page: Page | None = None,
) -> None:
    """Serve until the process is told to stop; `ready` is called with the port listened on."""
    with _listen(host, port) as listener, _reading(page):
        server = _Server(gateway, lambda: ready(listener.getsockname()[1]), page)
        server.run(sockets=[listener])


@contextmanager
def _reading(page: Page | None) -> Iterator[None]:
    """Let the page read the logs as long as it is served."""
    if page is None:
        yield
        return
    page.start()
    try:
        yield
    finally:
        page.stop()


class EmbeddedGateway:
    """A gateway on the loopback in a thread of this process; `with EmbeddedGateway(...) as it`."""

    def __init__(
        self,
        gateway: Gateway,
        host: str = "127.0.0.1",
        port: int = 0,
        page: Page | None = None,
    ) -> None:
        self.gateway = gateway
        self._listener = _listen(host, port)
        self._host = host
        self.port: int = self._listener.getsockname()[1]
        self._started = threading.Event()
        self._page = page
        self._server = _Server(gateway, self._started.set, page)
        self._thread = threading.Thread(target=self._run, name="gateway", daemon=True)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"https://{self._host}:{self.port}"

    def start(self) -> Self:
        """Begin to listen; raises `NotStarted`."""
        self._thread.start()
        if not self._started.wait(_START_SECONDS):
            self.stop()
            raise NotStarted
        return self

    def stop(self) -> None:
        """Stop within seconds, whatever is going on; the gateway's files are closed too."""
        self._server.should_exit = True
        self._thread.join(_STOP_SECONDS)
        self._listener.close()
        self.gateway.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *why: object) -> None:
        self.stop()

    def _run(self) -> None:
        with _reading(self._page):
            self._server.run(sockets=[self._listener])


class _Server(uvicorn.Server):
    """A uvicorn server that says when it listens."""

    def __init__(
        self, gateway: Gateway, ready: Callable[[], None], page: Page | None = None
    ) -> None:
        certificate, key = gateway.folder.server_files(gateway.now())
        config = uvicorn.Config(
            application(gateway, page.routes() if page else ()),
            http=CorkedProtocol,
            loop="asyncio",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            ssl_certfile=certificate,
            ssl_keyfile=key,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
        config.load()
        _tighten(config.ssl)
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then tell."""
        await super().startup(sockets)
        self._ready()


def _tighten(context: ssl.SSLContext | None) -> None:
    """A round is one connection: tickets for a next one would only cost bytes on a thin line."""
    if context is not None:
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.num_tickets = 0


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), backlog=128, reuse_port=False)
    except OSError as no:
        raise NotStarted(str(no)) from no
