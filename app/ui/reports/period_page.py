"""What pages share that show the days of a period: a step in time, paper, a file."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from app.domain.reports import Period
from app.ui.i18n import tr
from app.ui.page import Command, Page, Session
from app.ui.reports.choosing import PeriodBar
from app.ui.widgets.buttons import Button
from app.ui.widgets.saving import ask_where_to_save


class OfPeriod(Protocol):
    """What is shown of a period."""

    @property
    def period(self) -> Period:
        """Its days."""


S = TypeVar("S", bound=OfPeriod)
S_contra = TypeVar("S_contra", contravariant=True)


class PeriodPresenter(Protocol[S_contra]):
    """Brings it to paper and into files."""

    def print(self, shown: S_contra, /) -> None:
        """Print it, on its form."""

    def file_name(self, shown: S_contra, /) -> str:
        """What a file of it is called where nobody says otherwise."""

    def save(self, shown: S_contra, path: Path, /) -> None:
        """Save it: an Excel file, or a PDF where the name says so."""


class PeriodPage(Page, Generic[S]):
    """Days that one chooses; a page says what is read of them (`read`) and names its presenter."""

    presenter: PeriodPresenter[S]

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.shown: S | None = None
        self.period = PeriodBar()
        self.printing = Button(tr("Print"), self.print, key="Ctrl+P")
        self.saving = Button(tr("Save as Excel, PDF"), self.save, key="Ctrl+E")

    def read(self) -> None:
        """Read the days that are chosen."""
        raise NotImplementedError

    def commands(self) -> Sequence[Command]:
        """List the keys of this page."""
        return (
            Command("Ctrl+P", tr("Print"), self.print),
            Command("Ctrl+E", tr("Save as Excel, PDF"), self.save),
            Command("Alt+Left", tr("Earlier period"), lambda: self.step(-1)),
            Command("Alt+Right", tr("Later period"), lambda: self.step(1)),
        )

    def step(self, steps: int) -> None:
        """Alt+Left, Alt+Right: the period before or after."""
        if self.shown is not None:
            self.period.move(self.shown.period, steps)
            self.read()

    def print(self) -> None:
        """Ctrl+P: what is shown, on paper."""
        if self.shown is not None:
            self.presenter.print(self.shown)

    def save(self) -> None:
        """Ctrl+E: ask where, and save what is shown as an Excel file or a PDF."""
        if (shown := self.shown) is not None:
            name = self.presenter.file_name(shown)
            ask_where_to_save(self, name, partial(self.presenter.save, shown))
