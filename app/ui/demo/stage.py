"""Drives the program's own window: fills, presses, waits for what comes, takes pictures."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QElapsedTimer, QEventLoop
from PySide6.QtWidgets import QApplication

from app.ui.counter import Counter
from app.ui.page import Goto, Page
from app.ui.shell.workspace import Workspace
from app.usecases import shipped
from app.usecases.administration import ThisPc
from app.usecases.desk import Desk
from app.usecases.synchronise import SyncStatus

T = TypeVar("T")

PATIENCE = 30_000
"""Milliseconds after which something that should come has failed."""
_SLICE = 10


class NothingCame(Exception):
    """What a step waited for did not happen."""


class Stage:
    """One window on one office; every method returns when the screen has come to rest."""

    def __init__(self, app: QApplication, pc: ThisPc, folder: Path) -> None:
        self.app = app
        self.counter = Counter(app, pc, shipped.places)
        self._folder = folder
        self._taken: list[str] = []

    @property
    def workspace(self) -> Workspace:
        """What the signed-in officer sees."""
        if self.counter.workspace is None:
            raise NothingCame("nobody is signed in")
        return self.counter.workspace

    @property
    def desk(self) -> Desk:
        """The officer's desk; use it on the store's thread, through `do`."""
        desk: Desk = self.workspace.session.desk
        return desk

    @property
    def page(self) -> Page:
        """The page that is shown."""
        if self.workspace.page is None:
            raise NothingCame("no page")
        return self.workspace.page

    def begin(self) -> None:
        """Open the window: set-up on a new PC, else sign-in."""
        self.counter.begin()
        self.settle()

    def do(self, work: Callable[[Desk], T]) -> T:
        """Do a use case where the program does it: on the store's thread."""
        answers: list[T] = []
        failures: list[Exception] = []
        desk = self.desk
        self.workspace.session.tasks.run(lambda: work(desk), answers.append, failures.append)
        self.wait(lambda: bool(answers or failures))
        if failures:
            raise failures[0]
        self.settle()
        return answers[0]

    def show(self, page: str, record: str = "", extra: object = None) -> Page:
        """Go to a page, as a click in the navigation does."""
        self.workspace.go(Goto(page, record, extra))
        self.settle()
        return self.page

    def press(self, key: str) -> None:
        """Press a key of the shown page."""
        for command in self.page.commands():
            if command.key == key:
                command.run()
                self.settle()
                return
        raise NothingCame(key)

    def send_now(self, until: Callable[[SyncStatus], bool]) -> SyncStatus:
        """Press F5 and wait until the status line says what is expected."""
        self.workspace.read_again()
        self.wait(lambda: not self.status().running and until(self.status()))
        self.settle()
        return self.status()

    def status(self) -> SyncStatus:
        """What the status line says."""
        service = self.counter.sync_service
        if service is None:
            raise NothingCame("nobody is signed in")
        return service.status()

    def grab(self, name: str) -> str:
        """Take a picture of the window and answer its file's name."""
        self.settle()
        file = f"screen-{len(self._taken) + 1:02d}-{name}.png"
        if not self.counter.window.grab().save(str(self._folder / file)):
            raise NothingCame(file)
        self._taken.append(file)
        return file

    def settle(self) -> None:
        """Wait until both worker threads and the screen have nothing left to do."""
        workers = self.counter.workers
        for give in (workers.write, workers.read, workers.write, workers.read):
            passed = threading.Event()
            give(lambda done=passed: workers.post(done.set))  # type: ignore[misc]
            self.wait(passed.is_set)
        self.app.processEvents()

    def wait(self, until: Callable[[], bool], patience: int = PATIENCE) -> None:
        """Let the program live until something is so; raises `NothingCame`."""
        clock = QElapsedTimer()
        clock.start()
        while not until():
            if clock.elapsed() > patience:
                raise NothingCame(until.__qualname__)
            self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, _SLICE)

    def close(self) -> None:
        """Close the window and the office."""
        self.counter.window.close()
        self.counter.close()
