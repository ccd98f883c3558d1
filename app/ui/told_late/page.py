"""The page Hồ sơ bị tính trễ do đồng bộ: decided in time, and the province heard of it late."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.papers.proof import sums_words
from app.ui.i18n import tr
from app.ui.page import Command, Goto, Page, Session, Touched
from app.ui.reports.choosing import PeriodBar
from app.ui.tokens import Space
from app.ui.told_late.presenter import Shown, ToldLatePresenter
from app.ui.told_late.table_model import HIDES, late_list
from app.ui.widgets.buttons import Button
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import EmptyState, Words
from app.ui.widgets.saving import ask_where_to_save

BEFORE_WORDS = 400
"""Milliseconds after which it is said that the answer is on its way."""


class ToldLatePage(Page):
    """Which days; what they amount to; the dossiers."""

    key = "told_late"
    help_section = "told_late"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.presenter = ToldLatePresenter(session, self)
        self.shown: Shown | None = None
        self.period = PeriodBar()
        self.sums = Words("", "text")
        self.model, self.rows = late_list()
        self.nothing = EmptyState(tr("No dossier of these days was counted late for that reason."))
        self.printing = Button(tr("Print"), self.print, key="Ctrl+P")
        self.saving = Button(tr("Save as Excel, PDF"), self.save, key="Ctrl+E")
        self._waiting = QTimer(self, singleShot=True, interval=BEFORE_WORDS)
        self._waiting.timeout.connect(self._say_that_it_reads)
        self._arrange()
        self.period.changed.connect(self._read)
        self.period.stepped.connect(self.step)
        self.rows.opened.connect(lambda row: self.presenter.open(row.id))

    def title(self) -> str:
        """Answer the title."""
        return tr("Late by synchronisation")

    def enter(self, _goal: Goto) -> None:
        """Judge the days that were shown last; at first this month."""
        self._read()

    def refresh(self, touched: Touched) -> None:
        """Judge again when a dossier changed or arrived."""
        if touched.kind in ("", "dossier", "level"):
            self._read()

    def commands(self) -> Sequence[Command]:
        """List the keys of this page."""
        return (
            Command("Ctrl+P", tr("Print"), self.print),
            Command("Ctrl+E", tr("Save as Excel, PDF"), self.save),
            Command("Alt+Left", tr("Earlier period"), lambda: self.step(-1)),
            Command("Alt+Right", tr("Later period"), lambda: self.step(1)),
        )

    def first_focus(self) -> QWidget:
        """Answer the list, or the days while it is empty."""
        return self.period.first.line if self.nothing.isVisible() else self.rows

    def step(self, steps: int) -> None:
        """Alt+Left, Alt+Right: the period before or after."""
        if self.shown is not None:
            self.period.move(self.shown.told.period, steps)
            self._read()

    def print(self) -> None:
        """Ctrl+P: the list on paper."""
        if self.shown is not None:
            self.presenter.print(self.shown)

    def save(self) -> None:
        """Ctrl+E: ask where, and save the list as an Excel file or a PDF."""
        if (shown := self.shown) is not None:
            name = self.presenter.file_name(shown)
            ask_where_to_save(self, name, partial(self.presenter.save, shown))

    def show_list(self, shown: Shown) -> None:
        """Show a period; the officer stays on the row where she was."""
        self._waiting.stop()
        before = self.rows.current()
        self.shown = shown
        self.period.today = shown.today
        self.period.show_period(shown.told.period)
        self.sums.setText(sums_words(shown.told.totals, shown.told.hidden))
        self.model.begin(len(shown.told.rows), shown.told.rows)
        self.rows.stand_on(getattr(before, "id", ""))
        self.rows.setVisible(bool(shown.told.rows))
        self.nothing.setVisible(not shown.told.rows)

    def show_none(self) -> None:
        """Nothing can be said of these days."""
        self._waiting.stop()
        self.sums.setText("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what a narrow window has no room for."""
        super().resizeEvent(event)
        letters = self.width() / self.fontMetrics().averageCharWidth()
        for least, hidden in HIDES.items():
            for column in hidden:
                self.rows.setColumnHidden(column, letters < least)

    def _read(self) -> None:
        period = self.period.period()
        if self.shown is None or period is not None:
            self._waiting.start()
            self.presenter.read(period)

    def _say_that_it_reads(self) -> None:
        """A year of dossiers takes its seconds."""
        self.sums.setText(tr("Judging the dossiers of these days …"))

    def _arrange(self) -> None:
        self.sums.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.period.place(column)
        column.addWidget(self.sums)
        column.addWidget(self.rows, 1)
        column.addWidget(self.nothing, 1)
        period = self.period
        column.addLayout(flow(period.earlier, period.later, self.printing, self.saving))
        self.nothing.hide()
