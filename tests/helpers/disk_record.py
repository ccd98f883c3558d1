"""What a real process wrote, flushed, renamed and deleted in a folder, call by call.

strace listens to the process itself, so nothing of ours can flatter: SQLCipher's writes, Python's
and the promises on stdout stand in one list, in the order in which the system saw them.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from tests.helpers.command import ROOT


class Wrote(NamedTuple):
    """Bytes at a place of a file; at its end where the place is None."""

    path: str
    at: int | None
    data: bytes


class Cut(NamedTuple):
    """A file has that length from now on."""

    path: str
    size: int


class Made(NamedTuple):
    """A name that was not there before, or a file that was opened although it was there."""

    path: str
    is_folder: bool = False


class Moved(NamedTuple):
    """A rename."""

    source: str
    target: str


class Removed(NamedTuple):
    """A name that is gone."""

    path: str


class Flushed(NamedTuple):
    """A file's bytes or a folder's names are on the disk, as they were when step `since` began."""

    path: str
    since: int


class Said(NamedTuple):
    """A promise on stdout."""

    text: str


Step = Wrote | Cut | Made | Moved | Removed | Flushed | Said

_CALLS = (
    *("openat", "open", "creat", "lseek", "write", "writev", "pwrite64", "pwritev", "pwritev2"),
    *("ftruncate", "truncate", "fallocate", "fsync", "fdatasync", "sync_file_range", "syncfs"),
    *("rename", "renameat", "renameat2", "unlink", "unlinkat", "rmdir", "mkdir", "mkdirat"),
    *("link", "linkat", "symlink", "symlinkat", "sendfile", "copy_file_range"),
)
_CALL = re.compile(rb"(\w+)\((.*)\) += (-?\d+)(?:<([^>]*)>)?.*", re.DOTALL)
_TEXT = re.compile(rb'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
_HANDLE = re.compile(rb"(AT_FDCWD|\d+)<((?:\\x[0-9a-f]{2})*)>")


@lru_cache
def can_record() -> bool:
    """Whether strace is here and may look at a process."""
    if not sys.platform.startswith("linux") or shutil.which("strace") is None:
        return False
    asked = ["strace", "-f", "-o", "/dev/null", "true"]
    done = subprocess.run(asked, capture_output=True, check=False)  # noqa: S603
    return done.returncode == 0


def record(command: Sequence[str], folder: Path, notes: Path, **environment: str) -> list[Step]:
    """Run a program to its end and list what it did in `folder`; `notes` keeps strace's text."""
    done = subprocess.run(  # noqa: S603 - our own program
        [*listening(notes), *command],
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1", **environment},
        capture_output=True,
        cwd=ROOT,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr.decode()[-2000:])
    return read(notes, folder)[0]


def record_here(work: Callable[[], None], folder: Path, notes: Path) -> list[Step]:
    """The same of a function of this very process, with all that was changed in it: it is forked.

    The child waits until it is listened to; what it writes to handle 1 are its promises.
    """
    waits, go = os.pipe()
    child = os.fork()
    if not child:
        os.close(go)
        os.read(waits, 1)
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    os.close(waits)
    command = [word for word in listening(notes) if word != "--seccomp-bpf"]
    with subprocess.Popen([*command, "-p", str(child)], stderr=subprocess.PIPE) as strace:  # noqa: S603
        assert strace.stderr is not None
        strace.stderr.readline()  # it says so once it is attached
        os.write(go, b"!")
        os.close(go)
        strace.wait()
    if os.waitpid(child, 0)[1]:
        raise RuntimeError("what was to be recorded has failed")
    return read(notes, folder)[0]


def listening(notes: Path) -> list[str]:
    """The command that runs another one and writes its calls down."""
    calls = "trace=" + ",".join(_CALLS)
    whole = ["-y", "-xx", "-s", "10000000", "-ttt"]
    return ["strace", "-f", "--seccomp-bpf", *whole, "-o", str(notes), "-e", calls]


def read(notes: Path, folder: Path) -> tuple[list[Step], list[float]]:
    """What was done in `folder`, and when each step began (seconds of the wall clock)."""
    reading = Reading(folder.resolve())
    with notes.open("rb") as lines:
        for line in lines:
            reading.hear(line.rstrip(b"\n"))
    return reading.steps, reading.times


