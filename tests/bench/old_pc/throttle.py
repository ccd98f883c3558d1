"""A slow machine: one core, a CPU quota, a disk that reads slowly and takes its time to flush.

Quota and reading are set by control groups (version 1, as root), the flush by a preloaded function.
What cannot be set on this machine is refused, never left out silently.
"""

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

GROUPS = Path("/sys/fs/cgroup")
_PERIOD = 10_000  # microseconds: short, so that nothing waits for longer than an eye notices
_SOURCE = Path(__file__).with_name("slow_flush.c")


class CannotThrottle(Exception):
    """This machine lets nobody set a quota: another one, or root, is needed."""


@dataclass(frozen=True)
class Slowness:
    """How slow: percent of one core, bytes read a second, milliseconds a flush."""

    cpu_percent: int = 30
    read_bytes: int = 40 << 20
    flush_ms: int = 15


@dataclass(frozen=True)
class SlowMachine:
    """Starts commands on it."""

    slowness: Slowness
    groups: tuple[Path, ...]
    library: Path

    def run(self, command: Sequence[str], cwd: Path) -> str:
        """Run to the end and answer what was said; raises `CalledProcessError`."""
        preload = {"LD_PRELOAD": str(self.library), "SLOW_FLUSH_MS": str(self.slowness.flush_ms)}
        done = subprocess.run(  # noqa: S603 - our own program
            command,
            cwd=cwd,
            env=os.environ | preload,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            preexec_fn=self._enter,
        )
        return done.stdout

    def _enter(self) -> None:
        for group in self.groups:
            (group / "cgroup.procs").write_text(str(os.getpid()))
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


@contextmanager
def a_slow_machine(slowness: Slowness, folder: Path) -> Iterator[SlowMachine]:
    """Set it up, and take its groups away afterwards; `folder` lies on the disk that is slow."""
    cpu, disk = (GROUPS / kind / f"motcua-{os.getpid()}" for kind in ("cpu", "blkio"))
    library = folder / "slow_flush.so"
    subprocess.run(  # noqa: S603
        ["/usr/bin/cc", "-shared", "-fPIC", "-O2", str(_SOURCE), "-o", str(library), "-ldl"],
        check=True,
    )
    try:
        _set(cpu, "cpu.cfs_period_us", str(_PERIOD))
        _set(cpu, "cpu.cfs_quota_us", str(_PERIOD * slowness.cpu_percent // 100))
        _set(disk, "blkio.throttle.read_bps_device", f"{_device(folder)} {slowness.read_bytes}")
        yield SlowMachine(slowness, (cpu, disk), library)
    finally:
        for group in (cpu, disk):
            if group.exists():
                group.rmdir()


def _set(group: Path, name: str, value: str) -> None:
    try:
        group.mkdir(exist_ok=True)
        (group / name).write_text(value)
    except OSError as error:
        raise CannotThrottle(f"{group / name}: {error.strerror}") from error


def _device(folder: Path) -> str:
    number = folder.stat().st_dev
    return f"{os.major(number)}:{os.minor(number)}"
