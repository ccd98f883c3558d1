"""A line of so many bytes a second on the loopback, in user space: nothing of the machine is set.

The bytes of each direction go on in small pieces with a pause after each, as a 2G line hands them
over; little is kept in between, so that the sender feels how slow it is.
"""

import socket
import threading
from contextlib import suppress
from typing import Self

_PIECE = 2048


class SlowLine:
    """Listens, and passes everything on to a port of this machine at that pace."""

    def __init__(self, port: int, rate: float) -> None:
        self.rate = rate
        self.bytes_up = 0
        self._goal = ("127.0.0.1", port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self._over = threading.Event()
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, name="slow line", daemon=True).start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"https://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *why: object) -> None:
        self._over.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.breaks()

    def breaks(self) -> None:
        """Every connection dies where it is; new ones are accepted."""
        for one in self._open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self._open.clear()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                far = socket.create_connection(self._goal)
                far.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._open += [near, far]
                for pair in ((near, far, True), (far, near, False)):
                    threading.Thread(target=self._pass, args=pair, daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket, is_up: bool) -> None:
        with suppress(OSError):
            while piece := source.recv(_PIECE):
                self._over.wait(len(piece) / self.rate)
                self.bytes_up += len(piece) if is_up else 0
                target.sendall(piece)
            target.shutdown(socket.SHUT_WR)
