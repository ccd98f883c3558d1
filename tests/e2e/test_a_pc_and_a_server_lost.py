"""The life of a counter: founded, let in, a day of work, a copy; its disk is lost, another PC takes
its place, and then the province's server comes back from an old copy. Real processes and commands.
"""

import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from app.domain.access import Role
from app.domain.errors import RuleViolation
from app.domain.states import State
from app.store.profile import Profile
from app.system.clock import SystemClock
from app.system.machine import Machine
from app.system.secrets import system_entropy
from app.usecases import lookup, maintenance, synchronise
from app.usecases.administration import NewOfficer, found_office, sign_in, sign_out
from app.usecases.desk import Desk
from app.usecases.lookup import DossierFilter
from app.usecases.processing import forward
from app.usecases.reception import receive
from app.usecases.sync_hold import let_rounds_go
from app.usecases.this_pc import ThisPc
from tests.helpers.command import ROOT, motcua
from tests.helpers.desk import FACTS, LAWYER, a_form
from tests.helpers.office import MAI, PASSWORD
from tests.helpers.patience import PATIENCE

AT_THE_SERVER = 2
ROUNDS = 3


class Server:
    """The province's server, run by its own commands; its folder can be kept and put back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kept = folder.with_name("gateway-kept")
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        commune = f"{FACTS.commune_code}={FACTS.commune_name}"
        assert not motcua("gateway", "init", "--data", folder, "--commune", commune).status
        self._process = self._serves()

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    def invites(self) -> str:
        asked = ("--data", self.folder, "--commune", FACTS.commune_code, "--json")
        code: str = motcua("gateway", "invite", *asked).json["code"]
        return code

    def is_copied(self) -> None:
        """Its technician stops it and copies the folder."""
        self.stops(signal.SIGTERM)
        shutil.copytree(self.folder, self.kept)
        self._process = self._serves()

    def burns_and_comes_back(self) -> None:
        """Killed in the middle of everything; the copy is all there is."""
        self.stops(signal.SIGKILL)
        shutil.rmtree(self.folder)
        shutil.copytree(self.kept, self.folder)
        self._process = self._serves()

    def stops(self, how: signal.Signals) -> None:
        self._process.send_signal(how)
        self._process.wait(PATIENCE)

    def _serves(self) -> "subprocess.Popen[bytes]":
        where = ("--data", self.folder, "--host", "127.0.0.1", "--port", str(self.port))
        process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "app", "gateway", "serve", *map(str, where)],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(int(PATIENCE / 0.1)):
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return process
            threading.Event().wait(0.1)
        raise TimeoutError


class Pc:
    """A PC with its own fingerprint, its program and somebody at it."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        machine = Machine(SystemClock(), system_entropy, fingerprint)
        self.pc = ThisPc(Profile(folder / "office"), machine)

    def is_founded(self) -> None:
        found_office(self.pc, FACTS, NewOfficer(MAI.id, MAI.name, Role.CLERK), PASSWORD)

    def is_lost(self) -> None:
        shutil.rmtree(self.pc.profile.path.parent)

    @contextmanager
    def at_work(self) -> Iterator[Desk]:
        desk = sign_in(self.pc, MAI.id, PASSWORD)
        try:
            yield desk
        finally:
            sign_out(desk)


def takes_in(desk: Desk, count: int) -> dict[str, str]:
    """So many dossiers, each forwarded; answers the printed numbers by dossier."""
    printed = {}
    for _ in range(count):
        dossier = receive(desk, a_form(desk, "1.004873"))
        printed[dossier.id] = dossier.number
        forward(desk, dossier.version, LAWYER)
    return printed


def is_all_there(desk: Desk) -> dict[str, tuple[str, State]]:
    """Every dossier here that the province's server has signed for: number and state."""
    rows = lookup.dossiers(desk, DossierFilter()).rows
    return {row.id: (row.code, row.state) for row in rows if row.level >= AT_THE_SERVER}


def send_until_quiet(desk: Desk) -> None:
    for _ in range(ROUNDS):
        synchronise.one_round(desk)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    one = Server(tmp_path / "gateway")
    yield one
    one.stops(signal.SIGKILL)


class Life:
    """What happened so far, and the paper in the citizens' hands."""

    def __init__(self, folder: Path, server: Server) -> None:
        self.server = server
        self.old, self.new = Pc(folder / "old", "a" * 16), Pc(folder / "new", "b" * 16)
        self.stick = folder / "stick"
        self.stick.mkdir()
        self.copy = self.stick
        self.sent: dict[str, str] = {}
        self.only_on_paper: dict[str, str] = {}
        self.known: dict[str, tuple[str, State]] = {}

    def a_day_of_work(self) -> None:
        """Founded, let in, four dossiers, copies of PC and server, three more; one is not sent."""
        self.old.is_founded()
        with self.old.at_work() as desk:
            synchronise.enrol(desk, self.server.url, self.server.invites())
            self.sent |= takes_in(desk, 4)
            send_until_quiet(desk)
            self.copy = maintenance.create_backup(desk, self.stick).path
            assert not maintenance.verify_backup(desk, self.copy).faults
            self.server.is_copied()
            self.sent |= takes_in(desk, 3)
            send_until_quiet(desk)
            self.known = is_all_there(desk)
            self.only_on_paper = takes_in(desk, 1)

    def another_pc_takes_its_place(self) -> None:
        """The disk is lost; the copy is put back elsewhere, and what the server holds comes."""
        self.old.is_lost()
        maintenance.restore_backup(self.new.pc, self.copy, MAI.id, PASSWORD)
        with self.new.at_work() as desk:
            assert len(is_all_there(desk)) == 4
            with pytest.raises(RuleViolation, match="sync_held"):  # the old PC may be at work
                synchronise.one_round(desk)
            early = takes_in(desk, 1)  # the counter does not wait for that answer
            let_rounds_go(desk)
            send_until_quiet(desk)
            assert is_all_there(desk).items() >= self.known.items()
            self.sent |= early | takes_in(desk, 2)
            send_until_quiet(desk)
            self.known = is_all_there(desk)

    def the_server_is_put_back(self) -> None:
        """From its copy of the first day; nobody presses a button."""
        self.server.burns_and_comes_back()
        with self.new.at_work() as desk:
            send_until_quiet(desk)
            assert is_all_there(desk) == self.known
            assert synchronise.status(desk).waiting_events == 0


def test_a_counter_outlives_its_disk_and_the_province_its_server(tmp_path: Path, server: Server):
    life = Life(tmp_path, server)
    life.a_day_of_work()
    assert life.known.keys() == life.sent.keys()
    life.another_pc_takes_its_place()
    assert life.known.keys() == life.sent.keys()
    numbers = [*life.sent.values(), *life.only_on_paper.values()]
    assert len(set(numbers)) == len(numbers)
    life.the_server_is_put_back()
    (commune,) = motcua("gateway", "status", "--data", server.folder, "--json").json["communes"]
    assert commune["position"] >= 2 * len(life.sent)
