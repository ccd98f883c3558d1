"""Who is killed while what goes on; after each kill the ledger is compared, and work goes on.

A scene takes the centre and how often it may strike. Nobody repairs anything: whoever was killed is
started again, and that is all.
"""

import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from app.store.restoring import restore
from app.system import crash
from app.usecases.synchronise import status
from sync.files.depot import Depot
from tests.files import carrying
from tests.helpers.desk import FACTS
from tests.helpers.disk_record import can_record
from tests.helpers.office import MAI, PASSWORD, AnOffice, a_machine, an_office
from tests.helpers.postgres import Cluster
from tests.kills.centre import NAMES, PATIENCE, Centre, must
from tests.store import test_power_cuts as cuts

LONGEST = 1.5
"""Seconds that somebody works before the plug is pulled."""
OF_STICKS = tuple(point for point in crash.POINTS if point.startswith("bundle."))
BY_THEMSELVES = {
    "migrate.before_commit": ("found", 1),
    "backup.half_removed": ("thin_out", 1),
    "key.before_change": ("new_key", 1),
    "key.after_change": ("new_key", 1),
    "restore.file_back": ("restore", 2),
    "restore.before_swap": ("restore", 1),
    "restore.after_swap": ("restore", 1),
}
"""Places that a day at the counter does not come by, and the work that does."""
AT_THE_COUNTER = tuple(point for point in crash.POINTS if point not in {*OF_STICKS, *BY_THEMSELVES})
AT_AN_IMPORT = ("sync.before_page_commit", "sync.after_page_commit")
_EACH_PAUSE = threading.Event()


def at_every_place_of_a_day(centre: Centre, _times: int) -> None:
    """The PC, once at each place that the program names."""
    with centre.serves():
        for point in AT_THE_COUNTER:
            worker = centre.works("one", at=f"{point}:2")
            must(worker.is_over() == -signal.SIGKILL, f"{point} was never reached")
            centre.strike("PC", point)
            centre.holds("one")


def at_places_of_their_own(centre: Centre, _times: int) -> None:
    """A founding, a new key, a restore, the end of an old backup."""
    for number, (point, (work, visit)) in enumerate(BY_THEMSELVES.items()):
        folder = centre.folder / f"apart-{number}"
        _dies_apart(folder, work, f"{point}:{visit}")
        centre.strike("PC", point)
        shutil.rmtree(folder)


def _dies_apart(folder: Path, work: str, at: str) -> None:
    """An office of its own; whatever was begun is begun again, and everything is there."""
    if work == "found":
        cuts.dies(folder / "office", work, at)
        office = an_office(folder)
        first = office.receives()
    else:
        office = an_office(folder)
        first = office.receives()
        office.closes()
        if work == "restore":
            _dies_at_a_restore(office, at)
        else:
            cuts.dies(office.profile.path, work, at)
        office = cuts.opened(office.profile.path)
    must(office.reader.dossier(first.id).number == first.number, "a dossier is gone")
    must(office.store.verify().is_sound, "the journal is damaged")
    office.store.back_up()
    must(not list(office.profile.backups.glob("*.part")), "half a backup is left")
    office.closes()


def _dies_at_a_restore(office: AnOffice, at: str) -> None:
    """The scans are gone from the disk; the restore is killed, and then done again."""
    profile = office.profile
    cuts.dies(profile.path, "scan", "file.before_settled:4")
    office = cuts.opened(profile.path)
    backup = office.store.back_up()
    office.closes()
    for path in (profile.path / "files").iterdir():
        path.unlink()
    cuts.dies(profile.path, "restore", at)
    restore(profile, backup.path, MAI.id, PASSWORD, a_machine())


def at_any_moment(centre: Centre, times: int) -> None:
    """The PC, by the clock."""
    with centre.serves():
        for turn in range(times):
            pc = NAMES[turn % 2]
            centre.works(pc).dies(centre.chance.uniform(0, LONGEST))
            centre.strike("PC", "any moment")
            centre.holds(pc)


def the_gateway(centre: Centre, times: int) -> None:
    """While a PC brings its day; half of them exactly when it flushes or writes."""
    for turn in range(times):
        under, step = _plug(centre) if turn % 2 and can_record() else ([], "any moment")
        with centre.serves(under) as gateway:
            worker = centre.works("one")
            worker.is_at_work()
            if under:
                is_dead = _wait(lambda: gateway._process.poll() is not None, 8.0)
                step = step if is_dead else "any moment"
            else:
                _EACH_PAUSE.wait(centre.chance.uniform(0.3, 2 * LONGEST))
            gateway.kill()
            worker.dies(0.2)
        centre.strike(f"gateway ({centre.kind})", step)
        centre.strike("PC", "offline")
        centre.holds("one")
    centre.agree()


