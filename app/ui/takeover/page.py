"""The page Nhập hồ sơ đang giải quyết."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from app.domain.takeover import Judged, Judgement
from app.system.tables import TableFile
from app.ui import notices
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.page import Command, Goto, Page, Session, Touched
from app.ui.takeover.columns_part import ColumnsPart
from app.ui.takeover.presenter import TakeoverPresenter
from app.ui.takeover.table_model import (
    CRAMPED,
    OWNER,
    ROOMY,
    UNTOUCHED,
    WIDE_ONLY,
    imports_table,
    rows_table,
    whole,
)
from app.ui.tokens import Space
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.fields import ChoiceField, TextField
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import Card, EmptyState, Words, quiet, row, scrolled
from app.usecases.takeover import Import, Plan, Preview

LINES = 4  # of the imports so far that are seen at least, the headings among them
ENDINGS = "*.xlsx *.xls *.ods *.csv *.txt *.htm *.html *.xml"


class TakeoverPage(Page):
    """Choose the file, see every row judged, take over; mend the columns where they are wrong."""

    key = "takeover"
    help_section = "takeover"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.presenter = TakeoverPresenter(session, self)
        self._is_left = False  # the officer has gone back to the file: an answer moves nobody
        self.path = TextField(
            tr("File that the province's system wrote"), longest=500, placeholder="D:\\hoso.xlsx"
        )
        self.choose = PrimaryButton(tr("Choose a file …"), self.choose_file, key="F8")
        self.import_model, self.imports = imports_table()
        self.nothing = EmptyState(tr("Nothing was imported yet."))
        self.stays = Words("", "quiet")
        self.back_button = Button(tr("Take this import out again"), self._take_back, key="Alt+3")
        self.columns = ColumnsPart(self._confirm, self._to_file)
        self.row_model, self.rows = rows_table()
        self.show_only = ChoiceField(tr("Show"))
        self.one = Words("", "quiet")
        self.words = Words("")
        self.bar = QProgressBar()
        self.bar.setAccessibleName(tr("How far the import is"))
        self.take = PrimaryButton(tr("Import"), self._confirm, key="F8")
        self.mend = Button(tr("Columns of the file"), self._mend_columns, key="Alt+2")
        self.write = Button(tr("Write the rows not imported"), self.choose_out, key="Alt+4")
        self.halt = Button(tr("Stop"), self.presenter.stop, key="Alt+5")
        self.steps = QStackedWidget()
        self._arrange()
        self.show_only.edited.connect(self._show_rows)
        self.path.line.returnPressed.connect(self._open_typed)
        self.rows.moved_to.connect(self._say_row)
        self.imports.moved_to.connect(self._name_stays)

    def title(self) -> str:
        """Answer the title."""
        return tr("Import dossiers at work")

    def enter(self, _goal: Goto) -> None:
        """Read what was imported; the file stays open where one is."""
        self.presenter.read()

    def refresh(self, touched: Touched) -> None:
        """Read again when dossiers changed, but for our own import under way."""
        if touched.kind in ("", "dossier") and not self.presenter.is_running:
            self.presenter.read()

    def commands(self) -> Sequence[Command]:
        """List the keys of this page."""
        return (
            Command("F8", tr("Choose a file, go on, import"), self._confirm),
            Command("Alt+2", tr("Columns of the file"), self._mend_columns),
            Command("Alt+3", tr("Take this import out again"), self._take_back),
            Command("Alt+4", tr("Write the rows not imported"), self.choose_out),
            Command("Alt+5", tr("Stop"), self.presenter.stop),
        )

    def step_back(self) -> bool:
        """Esc goes one step back; an import under way goes on."""
        if self.steps.currentWidget() is self._first or self.presenter.is_running:
            return False
        self._to_file()
        return True

    def first_focus(self) -> QWidget:
        """Answer where typing begins."""
        return self.path.line if self.steps.currentWidget() is self._first else self.rows

    def choose_file(self) -> None:
        """Choose the file; where a path is typed, open that."""
        dialog = QFileDialog(self, tr("Choose a file …"), "", f"Excel, CSV ({ENDINGS})")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.open)
        dialog.open()

    def open(self, path: str) -> None:
        """Open a file by its path."""
        self._is_left = False
        self.path.complain("")
        self.path.fill(path)
        self.presenter.open(Path(path))

    def choose_out(self) -> None:
        """Choose where the rows that were not imported are written."""
        if not self.presenter.refused_rows():
            return
        dialog = QFileDialog(self, tr("Write the rows not imported"), "", "Excel (*.xlsx)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile("ho-so-chua-nhap.xlsx")
        dialog.fileSelected.connect(lambda path: self.presenter.write_refused(Path(path)))
        dialog.open()

    def show_imports(self, found: tuple[Import, ...]) -> None:
        """Show what was imported so far; one stays where one is."""
        before = self.imports.current()
        self.import_model.begin(len(found), found)
        self.imports.stand_on(before.id if isinstance(before, Import) else "")
        for widget in (self.imports, self.back_button, self.stays):
            widget.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self._name_stays(self.imports.current())

    def show_columns(self, file: TableFile, plan: Plan | None, found: Preview | None) -> None:
        """Ask which column says what."""
        self.columns.show_file(file, plan, found.strange if found else {})
        self.steps.setCurrentWidget(self.columns)
        self.columns.first().setFocus()

    def show_preview(self, found: Preview) -> None:
        """Show every row judged."""
        chosen = self.show_only.value()
        counts = {judgement: len(found.of(judgement)) for judgement in Judgement}
        self.show_only.offer(
            [
                (tr("All rows: {n}", n=_counted(len(found.rows))), None),
                *((f"{label(one)}: {_counted(n)}", one) for one, n in counts.items()),
            ]
        )
        self.show_only.fill(chosen)
        todo = counts[Judgement.READY] + counts[Judgement.WARNED]
        self.take.say(tr("Import {n} dossiers", n=_counted(todo)))
        self.take.setEnabled(todo > 0)
        self.write.setEnabled(bool(self.presenter.refused_rows()))
        self.halt.hide()
        self.bar.hide()
        self.words.setText(_summary(counts))
        self._show_rows()
        if not self._is_left:
            self.steps.setCurrentWidget(self._third)
            self.rows.setFocus()

    def show_progress(self, done: int, total: int, seconds: int) -> None:
        """Show how far the import has come."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.bar.show()
        self.halt.show()
        for button in (self.take, self.mend, self.write):
            button.setEnabled(False)
        said = tr("{done} of {total} dossiers", done=_counted(done), total=_counted(total))
        left = tr("about {n} seconds left", n=seconds) if seconds else ""
        self.words.setText(", ".join(filter(None, (said, left))))

    def show_end(self, taken: int) -> None:
        """Show that the import is over."""
        self.mend.setEnabled(True)
        self.session.say(notices.done(tr("{n} dossiers were imported.", n=_counted(taken))))

    def refused(self, error: Exception) -> None:
        """Say why not: beside the file where it is about that."""
        notice = notices.of(error)
        if self.steps.currentWidget() is self._first and notice is not None:
            self.path.complain(f"{notice.text} {notice.remedy}".strip())
            self.path.line.setFocus()
        else:
            self.session.say(notice)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what a narrow window has no room for."""
        super().resizeEvent(event)
        letters = self.width() // self.fontMetrics().averageCharWidth()
        for column in WIDE_ONLY:
            self.rows.setColumnHidden(column, letters < ROOMY)
        self.rows.setColumnHidden(OWNER, letters < CRAMPED)
        self.imports.setColumnHidden(UNTOUCHED, letters < CRAMPED)

    def _confirm(self) -> None:
        """F8: the next step, whichever that is."""
        step = self.steps.currentWidget()
        if step is self.columns:
            self.presenter.choose(self.columns.plan(), self.columns.meanings())
        elif step is self._third:
            self.presenter.begin()
        elif self.path.value():
            self._open_typed()
        else:
            self.choose_file()

    def _open_typed(self) -> None:
        if typed := self.path.value().strip('"'):
            self.open(typed)

    def _mend_columns(self) -> None:
        file = self.presenter.file
        if file is not None and not self.presenter.is_running:
            self.show_columns(file, self.presenter.plan, self.presenter.found)

    def _to_file(self) -> None:
        self._is_left = True
        self.steps.setCurrentWidget(self._first)
        self.path.line.setFocus()

    def _take_back(self) -> None:
        chosen = self.imports.current()
        if self.steps.currentWidget() is self._first and isinstance(chosen, Import):
            self.presenter.take_back(chosen)

    def _name_stays(self, chosen: object) -> None:
        if not isinstance(chosen, Import):
            return
        self.back_button.setEnabled(chosen.untouched > 0)
        stays = chosen.dossiers - chosen.untouched
        named = ", ".join(chosen.worked_on)
        self.stays.setText(
            tr("{n} dossiers were worked on since and stay: {codes}", n=stays, codes=named)
            if stays
            else tr("Nobody has worked on any of them.")
        )

    def _show_rows(self) -> None:
        found, wanted = self.presenter.found, self.show_only.value()
        rows: tuple[Judged, ...] = found.rows if found else ()
        if found and isinstance(wanted, Judgement):
            rows = found.of(wanted)
        self.row_model.begin(len(rows), rows)
        self.rows.stand_on("")
        self._say_row(self.rows.current())

    def _say_row(self, row: object) -> None:
        self.one.setText(whole(row) if isinstance(row, Judged) else "")

    def _arrange(self) -> None:
        self._first, self._third = self._first_step(), self._third_step()
        for step in (self._first, self.columns, self._third):
            self.steps.addWidget(step)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.steps)

    def _first_step(self) -> QWidget:
        card = Card(tr("1. The file"))
        card.add(
            quiet(
                tr(
                    "On the first day the office takes over the dossiers at work from the file "
                    "that the province's system writes (Excel, CSV). Nothing is sent to the "
                    "province: it has them already."
                )
            ),
            self.path,
        )
        card.column.addLayout(row(self.choose))
        before = Card(tr("Imports so far"))
        before.add(self.nothing)
        before.column.addWidget(self.imports, 1)
        before.add(self.stays)
        before.column.addLayout(row(self.back_button))
        self.imports.setMinimumHeight(LINES * self.imports.verticalHeader().defaultSectionSize())
        return scrolled(_step(card, before))

    def _third_step(self) -> QWidget:
        card = Card(tr("3. The rows of the file"))
        card.add(self.show_only)
        card.column.addWidget(self.rows, 1)
        card.add(self.one, self.words, self.bar)
        card.column.addLayout(flow(self.take, self.mend, self.write, self.halt))
        return _step(card)


def _step(*cards: Card) -> QWidget:
    step = QWidget()
    column = QVBoxLayout(step)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.M)
    for card in cards:
        column.addWidget(card, 1 if card is cards[-1] else 0)
    return step


def _summary(counts: dict[Judgement, int]) -> str:
    """What there is to do, in one sentence."""
    if counts[Judgement.READY] + counts[Judgement.WARNED]:
        return tr("Look at the rows, then press F8. It can be stopped and gone on with later.")
    if counts[Judgement.REFUSED]:
        return tr("All that could be imported is here. Mend the others in the file and open it.")
    return tr("All of them are here.")


def _counted(count: int) -> str:
    return f"{count:,}".replace(",", ".")
