"""What the page Đợt lưu động asks and does; no widgets."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from app.domain.papers.round_list import TakeAlong
from app.ui import notices
from app.ui.i18n import tr
from app.ui.page import Session
from app.usecases import rounds
from app.usecases.desk import Desk
from app.usecases.lookup import DossierRow
from app.usecases.owed_papers import OwedPaper
from app.usecases.rounds import Plan, RoundView


@dataclass(frozen=True, slots=True)
class Shown:
    """A round with what waits there, what it brought, and what is still to be printed."""

    along: TakeAlong
    dossiers: tuple[DossierRow, ...]
    not_printed: tuple[OwedPaper, ...]


class RoundsScreen(Protocol):
    """What shows it."""

    def show_rounds(self, found: tuple[RoundView, ...]) -> None:
        """Show the rounds."""

    def show_one(self, shown: Shown) -> None:
        """Show what belongs to the chosen one."""

    def done(self, round_id: str) -> None:
        """What was typed is written: stand on that round."""

    def refused(self, error: Exception) -> None:
        """It was not possible."""


class RoundsPresenter:
    """Reads and keeps rounds; leaving and coming back change the desk."""

    def __init__(self, session: Session, screen: RoundsScreen) -> None:
        self._session = session
        self._screen = screen

    def read(self) -> None:
        """Read the rounds; a newer reading replaces an older one."""
        desk = self._session.desk
        self._session.tasks.read(
            "rounds", lambda: rounds.rounds(desk), self._screen.show_rounds, self._screen.refused
        )

    def read_one(self, row: RoundView) -> None:
        """Read what belongs to one round."""
        desk = self._session.desk

        def work() -> Shown:
            return Shown(
                rounds.to_take_along(desk, row.round.place),
                rounds.taken_in(desk, row.round.id),
                rounds.not_printed(desk, row.round.id),
            )

        self._session.tasks.read("round", work, self._screen.show_one, self._screen.refused)

    def plan(self, wanted: Plan, round_id: str) -> None:
        """Keep a plan."""
        desk = self._session.desk

        def answer(kept: str) -> None:
            self._session.say(notices.done(tr("The round is kept.")))
            self._screen.done(kept)

        self._session.tasks.run(
            lambda: rounds.plan(desk, wanted, round_id), answer, self._screen.refused
        )

    def begin(self, row: RoundView) -> None:
        """Leave with it on this PC."""
        self._change_desk(lambda desk: rounds.begin(desk, row.round.id))

    def end(self, note: str) -> None:
        """Be back with this PC."""
        self._change_desk(lambda desk: rounds.end(desk, note))

    def print_list(self, row: RoundView) -> None:
        """Print what to take along."""
        desk = self._session.desk
        self._session.tasks.run(
            lambda: rounds.take_along_list(desk, row.round),
            lambda paper: self._session.print_papers((paper,)),
            self._screen.refused,
        )

    def print_owed(self, owed: tuple[OwedPaper, ...]) -> None:
        """Print the slips that could not be printed in the village."""
        self._session.print_owed(owed)

    def _change_desk(self, work: Callable[[Desk], Desk]) -> None:
        desk = self._session.desk
        self._session.tasks.run(
            lambda: work(desk), self._session.window.desk_changed.emit, self._screen.refused
        )
