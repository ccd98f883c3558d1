"""One officer's time at the counter: the workspace, what it hears, and the rounds meanwhile.

Loaded when somebody signs in: the first window does without.
"""

from collections.abc import Callable
from functools import partial

import msgspec
from PySide6.QtCore import QCoreApplication

from app.domain.practice import COMMUNE as PRACTICE_COMMUNE
from app.ui.page import Goto, Place, Session, Touched
from app.ui.places import places
from app.ui.press import OfficePress, Press
from app.ui.printing.marks import mark_everything
from app.ui.shell.workspace import Workspace
from app.ui.tasks import TaskRunner, Workers
from app.ui.theme import Theme
from app.usecases import phone_codes
from app.usecases.copy_keeper import CopyKeeper
from app.usecases.desk import Desk
from app.usecases.first_start import is_guided
from app.usecases.helpdesk import HELPDESK
from app.usecases.synchronise import SyncService


class Shift:
    """Builds the officer's screen, keeps it true, and ends with nothing lost."""

    def __init__(
        self,
        desk: Desk,
        workers: Workers,
        look: Theme,
        press: Press | None = None,
        pages: Callable[[], list[Place]] | None = None,
    ) -> None:
        self.desk = desk
        self._workers = workers
        self._tasks = TaskRunner(workers, workers)
        session = Session(
            desk,
            self._tasks,
            press=press or OfficePress(desk.settings.paper, desk.settings.printer),
        )
        self.workspace = Workspace(session, (pages or places)(), look)
        self.workspace.send_now.connect(self._send_now)
        self.service = SyncService(desk, self._status_changed)
        self.copies = CopyKeeper(desk, self._status_changed)
        self.workspace.fetch_file.connect(self.service.fetch)
        self._unlisten: Callable[[], None] = lambda: None
        self._guides = pages is None
        self._is_over = False

    def begin(self) -> None:
        """Show the day's board, ask about open prints, hear of changes, let rounds go."""
        app = QCoreApplication.instance()
        if app and self.desk.office.commune_code == PRACTICE_COMMUNE:
            mark_everything(app)  # however this office was opened
        self.workspace.go(Goto("today"))
        if self._guides:
            self._tasks.run(partial(is_guided, self.desk), self._lead, self.workspace.complain)
        self.workspace.print_desk.ask_about_earlier()
        self._unlisten = self.desk.store.listen(self._touched)
        self.service.start()
        self.copies.start()
        self._refill()
        self._show_status()

    def _lead(self, is_guided: bool) -> None:
        """A PC that is not set up yet is led through the steps."""
        if is_guided and not self._is_over:
            self.workspace.go(Goto("first_start"))

    def end(self) -> None:
        """Save drafts, stop hearing, and break off the round at hand without waiting for it."""
        self._is_over = True
        self._unlisten()
        self.service.stop(timeout=0)
        self.copies.stop(timeout=0)
        self.workspace.close_session()

    def _touched(self, touched: Touched) -> None:
        self._workers.post(partial(self._refresh, touched))

    def _refill(self) -> None:
        """See that there are codes for the telephone before one of them is needed."""
        self._tasks.run(partial(phone_codes.refill, self.desk), lambda _made: None)

    def _status_changed(self, _status: object) -> None:
        self._workers.post(self._show_status)

    def _refresh(self, touched: Touched) -> None:
        if not self._is_over:
            self.workspace.refresh(touched)
            self._show_status()
            if touched.kind == HELPDESK:
                self._refill()

    def _show_status(self) -> None:
        if not self._is_over:
            news = self.copies.news
            status = msgspec.structs.replace(
                self.service.status(), copy_error=news.error, days_away=news.days_away
            )
            self.workspace.show_status(status, self.desk.now())

    def _send_now(self) -> None:
        self.service.wake()
