"""One centre and its province as processes that can be killed, and the ledger beside them."""

import os
import random
import signal
import socket
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from app.store.records import Filter
from app.system.machine import Machine
from app.usecases.desk import Desk
from app.usecases.gateway_known import keep_gateway, must_be_enrolled
from app.usecases.maintenance import verify_journal
from app.usecases.synchronise import one_round
from sync.gateway.gateway import Gateway
from tests.helpers.desk import FACTS, a_desk
from tests.helpers.gateway_child import ChildGateway
from tests.helpers.office import PASSWORD, an_office
from tests.helpers.province import Province
from tests.kills.child import opened

ROOT = Path(__file__).parents[2]
NAMES = ("one", "two")
PATIENCE = 90.0


class Lost(AssertionError):
    """Something that was promised is gone, or stands twice."""


def must(is_so: bool, what: str) -> None:
    """Raise `Lost` unless it is so."""
    if not is_so:
        raise Lost(what)


class Ledger:
    """What each PC has said, beside everything that is killed."""

    def __init__(self) -> None:
        self.received: dict[str, dict[str, str]] = {name: {} for name in NAMES}
        self.scanned: dict[str, set[tuple[str, str]]] = {name: set() for name in NAMES}
        self.at_hub: set[str] = set()
        self.filed: set[str] = set()

    def hear(self, pc: str, line: str) -> None:
        """One line; half a word is none."""
        if not line.endswith("\n"):
            return
        kind, *rest = line.split()
        if kind == "received":
            self.received[pc][rest[0]] = rest[1]
        elif kind == "scanned":
            self.scanned[pc].add((rest[0], rest[1]))
        elif kind == "sent-hub":
            self.at_hub |= self.received[pc].keys()
        elif kind == "sent-files":
            self.filed |= {file for _, file in self.scanned[pc]}

    @property
    def promises(self) -> int:
        """How much there is to lose."""
        return sum(map(len, (*self.received.values(), *self.scanned.values())))


