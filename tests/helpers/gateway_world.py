"""A real gateway on real files with a clock that stands, and PCs enrolled at it."""

import random
from pathlib import Path
from typing import Any

import msgspec

from sync.gateway.commune import certified
from sync.gateway.enrolment import DEVICE_PREFIXES
from sync.gateway.exchange import Exchange
from sync.gateway.folder import Settings
from sync.gateway.gateway import Gateway
from sync.protocol.certificate import certify
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

    def __init__(
        self,
        path: Path,
        dictionaries: Dictionaries = NO_DICTIONARIES,
        database: str = SETTINGS.database,
    ) -> None:
        self.path = path
        self.dictionaries = dictionaries
        self.clock = StandingClock()
        self.random = random.Random(7)  # noqa: S311 - the same run every time
        settings = msgspec.structs.replace(SETTINGS, database=database)
        Gateway.init(path, settings, self.clock, self.random.randbytes).close()
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
        """A PC that is known already; coming in by a code has its own tests."""
        pc = Pc(secret, commune, epoch)
        certificate = certify(pc.signer.public_key, DEVICE_PREFIXES, f"Máy {secret}", "counter")
        self.gateway.registry.add_device(certified(commune, certificate), self.clock())
        self.gateway.province(commune).certify(certificate, "counter", self.clock())
        log_epoch = self.gateway.commune(commune).log.end().log_epoch
        pc.trusts(self.gateway.id, self.gateway.signer.public_key, log_epoch)
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
