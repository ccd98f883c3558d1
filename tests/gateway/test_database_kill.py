"""The database server is killed while offices write: nothing acknowledged is lost, nothing twice.

The gateway itself goes on: it refuses with 503 while the server is away and connects again by
itself. Each PC sends again what it has no receipt for, as PCs do.
"""

import signal
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import pytest

from sync.gateway.storage.postgres import pool
from sync.protocol.errors import ServerBusy, SyncError
from sync.protocol.messages import Held
from tests.helpers.gateway_line import Line, eventually, open_line
from tests.helpers.gateway_pc import Pc
from tests.helpers.gateway_world import SI_LO_LAU
from tests.helpers.patience import PATIENCE
from tests.helpers.postgres import Cluster, a_cluster, needed

WRITERS = 3
ROUNDS = 40


class Receipt(NamedTuple):
    """What the gateway had signed for."""

    n: int
    chain: bytes


@pytest.fixture
def line(tmp_path, cluster):
    with open_line(tmp_path / "gateway", database=cluster.url(cluster.emptied())) as line:
        yield line


class Office:
    """One PC that works on until it has a receipt for everything."""

    def __init__(self, pc: Pc) -> None:
        self.pc = pc
        self.receipts: list[Receipt] = []
        self.refusals: list[str] = []
        self._pause = threading.Event()
        self.is_over = False

    def works(self, line: Line) -> None:
        """Also the quickest goes on until it has met the server that is gone."""
        while not self.is_over and (self.held < ROUNDS or not self.refusals):
            if len(self.pc.lines) < ROUNDS:
                self.pc.does(1)
            self._round(line)

    @property
    def held(self) -> int:
        return self.receipts[-1].n if self.receipts else 0

    def _round(self, line: Line) -> None:
        pc = self.pc
        frames = [pc.frame(n, n) for n in range(self.held + 1, len(pc.lines) + 1)]
        try:
            answer = line.round(pc, frames)
        except SyncError as why:
            self.refusals.append(why.code)
            self._pause.wait(0.25)  # a PC comes again soon, and a starting server needs the machine
            return
        (held,) = (one for one in answer.ack.have if one.author == pc.author)
        assert isinstance(held, Held)
        self.receipts.append(Receipt(held.n, held.chain))


class Lost(AssertionError):
    """A receipt is broken."""


def _offices(line: Line) -> list[Office]:
    return [Office(line.world.enrols(secret)) for secret in range(1, WRITERS + 1)]


def _work_while_it_is_killed(
    line: Line, cluster: Cluster, offices: list[Office], how: signal.Signals
) -> None:
    """Offices write, the server dies and comes back; in the end all have their receipts."""
    with ThreadPoolExecutor(WRITERS) as threads:
        working = [threads.submit(office.works, line) for office in offices]
        try:
            _wait(lambda: min(office.held for office in offices) >= ROUNDS // 4)
            cluster.kill(how)
            _wait(lambda: all(office.refusals for office in offices))
            promised = [office.receipts[-1] for office in offices]
            cluster.start()
            _holds(line, offices, promised)
            for work in working:
                work.result(PATIENCE)
        finally:
            for office in offices:
                office.is_over = True


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGQUIT])
def test_a_killed_database_breaks_no_receipt_and_the_gateway_goes_on(line, cluster, how):
    offices = _offices(line)
    _work_while_it_is_killed(line, cluster, offices, how)
    assert {code for office in offices for code in office.refusals} == {"server_busy"}
    log = line.world.gateway.commune(SI_LO_LAU).log
    rows = log.placed(0, 1000)
    assert [row.position for row in rows] == list(range(1, len(rows) + 1))
    for office in offices:
        written = [row.id.n for row in rows if row.id.author == office.pc.author]
        assert written == list(range(1, ROUNDS + 1))
        assert log.chain_of(office.pc.author, ROUNDS) == office.pc.chain_at(ROUNDS)
    assert log.end().log_epoch == offices[0].pc.log_epoch


def test_a_gateway_that_does_not_wait_for_the_disk_is_noticed(tmp_path, monkeypatch):
    """What the setting is for: without it the server confirms what dies with its memory.

    On a server of its own, of which only those processes go on that serve somebody: whether one of
    the others writes the log out before the kill would be a matter of chance.
    """
    needed()
    careless = pool._LIMITS.replace("synchronous_commit=on", "synchronous_commit=off")
    monkeypatch.setattr(pool, "_LIMITS", careless)
    with a_cluster() as idle:
        database = idle.url(idle.emptied())
        with open_line(tmp_path / "gateway", database=database) as line:
            offices = _offices(line)
            idle.leaves_its_log_alone()
            with pytest.raises(Lost):
                _work_while_it_is_killed(line, idle, offices, signal.SIGKILL)


def _wait(condition: Callable[[], bool]) -> None:
    assert eventually(condition)


def _holds(line: Line, offices: list[Office], promised: list[Receipt]) -> None:
    """What was signed for before the kill is there right after it, with the same hash."""
    log = line.world.gateway.commune(SI_LO_LAU).log
    for office, receipt in zip(offices, promised, strict=True):
        if log.chain_of(office.pc.author, receipt.n) != receipt.chain:
            raise Lost


def test_while_the_database_is_away_the_answer_is_to_come_again_soon(line: Line, cluster: Cluster):
    pc = line.world.enrols(1)
    pc.does(1)
    cluster.kill()
    try:
        with pytest.raises(ServerBusy) as refused:
            line.round(pc)
        assert refused.value.retry_after == 30
    finally:
        cluster.start()
    assert line.round(pc).ack.have[0].n == 1
