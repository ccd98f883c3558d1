"""Nhập bù at this page: begun with the true time and the slips printed blank, and ended."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject

from app.ui.page import Page
from app.ui.reception.form_view import FormView
from app.usecases import blank_slips


class LateDesk(QObject):
    """Asks what a late entry needs; `begun` and `ended` tell the page."""

    def __init__(
        self, page: Page, form: FormView, begun: Callable[[], None], ended: Callable[[], None]
    ) -> None:
        super().__init__(page)
        self._session = page.session
        self._form = form
        self._begun = begun
        self._ended = ended

    def begin(self, slip: str = "") -> None:
        """Ask for the true time; `slip` is the number of a slip printed blank."""
        desk = self._session.desk
        self._session.tasks.run(
            lambda: (blank_slips.unused_blank_slips(desk), desk.now()),
            lambda both: self._show(*both, slip),
        )

    def end(self) -> None:
        """It is no late entry after all."""
        self._form.late.end()
        self._ended()

    def switch(self) -> None:
        """Begin it, or end it."""
        self.end() if self._form.late.is_on() else self.begin()

    def _show(self, slips: tuple[blank_slips.BlankSlip, ...], now: datetime, slip: str) -> None:
        self._form.hide_errors()
        self._form.late.offer_slips(slips)
        self._form.late.begin(now, slip)
        self._begun()
