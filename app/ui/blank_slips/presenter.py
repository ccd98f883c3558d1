"""Burning numbers, printing the empty slips, and telling which ones nobody has used yet."""

from collections.abc import Callable

from app.domain.events import SlipForm
from app.domain.papers import Printout
from app.ui import notices
from app.ui.i18n import tr
from app.ui.page import Session
from app.ui.press import PressFault
from app.usecases import blank_slips, printing
from app.usecases.blank_slips import BlankSlip


class BlankSlipsPresenter:
    """Asks the use cases; `show` gets the slips that no dossier has used yet, oldest first."""

    def __init__(self, session: Session, show: Callable[[tuple[BlankSlip, ...]], None]) -> None:
        self._session = session
        self._desk = session.desk
        self._show = show

    def read(self) -> None:
        """Read which slips are still unused."""
        desk = self._desk
        self._session.tasks.run(lambda: blank_slips.unused_blank_slips(desk), self._show)

    def burn(self, count: int, reason: str) -> None:
        """Burn so many numbers and print their slips; a number once burned is never given again."""
        self._session.tasks.once(
            "burn", lambda: self._burnt(count, reason), self._print, self._complain
        )

    def print_by_hand(self, form: SlipForm, count: int) -> None:
        """Print empty forms to be filled in by hand; they bear no number and nothing is kept."""
        desk = self._desk
        self._session.tasks.run(
            lambda: (printing.form_by_hand(desk, form),) * count,
            self._session.print_papers,
            self._complain,
        )

    def print_again(self, slips: tuple[BlankSlip, ...]) -> None:
        """Print slips whose numbers are burned already: the paper was lost or spoilt."""
        self._session.tasks.run(lambda: self._papers(slips), self._print, self._complain)

    def _burnt(self, count: int, reason: str) -> tuple[Printout, ...]:
        return self._papers(blank_slips.burn_blank_slips(self._desk, count, reason))

    def _papers(self, slips: tuple[BlankSlip, ...]) -> tuple[Printout, ...]:
        return tuple(printing.blank_receipt(self._desk, slip) for slip in slips)

    def _print(self, papers: tuple[Printout, ...]) -> None:
        self.read()
        try:
            self._session.press.put(*papers)
        except (PressFault, OSError) as error:
            self._complain(error)
        else:
            self._session.say(notices.done(tr("{n} blank slips were printed.", n=len(papers))))

    def _complain(self, error: Exception) -> None:
        self._session.say(notices.of(error))
