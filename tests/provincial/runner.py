"""Runs the stand-in under uvicorn, over HTTP or TLS, in the foreground or in a thread."""

import socket
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import uvicorn

from sync.gateway.ca import Authority
from tests.provincial.cutting import CuttableProtocol
from tests.provincial.system import DSTCODE, PASSWORD, USER
from tests.provincial.wire import AUTH, INTEGRATION, SHARE, Wire

_NAMES = ("localhost", "127.0.0.1")


class Server(uvicorn.Server):
    """A uvicorn server that says when it listens."""

    def __init__(self, wire: Wire, tls: Path | None, ready: Callable[[], None]) -> None:
        files = make_certificate(tls) if tls else None
        config = uvicorn.Config(
            wire.application(),
            http=CuttableProtocol,
            loop="asyncio",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=1,
            ssl_certfile=files[0] if files else None,
            ssl_keyfile=files[1] if files else None,
        )
        super().__init__(config)
        self._ready = ready

    def end(self) -> None:
        """Stop soon; may be called from any thread."""
        self.should_exit = True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then tell."""
        await super().startup(sockets)
        self._ready()


class Threaded:
    """The server in a thread of this process, on a port of the loopback."""

    def __init__(self, wire: Wire, tls: Path | None = None, port: int = 0) -> None:
        self._listener = socket.create_server(("127.0.0.1", port), backlog=128)
        self.port: int = self._listener.getsockname()[1]
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"
        self._listens = threading.Event()
        self._server = Server(wire, tls, self._listens.set)
        self._thread = threading.Thread(
            target=lambda: self._server.run(sockets=[self._listener]), daemon=True
        )

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()
        assert self._listens.wait(60)

    def stop(self) -> None:
        """Stop within seconds, whatever is going on."""
        self._server.end()
        self._thread.join(10)
        self._listener.close()


def make_certificate(folder: Path) -> tuple[str, str]:
    """Make an authority (`ca.pem`) and a certificate for the loopback, once."""
    folder.mkdir(parents=True, exist_ok=True)
    certificate, key = folder / "province.pem", folder / "province.key"
    if not certificate.exists():
        now_ms = int(datetime.now(UTC).timestamp() * 1000)  # noqa: TID251 - see system_clock
        authority = Authority.make("Hệ thống tỉnh thử", now_ms)
        leaf = authority.issue(_NAMES, now_ms)
        key.write_bytes(leaf.key)
        (folder / "ca.pem").write_bytes(authority.certificate_pem)
        certificate.write_bytes(leaf.certificate)
    return str(certificate), str(key)


def connection(url: str, unit: str) -> dict[str, str]:
    """Return what a connector must be told to reach it, in the words of the interface."""
    return {
        "adapter_url": url,
        "auth_endpoint": AUTH,
        "integration_endpoint": INTEGRATION,
        "share_endpoint": SHARE,
        "username": USER,
        "password": PASSWORD,
        "madonvi": unit,
        "dstcode": DSTCODE,
    }