def _plug(centre: Centre) -> tuple[list[str], str]:
    kinds = ("fsync", "fdatasync", "pwrite64") if centre.kind == "SQLite" else ("sendto",)
    call, when = centre.chance.choice(kinds), centre.chance.randrange(8, 40)
    kill = f"inject={call}:signal=SIGKILL:when={when}"
    trace = ["-f", "--seccomp-bpf", "-o", "/dev/null", "-e", f"trace={call}", "-e", kill]
    return ["strace", *trace], f"at a {call}"


def files(centre: Centre, times: int) -> None:
    """PC and gateway by turns while heavy files go up; in the end all of them are there."""
    for turn in range(times):
        with centre.serves() as gateway:
            worker = centre.works("one", "files")
            worker.is_at_work()
            if turn % 2:
                _EACH_PAUSE.wait(centre.chance.uniform(0.3, 2.0))
                gateway.kill()
                centre.strike(f"gateway ({centre.kind})", "inside a file")
            worker.dies(centre.chance.uniform(0.3, 2.0))
            centre.strike("PC", "inside a file")
        centre.holds("one")
    depot = Depot(centre.gateway / "communes" / FACTS.commune_code / "files")
    gone = [file for file in centre.ledger.filed if depot.whole(file) is None]
    must(not gone, "a file that had arrived is gone")


def carriers_of_one_file(centre: Centre, times: int) -> None:
    """Line, hub and stick bring pieces of the same files; killed before any line of the code."""
    every = carrying.steps(centre.folder / "whole")
    for step in sorted(centre.chance.sample(every, times)):
        here = centre.folder / f"carried-{step}"
        here.mkdir()
        carrying.must_hold(here, carrying.dies_at(here, step))
        shutil.rmtree(here)
        centre.strike("carriers of files", "before any line of the code")


class ServingPc:
    """The first PC serves the commune from its window's process, which has a child."""

    def __init__(self, centre: Centre) -> None:
        command = centre.types("one", "hub", "serve", "--until-input-ends", "--port", "0")
        self.process = centre.spawned(command)
        assert self.process.stdout is not None
        self.port = int(self.process.stdout.readline())

    @property
    def address(self) -> str:
        """As it is typed at the other counter."""
        return f"127.0.0.1:{self.port}"

    def child(self) -> int:
        """The process that listens, once there is one; 0 while there is none."""
        threads = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        found = (int(pid) for path in threads for pid in _text(path).split())
        return next((one for one in found if _is_child(one)), 0)

    def ends(self) -> None:
        """Somebody closes the window."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(PATIENCE)
        self.process.stdout.close()


def _is_another(serving: ServingPc, child: int) -> bool:
    return serving.child() not in {0, child}


def _is_gone(child: int) -> bool:
    return not _is_child(child)


def _is_child(pid: int) -> bool:
    return "child" in _text(Path(f"/proc/{pid}/cmdline")).split("\0")


def _text(path: Path) -> str:
    """What the kernel says; nothing of who is gone."""
    try:
        return path.read_text("utf-8")
    except OSError:
        return ""


@contextmanager
def a_serving_pc(centre: Centre) -> Iterator[ServingPc]:
    """For a while; it may be dead in the end."""
    pc = ServingPc(centre)
    try:
        yield pc
    finally:
        pc.ends()


def the_hubs_child(centre: Centre, times: int) -> None:
    """The process that listens; its window starts it again by itself."""
    with a_serving_pc(centre) as serving:
        for _ in range(times):
            centre.works("two", "hub", serving.address).dies(LONGEST)
            centre.strike("PC", "at work through the hub")
            worker = centre.works("two", "hub", serving.address)
            worker.is_at_work()
            _EACH_PAUSE.wait(centre.chance.uniform(0, LONGEST))
            child = _found(serving.child)
            os.kill(child, signal.SIGKILL)
            centre.strike("hub: the child that listens", "any moment")
            _wait(partial(_is_another, serving, child), PATIENCE)
            worker.dies(LONGEST)
            centre.strike("PC", "at work through the hub")
    for pc in NAMES:
        centre.holds(pc)
    centre.has_what_came_by_hub("one")


def the_hubs_window(centre: Centre, times: int) -> None:
    """The parent: its child has nobody left and ends, or the next window could not serve."""
    for _ in range(times):
        serving = ServingPc(centre)
        child = _found(serving.child)
        worker = centre.works("two", "hub", serving.address)
        worker.is_at_work()
        _EACH_PAUSE.wait(centre.chance.uniform(0, LONGEST))
        serving.process.kill()
        serving.ends()
        centre.strike("hub: the window it belongs to", "any moment")
        must(_wait(partial(_is_gone, child), 30.0), "the hub's child outlives its window")
        worker.dies(0.2)
        centre.strike("PC", "at work through the hub")
        centre.holds("two")
        centre.has_what_came_by_hub("one")


def the_gateway_while_a_hub_relays(centre: Centre, times: int) -> None:
    """What the second PC did goes by the first one's rounds; the gateway dies meanwhile."""
    with a_serving_pc(centre) as serving:
        for _ in range(times):
            with centre.serves() as gateway:
                worker = centre.works("two", "hub", serving.address)
                worker.is_at_work()
                _EACH_PAUSE.wait(centre.chance.uniform(0.5, 2 * LONGEST))
                gateway.kill()
                centre.strike(f"gateway ({centre.kind})", "while a hub relays")
                worker.dies(0.3)
                centre.strike("PC", "at work through the hub")
    for pc in NAMES:
        centre.holds(pc)
    centre.has_what_came_by_hub("one")
    centre.agree()


