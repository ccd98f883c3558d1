"""A real gateway on real files with a clock that stands, and PCs enrolled at it."""

import random
from pathlib import Path
from typing import Any

from sync.gateway.enrolment import enrol, invite
from sync.gateway.exchange import Exchange
from sync.gateway.folder import Settings
from sync.gateway.gateway import Gateway
from sync.protocol.enrolment import apply_with, read_welcome
from sync.protocol.frame import NO_DICTIONARIES, Dictionaries
from sync.protocol.records import RecordReader, RecordType
from tests.helpers.gateway_pc import Answer, Pc

SI_LO_LAU = "03433"
DAO_SAN = "03430"
SETTINGS = Settings(province="Lai Châu", names=("localhost", "127.0.0.1"))
START = 1_790_000_000_000


class StandingClock:
    """UTC milliseconds that move only when told."""

    def __init__(self, now: int = START) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now


class World:
    """A province with two communes; talks to the gateway without HTTP."""

    def __init__(self, path: Path, dictionaries: Dictionaries = NO_DICTIONARIES) -> None:
        self.path = path
        self.dictionaries = dictionaries
        self.clock = StandingClock()
        self.random = random.Random(7)  # noqa: S311 - the same run every time
        Gateway.init(path, SETTINGS, self.clock, self.random.randbytes).close()
        self.gateway = self._opened()
        self.gateway.add_commune(SI_LO_LAU, "Sì Lở Lầu")
        self.gateway.add_commune(DAO_SAN, "Dào San")

    def restarts(self) -> None:
        """Stop the gateway and open it again."""
        self.gateway.close()
        self.gateway = self._opened()

    def _opened(self) -> Gateway:
        return Gateway(self.path, self.clock, self.random.randbytes, self.dictionaries)

    def enrols(self, secret: int, commune: str = SI_LO_LAU, epoch: str = "AAAA") -> Pc:
        """A PC lets itself in by a fresh code."""
        pc = Pc(secret, commune, epoch)
        code = invite(self.gateway, commune, "counter").code
        body = enrol(self.gateway, apply_with(code, pc.signer, f"Máy {secret}", 1))
        welcome = read_welcome(body, code, pc.signer.public_key)
        pc.trusts(welcome.server, welcome.server_key, welcome.log_epoch)
        return pc

    def answers(self, body: bytes) -> bytes:
        """What the gateway answers to a whole body."""
        records = list(RecordReader().feed(body))
        exchange = Exchange(self.gateway, records[0].body, len(body) - 5 - len(records[0].body))
        for record in records[1:]:
            if record.type is RecordType.FRAME:
                exchange.take(record.body)
        return exchange.answer()

    def round(self, pc: Pc, frames: list[bytes] | None = None, **changes: Any) -> Answer:
        """One whole exchange of a PC."""
        sent = pc.frames() if frames is None else frames
        return pc.reads(self.answers(pc.request(sent, **changes)))
