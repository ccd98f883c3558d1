"""Counts periods and reads what is behind their numbers; no widgets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from app.domain.papers import Printout
from app.domain.reports import Period, Span, period_of
from app.ui import notices
from app.ui.i18n import tr
from app.ui.notices import Notice, Tone
from app.ui.page import Session
from app.ui.reports.lists import Entry
from app.ui.reports.saving import save_as
from app.usecases import report_papers, report_sheets, reports
from app.usecases.lookup import DossierRow
from app.usecases.reports import Comparison, Report, ReportKind, Since

PAGE = 100
MOST_AGAIN = 2000


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page is to show; no period is the month that it is now."""

    kind: ReportKind = ReportKind.SITUATION
    period: Period | None = None
    rows: int = PAGE
    """Rows of the register that are shown already: the officer stays where she is."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A period as it was counted, and the first rows of its register."""

    asked: Asked
    report: Report
    entries: tuple[Entry, ...]
    since: Since | None = None
    """What became of the last freezing, where there is one."""

    @property
    def period(self) -> Period:
        """Its days."""
        return self.report.period


@dataclass(frozen=True, slots=True)
class Behind:
    """A piece of the dossiers behind a number; `ids` are all of them that the officer sees."""

    ids: tuple[str, ...]
    offset: int
    rows: tuple[DossierRow, ...]
    now: datetime


class ReportsScreen(Protocol):
    """What shows it."""

    def show_report(self, shown: Shown) -> None:
        """Show a period."""

    def show_entries(self, offset: int, entries: Sequence[Entry]) -> None:
        """Show more of the register."""

    def show_behind(self, found: Behind) -> None:
        """Show a piece of the dossiers behind a number."""

    def frozen(self) -> None:
        """The figures are frozen."""

    def not_frozen(self, error: Exception) -> None:
        """They are not, and why."""


class ReportsPresenter:
    """Only the newest question is answered."""

    def __init__(self, session: Session, screen: ReportsScreen) -> None:
        self._session = session
        self._desk = session.desk
        self._screen = screen
        self._comparison = Comparison()

    def read(self, asked: Asked) -> None:
        """Count a period."""
        desk = self._desk

        def work() -> Shown:
            period = asked.period or period_of(Span.MONTH, desk.now().date())
            is_register = asked.kind is ReportKind.REGISTER
            entries = reports.register(desk, period, 0, asked.rows) if is_register else ()
            found = reports.report(desk, period)
            return Shown(asked, found, entries, self._since(found, is_register=is_register))

        self._session.tasks.read("report", work, self._screen.show_report, self._complain)

    def read_entries(self, period: Period, offset: int, limit: int) -> None:
        """Read more of the register as it comes into sight."""
        desk = self._desk
        self._session.tasks.read(
            "register",
            lambda: reports.register(desk, period, offset, limit),
            lambda found: self._screen.show_entries(offset, found),
            self._complain,
        )

    def read_behind(self, ids: tuple[str, ...], offset: int = 0, limit: int = PAGE) -> None:
        """Read the dossiers behind a number."""
        desk = self._desk

        def work() -> Behind:
            seen = reports.seen(desk, ids)
            return Behind(seen, offset, reports.behind(desk, seen, offset, limit), desk.now())

        self._session.tasks.read("behind", work, self._screen.show_behind, self._complain)

    def freeze(self, report: Report) -> None:
        """Chốt số liệu."""
        desk = self._desk

        def done(_report: Report) -> None:
            self._session.say(notices.done(tr("The figures are frozen.")))
            self._screen.frozen()

        self._session.tasks.once(
            "freeze", lambda: reports.freeze_report(desk, report), done, self._screen.not_frozen
        )

    def print(self, shown: Shown) -> None:
        """Print what is shown, on its form."""
        desk = self._desk
        self._session.tasks.read(
            "paper",
            lambda: report_papers.paper_to_print(desk, shown.report, shown.asked.kind),
            lambda paper: self._session.print_papers((paper,)),
            self._complain,
        )

    def file_name(self, shown: Shown) -> str:
        """What a file of it is called where nobody says otherwise."""
        return report_sheets.file_name(shown.report, shown.asked.kind)

    def save(self, shown: Shown, path: Path) -> None:
        """Save what is shown: an Excel file, or a PDF where the name says so."""
        desk, report, kind = self._desk, shown.report, shown.asked.kind

        def work() -> Printout | None:
            if path.suffix.lower() == ".pdf":
                return report_papers.paper_to_print(desk, report, kind)
            report_sheets.save(desk, report, kind, path)
            return None

        save_as(self._session, work, path, _saved(path, kind))

    def open(self, dossier_id: str) -> None:
        """Open one dossier."""
        self._session.go("dossier", dossier_id)

    def _since(self, found: Report, *, is_register: bool) -> Since | None:
        """What became of the last freezing; beside the register no dossiers are looked for."""
        if not found.frozen:
            return None
        frozen = found.frozen[-1]
        if is_register:
            return Since(frozen=frozen, is_changed=reports.is_changed(found, frozen))
        return self._comparison.since(self._desk, found, frozen)

    def _complain(self, error: Exception) -> None:
        self._session.say(notices.of(error))


def _saved(path: Path, kind: ReportKind) -> Notice:
    careful = tr("It names citizens: keep it as you keep the paper register.")
    said = tr("Saved: {path}", path=str(path))
    return Notice(Tone.DONE, said, careful if kind is ReportKind.REGISTER else "")