def sticks(centre: Centre, times: int) -> None:
    """Whole commands: export and import at the PC, import at the province, killed in each."""
    places = [*OF_STICKS, ""]
    for turn in range(times):
        point = places[turn % len(places)]
        centre.works("one").dies(LONGEST)
        centre.strike("PC", "offline")
        export = centre.types("one", "bundle", "export", str(centre.stick))
        _killed(centre, "bundle export", export, point)
        data = str(centre.gateway)
        province = ["app", "gateway", "stick", "import", str(centre.stick), "--data", data]
        _killed(centre, f"gateway stick import ({centre.kind})", province, point)
        for pc in NAMES:
            back = centre.types(pc, "bundle", "import", str(centre.stick))
            _killed(centre, "bundle import", back, (*AT_AN_IMPORT, "")[turn % 3])
            centre.holds(pc)
        with centre.open("one") as desk:
            must(status(desk).waiting_events == 0, "the return has not confirmed everything")


def _killed(centre: Centre, victim: str, command: Sequence[str], point: str) -> None:
    """Kill it there, or somewhere; then the same is typed again and succeeds."""
    if point:
        process = centre.spawned(command, f"{point}:1")
        process.communicate(timeout=PATIENCE)
        must(process.returncode == -signal.SIGKILL, f"{victim}: {point} was never reached")
        centre.strike(victim, point)
    else:
        _killed_somewhere(centre, victim, command)
    again = centre.spawned(command)
    said, _ = again.communicate(timeout=PATIENCE)
    must(again.returncode == 0, f"{victim} does not go on: {said}")


def _killed_somewhere(centre: Centre, victim: str, command: Sequence[str]) -> None:
    """In the second half of what it takes: before that Python only loads its modules."""
    began = time.monotonic()
    centre.spawned(command).communicate(timeout=PATIENCE)
    whole = time.monotonic() - began
    process = centre.spawned(command)
    try:
        process.communicate(timeout=whole * centre.chance.uniform(0.5, 0.9))
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        centre.strike(victim, "any moment")


def the_database(centre: Centre, cluster: Cluster, times: int) -> None:
    """The server below the gateway; the gateway itself goes on."""
    with centre.serves():
        for turn in range(times):
            worker = centre.works("one")
            worker.is_at_work()
            _EACH_PAUSE.wait(centre.chance.uniform(0.3, LONGEST))
            cluster.kill(signal.SIGKILL if turn % 2 else signal.SIGQUIT)
            centre.strike("database server", "any moment")
            cluster.start()
            worker.dies(LONGEST)
            centre.strike("PC", "any moment")
            centre.holds("one")
    centre.agree()


def _found(look: Callable[[], int]) -> int:
    """What it looks for, once it is there."""
    must(_wait(lambda: look() != 0, PATIENCE), "the hub does not come back by itself")
    return look()


def _wait(is_so: Callable[[], bool], most: float) -> bool:
    until = time.monotonic() + most
    while not is_so():
        if time.monotonic() > until:
            return False
        _EACH_PAUSE.wait(0.05)
    return True
