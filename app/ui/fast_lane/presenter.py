"""What the fast lane asks: which number comes, what it costs, and doing it."""

from collections.abc import Callable
from typing import NamedTuple, Protocol

from app.domain.errors import RuleViolation
from app.domain.person import Person
from app.ui import notices
from app.ui.page import Session
from app.usecases import certification_papers, fast_lane, people
from app.usecases.fast_lane import Done, Next, Request
from app.usecases.people import CardRead, KnownPerson

WRITING = "fast_lane writing"


class Beside(NamedTuple):
    """What stands beside the form: the next number, and the cost as far as it is known."""

    next: Next
    payable: int | None
    listed: int | None
    problem: str


class Shows(Protocol):
    """What the page does with the answers."""

    def show_beside(self, told: Beside) -> None:
        """Show the next number and the cost."""

    def show_done(self, request: Request, done: Done) -> None:
        """It is written: show it in the list and make room for the next citizen."""

    def show_refused(self, code: str) -> None:
        """A rule says no: show its sentence where it belongs."""

    def show_people(self, found: tuple[KnownPerson, ...]) -> None:
        """Offer people known here."""


class FastLanePresenter:
    """Asks the use cases and tells the page."""

    def __init__(self, session: Session, page: Shows) -> None:
        self._session = session
        self._desk = session.desk
        self._page = page
        self.last: tuple[Request, Done] | None = None

    def look(self, request: Request) -> None:
        """Say which number comes and what it costs."""
        desk = self._desk

        def work() -> Beside:
            coming = fast_lane.coming(desk, request.work)
            try:
                cost = fast_lane.cost(desk, request)
            except RuleViolation as no:
                return Beside(coming, None, None, no.code)
            return Beside(coming, cost.payable, cost.listed, "")

        self._session.tasks.read("fast_lane", work, self._page.show_beside)

    @property
    def is_writing(self) -> bool:
        """Whether F8 of this page has not been answered yet."""
        return self._session.tasks.is_doing(WRITING)

    def do(self, request: Request) -> None:
        """F8: everything at once; a second F8 while this goes on does nothing."""
        desk = self._desk

        def done(told: Done) -> None:
            self.last = (request, told)
            self._page.show_done(request, told)

        self._session.tasks.once(
            WRITING, lambda: fast_lane.do_now(desk, request), done, self._failed
        )

    def refuse(self, request: Request, reason: str, done: Callable[[], None]) -> None:
        """Refuse in writing."""
        desk = self._desk
        self._session.tasks.once(
            WRITING,
            lambda: fast_lane.refuse_now(desk, request, reason),
            lambda dossier: self._refused(dossier.id, done),
            self._failed,
        )

    def print_receipt(self) -> None:
        """Print the receipt of the last citizen."""
        if self.last is None:
            return
        desk, (request, done) = self._desk, self.last
        self._session.tasks.run(
            lambda: certification_papers.receipt(desk, request, done),
            lambda paper: self._session.print_papers((paper,)),
            self._failed,
        )

    def find_people(self, text: str) -> None:
        """Offer people known here by name or number."""
        desk = self._desk
        self._session.tasks.read(
            "people", lambda: people.known_people(desk, text, 6), self._page.show_people
        )

    def read_card(self, text: str, done: Callable[[Person], None]) -> None:
        """Read a scanned card."""
        desk = self._desk

        def take(card: CardRead) -> None:
            done(card.person)

        self._session.tasks.run(lambda: people.read_card(desk, text), take, self._failed)

    def _refused(self, dossier_id: str, done: Callable[[], None]) -> None:
        done()
        self._session.go("dossier", dossier_id)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, RuleViolation):
            self._page.show_refused(error.code)
        self._session.say(notices.of(error))
