"""Which declarations there are, what is known for one, and keeping and printing it."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple, Protocol

from app.domain.declarations import Declaration
from app.domain.papers import Printout
from app.ui import notices
from app.ui.i18n import tr
from app.ui.page import Session
from app.usecases import declarations, people
from app.usecases.declarations import Begun, KeptRow, Wanted
from app.usecases.people import CardRead


class Shelf(NamedTuple):
    """What can be opened: the forms, and what was filled in for no dossier yet."""

    forms: tuple[Declaration, ...]
    kept: tuple[KeptRow, ...]


class Shows(Protocol):
    """What the page does with the answers."""

    def show_shelf(self, shelf: Shelf) -> None:
        """Show what can be opened."""

    def show_sheet(self, begun: Begun) -> None:
        """Show one declaration to be filled in."""

    def show_kept(self, begun: Begun) -> None:
        """It is written down: go on from there without filling the fields again."""


class DeclarationsPresenter:
    """Asks the use cases and tells the page."""

    def __init__(self, session: Session, page: Shows) -> None:
        self._session = session
        self._desk = session.desk
        self._page = page

    def read(self) -> None:
        """Read what can be opened."""
        desk = self._desk
        self._session.tasks.run(
            lambda: Shelf(declarations.all_declarations(), declarations.kept(desk)),
            self._page.show_shelf,
        )

    def open(self, form: str, wanted: Wanted | None = None) -> None:
        """Begin one of that form, with the people of the counter where they are known."""
        who, desk = wanted or Wanted(), self._desk
        self._show(lambda: declarations.begin(desk, form, who.submitter, who.owner))

    def open_of(self, dossier_id: str, form: str = "") -> None:
        """Open the declaration of a dossier."""
        desk = self._desk
        self._show(lambda: declarations.begin_for(desk, dossier_id, form))

    def open_kept(self, draft_id: str, dossier_id: str) -> None:
        """Go on with one of this counter; it goes to the dossier, where one was opened."""
        desk = self._desk
        self._show(lambda: declarations.begun_before(desk, draft_id, dossier_id))

    def throw_away(self, draft_id: str) -> None:
        """Forget one that nobody needs."""
        desk = self._desk
        work = partial(declarations.throw_away, desk, draft_id)
        self._session.tasks.run(work, lambda _gone: self.read())

    def keep(self, begun: Begun, *, printing: bool) -> None:
        """Write it down at its dossier, or keep it at the counter; then print it if wished."""
        desk = self._desk

        def work() -> tuple[Begun, Printout]:
            kept = declarations.record_declaration(desk, begun)
            return kept, declarations.printout(desk, kept.said)

        def done(told: tuple[Begun, Printout]) -> None:
            self._page.show_kept(told[0])
            self._session.say(notices.done(tr("The declaration is kept.")))
            if printing:
                self._session.print_papers((told[1],))

        if printing:
            self._session.tasks.once("declaration", work, done, self._complain)
        else:
            self._session.tasks.run(work, done, self._complain)

    def print_empty(self, form: str) -> None:
        """Print one to be filled in by hand."""
        desk = self._desk
        self._session.tasks.run(
            lambda: declarations.empty(desk, form),
            lambda paper: self._session.print_papers((paper,)),
            self._complain,
        )

    def read_card(self, text: str, done: Callable[[CardRead], None]) -> None:
        """Read a scanned card for the part that has the focus."""
        desk = self._desk
        self._session.tasks.run(lambda: people.read_card(desk, text), done, self._complain)

    def _show(self, work: Callable[[], Begun]) -> None:
        self._session.tasks.run(work, self._page.show_sheet, self._complain)

    def _complain(self, error: Exception) -> None:
        self._session.say(notices.of(error))
