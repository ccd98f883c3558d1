"""What the page Trưởng bản nộp thay asks and does; no widgets."""

from typing import NamedTuple, Protocol

from app.domain.dossier import Dossier
from app.ui import notices
from app.ui.i18n import tr
from app.ui.page import Session
from app.usecases import batch, people, procedure_choice, visits
from app.usecases.batch import Batch, BatchProblem
from app.usecases.people import CardRead, KnownPerson
from app.usecases.procedure_choice import ProcedureRow
from app.usecases.visits import Visit

SHORTEST_SEARCH = 2


class Outcome(NamedTuple):
    """What came of F8: the dossiers with their visit, or what stands in the way."""

    taken: tuple[Dossier, ...] = ()
    visit: Visit | None = None
    wrong: tuple[BatchProblem, ...] = ()


class Shows(Protocol):
    """What the page does with the answers."""

    def show_batch(self, kept: Batch) -> None:
        """Show what was typed before."""

    def show_people(self, found: tuple[KnownPerson, ...]) -> None:
        """Offer people known here as the bringer."""

    def show_procedures(self, found: tuple[ProcedureRow, ...]) -> None:
        """Offer procedures."""

    def take_card(self, card: CardRead) -> None:
        """Write what a card says."""

    def show_outcome(self, outcome: Outcome) -> None:
        """Show what came of it."""

    def show_refused(self) -> None:
        """Nothing was taken in: let the officer type on."""


class BatchPresenter:
    """Asks the use cases and tells the page."""

    def __init__(self, session: Session, page: Shows) -> None:
        self._session = session
        self._desk = session.desk
        self._page = page
        self._kept: Batch | None = None
        self.visit: Visit | None = None
        self.is_taking = False

    def read_kept(self) -> None:
        """Ask what was typed and not taken in."""
        desk = self._desk
        self._session.tasks.run(lambda: batch.kept_batch(desk), self._page.show_batch)

    def keep(self, typed: Batch) -> None:
        """Keep what is typed, once for each change; not what is being taken in right now."""
        if typed != self._kept and not self.is_taking:
            self._kept = typed
            desk = self._desk
            self._session.tasks.run(lambda: batch.keep_batch(desk, typed))

    def forget(self, blank: Batch) -> None:
        """What was typed is taken in: there is nothing to keep."""
        self._kept = blank

    def put_aside(self, typed: Batch) -> None:
        """Lay the list by: another bringer has come."""
        desk = self._desk
        self._kept = Batch()
        self._session.tasks.run(lambda: batch.put_aside(desk, typed), self._say_aside)

    def take_back(self) -> None:
        """Bring back the list that was laid by last, if there is one."""
        desk = self._desk
        self._kept = Batch()  # the empty page is not kept over what comes back
        self._session.tasks.run(lambda: batch.take_back(desk), self._page.show_batch)

    def search_people(self, text: str) -> None:
        """Look for people known here."""
        if len(text.strip()) < SHORTEST_SEARCH:
            self._page.show_people(())
            return
        desk = self._desk
        self._session.tasks.read(
            "bringer", lambda: people.known_people(desk, text), self._page.show_people
        )

    def search_procedures(self, text: str) -> None:
        """Look for procedures by what people say."""
        desk = self._desk
        self._session.tasks.read(
            "batch procedures",
            lambda: procedure_choice.search_procedures(desk, text),
            self._page.show_procedures,
        )

    def read_card(self, text: str) -> None:
        """Read what a scanner typed."""
        desk = self._desk
        self._session.tasks.read(
            "batch card", lambda: people.read_card(desk, text), self._page.take_card, self._complain
        )

    def take(self, typed: Batch) -> None:
        """F8: take all in, or say what stands in the way."""
        desk = self._desk

        def work() -> Outcome:
            if wrong := batch.problems(desk, typed):
                return Outcome(wrong=wrong)
            taken = batch.take_batch(desk, typed)
            return Outcome(taken, visits.visit(desk, taken[0].ticket))

        self.is_taking = True
        self._session.tasks.run(work, self._took, self._refused)

    def print_slips(self) -> None:
        """Print the slips of the visit that nobody confirmed yet, as one job."""
        if self.visit is not None:
            desk, ticket = self._desk, self.visit.ticket
            self._session.tasks.run(
                lambda: visits.visit(desk, ticket).owed, self._session.print_owed, self._complain
            )

    def print_list(self) -> None:
        """Print the list of the visit again, as it stands now."""
        if self.visit is not None:
            desk, ticket = self._desk, self.visit.ticket
            self._session.tasks.run(
                lambda: visits.visit(desk, ticket).paper,
                lambda paper: self._session.print_papers((paper,)),
                self._complain,
            )

    def _say_aside(self, _nothing: object) -> None:
        self._session.say(
            notices.done(tr("The list is laid by. F7 on the empty page brings it back."))
        )

    def _refused(self, error: Exception) -> None:
        self.is_taking = False
        self._page.show_refused()
        self._complain(error)

    def _took(self, outcome: Outcome) -> None:
        self.is_taking = False
        if outcome.visit is not None:
            self.visit = outcome.visit
            self._session.print_papers((outcome.visit.paper,))
        self._page.show_outcome(outcome)

    def _complain(self, error: Exception) -> None:
        self._session.say(notices.of(error))
