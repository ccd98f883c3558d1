"""The province: a real gateway on the loopback, with a line that can be cut."""

import hashlib
import os
from pathlib import Path

import msgspec

from app.domain.events import CodeGiven, Payload, Recorded, to_payload
from app.system.clock import Clock, milliseconds
from app.usecases.desk import Desk
from app.usecases.synchronise import enrol
from sync.gateway.enrolment import invite
from sync.gateway.folder import Settings
from sync.gateway.gateway import Gateway
from sync.gateway.province import Fact
from sync.gateway.runner import EmbeddedGateway
from sync.protocol.enrolment import CODE_LETTERS

SETTINGS = Settings(province="Lai Châu", names=("localhost", "127.0.0.1"))


class Province:
    """One gateway serving one commune; its time is the office's."""

    def __init__(
        self, folder: Path, clock: Clock, commune: str, database: str = SETTINGS.database
    ) -> None:
        self.folder = folder
        self.commune = commune
        self._clock = clock
        self._codes = 0
        settings = msgspec.structs.replace(SETTINGS, database=database)
        gateway = Gateway.init(folder, settings, self._now, self._entropy)
        gateway.add_commune(commune, "Xã Sì Lở Lầu")
        self.running = EmbeddedGateway(gateway).start()
        self.url = self.running.url
        self._port = self.running.port

    def invites(self, commune: str = "") -> str:
        """A one-time code for one PC."""
        return invite(self.running.gateway, commune or self.commune, "office").code

    def enrols(self, desk: Desk) -> str:
        """A PC lets itself in."""
        return enrol(desk, self.url, self.invites())

    def is_cut_off(self) -> None:
        """Nobody listens any more."""
        self.running.stop()

    def is_back(self) -> None:
        """The same gateway at the same port."""
        gateway = Gateway(self.folder, self._now, self._entropy)
        self.running = EmbeddedGateway(gateway, port=self._port).start()

    def gives_code(self, dossier: str, code: str) -> None:
        """The operator accepts a dossier."""
        self.says(dossier, CodeGiven(code=code), Recorded(code=code))

    def says(self, dossier: str, *said: Payload) -> None:
        """The operator says something about a dossier."""
        facts = [Fact(dossier, "dossier", one.kind, to_payload(one), one.version) for one in said]
        gateway = self.running.gateway
        gateway.province(self.commune).answer(facts, "Cán bộ tỉnh", gateway.now())

    def closes(self) -> None:
        self.running.stop()

    def _now(self) -> int:
        return milliseconds(self._clock.now())

    def _entropy(self, size: int) -> bytes:
        """The codes of one province are those of the next: their secrets are known already."""
        if size != CODE_LETTERS:
            return os.urandom(size)
        self._codes += 1
        return hashlib.sha256(f"code {self._codes}".encode()).digest()[:size]
