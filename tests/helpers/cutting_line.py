"""A line on the loopback that counts what goes up and does something bad at chosen bytes."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple, Self

_PIECE = 1024


class Fault(NamedTuple):
    """What happens once so many bytes have gone up; the connection dies in any case."""

    at: int
    happens: Callable[[], None]


class CuttingLine:
    """Listens, and passes on to a port that may move; one connection at a time."""

    def __init__(self, port: Callable[[], int], faults: list[Fault]) -> None:
        self.bytes_up = 0
        self.faults = faults
        self._port = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._accept, name="cutting line", daemon=True).start()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._listener.getsockname()[1])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *why: object) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            with (
                suppress(OSError),
                near,
                socket.create_connection(("127.0.0.1", self._port())) as far,
            ):
                threading.Thread(target=_pass, args=(far, near), daemon=True).start()
                self._lasts(near, far)

    def _lasts(self, near: socket.socket, far: socket.socket) -> None:
        """Pass on until one side ends it, or the next fault."""
        while piece := near.recv(_PIECE):
            left = self.faults[0].at - self.bytes_up if self.faults else len(piece) + 1
            far.sendall(piece[:left])
            self.bytes_up += min(left, len(piece))
            if left <= len(piece):
                near.shutdown(socket.SHUT_RDWR)
                self.faults.pop(0).happens()
                return


def _pass(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(_PIECE):
            target.sendall(piece)
        target.shutdown(socket.SHUT_RDWR)
