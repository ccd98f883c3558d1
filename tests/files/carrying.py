"""Files that come by line, hub and stick into one folder, and what must hold wherever it ends."""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

from sync.files.address import address_of
from sync.files.depot import Depot, Standing
from sync.files.faults import WrongContent
from tests.helpers.disk_model import Chance, Disk
from tests.helpers.disk_record import Flushed, Said, record_here
from tests.helpers.gateway_files import a_scan
from tests.simulation.invariants import check

SCANS = {
    address_of(scan): scan for scan in (a_scan(size, size) for size in (9000, 5000, 3000, 4000))
}
LONG, SHORT, SPOILT, MISJUDGED = SCANS
_CODE = str(Path(sys.modules[Depot.__module__].__file__ or "").parent)

_NEXT = "0" * 64

Say = Callable[[str, int], None]
"""What is promised: so many bytes of that file are sure, or it is whole."""


def a_depot(folder: Path) -> Depot:
    return Depot(folder, lambda _path: 1 << 60)


def carries(folder: Path, say: Say) -> None:
    """Half a file by line, more of it by hub, others by stick in between, the rest by line."""
    line, hub, stick = (a_depot(folder) for _ in range(3))
    scan = SCANS[LONG]
    line.begin(LONG, len(scan))
    line.open(LONG).append(scan[:3000])
    say(LONG, 3000)
    say(LONG, hub.accept(LONG, len(scan), 1000, scan[1000:5000]).offset)
    say(SHORT, stick.accept(SHORT, len(SCANS[SHORT]), 0, SCANS[SHORT]).offset)
    stick.accept(SPOILT, len(SCANS[SPOILT]), 0, SCANS[SPOILT][:1000])
    with suppress(WrongContent):
        hub.accept(SPOILT, len(SCANS[SPOILT]), 1000, bytes(len(SCANS[SPOILT]) - 1000))
    say(SPOILT, stick.accept(SPOILT, len(SCANS[SPOILT]), 0, SCANS[SPOILT]).offset)
    stick.accept(MISJUDGED, len(SCANS[MISJUDGED]) + 900, 0, bytes(len(SCANS[MISJUDGED]) + 100))
    say(MISJUDGED, hub.accept(MISJUDGED, len(SCANS[MISJUDGED]), 0, SCANS[MISJUDGED][:700]).offset)
    say(MISJUDGED, hub.accept(MISJUDGED, len(SCANS[MISJUDGED]), 0, SCANS[MISJUDGED]).offset)
    line.open(LONG).append(scan[5000:7000])
    say(LONG, stick.accept(LONG, len(scan), 6000, scan[6000:]).offset)


def must_hold(folder: Path, promised: dict[str, int]) -> None:
    """I10: what was promised is there, what is served is right, and the rest can still come."""
    depot = a_depot(folder)
    for sha in SCANS:
        _is_right(depot, sha)
        held = depot.standing(sha)
        if held.size and not held.is_whole:
            held = held._replace(offset=depot.open(sha).offset)
        said = promised.get(sha, 0)
        check(held.offset >= said, "I10", f"{held.offset} bytes of {said} that were promised")
        if not held.is_whole:
            _comes_whole(depot, sha, held)
        check(depot.whole(sha) is not None, "I10", "a file cannot be completed")
        _is_right(depot, sha)
    a_depot(folder).begin(_NEXT, 10)
    names = {path.name for path in folder.glob("*/*")}
    check(names == {*SCANS, f"{_NEXT}.note"}, "I10", f"left behind: {names - set(SCANS)}")


def _comes_whole(depot: Depot, sha: str, held: Standing) -> None:
    """Another carrier brings the rest; if another content lay there, it is gone, and all of it."""
    scan = SCANS[sha]
    offset = held.offset if held.size == len(scan) else 0
    with suppress(WrongContent):
        depot.accept(sha, len(scan), offset, scan[offset:])
    if not depot.standing(sha).is_whole:
        depot.accept(sha, len(scan), 0, scan)


def _is_right(depot: Depot, sha: str) -> None:
    whole = depot.whole(sha)
    check(whole is None or whole.read_bytes() == SCANS[sha], "I10", "served, but not what it says")


def steps(folder: Path, of: str = "") -> list[int]:
    """The places there are to die at, all or those of one function."""
    seen: list[str] = []
    folder.mkdir()
    _run_traced(folder, lambda _sha, _offset: None, seen, 0)
    return [number for number, name in enumerate(seen, 1) if of in {"", name}]


def dies_at(folder: Path, step: int) -> dict[str, int]:
    """Carry in a process that is killed before that step; answers what it had promised."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        try:
            _run_traced(folder, lambda *said: _tell(write, *said), [], step)
        finally:
            os._exit(3)
    os.close(write)
    with os.fdopen(read, encoding="ascii") as told:
        promised = _promises(told.read().splitlines())
    check(os.waitpid(child, 0)[1] == signal.SIGKILL, "I10", "the process was not killed there")
    return promised


def survives_every(folder: Path, chosen: list[int]) -> None:
    """Die before each of the chosen steps, each time in a new folder."""
    for step in chosen:
        here = folder / f"at-{step}"
        here.mkdir()
        must_hold(here, dies_at(here, step))
        shutil.rmtree(here)


class Recorded:
    """The same in a process whose writes and flushes are listened to."""

    def __init__(self, folder: Path) -> None:
        self._aside = folder / "aside"
        self._live = folder / "live"
        for one in (self._aside, self._live, self._aside / "before"):
            one.mkdir()
        self.steps = record_here(
            lambda: carries(self._live, lambda *said: _tell(1, *said)),
            self._live,
            self._aside / "notes",
        )

    def flushes(self) -> list[int]:
        """The steps after which something is on the disk for sure."""
        return [number for number, step in enumerate(self.steps) if isinstance(step, Flushed)]

    def holds(self, moments: dict[int, Chance]) -> None:
        """Let the power fail after each of these steps."""
        disk = Disk(self._aside / "before", self._live)
        said: list[str] = []
        for number, step in enumerate(self.steps):
            disk.take(number, step)
            said += [step.text] if isinstance(step, Said) else []
            if number in moments:
                left = self._aside / f"after-{number}"
                disk.left(left, moments[number])
                must_hold(left, _promises(said))
                shutil.rmtree(left)


def moments_of(run: Recorded, count: int) -> dict[int, Chance]:
    """After so many flushes nothing else survives, after so many steps some of it by chance."""
    draw = Random(5)  # noqa: S311 - the same moments again
    flushes, every = run.flushes(), range(len(run.steps))
    nothing = {
        number: Chance(draw, kept=0.0) for number in draw.sample(flushes, min(count, len(flushes)))
    }
    some = {number: Chance(draw) for number in draw.sample(every, min(count, len(every)))}
    return some | nothing


def _run_traced(folder: Path, say: Say, seen: list[str], fatal: int) -> None:
    """Note the function of every line that is run, and die before the fatal one."""

    def trace(frame: FrameType, event: str, _arg: Any) -> Any:
        if not frame.f_code.co_filename.startswith(_CODE):
            return None
        if event == "line":
            seen.append(frame.f_code.co_name)
            if len(seen) == fatal:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        carries(folder, say)
    finally:
        sys.settrace(before)


def _tell(handle: int, sha: str, offset: int) -> None:
    os.write(handle, f"{sha} {offset}\n".encode())


def _promises(lines: list[str]) -> dict[str, int]:
    """The most that was promised of each."""
    told = [line.split() for line in lines]
    promised: dict[str, int] = {}
    for sha, offset in told:
        promised[sha] = max(int(offset), promised.get(sha, 0))
    return promised
