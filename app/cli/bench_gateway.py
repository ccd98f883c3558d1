"""How much one gateway process bears: events in and out, memory, disk, with a short and a long log.

The gateway runs in a process of its own on one core, the PCs (and PostgreSQL) on the others. Frames
hold what real offices recorded and travel by TLS over the loopback, each durable before the next.
"""

import itertools
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from app.cli.answers import WrongUse
from app.cli.bench_figures import Figure, Figures
from app.cli.bench_gateway_pcs import BenchPc, Packed, Pattern, by_window, patterns
from sync.carriers.http import HttpCarrier, Server
from sync.gateway.commune import certified
from sync.gateway.folder import Settings
from sync.gateway.gateway import Gateway, machine_time
from sync.protocol import chain
from sync.protocol.certificate import certify
from sync.protocol.rules import Stretch

COMMUNES = ("03001", "03002", "03003", "03004")
SHORT = 10_000
MEASURED = 12_000
_BATCH = 5_000
_SEALED_EVERY = 50
_ROUNDS = 50
A_DOSSIER = 6
"""Events of a dossier that was taken in and worked on."""

Requests = Sequence[Sequence[Packed]]


def measure(events: int, database: str, measured: int = MEASURED, short: int = SHORT) -> Figures:
    """Measure with a log of 10,000 events, and once more when it has `events`."""
    shapes = patterns()
    figures: Figures = {}
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        province = _Province(Path(folder), database, shapes)
        for size in sorted({min(short, events), events}):
            province.fills_up_to(size)
            figures |= {
                f"{name}_at_{size}": one for name, one in province.figures(measured).items()
            }
    return figures


