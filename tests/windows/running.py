"""Windows programs under Wine, or on a real Windows: started, listened to, bounded in time.

What they say goes through a pipe, since Wine's console writes nothing into a bare file. The end is
the program's own and not the pipe's: Wine's services may hold that open as long as anybody runs.
"""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType

from tests.windows.places import ROOT, WINE, Failed, python_folder, surroundings

_BY: tuple[str, ...] = () if sys.platform == "win32" else (str(WINE),)
_LAST_WORDS = 5.0
PATIENCE = 1800.0
"""Seconds for one program on a busy machine: only what hangs takes longer."""


class Running:
    """A Windows program that runs; what it says is read meanwhile. Ends with its `with`."""

    def __init__(
        self,
        *words: str | Path,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        input_stays: bool = False,
    ) -> None:
        self.name = f"{words[0]} {' '.join(map(str, words[1:4]))}"
        self.process = subprocess.Popen(  # noqa: S603 - the trial's own programs
            [*_BY, *map(str, words)],
            env=surroundings() | dict(env or {}),
            cwd=cwd or ROOT,
            stdin=subprocess.PIPE if input_stays else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self._heard = bytearray()
        self._last = time.monotonic()
        self._ear = threading.Thread(target=self._hear, daemon=True)
        self._ear.start()

    def __enter__(self) -> "Running":
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.kill()

    def _hear(self) -> None:
        out = self.process.stdout
        while out is not None and (part := out.read1(65536)):  # type: ignore[attr-defined]
            self._heard += part
            self._last = time.monotonic()

    @property
    def said(self) -> str:
        """Everything until now."""
        return self._heard.decode("utf-8", errors="replace").replace("\r\n", "\n")

    def wait(self, seconds: float = PATIENCE, silence: float | None = None) -> int:
        """Wait for its end; what takes longer, or says nothing for so long, is killed: `Failed`."""
        until = time.monotonic() + seconds
        while self.process.poll() is None:
            now = time.monotonic()
            if now > until or (silence and now - self._last > silence):
                self.kill()
                what = f"took more than {seconds:.0f} s" if now > until else "had hung"
                raise Failed(f"{self.name} {what}:\n{self.said[-6000:]}")
            time.sleep(0.02)  # noqa: TID251 - another program works
        self._ear.join(_LAST_WORDS)
        return self.process.returncode

    def end_input(self, seconds: float = PATIENCE) -> int:
        """Close what it reads from, and wait for its end."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        return self.wait(seconds)

    def kill(self) -> None:
        """End it on the spot, as Task Manager does."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


def wine(
    *words: str | Path,
    seconds: float = PATIENCE,
    silence: float | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    check: bool = True,
) -> str:
    """Run a Windows program to its end and answer all it said; raises `Failed` when it does."""
    with Running(*words, env=env, cwd=cwd) as running:
        status = running.wait(seconds, silence)
        if check and status:
            raise Failed(f"{words[0]} ended with {status}:\n{running.said[-6000:]}")
        return running.said


def python(
    *words: str | Path,
    seconds: float = PATIENCE,
    silence: float | None = None,
    cwd: Path | None = None,
) -> str:
    """Run the Windows Python."""
    program = python_folder() / "python.exe"
    return wine(program, "-u", *words, seconds=seconds, silence=silence, cwd=cwd)


def wait_for(happened: Callable[[], bool], what: Callable[[], str], seconds: float = 600) -> None:
    """Wait until it has happened; raises `Failed` with what did not."""
    until = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > until:
            raise Failed(what())
        time.sleep(0.2)  # noqa: TID251 - another program works
