"""The province's gateway, the real one, in a machine that may fail or be put back."""

import random
import shutil
import sqlite3
from collections import Counter
from pathlib import Path

from sync.gateway.commune import certified
from sync.gateway.exchange import Exchange
from sync.gateway.faults import StorageFailed
from sync.gateway.folder import Settings
from sync.gateway.gateway import Gateway
from sync.gateway.refusals import Refused
from sync.gateway.storage.sqlite import SqliteFile
from sync.peer.request import Server
from sync.protocol.certificate import certify
from sync.protocol.errors import Unreachable
from sync.protocol.identity import EventId
from sync.protocol.records import RecordReader, RecordType
from tests.simulation.ledger import Told
from tests.simulation.pc import Pc
from tests.simulation.versions import THIS

COMMUNE = "03433"
_STEPS = 20


class Province:
    """One gateway with one commune; `now` is handed in."""

    def __init__(self, folder: Path, chance: random.Random, start: int) -> None:
        self._folder, self._chance = folder, chance
        self.time = start
        self.has_restarted = False
        self.held_once: set[Told] = set()
        self.program = THIS
        self.refusals: Counter[str] = Counter()
        self.is_full = False
        self._held: set[Told] = set()
        self._looked_at = self._aside = 0
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
        except Refused as why:
            self.refusals[why.code] += 1
            raise Unreachable(why.code) from why
        except (StorageFailed, sqlite3.OperationalError) as why:
            if self.is_full:
                raise Unreachable("the server's disk is full") from why
            self.restarts()
            raise Unreachable("the server's power failed") from why

    def restarts(self) -> None:
        """Switched off and on."""
        self._looks_anew()
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

    def fills_up(self, pages: int) -> None:
        """No more than so many pages are left for the commune's log."""
        connection = self._file()._connection
        (count,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {count + pages}")
        self.is_full = True

    def has_room_again(self) -> None:
        """Somebody has made room."""
        self._file()._connection.execute(f"PRAGMA max_page_count = {1 << 30}")
        self.is_full = False

    def revokes(self, pc: Pc) -> None:
        """The province ends a PC's word at what it holds of it now."""
        self.gateway.revoke(pc.signer.device, "mất máy")

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
        self.held_once |= self.keeps()
        self._looks_anew()
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
        """Every event that counts, from the disk: what came since the last look, or all anew."""
        log = self.gateway.commune(COMMUNE).log
        with log._database.reading() as db:
            rows = db.execute(
                "SELECT rowid, device, epoch, n, h FROM events WHERE rowid > ?", (self._looked_at,)
            ).fetchall()
            (count,) = db.execute("SELECT count(*) FROM events").fetchone()
            (aside,) = db.execute("SELECT count(*) FROM set_aside").fetchone()
        has_given_way = self._looked_at and aside != self._aside  # its number is another's now
        self._aside = aside
        self._held |= {Told(EventId(*row[1:4]), bytes(row[4])) for row in rows}
        self._looked_at = max([self._looked_at, *(row[0] for row in rows)])
        if has_given_way or count != len(self._held):
            self._looks_anew()
            return self.holds()
        return self._held

    def _looks_anew(self) -> None:
        """What was on the disk may not be on it now."""
        self._held, self._looked_at = set[Told](), 0

    def aside(self, reason: str = "%") -> set[Told]:
        """What is kept there for a person and does not count, from the disk."""
        with self.gateway.commune(COMMUNE).log._database.reading() as db:
            rows = db.execute(
                "SELECT device, epoch, n, h FROM set_aside WHERE reason LIKE ?", (reason,)
            )
            return {Told(EventId(*row[:3]), bytes(row[3])) for row in rows}

    def keeps(self) -> set[Told]:
        """Every event on the disk: in the log, or as the other branch of a fork beside it."""
        return self.holds() | self.aside("fork")

    def may_sign_for(self, pc: Pc) -> set[Told]:
        """What this PC may read as arrived: what counts; of forks what no feed will ever settle.

        No feed tells a revoked PC that its branch gave way, nor anybody what a revoked PC wrote; so
        such a branch is acknowledged where it is kept. Every other one is recorded again, and to
        call it arrived would be a lie.
        """
        devices = self.gateway.registry.devices(COMMUNE)
        revoked = {one.device for one in devices if one.revoked}
        forks = self.aside("fork") if revoked else set[Told]()
        is_heard_in_vain = pc.signer.device in revoked
        return self.holds() | {
            told for told in forks if is_heard_in_vain or told.id.device in revoked
        }

    def _hears(self, body: bytes, arrives: int) -> bytes | None:
        with self.program.serves():
            return self._takes(body, arrives)

    def _takes(self, body: bytes, arrives: int) -> bytes | None:
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