class _Province:
    """A gateway with four communes, one sending PC in each."""

    def __init__(self, folder: Path, database: str, shapes: Sequence[Pattern]) -> None:
        self._folder, self._shapes = folder, shapes
        settings = Settings(province="Đo", names=("127.0.0.1",), database=database or "sqlite")
        self._secrets = itertools.count(1)
        with closing(Gateway.init(folder, settings)) as gateway:
            if gateway.registry.communes():
                raise WrongUse("--database: trống")
            self._identity = (gateway.folder.authority_pem(), gateway.signer.public_key)
            for code in COMMUNES:
                gateway.add_commune(code, code)
            self._pcs = [self._enrolled(gateway, code) for code in COMMUNES]
        self._events = 0

    def fills_up_to(self, events: int) -> None:
        """Let older events be there already, by the gateway's own storage in large transactions."""
        with closing(Gateway(self._folder)) as gateway:
            for pc in itertools.cycle(self._pcs):
                if self._events >= events:
                    break
                count = min(_BATCH, events - self._events)
                _fill(gateway, pc, count)
                self._events += count
            for pc in self._pcs:
                end = gateway.commune(pc.commune).acknowledged()
                pc.follows(end.log_epoch, end.position, end.chain)
                pc.is_held()

    def figures(self, measured: int) -> Figures:
        """Send and fetch so many events, in large frames and in small ones, and ask for nothing."""
        each = measured // len(self._pcs)
        large = {pc: by_window(pc.frames(each)) for pc in self._pcs}
        small = {pc: by_window(pc.frames(each // 4, A_DOSSIER)) for pc in self._pcs}
        single = {pc: [[one] for one in pc.frames(_ROUNDS * A_DOSSIER, A_DOSSIER)] for pc in small}
        self._events = sum(pc.n for pc in self._pcs)
        with closing(Gateway(self._folder)) as gateway:
            newcomers = [self._enrolled(gateway, code) for code in COMMUNES]
        with _running(self._folder) as (process, port):
            line = _Line(process, port, *self._identity)
            return {
                **line.sending("in", large, each),
                **line.sending("in_small", small, each // 4),
                **line.asking("saves", self._pcs, lambda pc: single[pc]),
                **line.asking("idle", self._pcs, lambda _: [()] * _ROUNDS),
                **line.fetching("out", newcomers, each),
                **_memory(process),
            }

    def _enrolled(self, gateway: Gateway, commune: str) -> BenchPc:
        pc = BenchPc(next(self._secrets), commune, gateway.id, self._shapes)
        certificate = certify(pc.signer.public_key, ("office.", "device."), "Máy", "counter")
        gateway.registry.add_device(certified(commune, certificate), gateway.now())
        gateway.province(commune).certify(certificate, "counter", gateway.now())
        return pc


def _fill(gateway: Gateway, pc: BenchPc, count: int) -> None:
    """Store and place events without judging them: they are our own."""
    before, start = pc.n, chain.author_genesis(pc.commune, pc.author)
    held = [Stretch(1, before, start, pc.chain)] if before else []
    lines, chains = pc.lines(count)
    with gateway.commune(pc.commune).log.write() as writer:
        writer.store(pc.author, before + 1, lines, chains)
        for n in range(before + _SEALED_EVERY, pc.n, _SEALED_EVERY):
            writer.keep_seal(pc.author, n, pc.seal_at(n, chains[n - before - 1]))
        writer.keep_seal(pc.author, pc.n, pc.seal_at(pc.n, pc.chain))
        writer.keep_stretches(pc.author, held, [Stretch(1, pc.n, start, pc.chain)])
        writer.place(pc.author, before + 1, pc.n)


class _Line(NamedTuple):
    """How PCs reach the gateway."""

    process: int
    port: int
    authority: bytes
    key: bytes

    def sending(self, name: str, waiting: Mapping[BenchPc, Requests], events: int) -> Figures:
        """Every PC sends what waits for it, so many events, in one go."""
        sent = partial(self._ask, requests=waiting.__getitem__)
        return self._measured(name, "events", list(waiting), lambda pc: sent(pc) and events)

    def asking(
        self, name: str, pcs: Sequence[BenchPc], requests: Callable[[BenchPc], Requests]
    ) -> Figures:
        """Every PC makes its requests one by one, each on a connection of its own, as PCs do."""
        one_by_one = partial(self._ask, requests=requests, anew=True)
        return self._measured(name, "rounds", pcs, one_by_one)

    def fetching(self, name: str, pcs: Sequence[BenchPc], least: int) -> Figures:
        """PCs that have nothing yet ask until each knows so many events."""
        return self._measured(name, "events", pcs, partial(self._fetch, least=least))

    def _ask(
        self, pc: BenchPc, requests: Callable[[BenchPc], Requests], *, anew: bool = False
    ) -> int:
        waiting = requests(pc)
        with self._carrier() as carrier:
            for frames in waiting:
                pc.round(carrier, self.key, frames)
                if anew:
                    carrier.close()
        return len(waiting)

    def _fetch(self, pc: BenchPc, least: int) -> int:
        told = 0
        with self._carrier() as carrier:
            while told < least and (more := pc.round(carrier, self.key)):
                told += more
        return told

    def _carrier(self) -> HttpCarrier:
        server = Server(f"https://127.0.0.1:{self.port}", self.authority, self.key)
        return HttpCarrier(server, machine_time, os.urandom)

    def _measured(
        self, name: str, unit: str, pcs: Sequence[BenchPc], work: Callable[[BenchPc], int]
    ) -> Figures:
        """By the clock, and by the gateway's own work, which others on the machine disturb less."""
        worked, began = _work_of(self.process), time.perf_counter()
        with ThreadPoolExecutor(len(pcs)) as office:
            done = sum(office.map(work, pcs))
        seconds, worked = time.perf_counter() - began, _work_of(self.process) - worked
        return {
            name: Figure(done / seconds, f"{unit}/s"),
            f"{name}_by_work": Figure(done / max(worked, 0.01), f"{unit}/s of one core"),
        }


@contextmanager
def _running(folder: Path) -> Iterator[tuple[int, int]]:
    """The gateway in a process on the first core, this one on the others: its id and port."""
    cores = sorted(os.sched_getaffinity(0))
    command = [sys.executable, "-m", "sync.gateway", str(folder), "0"]
    with subprocess.Popen(  # noqa: S603 - our own program
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        os.sched_setaffinity(process.pid, cores[:1])
        os.sched_setaffinity(0, cores[1:] or cores)
        try:
            port = int((process.stdout or sys.stdin.buffer).readline())
            yield process.pid, port
        finally:
            os.sched_setaffinity(0, cores)
            process.communicate()


def _work_of(process: int) -> float:
    """Seconds that a process has worked."""
    told = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def _memory(process: int) -> Figures:
    """What a process holds now and held at most."""
    lines = Path(f"/proc/{process}/status").read_text("ascii").splitlines()
    told = dict(line.split(":", 1) for line in lines)
    names = {"memory": "VmRSS", "memory_most": "VmHWM"}
    return {name: Figure(int(told[of].split()[0]) / 1024, "MB") for name, of in names.items()}
