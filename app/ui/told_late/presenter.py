"""Judges a period and makes its paper; no widgets."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from app.domain.papers import Printout
from app.domain.reports import Period, Span, period_of
from app.ui import notices
from app.ui.i18n import tr
from app.ui.notices import Notice, Tone
from app.ui.page import Session
from app.ui.reports.saving import save_as
from app.usecases import proof_papers, timeliness
from app.usecases.timeliness import LateList


@dataclass(frozen=True, slots=True)
class Shown:
    """A period as it was judged, and the day of it."""

    told: LateList
    today: date

    @property
    def period(self) -> Period:
        """Its days."""
        return self.told.period


class ToldLateScreen(Protocol):
    """What shows it."""

    def show_list(self, shown: Shown) -> None:
        """Show a period."""

    def show_none(self) -> None:
        """It could not be read."""


class ToldLatePresenter:
    """Only the newest question is answered."""

    def __init__(self, session: Session, screen: ToldLateScreen) -> None:
        self._session = session
        self._desk = session.desk
        self._screen = screen

    def read(self, period: Period | None) -> None:
        """Judge a period; at first this month."""
        desk = self._desk

        def work() -> Shown:
            today = desk.now().date()
            return Shown(timeliness.told_late(desk, period or period_of(Span.MONTH, today)), today)

        self._session.tasks.read("told_late", work, self._screen.show_list, self._not_read)

    def print(self, shown: Shown) -> None:
        """Print the list, signed by this PC."""
        desk = self._desk
        self._session.tasks.read(
            "paper",
            lambda: proof_papers.list_of(desk, shown.told),
            lambda paper: self._session.print_papers((paper,)),
            self._complain,
        )

    def file_name(self, shown: Shown) -> str:
        """What a file of it is called where nobody says otherwise."""
        return proof_papers.file_name(shown.told.period)

    def save(self, shown: Shown, path: Path) -> None:
        """Save it: an Excel file, or a PDF where the name says so."""
        desk = self._desk

        def work() -> Printout | None:
            if path.suffix.lower() == ".pdf":
                return proof_papers.list_of(desk, shown.told)
            proof_papers.save(desk, shown.told, path)
            return None

        save_as(self._session, work, path, Notice(Tone.DONE, tr("Saved: {path}", path=str(path))))

    def open(self, dossier_id: str) -> None:
        """Open one dossier."""
        self._session.go("dossier", dossier_id)

    def _not_read(self, error: Exception) -> None:
        self._screen.show_none()
        self._complain(error)

    def _complain(self, error: Exception) -> None:
        self._session.say(notices.of(error))
