"""The page Hồ sơ bị tính trễ do đồng bộ: decided in time, and the province heard of it late."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.papers.proof import sums_words
from app.ui.i18n import tr
from app.ui.page import Goto, Session, Touched
from app.ui.reports.period_page import PeriodPage
from app.ui.tokens import Space
from app.ui.told_late.presenter import Shown, ToldLatePresenter
from app.ui.told_late.table_model import HIDES, late_list
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import EmptyState, Words

BEFORE_WORDS = 400
"""Milliseconds after which it is said that the answer is on its way."""


class ToldLatePage(PeriodPage[Shown]):
    """Which days; what they amount to; the dossiers."""

    key = "told_late"
    help_section = "told_late"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.presenter: ToldLatePresenter = ToldLatePresenter(session, self)
        self.sums = Words("", "text")
        self.model, self.rows = late_list()
        self.nothing = EmptyState(tr("No dossier of these days was counted late for that reason."))
        self._waiting = QTimer(self, singleShot=True, interval=BEFORE_WORDS)
        self._waiting.timeout.connect(self._say_that_it_reads)
        self._arrange()
        self.period.changed.connect(self.read)
        self.period.stepped.connect(self.step)
        self.rows.opened.connect(lambda row: self.presenter.open(row.id))

    def title(self) -> str:
        """Answer the title."""
        return tr("Late by synchronisation")

    def enter(self, _goal: Goto) -> None:
        """Judge the days that were shown last; at first this month."""
        self.read()

    def refresh(self, touched: Touched) -> None:
        """Judge again when a dossier changed or arrived."""
        if touched.kind in ("", "dossier", "level"):
            self.read()

    def first_focus(self) -> QWidget:
        """Answer the list, or the days while it is empty."""
        return self.period.first.line if self.nothing.isVisible() else self.rows

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

    def read(self) -> None:
        """Judge the days that are chosen."""
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
