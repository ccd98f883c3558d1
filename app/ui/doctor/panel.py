"""The checks as they come, the first fault in large words, and the report."""

from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.ui import notices
from app.ui.doctor.presenter import DoctorPresenter, Report
from app.ui.doctor.report_dialog import ReportDialog
from app.ui.doctor.table_model import CheckModel, line_of
from app.ui.i18n import tr
from app.ui.press import PressFault, print_checkup
from app.ui.tasks import TaskRunner
from app.ui.tokens import Size, Space
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import Card, Words
from app.ui.widgets.notice_bar import NoticeBar
from app.ui.widgets.table import RowView
from app.ui.words import sentence
from app.usecases.checks import Check
from app.usecases.desk import Desk
from app.usecases.this_pc import ThisPc

_ROOMY = 70  # letters


class DoctorPanel(QWidget):
    """Used as a page by who has signed in, and before the sign-in by anybody."""

    def __init__(self, tasks: TaskRunner, pc: ThisPc, desk: Desk | None = None) -> None:
        super().__init__()
        self.presenter = DoctorPresenter(self, tasks, pc, desk)
        self.notices = NoticeBar()
        self.headline = Words("", "title")
        self.what = Words("", "section")
        self.remedy = Words("", "text")
        self.model = CheckModel()
        self.list = RowView(self.model, tr("What was checked"))
        self.again = PrimaryButton(tr("Check again"), self.begin, key="F5")
        self.end = Button(tr("Stop"), self.presenter.stop)
        self.report = Button(tr("Report for the helpdesk …"), self.presenter.read_report)
        self.paper = Button(tr("Print"), self._print)
        self._fault: Check | None = None
        self.list.moved_to.connect(self._explain)
        self._arrange()

    def begin(self) -> None:
        """Look at everything again."""
        self.notices.dismiss()
        self._fault = None
        self.model.begin(0)
        self._say(tr("Checking …"), "", "")
        self.end.setVisible(True)
        self.report.setEnabled(False)
        self.paper.setEnabled(False)
        self.presenter.begin()

    def show_check(self, check: Check) -> None:
        """Add it to the list; the first fault is explained above."""
        self.model.begin(len(self.presenter.checks), self.presenter.checks)
        if check.fails and self._fault is None:
            self._fault = check
            self._explain(check)

    def finished(self) -> None:
        """Say that all is well, if it is."""
        self.end.setVisible(False)
        self.report.setEnabled(True)
        self.paper.setEnabled(True)
        if self._fault is None:
            self._say(f"✓ {self._fine()}", "", "", "good")

    def show_report(self, found: Report) -> None:
        """Show every word before anything leaves."""
        dialog = ReportDialog(found, self)
        dialog.save_asked.connect(self._save)
        dialog.open()

    def saved(self, path: Path) -> None:
        """Say where it lies."""
        self.notices.show_notice(notices.done(tr("The report is saved: {name}", name=path.name)))

    def refused(self, error: Exception) -> None:
        """Say why not."""
        self.end.setVisible(False)
        if (notice := notices.of(error)) is not None:
            self.notices.show_notice(notice)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In large letters on a small screen the names may be cut, not what was found."""
        super().resizeEvent(event)
        letter = self.list.fontMetrics().horizontalAdvance("0")
        name, outcome = (22, 10) if self.width() < letter * _ROOMY else (30, 13)
        self.list.setColumnWidth(0, letter * name + Size.ICON)
        self.list.setColumnWidth(1, letter * outcome + Size.ICON)

    def _explain(self, row: object) -> None:
        """Say what a fault or a remark means and what to do; other rows explain themselves."""
        if isinstance(row, Check) and row.code:
            told = sentence(row.code)
            self._say(told.code, tr(told.what), tr(told.remedy), "bad" if row.fails else "text")

    def _fine(self) -> str:
        unseen = any(check.ok is None for check in self.presenter.checks)
        return tr("No fault as far as could be looked") if unseen else tr("Everything is well")

    def _say(self, headline: str, what: str, remedy: str, part: str = "text") -> None:
        self.headline.setText(headline)
        self.what.setText(what)
        self.what.become(f"section_{part}")
        self.remedy.setText(remedy)
        self.what.setVisible(bool(what))
        self.remedy.setVisible(bool(remedy))

    def _print(self) -> None:
        headline = f"{self.headline.text()} {self.what.text()}".strip()
        lines = [line_of(check) for check in self.presenter.checks]
        try:
            print_checkup(headline, lines)
        except PressFault as fault:
            self.refused(fault)

    def _save(self, text: str) -> None:
        wanted = tr("Where to save the report, for instance a USB stick")
        path, _kind = QFileDialog.getSaveFileName(self, wanted, "kiem-tra-may.motcua-report")
        if path:
            self.presenter.save(Path(path), text)

    def _arrange(self) -> None:
        card = Card()
        card.column.setSpacing(Space.S)
        card.add(self.headline, self.what, self.remedy)
        card.column.addLayout(flow(self.again, self.end, self.report, self.paper))
        self.list.setMinimumHeight(Size.ROW * 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        for part in (self.notices, card):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        self.end.hide()