class Centre:
    """Two PCs, their province and a stick; `struck` counts where kills hit."""

    def __init__(self, folder: Path, chance: random.Random, database: str = "sqlite") -> None:
        self.folder, self.chance = folder, chance
        self.ledger, self.struck = Ledger(), Counter[tuple[str, str]]()
        self.stick, self.gateway = folder / "USB", folder / "gateway"
        self.port = _free_port()
        self._processes: list[subprocess.Popen[str]] = []
        self.password = folder / "password"
        self.kind = "PostgreSQL" if database != "sqlite" else "SQLite"
        folder.mkdir(exist_ok=True)
        self.stick.mkdir()
        self.password.write_text(PASSWORD, "utf-8")
        self._found(database)

    def profile(self, pc: str) -> Path:
        """The folder of that PC."""
        return self.folder / pc / "office"

    @contextmanager
    def open(self, pc: str) -> Iterator[Desk]:
        """The PC after somebody has switched it on again."""
        desk = opened(self.profile(pc))
        try:
            yield desk
        finally:
            desk.store.close()

    def serves(self, under: Sequence[str] = ()) -> ChildGateway:
        """The province's gateway."""
        return ChildGateway(self.gateway, under, port=self.port)

    def works(self, pc: str, way: str = "line", address: str = "", *, at: str = "") -> "Worker":
        """An officer at that PC; `at` names where its process dies."""
        command = ["tests.kills.child", str(self.profile(pc)), way, *([address] if address else [])]
        return Worker(self.ledger, pc, self.spawned(command, at))

    def spawned(self, module: Sequence[str], at: str = "") -> "subprocess.Popen[str]":
        """One of our processes, which may be told where to die."""
        process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", *module],
            cwd=ROOT,
            env={**os.environ, "MOTCUA_CRASH_AT": at, "PYTHONUTF8": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._processes.append(process)
        return process

    def closes(self) -> None:
        """Whatever still runs ends."""
        for process in self._processes:
            process.kill()
            process.wait(PATIENCE)

    def types(self, pc: str, *words: str) -> list[str]:
        """What somebody types at that PC."""
        return [
            *("app", "--profile", str(self.profile(pc)), "--password-file", str(self.password)),
            *words,
        ]

    def holds(self, pc: str) -> None:
        """Switch it on and compare it with the ledger: nothing promised is gone, or twice."""
        with self.open(pc) as desk:
            must(verify_journal(desk).faults == (), f"{pc}: the journal is damaged")
            rows = desk.store.reader().dossiers(Filter(), limit=100_000)
            found = {row.id: row.provisional_code for row in rows}
            own = self.ledger.received[pc]
            must(own.items() <= found.items(), f"{pc}: a dossier is gone")
            must(len(set(found.values())) == len(found), f"{pc}: a number stands twice")
            for dossier, file in self.ledger.scanned[pc]:
                scans = desk.store.reader().dossier(dossier).scans
                must(file in {one.said.file for one in scans}, f"{pc}: a scan is gone")
                must(desk.store.files.is_sound(file), f"{pc}: a scan's bytes are gone")

    def has_what_came_by_hub(self, pc: str) -> None:
        """What the hub had said to hold is in its own journal."""
        with self.open(pc) as desk:
            wanted = list(self.ledger.at_hub)
            rows = {row.id for row in desk.store.reader().rows(wanted)}
            must(set(wanted) == rows, "the hub has lost what it had signed for")

    def agree(self) -> None:
        """A few undisturbed rounds; then everybody holds the same, each act once."""
        with self.serves():
            for pc in (*NAMES, *NAMES):
                with self.open(pc) as desk:
                    one_round(desk)
        promised = self.ledger.received["one"] | self.ledger.received["two"]
        must(len(set(promised.values())) == len(promised), "a number was given twice")
        gateway = Gateway(self.gateway, lambda: 0)
        try:
            log = gateway.commune(FACTS.commune_code).log
            placed = log.placed(0, 1_000_000)
            must([row.position for row in placed] == [*range(1, len(placed) + 1)], "a gap")
            must(len({row.id for row in placed}) == len(placed), "an act stands twice")
            for pc in NAMES:
                self._agrees(pc, promised, {row.id for row in placed})
        finally:
            gateway.close()

    def _agrees(self, pc: str, promised: dict[str, str], placed: set[object]) -> None:
        with self.open(pc) as desk:
            reader = desk.store.reader()
            rows = {row.id for row in reader.dossiers(Filter(), limit=100_000)}
            must(promised.keys() <= rows, f"{pc} lacks what the other has promised")
            events = {event.id for one in promised for event in reader.events(one)}
            must(events <= placed, f"{pc}: an act has not come to the province")

    def strike(self, victim: str, step: str) -> None:
        """Note that a kill hit."""
        self.struck[victim, step] += 1

    def _found(self, database: str) -> None:
        machine = Machine.here()
        offices = [an_office(self.folder / name, machine) for name in NAMES]
        province = Province(self.gateway, machine.clock, FACTS.commune_code, database)
        url = f"https://127.0.0.1:{self.port}"
        for office in offices:
            desk = a_desk(office)
            province.enrols(desk)
            kept = desk.store.preferences
            keep_gateway(kept, msgspec.structs.replace(must_be_enrolled(kept), url=url))
        province.closes()
        for office in offices:
            office.closes()
        self.agree()


class Worker:
    """A PC's process; the ledger hears it on a thread of its own."""

    def __init__(self, ledger: Ledger, pc: str, process: "subprocess.Popen[str]") -> None:
        self._ledger, self._pc, self.process = ledger, pc, process
        self._is_open = threading.Event()
        self._heard = threading.Thread(target=self._hear)
        self._heard.start()

    def is_at_work(self) -> None:
        """Wait until somebody has signed in; or until it is dead already."""
        self._is_open.wait(PATIENCE)

    def dies(self, after: float) -> None:
        """Kill it so many seconds after it began its work."""
        self.is_at_work()
        threading.Event().wait(after)
        self.process.kill()
        self.is_over()
        must(self.process.returncode == -signal.SIGKILL, "it ended by itself")

    def is_over(self) -> int:
        """Wait for its end; answers how it ended."""
        self.process.wait(PATIENCE)
        self._heard.join(PATIENCE)
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                stream.close()
        return self.process.returncode

    def _hear(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._ledger.hear(self._pc, line)
            self._is_open.set()
        self._is_open.set()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
