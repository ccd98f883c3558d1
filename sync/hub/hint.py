"""Answers who asks in the building's network where the commune's server is; proves nothing."""

import logging
import socket
import threading
from contextlib import suppress
from typing import Self

from sync.protocol.errors import Malformed
from sync.protocol.hint import LENGTH, Hint, read_question, write_hint

LOG = logging.getLogger(__name__)

_LOOK_SECONDS = 0.5


class HintDesk:
    """Listens on a port of its own; a port that another program has is no fault.

    An answer goes to where the question came from and is shorter than it.
    """

    def __init__(self, hint: Hint, address: tuple[str, int]) -> None:
        self._hint = hint
        self._socket: socket.socket | None = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="hub-hint", daemon=True)
        try:
            self._socket.bind(address)
            self._socket.settimeout(_LOOK_SECONDS)
        except OSError:
            LOG.info("the hub cannot be looked for: its port has another program")
            self._socket.close()
            self._socket = None

    @property
    def port(self) -> int:
        """Where it listens; 0 where it does not."""
        return int(self._socket.getsockname()[1]) if self._socket else 0

    def __enter__(self) -> Self:
        if self._socket:
            self._thread.start()
        return self

    def __exit__(self, *why: object) -> None:
        self._stopping.set()
        if self._socket:
            with suppress(OSError):  # it need not wait for the next look
                self._socket.sendto(b"", ("127.0.0.1", self.port))
            self._thread.join()
            self._socket.close()

    def _run(self) -> None:
        while self._socket and not self._stopping.is_set():
            with suppress(OSError, Malformed):  # also Windows' word that nobody heard our answer
                asked, who = self._socket.recvfrom(LENGTH + 1)
                self._socket.sendto(write_hint(self._hint, read_question(asked)), who)
