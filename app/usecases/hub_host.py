"""Máy chủ xã on this PC: keeps the process that listens alive, and hears what it says."""

import json
import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO

import msgspec

from app.store.faults import StoreFault
from app.store.records import Touched
from app.usecases.desk import Desk
from app.usecases.hub_known import hub_settings
from app.usecases.hub_state import Hosting

LOG = logging.getLogger(__name__)

_AGAIN_SECONDS = (1.0, 2.0, 5.0, 15.0, 60.0)
_END_SECONDS = 5.0
_SOURCE = Path(__file__).parents[2]


Changed = Callable[[Hosting], None]


class HubHost:
    """Start and stop at will, from any thread; the process ends with this one, whatever happens."""

    def __init__(self, desk: Desk, changed: Changed = lambda _hosting: None) -> None:
        self._desk, self._changed = desk, changed
        self._hosting = Hosting()
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def now(self) -> Hosting:
        """Say how it is, without waiting."""
        return self._hosting

    def remember(self, came: Mapping[str, datetime]) -> None:
        """Who came before this sign-in."""
        self._say(seen={**came, **self._hosting.seen})

    def start(self) -> None:
        """Begin to serve, if it is not so already."""
        with self._lock:
            if self._thread is not None:
                return
            self._stopping = threading.Event()
            self._say(wanted=True, fault="")
            self._thread = threading.Thread(target=self._run, name="hub-host", daemon=True)
            self._thread.start()

    def stop(self, timeout: float = _END_SECONDS) -> None:
        """Serve no more; neighbours go on with their own lines. Waits at most so many seconds."""
        with self._lock:
            thread, self._thread = self._thread, None
            self._stopping.set()
            self._end()
        if thread is not None and thread is not threading.current_thread():
            thread.join(timeout)
        self._say(wanted=False, port=0, fault="")

    def _run(self) -> None:
        """Start it again when it dies; what it had taken in is in the journal."""
        tries, stopping = 0, self._stopping
        while not stopping.is_set():
            if self._serve_once():
                tries = 0
            self._say(port=0)
            wait = _AGAIN_SECONDS[min(tries, len(_AGAIN_SECONDS) - 1)]
            tries += 1
            stopping.wait(wait)

    def _serve_once(self) -> bool:
        """Run the process to its end; answers whether it came to listen."""
        try:
            process = self._spawn(hub_settings(self._desk.store.reader().preferences).port)
        except StoreFault as fault:  # somebody has signed out
            LOG.info("no hub: %s", fault.code)
            return False
        except OSError:
            LOG.exception("the hub does not start")
            self._say(fault="hub_not_started")
            return False
        self._process = process
        if self._stopping.is_set():
            self._end()
        listened = False
        try:
            for line in _pipe(process.stdout):
                listened = self._hear(line) or listened
        finally:
            self._let_go(process)
        if not listened and not self._stopping.is_set():
            LOG.warning("the hub ended with %s", process.returncode)
            self._say(fault=self._hosting.fault or "hub_not_started")
        return listened

    def _spawn(self, port: int) -> "subprocess.Popen[bytes]":
        """The data key goes through the pipe: it stands in no argument and no environment."""
        arguments = ["hub", "child", "--profile", str(self._desk.profile.path)]
        arguments += ["--port", str(port), "--name", self._desk.settings.counter]
        process = subprocess.Popen(  # noqa: S603 - our own program
            [*program(), *arguments],
            cwd=None if getattr(sys, "frozen", False) else _SOURCE,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        key = self._desk.store.hand_over_key().hex().encode() + b"\n"
        with suppress(OSError):
            _pipe(process.stdin).write(key)
            _pipe(process.stdin).flush()
        return process

    def _hear(self, line: bytes) -> bool:
        """Take one line; answers whether it says that the server listens."""
        try:
            said = json.loads(line)
        except (ValueError, RecursionError):
            return False
        match said:
            case {"ready": int(port)}:
                self._say(port=port, fault="")
                return True
            case {"touched": str(kind), "ids": list(ids)}:
                self._desk.store.announce(Touched(kind, tuple(map(str, ids))))
            case {"seen": str(device)}:
                self._say(seen={**self._hosting.seen, device: self._desk.now()})
            case {"fault": str(code)}:
                self._say(fault=code)
            case _:
                pass
        return False

    def _end(self) -> None:
        """Its pipe ends, so it ends; one that hangs is ended."""
        process = self._process
        if process is None:
            return
        with suppress(OSError):
            _pipe(process.stdin).close()
        last = threading.Timer(_END_SECONDS, process.kill)
        last.daemon = True
        last.start()

    def _let_go(self, process: "subprocess.Popen[bytes]") -> None:
        with suppress(OSError):
            _pipe(process.stdin).close()
        process.wait()
        _pipe(process.stdout).close()
        self._process = None

    def _say(self, **news: object) -> None:
        self._hosting = msgspec.structs.replace(self._hosting, **news)
        self._changed(self._hosting)


def program() -> list[str]:
    """What listens: the program itself; Windows has a second one that writes on pipes."""
    if not getattr(sys, "frozen", False):
        return [sys.executable, "-m", "app"]
    twin = Path(sys.executable).with_name("motcua-cli.exe")
    return [str(twin) if twin.exists() else sys.executable]


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise OSError("no pipe")
    return pipe
