"""The page Sổ và báo cáo: a period's figures, its register, and the dossiers behind a number."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.ui import notices
from app.ui.dossiers.table_model import WIDE_ONLY, DossierModel
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.page import Command, Goto, Session, Touched
from app.ui.reception.slim import slim
from app.ui.reports.covers import covers, hidden_words, provisional
from app.ui.reports.figures import Figure, compared, figures, groups, number
from app.ui.reports.freezing import FreezeCard, frozen_words
from app.ui.reports.lists import FROZEN_ONLY, NARROW_HIDES, ROOMY, Entry, figure_list, register_list
from app.ui.reports.period_page import PeriodPage
from app.ui.reports.presenter import (
    MOST_AGAIN,
    PAGE,
    Asked,
    Behind,
    ReportsPresenter,
    Shown,
)
from app.ui.tokens import Size, Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.fields import ChoiceField
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import Words, quiet
from app.ui.widgets.table import RowView
from app.usecases.promises import office_time
from app.usecases.reports import ReportKind


class ReportsPage(PeriodPage[Shown]):
    """Which report, which days; its numbers; what is behind each."""

    key = "reports"
    help_section = "reports"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.presenter: ReportsPresenter = ReportsPresenter(session, self)
        self.kind = ChoiceField(tr("Report"), [(label(one), one) for one in ReportKind])
        self.group = ChoiceField(tr("Of what"))
        self.standing = Words("", "caution")
        self.covering = quiet("")
        self.frozen_line = quiet("")
        self.asking = FreezeCard(self.confirm, self._end_asking)
        self.freezing = Button(tr("Freeze the figures"), self.confirm, key="F8")
        self.late = Button(tr("Counted late by synchronisation"), lambda: session.go("told_late"))
        self.behind_of = Words("", "section")
        self.figure_model, self.figures = figure_list()
        self.entry_model, self.entries = register_list()
        self.behind_model = DossierModel()
        self.behind = RowView(self.behind_model, tr("Dossiers behind the number"))
        self.lists = QStackedWidget()
        self._opened: Figure | None = None
        self._arrange()
        self._connect()

    def title(self) -> str:
        """Answer the title."""
        return tr("Registers and reports")

    def enter(self, _goal: Goto) -> None:
        """Count what was shown last; at first this month's biểu II.06a."""
        self.read()

    def refresh(self, touched: Touched) -> None:
        """Count again when a dossier or a PC changed; who looks behind a number goes on looking."""
        if touched.kind in ("", "dossier", "device", "report") and self._opened is None:
            self.read(min(max(PAGE, self.entry_model.rowCount()), MOST_AGAIN))

    def commands(self) -> Sequence[Command]:
        """List the keys of this page."""
        freeze = Command("F8", tr("Freeze the figures"), self.confirm)
        return (freeze, *super().commands())

    def first_focus(self) -> QWidget:
        """Answer the list."""
        return self._list()

    def step_back(self) -> bool:
        """Esc gives up the freezing, then leaves the dossiers behind a number."""
        if not self.asking.isHidden():
            self.asking.hide()
            self._list().setFocus()
            return True
        if self._opened is None:
            return False
        self._close_behind()
        return True

    def confirm(self) -> None:
        """F8: ask once, then freeze what is shown."""
        if self.shown is None:
            return
        if self.asking.isHidden():
            self.asking.begin(self.shown.report)
        elif self.asking.sure.isEnabled():
            self.asking.sure.setEnabled(False)
            self.presenter.freeze(self.shown.report)

    def frozen(self) -> None:
        """The figures are frozen; the list shows them beside those of now."""
        self._end_asking()
        self.read()

    def not_frozen(self, error: Exception) -> None:
        """Say why not, and show the figures of now."""
        self._end_asking()
        self.session.say(notices.of(error))
        self.read()

    def show_report(self, shown: Shown) -> None:
        """Show a period; the officer stays on the row where she was."""
        self.shown = shown
        self.period.today = office_time(shown.report.coverage.counted_at).date()
        self.period.show_period(shown.report.period)
        told = [tr("Covers: {what}.", what=covers(shown.report))]
        if shown.asked.kind is ReportKind.REGISTER:
            told.append(hidden_words(shown.report.hidden))
        self.covering.setText(" ".join(one for one in told if one))
        said = provisional(shown.report)
        self.standing.setText(said)
        self.standing.setVisible(bool(said))
        frozen = frozen_words(shown.report.frozen, shown.since)
        self.frozen_line.setText(frozen)
        self.frozen_line.become("caution" if "⚠" in frozen else "quiet")
        self.frozen_line.setVisible(bool(frozen))
        for one in FROZEN_ONLY:
            self.figures.setColumnHidden(one, shown.since is None)
        self._offer_groups(shown)
        self._show_register(shown)
        self._show_figures()

    def show_entries(self, offset: int, entries: Sequence[Entry]) -> None:
        """Show more of the register."""
        self.entry_model.take(offset, entries)

    def show_behind(self, found: Behind) -> None:
        """Show a piece of the dossiers behind a number."""
        if self._opened is None:
            return
        if found.offset:
            self.behind_model.take(found.offset, found.rows)
            return
        hidden = hidden_words(len(self._opened.ids) - len(found.ids))
        self.behind_of.setText(
            ". ".join(one for one in (_behind_words(self._opened), hidden) if one)
        )
        self.behind_model.at(found.now)
        self.behind_model.begin(len(found.ids), found.rows)
        self.behind.stand_on("")
        self.behind.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what a narrow window has no room for."""
        super().resizeEvent(event)
        is_cramped = self.width() < ROOMY * self.fontMetrics().averageCharWidth()
        for column in NARROW_HIDES:
            self.entries.setColumnHidden(column, is_cramped)
        for column in WIDE_ONLY:
            self.behind.setColumnHidden(column, self.width() < Size.WIDE_PAGE)

    def _kind(self) -> ReportKind:
        value = self.kind.value()
        return value if isinstance(value, ReportKind) else ReportKind.SITUATION

    def _list(self) -> RowView:
        if self._opened is not None:
            return self.behind
        return self.entries if self._kind() is ReportKind.REGISTER else self.figures

    def read(self, rows: int = PAGE) -> None:
        """Count the days that are chosen, with so many rows of the register."""
        period = self.period.period()
        if self.shown is None or period is not None:
            self.presenter.read(Asked(self._kind(), period, rows))

    def _offer_groups(self, shown: Shown) -> None:
        is_register = self._kind() is ReportKind.REGISTER
        self.group.setVisible(not is_register)
        if is_register:
            return
        chosen = self.group.value()
        offered = groups(shown.report, self._kind())
        self.group.offer(offered)
        self.group.fill(chosen if chosen in [value for _words, value in offered] else None)

    def _show_register(self, shown: Shown) -> None:
        before, bar = self.entries.current(), self.entries.verticalScrollBar()
        scrolled = bar.value()
        self.entry_model.begin(shown.report.registered, shown.entries)
        self.entries.stand_on(before[0] if isinstance(before, tuple) else "")
        bar.setValue(scrolled)

    def _show_figures(self) -> None:
        if self.shown is None:
            return
        before = self.figures.current()
        rows = figures(self.shown.report, self._kind(), self.group.value())
        if self.shown.since is not None:
            rows = compared(rows, self.shown.since, self._kind(), self.group.value())
        self.figure_model.begin(len(rows), rows)
        self.figures.stand_on(before.key if isinstance(before, Figure) else "")
        self._show_list()

    def _show_list(self) -> None:
        self.lists.setCurrentWidget(self._list())
        self.behind_of.setVisible(self._opened is not None)

    def _open_figure(self, row: object) -> None:
        """Enter: the dossiers behind a number."""
        if not isinstance(row, Figure) or not row.ids:
            return
        self._opened = row
        self.behind_of.setText(_behind_words(row))
        self.behind_model.begin(0)
        self._show_list()
        self.presenter.read_behind(row.ids)

    def _close_behind(self) -> None:
        self._opened = None
        self._show_list()
        self._list().setFocus()
        self.read()

    def _more_entries(self, offset: int, limit: int) -> None:
        if self.shown is not None:
            self.presenter.read_entries(self.shown.report.period, offset, limit)

    def _more_behind(self, offset: int, limit: int) -> None:
        if self._opened is not None:
            self.presenter.read_behind(self._opened.ids, offset, limit)

    def _end_asking(self) -> None:
        self.asking.sure.setEnabled(True)
        self.asking.hide()
        self._list().setFocus()

    def _changed(self) -> None:
        self.asking.hide()
        self._opened = None
        self.read()

    def _connect(self) -> None:
        self.kind.edited.connect(self._changed)
        self.group.edited.connect(self._show_figures)
        self.period.changed.connect(self._changed)
        self.period.stepped.connect(self.step)
        self.figures.opened.connect(self._open_figure)
        self.entries.opened.connect(lambda row: self.presenter.open(row[0]))
        self.behind.opened.connect(lambda row: self.presenter.open(row.id))
        self.entry_model.wanted.connect(self._more_entries)
        self.behind_model.wanted.connect(self._more_behind)

    def _arrange(self) -> None:
        slim(self.kind, self.group)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.period.place(column, self.kind, self.group)
        column.addWidget(self.standing)
        column.addWidget(self.covering)
        column.addWidget(self.frozen_line)
        column.addWidget(self.asking)
        column.addWidget(self.behind_of)
        for view in (self.figures, self.entries, self.behind):
            self.lists.addWidget(view)
        column.addWidget(self.lists, 1)
        period = self.period
        buttons = (
            period.earlier,
            period.later,
            self.freezing,
            self.printing,
            self.saving,
            self.late,
        )
        column.addLayout(flow(*buttons))
        self.standing.hide()
        self.frozen_line.hide()
        self.behind_of.hide()


def _behind_words(row: Figure) -> str:
    return tr("{what}: {n} dossiers", what=row.words, n=number(len(row.ids)))
