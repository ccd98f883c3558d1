"""The province's gateway, the real one, in a machine that may fail or be put back."""

import random
import shutil
import sqlite3
from pathlib import Path

from sync.gateway.commune import certified
from sync.gateway.exchange import Exchange
from sync.gateway.faults import StorageFailed
from sync.gateway.folder import Settings
from sync.gateway.gateway import Gateway
from sync.gateway.storage.sqlite import SqliteFile
from sync.peer.request import Server
from sync.protocol.certificate import certify
from sync.protocol.errors import Unreachable
from sync.protocol.identity import EventId
from sync.protocol.records import RecordReader, RecordType
from tests.simulation.ledger import Told
from tests.simulation.pc import Pc

COMMUNE = "03433"
_STEPS = 20


class Province:
    """One gateway with one commune; `now` is handed in."""

    def __init__(self, folder: Path, chance: random.Random, start: int) -> None:
        self._folder, self._chance = folder, chance
        self.time = start
        self.has_restarted = False
        settings = Settings(province="Lai Châu", names=("localhost",))
        self.gateway = Gateway.init(folder / "live", settings, self._now, chance.randbytes)
        self.gateway.add_commune(COMMUNE, "Sì Lở Lầu")

    def enrols(self, pc: Pc) -> None:
        """Let a PC in; both know each other's keys from now on."""
        certificate = certify(pc.signer.public_key, ("office.", "device."), pc.name, "counter")
        self.gateway.registry.add_device(certified(COMMUNE, certificate), self.time)
        self.gateway.province(COMMUNE).certify(certificate, "operator", self.time)
        pc.server = Server(self.gateway.id, self.gateway.signer.public_key)
        root = self.gateway.registry.commune(COMMUNE)
        assert root is not None
        device = self.gateway.registry.device(root.province_device)
        assert device is not None
        with pc.disk.transaction():
            trusted = certify(device.public_key, device.prefixes, device.name, device.role)
            pc.journal.devices.trust(trusted)

    def hears(self, body: bytes, arrives: int) -> bytes | None:
        """Take as much of a request as arrives; answer if all of it did. Raises `Unreachable`."""
        try:
            return self._hears(body, arrives)
        except (StorageFailed, sqlite3.OperationalError) as why:
            self.restarts()
            raise Unreachable("the server's power failed") from why

    def restarts(self) -> None:
        """Switched off and on."""
        self.gateway.close()
        self.gateway = Gateway(self._folder / "live", self._now, self._chance.randbytes)
        self.gateway.commune(COMMUNE)
        self.has_restarted = True

    def power_fails_after(self, steps: int) -> None:
        """Let the power fail in the middle of some statement to come."""
        left = iter(range(steps))
        self._file()._connection.set_progress_handler(lambda: int(next(left, None) is None), _STEPS)

    def power_is_back(self) -> None:
        """No more failure is armed."""
        self._file()._connection.set_progress_handler(None, 1)

    def _file(self) -> SqliteFile:
        file = self.gateway.storage.commune(COMMUNE)
        assert isinstance(file, SqliteFile)
        return file

    def is_backed_up(self) -> None:
        """Copy the whole folder; what is in the copy is durable."""
        log = self.gateway.commune(COMMUNE).log
        log.mark_covered(log.end().position)
        self.gateway.close()
        shutil.rmtree(self._folder / "backup", ignore_errors=True)
        shutil.copytree(self._folder / "live", self._folder / "backup")
        self.restarts()

    def is_put_back(self, how: str) -> None:
        """Put the backup in place: `announced` by the operator, seen by the `mark`, or not."""
        live, backup = self._folder / "live", self._folder / "backup"
        if not backup.exists():
            return
        self.gateway.close()
        mark = (live / "communes" / COMMUNE / "mark").read_bytes()
        shutil.rmtree(live)
        shutil.copytree(backup, live)
        if how == "mark":
            (live / "communes" / COMMUNE / "mark").write_bytes(mark)
        self.gateway = Gateway(live, self._now, self._chance.randbytes)
        if how == "announced":
            self.gateway.renew(self.gateway.commune(COMMUNE), "restored")

    def holds(self) -> set[Told]:
        """Every event that counts, from the disk."""
        log, told = self.gateway.commune(COMMUNE).log, set()
        with log._database.reading() as db:
            for device, epoch, n, h in db.execute("SELECT device, epoch, n, h FROM events"):
                told.add(Told(EventId(device, epoch, n), bytes(h)))
        return told

    def _hears(self, body: bytes, arrives: int) -> bytes | None:
        reader = RecordReader()
        exchange: Exchange | None = None
        for record in reader.feed(body[:arrives]):
            if record.type is RecordType.HELLO:
                length = len(body) - 5 - len(record.body)
                exchange = Exchange(self.gateway, record.body, length)
            elif exchange is not None and record.type is RecordType.FRAME:
                exchange.take(record.body)
        return exchange.answer() if exchange is not None and reader.ended else None

    def _now(self) -> int:
        return self.time
