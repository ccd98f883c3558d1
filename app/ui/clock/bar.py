"""The bar that stands above every page as long as the PC's clock is wrong."""

from collections.abc import Callable

from app.system.clock_guard import Doubt, Fault
from app.ui.clock.dialog import ClockDialog
from app.ui.clock.told import notice_of
from app.ui.i18n import tr
from app.ui.page import Session
from app.ui.widgets.notice_bar import NoticeBar


class ClockBar(NoticeBar):
    """Asks once by itself; after that the answer waits in the bar."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._told: tuple[Doubt | None, bool, bool] | None = None
        self._has_asked = False
        self._fault: Fault | None = None

    def show_fault(self, fault: Fault | None) -> None:
        """Say what is wrong now; what was read and closed is not said again."""
        self._fault = fault
        kind = (fault.doubt, fault.is_of_zone, fault.looks_like_zone) if fault else None
        if kind == self._told:
            return
        self._told = kind
        if fault is None:
            self.dismiss()
            return
        self._say()
        if fault.doubt and not self._has_asked and self.window().isVisible():
            self._has_asked = True
            self.ask()

    def ask(self) -> None:
        """Ask for the time over the page."""
        if self._fault is not None:
            dialog = ClockDialog(self._session, self._fault, self.window())
            dialog.rejected.connect(self._say)
            dialog.open()

    def _say(self) -> None:
        if self._fault is not None:
            answers: dict[str, Callable[[], None]] = {tr("Say what time it is …"): self.ask}
            self.show_notice(notice_of(self._fault), answers if self._fault.doubt else None)
