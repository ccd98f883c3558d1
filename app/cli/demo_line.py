"""The province in the demo: a real gateway on the loopback, and a line that is really cut."""

import argparse
from pathlib import Path

from app.cli import gateway as gateway_command
from app.usecases.shipped import dictionaries
from sync.gateway.enrolment import invite
from sync.gateway.folder import Settings
from sync.gateway.gateway import Gateway
from sync.gateway.runner import EmbeddedGateway

_NAMES = ("localhost", "127.0.0.1")


class Province:
    """A gateway with its own authority, made on the spot; cut means that nobody listens."""

    def __init__(self, folder: Path, province: str, commune: str, name: str) -> None:
        self.folder = folder
        self.commune = commune
        gateway = Gateway.init(folder, Settings(province=province, names=_NAMES))
        gateway.add_commune(commune, name)
        gateway.close()
        self._running: EmbeddedGateway | None = EmbeddedGateway(self._opened()).start()
        self._port = self._running.port
        self.url = self._running.url

    def invites(self, role: str = "office") -> str:
        """Make a one-time code for one PC of the commune, or for its connector."""
        gateway = Gateway(self.folder)
        try:
            return invite(gateway, self.commune, role).code
        finally:
            gateway.close()

    def cut(self) -> None:
        """Cut the line: the port is closed."""
        if self._running is not None:
            self._running.stop()
            self._running = None

    def restore(self) -> None:
        """Let the same gateway listen at the same port again."""
        if self._running is None:
            self._running = EmbeddedGateway(self._opened(), port=self._port).start()

    def answers(self, dossier: str, code: str, by: str) -> None:
        """Let the operator accept a dossier, with the command that operators have."""
        gateway_command.run(
            argparse.Namespace(
                act="answer",
                data=self.folder,
                database="sqlite",
                dossier=dossier,
                accept=code,
                refuse=None,
                state=None,
                reason="",
                by=by,
                json=False,
            )
        )

    def close(self) -> None:
        """Stop for good."""
        self.cut()

    def _opened(self) -> Gateway:
        return Gateway(self.folder, dictionaries=dictionaries())
