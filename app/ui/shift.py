"""One officer's time at the counter: the workspace, what it hears, and the rounds meanwhile.

Loaded when somebody signs in: the first window does without.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
from PySide6.QtCore import QCoreApplication, QTimer

from app.domain.practice import COMMUNE as PRACTICE_COMMUNE
from app.system.hardware_facts import Hardware
from app.ui.page import Goto, Place, Session, Touched
from app.ui.places import places
from app.ui.press import OfficePress, Press
from app.ui.printing.marks import mark_everything
from app.ui.shell.workspace import Workspace
from app.ui.tasks import TaskRunner, Workers
from app.ui.theme import Theme
from app.usecases import machine_inventory, officer_keys, phone_codes
from app.usecases.books import keep_under_new_key
from app.usecases.copy_keeper import CopyKeeper
from app.usecases.desk import Desk
from app.usecases.file_round import Wishes
from app.usecases.first_start import is_guided
from app.usecases.helpdesk import HELPDESK
from app.usecases.hub_service import HubService
from app.usecases.hub_state import HubState
from app.usecases.staff import OFFICER
from app.usecases.synchronise import SyncService

BEFORE_TELLING = 5 * 60 * 1000
"""ms after signing in: the morning's copy is made by then, and nobody waits for the disk."""


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
        wishes = Wishes()
        self.service = SyncService(desk, self._status_changed, wishes)
        self.hub = HubService(desk, self._hub_changed, wishes=wishes)
        self._met_hub = False
        self.copies = CopyKeeper(desk, self._status_changed)
        self.workspace.fetch_file.connect(self._fetch)
        session.window.line_watched.connect(lambda on: self.service.watched(on=on))
        self._unlisten: Callable[[], None] = lambda: None
        self._guides = pages is None
        self._is_over = False
        self.telling = QTimer(workers, singleShot=True, interval=BEFORE_TELLING)
        self.telling.timeout.connect(self._look_at_the_machine)

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
        if self.desk.office.commune_code != PRACTICE_COMMUNE:
            self.hub.start()
        self.copies.start()
        self.telling.start()
        self._refill()
        self._let_in()
        self._keep_books()
        self._show_status()

    def _lead(self, is_guided: bool) -> None:
        """A PC that is not set up yet is led through the steps."""
        if is_guided and not self._is_over:
            self.workspace.go(Goto("first_start"))

    def open_bundle(self, file: Path) -> None:
        """Show what lies on the stick of which somebody opened a file."""
        self.workspace.go(Goto("sync_centre", extra=file))

    def end(self) -> None:
        """Save drafts, stop hearing, and break off the round at hand without waiting for it."""
        self._is_over = True
        self.telling.stop()
        self._unlisten()
        self.service.stop(timeout=0)
        self.hub.stop(timeout=0)
        self.copies.stop(timeout=0)
        self.workspace.close_session()

    def _touched(self, touched: Touched) -> None:
        self._workers.post(partial(self._refresh, touched))

    def _refill(self) -> None:
        """See that there are codes for the telephone before one of them is needed."""
        self._tasks.run(partial(phone_codes.refill, self.desk), lambda _made: None)

    def _let_in(self) -> None:
        """Let officers in whom the office's other PCs have told of."""
        self._tasks.run(partial(officer_keys.let_in, self.desk), lambda _made: None)

    def _keep_books(self) -> None:
        """Let the books stay with a PC whose key was changed by who may not keep any."""
        self._tasks.run(partial(keep_under_new_key, self.desk), lambda _nothing: None)

    def _look_at_the_machine(self) -> None:
        """Look at the PC aside, since a printer may not answer; then tell what is news."""
        self._tasks.aside(
            lambda tell: tell(machine_inventory.look(self.desk)), self._tell, lambda: None
        )

    def _tell(self, found: Hardware) -> None:
        if not self._is_over:
            self._tasks.run(partial(machine_inventory.tell, self.desk, found))

    def _status_changed(self, _status: object) -> None:
        self._workers.post(self._show_status)

    def _hub_changed(self, state: HubState) -> None:
        """A server that is met again says that the network is back: the province may be too."""
        if state.is_met and not self._met_hub:
            self.service.may_be_back()
        self._met_hub = state.is_met
        self._status_changed(state)

    def _refresh(self, touched: Touched) -> None:
        if not self._is_over:
            self.workspace.refresh(touched)
            self._show_status()
            if touched.kind == HELPDESK:
                self._refill()
            if touched.kind == OFFICER:
                self._let_in()

    def _show_status(self) -> None:
        if not self._is_over:
            news = self.copies.news
            status = msgspec.structs.replace(
                self.service.status(),
                copy_error=news.error,
                days_away=news.days_away,
                hub=self.hub.now(),
            )
            self.workspace.show_status(status, self.desk.now())

    def _fetch(self, file: str) -> None:
        """Inside the building first; who has it there is quicker than any line."""
        self.hub.fetch(file)
        self.service.fetch(file)

    def _send_now(self) -> None:
        self.service.wake()
        self.hub.wake()
