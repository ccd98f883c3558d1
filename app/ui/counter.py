"""The counter: opens with set-up or sign-in, gives the officer a workspace, locks and closes."""

import sys
from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QApplication

from app.domain.access import Role
from app.domain.place import Places
from app.ui import theme
from app.ui.labels import label
from app.ui.page import Goto, Place, Session, Touched
from app.ui.places import places
from app.ui.press import OfficePress, Press
from app.ui.shell.idle import IdleWatch
from app.ui.shell.main_window import MainWindow
from app.ui.shell.workspace import Workspace
from app.ui.sign_in.founding import FoundingPresenter
from app.ui.sign_in.page import SignInPage
from app.ui.sign_in.presenter import SignInPresenter
from app.ui.sign_in.recovery import RecoveryPage
from app.ui.sign_in.recovery_code import RecoveryCodePage
from app.ui.sign_in.set_up import SetUpPage
from app.ui.tasks import TaskRunner, Workers
from app.ui.theme import Theme
from app.ui.tokens import HIGH_CONTRAST, LIGHT
from app.usecases import administration
from app.usecases.administration import ThisPc
from app.usecases.desk import Desk
from app.usecases.synchronise import SyncService


class Counter:
    """Leads the one window through a working day; built before anyone has signed in."""

    def __init__(
        self,
        app: QApplication,
        pc: ThisPc,
        read_places: Callable[[], Places],
        press: Press | None = None,
        pages: Callable[[], list[Place]] = places,
    ) -> None:
        self.app = app
        self.press = press
        self._pages = pages
        self.pc = pc
        self.window = MainWindow()
        self.workers = Workers(self.window)
        self.workspace: Workspace | None = None
        self._read_places = read_places
        self._tasks = TaskRunner(self.workers, self.window)
        self._service: SyncService | None = None
        self._founding: FoundingPresenter | None = None
        self._endings: list[Callable[[], None]] = []
        self.idle = IdleWatch(self.window)
        self.idle.idle.connect(self.lock)
        app.installEventFilter(self.idle)
        self.sign_in = SignInPresenter(
            pc, self._tasks, (SignInPage(), RecoveryPage()), self.window.show_only, self.enter
        )

    @property
    def sync_service(self) -> SyncService | None:
        """The rounds that go by themselves while somebody is signed in."""
        return self._service

    def begin(self) -> None:
        """Show the first window: sign-in, or set-up on a PC that has no office yet."""
        if administration.office_exists(self.pc):
            self.sign_in.begin()
        else:
            self._found_office()
        self.window.show()

    def enter(self, desk: Desk) -> None:
        """Give the officer the screen: the same as before a lock, or a new one."""
        if self.workspace is not None and self.workspace.session.desk.officer == desk.officer:
            self._uncover(self.workspace)
            return
        self.renew(desk)

    def renew(self, desk: Desk) -> None:
        """Build the screen anew: another officer, or another look of the counter."""
        self._leave_workspace()
        theme.apply(self.app, look_of(desk.settings), sys.platform)
        self.workspace = self._new_workspace(desk)
        self._uncover(self.workspace)
        self.workspace.go(Goto("today"))
        self.workspace.print_desk.ask_about_earlier()
        self._listen(desk)

    def lock(self) -> None:
        """Hide the screen behind the sign-in; everything typed is saved and kept."""
        if self.workspace is None or self.window.shown is not self.workspace:
            return
        self.idle.stop()
        self.workspace.leave()
        self.sign_in.begin(locked=self.workspace.session.desk)

    def close(self) -> None:
        """End the day: drafts saved, the sync round finished, the office closed."""
        desk = self.workspace.session.desk if self.workspace else None
        self._leave_workspace()
        if desk is not None:
            self.workers.write(partial(administration.sign_out, desk))
        self.app.removeEventFilter(self.idle)
        self.workers.close()

    def _found_office(self) -> None:
        roles = [(label(role), role) for role in (Role.CLERK, Role.LEADER, Role.SPECIALIST)]
        pages = (SetUpPage(roles), RecoveryCodePage())
        founding = FoundingPresenter(
            self.pc, self._tasks, pages, self.window.show_only, self.sign_in.begin
        )
        founding.begin(self._read_places)
        self._founding = founding  # Qt keeps no one alive who only listens

    def _new_workspace(self, desk: Desk) -> Workspace:
        press = self.press or OfficePress(desk.settings.paper)
        session = Session(desk, TaskRunner(self.workers, self.window), press=press)
        workspace = Workspace(session, self._pages(), look_of(desk.settings))
        workspace.lock_asked.connect(self.lock)
        workspace.settings_changed.connect(self.renew)
        workspace.send_now.connect(self._send_now)
        return workspace

    def _uncover(self, workspace: Workspace) -> None:
        self.window.show_only(workspace)
        self.idle.begin(workspace.session.desk.settings.idle_lock_minutes)

    def _listen(self, desk: Desk) -> None:
        """Hear of every change, whoever made it, and let rounds go by themselves."""
        self._endings.append(desk.store.listen(self._touched))
        service = SyncService(desk, lambda _status: self.workers.post(self._show_status))
        service.start()
        self._service = service
        self._endings.append(partial(self.workers.write, service.stop))
        self._show_status()

    def _touched(self, touched: Touched) -> None:
        self.workers.post(partial(self._refresh, touched))

    def _refresh(self, touched: Touched) -> None:
        if self.workspace is not None:
            self.workspace.refresh(touched)
            self._show_status()

    def _show_status(self) -> None:
        if self.workspace is not None and self._service is not None:
            now = self.workspace.session.desk.machine.clock.now()
            self.workspace.show_status(self._service.status(), now)

    def _send_now(self) -> None:
        if self._service is not None:
            self._service.wake()

    def _leave_workspace(self) -> None:
        self.idle.stop()
        for end in self._endings:
            end()
        self._endings.clear()
        if self.workspace is not None:
            self.workspace.close_session()
            self.window.drop(self.workspace)
        self.workspace = self._service = None


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
