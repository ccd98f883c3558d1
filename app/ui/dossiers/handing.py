"""What is chosen in the list, to whom it goes, and what is not printed yet; no widgets."""

from collections.abc import Sequence
from typing import Protocol

from app.domain.events import Recipient, SlipForm
from app.ui import notices
from app.ui.i18n import tr
from app.ui.notices import Notice, Tone
from app.ui.page import Session
from app.usecases import handover, owed_papers
from app.usecases.handover import Chosen, HandedOver
from app.usecases.lookup import DossierRow
from app.usecases.owed_papers import OwedPaper


class HandingScreen(Protocol):
    """What is shown of a selection."""

    def show_chosen(self, ids: frozenset[str]) -> None:
        """Mark the chosen dossiers."""

    def show_owed(self, count: int) -> None:
        """Say how many papers are not printed yet."""

    def ask_to_whom(self, chosen: tuple[Chosen, ...], last: Recipient | None) -> None:
        """Open the panel."""

    def handed_over(self) -> None:
        """All of it is recorded."""

    def not_handed_over(self, error: Exception) -> None:
        """Nothing of it is recorded."""


class Handing:
    """Holds the selection, hands it over, and prints what is owed; no widgets."""

    def __init__(self, session: Session, screen: HandingScreen) -> None:
        self._session = session
        self._screen = screen
        self._ids: dict[str, None] = {}  # in the order in which they were chosen
        self._last: Recipient | None = None
        self.owed: tuple[OwedPaper, ...] = ()

    @property
    def count(self) -> int:
        """How many dossiers are chosen."""
        return len(self._ids)

    def toggle(self, found: object) -> None:
        """Choose a dossier, or leave it."""
        if isinstance(found, DossierRow):
            if found.id in self._ids:
                del self._ids[found.id]
            else:
                self._ids[found.id] = None
            self._screen.show_chosen(frozenset(self._ids))

    def choose_none(self) -> None:
        """Leave all."""
        self._ids = {}
        self._screen.show_chosen(frozenset())

    def ask(self) -> None:
        """Read the chosen dossiers, so that what follows is based on them, and ask to whom."""
        desk, ids, last = self._session.desk, tuple(self._ids), self._last
        if ids:
            self._session.tasks.run(
                lambda: handover.choose(desk, ids),
                lambda chosen: self._screen.ask_to_whom(chosen, last),
                self._screen.not_handed_over,
            )

    def forward(self, chosen: Sequence[Chosen], to: Recipient, note: str) -> None:
        """Hand them over, all in one go, and print the list."""
        desk = self._session.desk
        self._last = to
        self._session.tasks.once(
            "forward all",
            lambda: handover.forward_all(desk, chosen, to, note),
            self._forwarded,
            self._screen.not_handed_over,
        )

    def read_owed(self) -> None:
        """Read which papers are not printed yet."""
        desk = self._session.desk
        self._session.tasks.read("owed", lambda: owed_papers.owed_papers(desk), self._show_owed)

    def print_owed(self) -> None:
        """Print them all as one job."""
        self._session.print_owed(self.owed)

    def _forwarded(self, done: HandedOver) -> None:
        self.choose_none()
        self._screen.handed_over()
        went = tr("{n} dossiers went on list {number}.", n=len(done.gone), number=done.number)
        if done.stayed:
            stayed = tr("These stayed: {codes}", codes=", ".join(done.stayed))
            self._session.say(Notice(Tone.CAUTION, f"{went} {stayed}"))
        else:
            self._session.say(notices.done(went))
        self._session.print_paper(done.gone[0].version, SlipForm.HANDOVER_LIST)

    def _show_owed(self, owed: tuple[OwedPaper, ...]) -> None:
        self.owed = owed
        self._screen.show_owed(len(owed))
