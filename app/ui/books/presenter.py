"""Reads the books and their months, and does what may be done to a book."""

from collections.abc import Callable
from typing import NamedTuple, Protocol

from app.domain.events import CertificationCorrected
from app.domain.papers import Printout
from app.domain.register import BookKind, Line
from app.ui import notices
from app.ui.i18n import tr
from app.ui.page import Session
from app.usecases import books, certification_papers
from app.usecases.books import BookLine, BookState


class Asked(NamedTuple):
    """Which page of which book the screen shows; month 0 is the whole year."""

    kind: BookKind = BookKind.COPIES
    month: int = 0
    text: str = ""
    years_ago: int = 0


class Shown(NamedTuple):
    """A book and the lines of the page."""

    asked: Asked
    state: BookState
    lines: tuple[BookLine, ...]


class Shows(Protocol):
    """What the page does with the answers."""

    def show_book(self, shown: Shown) -> None:
        """Show a book as it stands."""

    def act_done(self) -> None:
        """What was begun is written."""


class BooksPresenter:
    """Asks the use cases and tells the page."""

    def __init__(self, session: Session, page: Shows) -> None:
        self._session = session
        self._desk = session.desk
        self._page = page

    def read(self, asked: Asked) -> None:
        """Read a page of a book."""
        desk = self._desk

        def work() -> Shown:
            state = books.state_of(desk, asked.kind, desk.now().year - asked.years_ago)
            return Shown(asked, state, books.page_of(desk, state, asked.month, asked.text))

        self._session.tasks.read("book", work, self._page.show_book, self.complain)

    def open(self, asked: Asked, last_number: int, volume: int) -> None:
        """Begin this year's book here."""
        desk = self._desk
        self._do(asked, lambda: books.open_book(desk, asked.kind, last_number, volume))

    def hand_over(self, asked: Asked, device: str, name: str) -> None:
        """Give the book to another PC."""
        desk = self._desk
        self._do(asked, lambda: books.hand_over(desk, asked.kind, device, name))

    def take_over(self, asked: Asked, last_on_paper: int, reason: str) -> None:
        """Take the book of a dead PC over."""
        desk = self._desk
        self._do(asked, lambda: books.take_over(desk, asked.kind, last_on_paper, reason))

    def begin_volume(self, asked: Asked) -> None:
        """Go on in a new volume."""
        desk = self._desk
        self._do(asked, lambda: books.begin_volume(desk, asked.kind))

    def close_year(self, asked: Asked, signed_by: str) -> None:
        """Close this year's book."""
        desk = self._desk
        year = desk.now().year - asked.years_ago
        self._do(asked, lambda: books.close_year(desk, asked.kind, year, signed_by))

    def strike(self, asked: Asked, line: Line, reason: str) -> None:
        """Strike a line through."""
        desk, said = self._desk, line.said
        told = CertificationCorrected(
            book=said.book, year=said.year, number=line.number, reason=reason, struck=True
        )
        self._do(asked, lambda: books.correct_line(desk, line, told))

    def number_anew(self, asked: Asked, line: Line, reason: str) -> None:
        """Give a line in conflict a number of its own."""
        desk = self._desk
        self._do(asked, lambda: books.number_anew(desk, line, reason))

    def print_month(self, shown: Shown) -> None:
        """Print the whole month, or year, as it is bound into the book; a month is noted.

        What the search narrows on the screen is not left out on paper.
        """
        desk = self._desk
        asked, state, _lines = shown

        def done(paper: Printout) -> None:
            self._session.print_papers((paper,))
            self.read(asked)

        def work() -> Printout:
            lines = books.page_of(desk, state, asked.month)
            paper = certification_papers.month(desk, state, asked.month, lines)
            if asked.month:
                books.note_printed(desk, state, asked.month, lines)
            return paper

        self._session.tasks.run(work, done, self.complain)

    def other_pcs(self, done: Callable[[tuple[tuple[str, str], ...]], None]) -> None:
        """List the office's other PCs by name."""
        desk = self._desk
        self._session.tasks.run(lambda: books.other_pcs(desk), done, self.complain)

    def complain(self, error: Exception) -> None:
        """Say what went wrong."""
        self._session.say(notices.of(error))

    def _do(self, asked: Asked, work: Callable[[], object]) -> None:
        def done(_told: object) -> None:
            self._session.say(notices.done(tr("Written into the book.")))
            self._page.act_done()
            self.read(asked)

        self._session.tasks.once("book act", work, done, self.complain)
