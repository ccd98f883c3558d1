"""Looks for people and procedures once nobody has typed a letter for a moment."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from app.ui.page import Page
from app.ui.reception.presenter import Presenter

SEARCH_AFTER = 120  # ms without a letter


class SearchDesk(QObject):
    """Keeps the newest question only; while a scanner types, nothing is asked."""

    def __init__(self, page: Page, presenter: Presenter, is_scanning: Callable[[], bool]) -> None:
        super().__init__(page)
        self._presenter = presenter
        self._is_scanning = is_scanning
        self._wanted: tuple[str, str] = ("", "")
        self._soon = QTimer(self, singleShot=True, interval=SEARCH_AFTER)
        self._soon.timeout.connect(self._search)

    def ask_people(self, part: str, text: str) -> None:
        """Look soon for people known here."""
        self._ask(part, text)

    def ask_procedures(self, text: str) -> None:
        """Look soon for procedures."""
        self._ask("", text)

    def stop(self) -> None:
        """Nothing is asked for any more."""
        self._soon.stop()

    def _ask(self, part: str, text: str) -> None:
        self._wanted = (part, text)
        self._soon.start()

    def _search(self) -> None:
        part, text = self._wanted
        if self._is_scanning():
            return
        if part:
            self._presenter.search_people(part, text)
        else:
            self._presenter.search_procedures(text)
