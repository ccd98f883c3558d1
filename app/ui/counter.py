"""The counter: opens with set-up or sign-in, gives the officer a workspace, locks and closes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.ui import theme
from app.ui.i18n import tr
from app.ui.notices import Notice, Tone
from app.ui.shell.idle import IdleWatch
from app.ui.shell.main_window import MainWindow
from app.ui.sign_in.frame import MiddleFrame
from app.ui.sign_in.page import SignInPage
from app.ui.sign_in.presenter import SignInPresenter
from app.ui.sign_in.recovery import RecoveryPage
from app.ui.tasks import TaskRunner, Workers
from app.ui.theme import Theme
from app.ui.tokens import HIGH_CONTRAST, LIGHT
from app.usecases import this_pc
from app.usecases.this_pc import ThisPc

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.place import Places
    from app.ui.doctor.frame import DoctorFrame
    from app.ui.page import Place
    from app.ui.press import Press
    from app.ui.shell.workspace import Workspace
    from app.ui.shift import Shift
    from app.ui.sign_in.founding import FoundingPresenter
    from app.usecases.desk import Desk
    from app.usecases.synchronise import SyncService

BUNDLE = ".mcb"
"""The file of a bundle on a stick that a double click opens; any other is a prepared one."""
PAUSE_BEFORE_LOADING = 150  # ms; the first window is painted before anything else is read
NEXT = ("app.usecases.administration", "app.ui.shift", "app.ui.today.page")


class Counter:
    """Leads the one window through a working day; built before anyone has signed in."""

    def __init__(
        self,
        app: QApplication,
        pc: ThisPc,
        read_places: Callable[[], Places],
        press: Press | None = None,
        pages: Callable[[], list[Place]] | None = None,
    ) -> None:
        self.app = app
        self.press = press
        self.pc = pc
        self.window = MainWindow()
        self.workers = Workers(self.window)
        self.shift: Shift | None = None
        self.file_opened: Callable[[Path], None] | None = None  # who takes `motcua FILE`
        self._pages = pages
        self.entered: Callable[[Shift], None] = _nobody_follows
        self._read_places = read_places
        self._tasks = TaskRunner(self.workers, self.window)
        self._founding: FoundingPresenter | None = None
        self._log: ExitStack | None = None
        self.idle = IdleWatch(app, self.window)
        self.idle.idle.connect(self.lock)
        self._door = SignInPage()
        self._door.checkup_asked.connect(self._check_up)
        self._bundle: Path | None = None  # opened before anybody had signed in
        self._checkup: DoctorFrame | None = None
        self.sign_in = SignInPresenter(
            pc, self._tasks, (self._door, RecoveryPage()), self.window.show_only, self.enter
        )
        self._soon = QTimer(self.window, singleShot=True, interval=PAUSE_BEFORE_LOADING)
        self._soon.timeout.connect(self._load_what_comes_next)

    @property
    def workspace(self) -> Workspace | None:
        """What the signed-in officer sees."""
        return self.shift.workspace if self.shift else None

    @property
    def sync_service(self) -> SyncService | None:
        """The rounds that go by themselves while somebody is signed in."""
        return self.shift.service if self.shift else None

    def begin(self) -> None:
        """Show the first window: sign-in, or set-up on a PC that has no office yet."""
        if this_pc.office_exists(self.pc):
            self.sign_in.begin()
        else:
            self._found_office()
        self.window.show()
        self._soon.start()

    def enter(self, desk: Desk) -> None:
        """Give the officer the screen: the same as before a lock, or a new one."""
        self._keep_log()
        if self.shift is not None and self.shift.desk.officer == desk.officer:
            self._uncover(self.shift)
        else:
            self.renew(desk)
        if self._bundle is not None:
            self._open_bundle(self._bundle)

    def renew(self, desk: Desk) -> None:
        """Build the screen anew: another officer, or another look of the counter."""
        self._end_shift()
        look = look_of(desk.settings)
        theme.apply(self.app, look, sys.platform)
        made: Shift = import_module("app.ui.shift").Shift(
            desk, self.workers, look, self.press, self._pages
        )
        made.workspace.lock_asked.connect(self.lock)
        made.workspace.settings_changed.connect(self.renew)
        self.shift = made
        self._uncover(made)
        made.begin()
        self.entered(made)

    def come_forward(self) -> None:
        """Show the window to somebody who started the program a second time."""
        self.window.come_forward()

    def open_file(self, file: Path) -> None:
        """Take a file that the program was started with: a prepared one, or a bundle's."""
        has_office = this_pc.office_exists(self.pc)
        if file.suffix.lower() == BUNDLE and has_office:
            self._open_bundle(file)
        elif file.suffix.lower() == BUNDLE:
            self._say(tr("A bundle on a stick can be read once this PC has its office."))
        elif has_office:
            self._say(tr("This PC has its office already; a prepared file is for a new PC."))
        elif self.file_opened is not None:
            self.file_opened(file)

    def lock(self) -> None:
        """Hide the screen behind the sign-in; everything typed is saved and kept."""
        if self.shift is None or self.window.shown is not self.shift.workspace:
            return
        self.idle.stop()
        self.shift.workspace.leave()
        self.shift.workspace.cover()
        self.sign_in.begin(locked=self.shift.desk)

    def close(self) -> None:
        """End the day: drafts saved, the sync round broken off, the office closed."""
        desk = self.shift.desk if self.shift else None
        self._soon.stop()
        self._end_shift()
        if desk is not None:
            sign_out = import_module("app.usecases.administration").sign_out
            self.workers.write(partial(sign_out, desk))
        self.workers.close()
        if self._log is not None:
            self._log.close()

    def complain(self, error: Exception) -> None:
        """Tell of a bug that nobody caught, and log it; from any thread."""
        self.workers.post(partial(self._complain, error))

    def _open_bundle(self, file: Path) -> None:
        """Lead to what lies on the stick, as soon as an officer is there."""
        if self.shift is not None and self.window.shown is self.shift.workspace:
            self._bundle = None
            self.shift.open_bundle(file)
        else:
            self._bundle = file
            self._say(tr("Sign in to see what lies on the stick and to read it."))

    def _say(self, text: str) -> None:
        """Say it where somebody looks now, or where the next one signs in."""
        notice, shown = Notice(Tone.HINT, text), self.window.shown
        if self.workspace is not None and shown is self.workspace:
            self.workspace.say(notice)
        else:
            page = shown if isinstance(shown, MiddleFrame) else self._door
            page.notices.show_notice(notice)

    def _complain(self, error: Exception) -> None:
        if self.workspace is not None:
            self.workspace.complain(error)
        else:
            import_module("app.ui.notices").of(error)

    def _check_up(self) -> None:
        """Look at the line and the PC before anybody has signed in."""
        if self._checkup is None:
            made = import_module("app.ui.doctor.frame").DoctorFrame
            self._checkup = made(self._tasks, self.pc, self.sign_in.begin)
        self.window.show_only(self._checkup)
        self._checkup.begin()

    def _keep_log(self) -> None:
        """Write the office's log from here on; before anyone has an office there is none."""
        if self._log is None and this_pc.office_exists(self.pc):
            self._log = ExitStack()
            logbook = import_module("app.usecases.logbook")
            self._log.enter_context(logbook.log_kept(self.pc))

    def _found_office(self) -> None:
        first_run = import_module("app.ui.sign_in.first_run")
        show, finished = self.window.show_only, self.sign_in.begin
        self._founding = first_run.begin(self.pc, self._tasks, show, finished, self._read_places)
        self.file_opened = self._founding.open_file

    def _load_what_comes_next(self) -> None:
        """Read the program's other parts while the officer types the password."""
        self._keep_log()
        for name in NEXT if self._pages is None else NEXT[:2]:
            self.workers.read(partial(_load, name))

    def _uncover(self, shift: Shift) -> None:
        self.window.show_only(shift.workspace)
        shift.workspace.uncover()
        self.idle.begin(shift.desk.settings.idle_lock_minutes)

    def _end_shift(self) -> None:
        self.idle.stop()
        if self.shift is not None:
            self.shift.end()
            self.window.drop(self.shift.workspace)
        self.shift = None


def _nobody_follows(_shift: Shift) -> None:
    """Only the practice window watches what is done."""


def _load(name: str) -> None:
    import_module(name)


class Chosen(Protocol):
    """Settings that say how the window looks, read before or after signing in."""

    @property
    def font_points(self) -> int:
        """The base size of type."""

    @property
    def high_contrast(self) -> bool:
        """Whether eyes need strong contrast."""


def look_of(chosen: Chosen) -> Theme:
    """Answer the look that was chosen for this PC."""
    return Theme(HIGH_CONTRAST if chosen.high_contrast else LIGHT, chosen.font_points)
