"""Kill -9 at any moment of a day's work, again and again, on the PC and at the gateway.

One office lives through all of it. The driver keeps the ledger: what the program had said was safe
and every slip that lies on paper. MOTCUA_KILLS says how often somebody pulls the plug.
"""

import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from app.domain.history import Outcome
from app.domain.states import State
from app.store.records import Filter
from app.store.store import Store
from app.system.clock import SystemClock
from app.system.machine import Machine
from app.usecases.desk import Desk
from app.usecases.dossier_view import open_dossier
from app.usecases.drafts import drafts
from app.usecases.gateway_known import keep_gateway, must_be_enrolled
from app.usecases.levels import Level
from app.usecases.maintenance import verify_backup, verify_journal
from app.usecases.print_jobs import confirm_print, unconfirmed_prints
from app.usecases.synchronise import one_round, waiting
from sync.gateway.gateway import Gateway
from tests.helpers.command import ROOT
from tests.helpers.desk import FACTS, a_desk
from tests.helpers.disk_record import can_record
from tests.helpers.gateway_child import ChildGateway
from tests.helpers.office import an_office
from tests.helpers.province import Province

KILLS = int(os.environ.get("MOTCUA_KILLS", "6"))
LONGEST = 1.5  # seconds; a citizen takes a tenth of it
ROUNDS = 3
pytestmark = pytest.mark.timeout(300 + 10 * KILLS)


class Ledger:
    """Outside of everything: what was promised, and what came out of the printer."""

    def __init__(self, papers: Path) -> None:
        self.papers = papers
        self.promised: dict[str, set[str]] = {}
        self.numbers: dict[str, str] = {}
        self.newest_backup = ""
        self._read: dict[str, str] = {}

    def hear(self, line: str) -> None:
        if not line.endswith("\n"):
            return  # the power went in the middle of the word
        kind, *rest = line.split()
        self.promised.setdefault(kind, set()).update(rest[:1])
        if kind == "received":
            self.numbers[rest[0]] = rest[1]
        if kind == "backup":
            (self.newest_backup,) = rest

    def of(self, kind: str) -> set[str]:
        return self.promised.get(kind, set())

    def printed(self) -> dict[str, str]:
        """Every slip that lies on paper: whose it is, and the number on it."""
        for path in self.papers.glob("*.pdf"):
            if path.stem not in self._read:
                try:
                    words = PdfReader(path).pages[0].extract_text().split()
                except (PyPdfError, ValueError):
                    continue  # the power went while it was being written
                self._read[path.stem] = next(word for word in words if word.startswith("TAM-"))
        return self._read


class Office:
    """One PC and one gateway, both in processes that can be killed."""

    def __init__(self, folder: Path) -> None:
        self.machine = Machine(SystemClock(), os.urandom, "machine-1")
        self.office = an_office(folder, self.machine)
        province = Province(folder / "gateway", self.machine.clock, FACTS.commune_code)
        province.enrols(a_desk(self.office))
        province.closes()
        self.office.closes()
        self.gateway = folder / "gateway"
        self.ledger = Ledger(folder / "papers")
        self.ledger.papers.mkdir()

    def works(self, chance: random.Random) -> None:
        """Work at a line until the plug is pulled: the PC's, or before it the gateway's."""
        with ChildGateway(self.gateway, under=_plug(chance)) as gateway:
            self._is_told(gateway.port)
            word = chance.choice((None, chance.randrange(30)))  # dies at a word, or by the clock
            gateway_dies = threading.Timer(chance.uniform(0, LONGEST), gateway.kill)
            with self._child() as child:
                assert child.stdout is not None
                said = child.stdout
                self.ledger.hear(said.readline())
                pc_dies = threading.Timer(chance.uniform(0, LONGEST), child.kill)
                timers = (pc_dies, gateway_dies) if chance.random() < 0.4 else (pc_dies,)
                for timer in timers:
                    timer.start()
                for heard, line in enumerate(said):
                    self.ledger.hear(line)
                    if heard == word:
                        child.kill()
                for timer in timers:
                    timer.cancel()
                    timer.join()
            assert child.returncode == -signal.SIGKILL, "it ended by itself"

    def opens(self) -> Desk:
        self.office.store = Store.open(self.office.profile, self.office.key, self.machine)
        return a_desk(self.office)

    def closes(self) -> None:
        self.office.closes()

    def _is_told(self, port: int) -> None:
        """Where the gateway listens today."""
        kept = self.opens().store.preferences
        url = f"https://127.0.0.1:{port}"
        keep_gateway(kept, msgspec.structs.replace(must_be_enrolled(kept), url=url))
        self.closes()

    def _child(self) -> "subprocess.Popen[str]":
        folder, papers = str(self.office.profile.path), str(self.ledger.papers)
        return subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "tests.helpers.day_child", folder, papers],
            cwd=ROOT,
            env={**os.environ, "PYTHONUTF8": "1", "QT_QPA_PLATFORM": "offscreen"},
            stdout=subprocess.PIPE,
            text=True,
        )


