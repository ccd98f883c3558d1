"""Drives the program's own window: fills, presses, waits for what comes, takes pictures."""

import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QElapsedTimer, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from app.ui.counter import Counter
from app.ui.i18n import tr
from app.ui.page import Goto, Page
from app.ui.press import PdfPress
from app.ui.shell.workspace import Workspace
from app.ui.sign_in.founding import communes_like
from app.ui.sign_in.page import SignInPage
from app.ui.sign_in.recovery_code import RecoveryCodePage
from app.ui.sign_in.set_up import SetUpPage
from app.usecases import lookup, shipped
from app.usecases.administration import ThisPc
from app.usecases.desk import Desk
from app.usecases.synchronise import SyncStatus

T = TypeVar("T")
W = TypeVar("W", bound=QWidget)

PATIENCE = 30_000
"""Milliseconds after which something that should come has failed."""
_SLICE = 10


class NothingCame(Exception):
    """What a step waited for did not happen; the detail names it."""

    code = "demo_stuck"


class Stage:
    """One window on one office; every method returns when the screen has come to rest."""

    def __init__(self, app: QApplication, pc: ThisPc, folder: Path) -> None:
        self.app = app
        self.counter = Counter(app, pc, shipped.places, PdfPress(folder))
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

    def fill_office(self, commune: str, typed: Mapping[str, str], password: str) -> None:
        """Type the set-up page full; the commune is chosen from what the search offers."""
        page = self._shown(SetUpPage)
        _, found = communes_like(commune, shipped.places())[0]
        page.commune.chosen.emit(found)
        for field, text in typed.items():
            getattr(page, field).fill(text)
        page.first.fill(password)
        page.second.fill(password)
        self.settle()

    def found(self) -> None:
        """Press the button of the set-up page and wait for the recovery code."""
        self._shown(SetUpPage).button.click()
        self.wait(lambda: isinstance(self.counter.window.shown, RecoveryCodePage))

    def keep_code(self) -> None:
        """Say that the recovery code is on paper."""
        page = self._shown(RecoveryCodePage)
        page.tick.click()
        page.button.click()
        self.wait(lambda: isinstance(self.counter.window.shown, SignInPage))

    def type_password(self, password: str) -> None:
        """Type the password of the officer who is offered."""
        self._shown(SignInPage).password.fill(password)
        self.settle()

    def sign_in(self) -> None:
        """Press Enter on the sign-in page."""
        self._shown(SignInPage).button.click()
        self.wait(lambda: self.counter.workspace is not None)
        self.settle()

    def say_printed(self) -> None:
        """Answer the question whether paper came out: it did."""
        self.settle()
        for button in self.workspace.findChildren(QPushButton):
            if button.isVisible() and button.text() == tr("Printed"):
                button.click()
                self.settle()
                return
        raise NothingCame("print question")

    def find(self, text: str, dossier: str) -> None:
        """Type into Ctrl+K and leave the answers on the screen; the dossier must be among them."""
        found = self.do(lambda desk: lookup.jump(desk, text))
        if all(one.id != dossier for one in found):
            raise NothingCame("the number")
        self.show("dossiers", extra=text)

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
        self.workspace.notices.dismiss()
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
        clock, tick = QElapsedTimer(), QTimer(interval=_SLICE)
        clock.start()
        tick.start()  # with a time limit of its own `processEvents` would not sleep
        while not until():
            if clock.elapsed() > patience:
                raise NothingCame(until.__qualname__)
            self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        tick.stop()

    def _shown(self, kind: type[W]) -> W:
        """Return what fills the window, which must be of that kind."""
        shown = self.counter.window.shown
        if not isinstance(shown, kind):
            raise NothingCame(kind.__name__)
        return shown

    def close(self) -> None:
        """Close the window and the office."""
        self.counter.window.close()
        self.counter.close()