class Reading:
    """Makes steps of strace's lines."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self.steps: list[Step] = []
        self.times: list[float] = []
        self._begun: dict[bytes, tuple[bytes, bytes, int]] = {}
        self._places: dict[int, int | None] = {}

    def hear(self, line: bytes) -> None:
        """Put the halves of a call together that other threads have come between."""
        thread, time, said = line.split(maxsplit=2)
        since = len(self.steps)
        if said.endswith(b"<unfinished ...>"):
            self._begun[thread] = (said.removesuffix(b"<unfinished ...>"), time, since)
            return
        if said.startswith(b"<... "):
            begun, time, since = self._begun.pop(thread)
            said = begun + said.partition(b" resumed>")[2]
        if (call := _CALL.fullmatch(said)) is None or int(call[3]) < 0:
            return
        name, asked, result, path = call.groups()
        told = Call(name.decode(), asked, int(result), _plain(path or b"").decode(), since)
        for step in _MEANING.get(told.name, Reading._unknown)(self, told):
            if self._concerns_us(step):
                self.steps.append(step)
                self.times.append(float(time))

    def _concerns_us(self, step: Step) -> bool:
        return isinstance(step, Said) or any(
            part.startswith(self._folder) for part in step if isinstance(part, str)
        )

    def _opened(self, call: "Call") -> Iterator[Step]:
        flags = call.asked.rpartition(b'"')[2]
        self._places[call.result] = None if b"O_APPEND" in flags else 0
        if b"O_CREAT" in flags:
            yield Made(call.path)
        if b"O_TRUNC" in flags:
            yield Cut(call.path, 0)

    def _sought(self, call: "Call") -> Iterator[Step]:
        if self._places.get(call.handle, 0) is not None:
            self._places[call.handle] = call.result
        yield from ()

    def _wrote(self, call: "Call") -> Iterator[Step]:
        if call.handle == 1:
            yield from (Said(line) for line in call.data.decode().splitlines())
            return
        place = self._places.get(call.handle, 0)
        if place is not None:
            self._places[call.handle] = place + call.result
        yield Wrote(call.file, place, call.data[: call.result])

    def _wrote_at(self, call: "Call") -> Iterator[Step]:
        yield Wrote(call.file, call.last_number, call.data[: call.result])

    def _cut(self, call: "Call") -> Iterator[Step]:
        yield Cut(call.file, call.last_number)

    def _flushed(self, call: "Call") -> Iterator[Step]:
        yield Flushed(call.file, call.since)

    def _moved(self, call: "Call") -> Iterator[Step]:
        source, target = call.paths
        yield Moved(source, target)

    def _removed(self, call: "Call") -> Iterator[Step]:
        (path,) = call.paths
        yield Removed(path)

    def _made_folder(self, call: "Call") -> Iterator[Step]:
        (path,) = call.paths
        yield Made(path, is_folder=True)

    def _unknown(self, call: "Call") -> Iterator[Step]:
        """A way of writing that nobody has thought of must not go unseen."""
        if _hexed(self._folder) in call.asked:
            raise NotImplementedError(call.name)
        yield from ()


class Call(NamedTuple):
    """One system call that succeeded."""

    name: str
    asked: bytes
    result: int
    path: str
    since: int

    @property
    def handle(self) -> int:
        """The number of the open file."""
        return int(self.asked.partition(b"<")[0])

    @property
    def file(self) -> str:
        """The path of the open file, as it is called now."""
        found = _HANDLE.match(self.asked)
        return _plain(found[2]).decode() if found else ""

    @property
    def data(self) -> bytes:
        """The bytes that were handed over."""
        (found,) = _TEXT.finditer(self.asked)
        if found[2]:
            raise OverflowError("strace has shortened what was written")
        return _plain(found[1])

    @property
    def last_number(self) -> int:
        """An offset or a length."""
        return int(self.asked.rpartition(b",")[2])

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths that were named, whole."""
        folders = [_plain(found[2]).decode() for found in _HANDLE.finditer(self.asked)]
        names = [_plain(found[1]).decode() for found in _TEXT.finditer(self.asked)]
        folders += [str(ROOT)] * (len(names) - len(folders))
        return tuple(
            os.path.normpath(Path(folder) / name)
            for folder, name in zip(folders, names, strict=True)
        )


_MEANING: dict[str, Callable[[Reading, Call], Iterator[Step]]] = {
    "openat": Reading._opened,
    "lseek": Reading._sought,
    "write": Reading._wrote,
    "pwrite64": Reading._wrote_at,
    "ftruncate": Reading._cut,
    "fsync": Reading._flushed,
    "fdatasync": Reading._flushed,
    "rename": Reading._moved,
    "renameat": Reading._moved,
    "renameat2": Reading._moved,
    "unlink": Reading._removed,
    "unlinkat": Reading._removed,
    "rmdir": Reading._removed,
    "mkdir": Reading._made_folder,
    "mkdirat": Reading._made_folder,
}


def _plain(hexed: bytes) -> bytes:
    return bytes.fromhex(hexed.replace(b"\\x", b"").decode())


def _hexed(text: str) -> bytes:
    return b"".join(b"\\x%02x" % byte for byte in text.encode())
