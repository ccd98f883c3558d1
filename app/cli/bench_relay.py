"""A relay on the loopback that counts every byte of a line, TLS included."""

import socket
import threading
from contextlib import suppress
from typing import Self

_PIECE = 16 * 1024


class CountingRelay:
    """Listens, passes everything on to a port of this machine, and counts both ways."""

    def __init__(self, port: int) -> None:
        self.bytes_up = self.bytes_down = self.connections = 0
        self._goal = ("127.0.0.1", port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, name="relay", daemon=True).start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"https://127.0.0.1:{self._listener.getsockname()[1]}"

    def forget(self) -> None:
        """Count from here on."""
        self.bytes_up = self.bytes_down = self.connections = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *why: object) -> None:
        for one in (self._listener, *self._open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                far = socket.create_connection(self._goal)
                self._open += [near, far]
                self.connections += 1
                for pair in ((near, far, "bytes_up"), (far, near, "bytes_down")):
                    threading.Thread(target=self._pass, args=pair, daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket, count: str) -> None:
        with suppress(OSError):
            while piece := source.recv(_PIECE):
                setattr(self, count, getattr(self, count) + len(piece))
                target.sendall(piece)
            target.shutdown(socket.SHUT_WR)
