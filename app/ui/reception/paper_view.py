"""The list of papers under the keys: a letter for each standing, digits to go to a row."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.domain.events import PaperStanding
from app.domain.text import fold
from app.ui.i18n import tr
from app.ui.reception.paper_delegates import NameDelegate, StandingDelegate, marked
from app.ui.reception.paper_model import COUNTS, LETTERS, Col, PaperModel
from app.ui.tokens import Space

NEXT_DIGIT = 900  # ms within which a second digit belongs to the first

_MOVES = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
    }
)


class PaperView(QTableView):
    """The papers; every key of it is shown above the list."""

    add_asked = Signal()

    def __init__(self, model: PaperModel) -> None:
        super().__init__()
        self._papers = model
        self._digits = ""
        self._pause = QTimer(self, singleShot=True, interval=NEXT_DIGIT)
        self._pause.timeout.connect(self._forget_digits)
        self.setModel(model)
        self.setAccessibleName(tr("Papers"))
        self.setItemDelegateForColumn(Col.NAME, NameDelegate(self))
        self.setItemDelegateForColumn(Col.STANDING, StandingDelegate(self))
        self._plain()
        self._set_widths()

    def stand_on(self, row: int, column: Col = Col.STANDING) -> None:
        """Stand on a row, as far as there is one."""
        last = self._papers.rowCount() - 1
        self.setCurrentIndex(self._papers.index(max(0, min(row, last)), column))

    def remember(self) -> Callable[[], None]:
        """Answer what puts back the rows as they are: a scanner's digits are no counts."""
        lines, row = self._papers.lines(), self.currentIndex().row()

        def put_back() -> None:
            if self._papers.lines() != lines:
                self._papers.fill(lines)
                self._papers.edited.emit()
            self._forget_digits()
            self.stand_on(row)

        return put_back

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters set the standing, digits go to a row or count, + adds, Delete takes away."""
        letter = fold(event.text()).upper()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif letter in LETTERS:
            self._set_standing(LETTERS[letter])
        elif letter.isdigit():
            self._take_digit(letter)
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Insert):
            self.add_asked.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self._papers.remove(self.currentIndex().row())
        elif event.key() in _MOVES:
            self._forget_digits()
            super().keyPressEvent(event)
        else:
            event.ignore()

    def keyboardSearch(self, _search: str) -> None:
        """Letters are standings here, never a search."""

    def _set_standing(self, standing: PaperStanding) -> None:
        row = self.currentIndex().row()
        if row < 0:
            return
        self._forget_digits()
        self._papers.set_standing(row, standing)
        self.stand_on(row + 1)

    def _take_digit(self, digit: str) -> None:
        """In a column of counts a digit counts; elsewhere it names the row to go to."""
        self._digits += digit
        self._pause.start()
        here = self.currentIndex()
        if here.column() in COUNTS:
            self._papers.set_count(here.row(), Col(here.column()), int(self._digits[-3:]))
        elif 1 <= int(self._digits) <= self._papers.rowCount():
            self.stand_on(int(self._digits) - 1)
        else:
            self._digits = digit
            self.stand_on(int(digit) - 1 if digit != "0" else here.row())

    def _forget_digits(self) -> None:
        self._pause.stop()
        self._digits = ""

    def _plain(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().sectionResized.connect(self._fit_rows)
        self.model().modelReset.connect(self._after_reset)
        self.model().rowsInserted.connect(lambda *_: self.resizeRowsToContents())

    def _fit_rows(self, column: int, _before: int, _now: int) -> None:
        """Give each row the height that its name needs in the new width."""
        if column == Col.NAME:
            self.resizeRowsToContents()

    def _after_reset(self) -> None:
        self.resizeRowsToContents()
        if self._papers.rowCount():
            self.stand_on(0)

    def _set_widths(self) -> None:
        header = self.horizontalHeader()
        strong = self.font()
        strong.setBold(True)
        metrics = QFontMetrics(strong)
        letter = metrics.horizontalAdvance("0")
        standing = max(metrics.horizontalAdvance(marked(s)) for s in PaperStanding)
        header.setMinimumSectionSize(letter)
        for column in Col:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(Col.NAME, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(Col.NUMBER, letter * 4)
        self.setColumnWidth(Col.STANDING, standing + Space.L)
        for column in COUNTS:
            self.setColumnWidth(column, letter * 4)