def _plug(chance: random.Random) -> list[str]:
    """Now and then the gateway dies exactly when it flushes for the n-th time."""
    if not can_record() or chance.random() < 0.5:
        return []
    call = chance.choice(("fsync", "fdatasync", "pwrite64"))
    when = chance.randrange(1, 40)
    kill = f"inject={call}:signal=SIGKILL:when={when}"
    return ["strace", "-f", "--seccomp-bpf", "-o", "/dev/null", "-e", f"trace={call}", "-e", kill]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    one = Office(tmp_path)
    yield one
    one.closes()


def test_whatever_is_killed_whenever_nothing_promised_is_lost(office: Office):
    chance = random.Random(KILLS)  # noqa: S311 - the same moments again
    for _ in range(KILLS):
        office.works(chance)
        keeps_its_promises(office)
    agrees_with_the_province(office)


def keeps_its_promises(office: Office) -> None:
    """Start again and compare with the ledger."""
    ledger, desk = office.ledger, office.opens()
    assert verify_journal(desk).faults == ()
    rows = desk.store.reader().dossiers(Filter(), limit=10_000)
    found = {row.id: row.provisional_code for row in rows}
    assert ledger.numbers.items() <= found.items(), "a dossier is gone"
    assert len(set(found.values())) == len(found), "a number was given twice"
    assert len(found) <= len(ledger.numbers) + KILLS, "a dossier came from nowhere"
    paper_agrees(ledger, found)
    for dossier in found:
        is_whole(desk, dossier, ledger)
    kept = {row.id for row in drafts(desk)}
    assert len(ledger.of("draft") - kept) <= len(found), "a draft is gone"
    asks_about_prints(desk, ledger)
    assert (desk.profile.backups / ledger.newest_backup).is_dir(), "the newest backup is gone"
    office.closes()


def paper_agrees(ledger: Ledger, found: dict[str, str]) -> None:
    """Every number on paper belongs to one dossier, and that dossier is here."""
    slips = ledger.printed()
    assert ledger.of("printed") <= slips.keys(), "a whole slip cannot be read"
    assert slips.items() <= found.items(), "paper says what the office does not know"
    assert len(set(slips.values())) == len(slips), "a number is on two papers"


def is_whole(desk: Desk, dossier: str, ledger: Ledger) -> None:
    """What was said of a dossier is there; what is there applies."""
    view = open_dossier(desk, dossier)
    assert all(row.outcome is Outcome.APPLIED for row in view.timeline)
    now = view.dossier
    assert now.slips or dossier not in ledger.of("confirmed")
    assert now.forwarded or dossier not in ledger.of("forwarded")
    assert now.result or dossier not in ledger.of("decided")
    assert now.state is State.RETURNED or dossier not in ledger.of("returned")
    assert view.level is Level.PROVINCE_GATEWAY or dossier not in ledger.of("sent")


def asks_about_prints(desk: Desk, ledger: Ledger) -> None:
    """A slip that came out and was not confirmed is asked about; the clerk says that it did."""
    asked = unconfirmed_prints(desk)
    assert len(asked) <= 1
    open_ends = ledger.of("printed") - ledger.of("confirmed")
    unsaid = {one for one in open_ends if not open_dossier(desk, one).dossier.slips}
    assert unsaid <= {job.dossier_id for job in asked}
    for job in asked:
        assert len(confirm_print(desk, job).slips) == 1
    assert unconfirmed_prints(desk) == ()


def agrees_with_the_province(office: Office) -> None:
    """A few undisturbed rounds, and both sides hold the same acts, each once."""
    with ChildGateway(office.gateway) as gateway:
        office._is_told(gateway.port)
        desk = office.opens()
        for _ in range(ROUNDS):
            one_round(desk)
    assert waiting(desk) == ()
    reader = desk.store.reader()
    rows = reader.dossiers(Filter(), limit=10_000)
    held = Gateway(office.gateway, lambda: 0)
    log = held.commune(FACTS.commune_code).log
    for row in rows:
        here = [event.id for event in reader.events(row.id)]
        there = [event for event, _line in log.entity(row.id)]
        assert sorted(here) == sorted(there)
        assert len(set(there)) == len(there)
    held.close()
    for manifest in desk.profile.backups.glob("motcua-*/manifest.json"):
        if not manifest.parent.name.endswith(".part"):
            assert verify_backup(desk, manifest.parent).faults == ()
