"""Lists: a model over frozen rows that fetches as one scrolls, and the view that shows it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.ui.theme import Theme, worn
from app.ui.tokens import Size

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
PAGE = 100


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: its heading, what it shows, and the key that the reader orders by."""

    heading: str
    show: Callable[[Row], str]
    order: str = ""  # empty: the list cannot be ordered by this column
    width: int = 0  # in characters; 0 takes what is left
    right: bool = False
    bold: bool = False
    tone: Callable[[Row], str] | None = None  # name of a palette colour; the word says it too
    rank: int = 0  # where there is no room for all the highest goes first; 0 always stays


class RowModel(QAbstractTableModel, Generic[Row]):
    """Rows of one kind, read in pages as they come into sight.

    The page is told what to read by `wanted(offset, limit)`, reads it through its task runner and
    hands it to `take`. `begin(total)` starts a new list. Ordering is asked for by `order_changed`
    and done by the reader, by value: the model never sorts text.
    """

    wanted = Signal(int, int)
    order_changed = Signal(str, bool)

    def __init__(self, columns: Sequence[Column[Row]], key: Callable[[Row], str]) -> None:
        super().__init__()
        self._columns = columns
        self._key = key
        self._rows: list[Row] = []
        self._total = 0
        self._asked = 0
        self._theme: Theme | None = None

    def dress(self, theme: Theme) -> None:
        """Take the colours of the theme."""
        self._theme = theme

    def begin(self, total: int, rows: Sequence[Row] = ()) -> None:
        """Show a new list of `total` rows, of which the first may be given at once."""
        self.beginResetModel()
        self._rows = list(rows)
        self._total = max(total, len(self._rows))
        self._asked = len(self._rows)
        self.endResetModel()

    def take(self, offset: int, rows: Sequence[Row]) -> None:
        """Add rows that were asked for; rows of an older list are ignored."""
        if offset != len(self._rows) or not rows:
            return
        self.beginInsertRows(QModelIndex(), offset, offset + len(rows) - 1)
        self._rows.extend(rows)
        self.endInsertRows()

    def row_at(self, index: Index) -> Row | None:
        """Answer the row at an index, `None` outside the list."""
        return self._rows[index.row()] if 0 <= index.row() < len(self._rows) else None

    def place_of(self, key: str) -> int:
        """Answer the place of the row with this key among those read, -1 when it is not there."""
        return next((i for i, row in enumerate(self._rows) if self._key(row) == key), -1)

    def key_of(self, row: Row) -> str:
        """Answer what names a row for ever."""
        return self._key(row)

    def as_words(self) -> tuple[list[str], list[list[str]]]:
        """Answer the heads and the rows read so far as texts, for a file."""
        heads = [column.heading for column in self._columns]
        return heads, [[column.show(row) for column in self._columns] for row in self._rows]

    def canFetchMore(self, parent: Index) -> bool:
        """Say whether rows are left to be read; one page after the other, none is passed over."""
        return not parent.isValid() and self._asked == len(self._rows) < self._total

    def fetchMore(self, _parent: Index) -> None:
        """Ask for the next page, once."""
        limit = min(PAGE, self._total - self._asked)
        offset, self._asked = self._asked, self._asked + limit
        self.wanted.emit(offset, limit)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Count the rows read so far."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Count the columns."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Answer a heading, aligned as its column."""
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        column = self._columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return column.heading if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Answer what a cell shows and how."""
        row = self.row_at(index)
        return self._cell(self._columns[index.column()], row, role) if row is not None else None

    def _cell(self, column: Column[Row], row: Row, role: int) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return column.show(row)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{column.heading}: {column.show(row)}"
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
            case _:
                return self._look(column, row, role)

    def _look(self, column: Column[Row], row: Row, role: int) -> object:
        if role == Qt.ItemDataRole.FontRole and column.bold:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.ForegroundRole and column.tone and self._theme:
            return QColor(self._theme.colour(column.tone(row) or "text"))
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask the reader for another order."""
        if key := self._columns[column].order:
            self.order_changed.emit(key, order == Qt.SortOrder.DescendingOrder)

    @property
    def columns(self) -> Sequence[Column[Row]]:
        """The columns, in their order."""
        return self._columns


class RowView(QTableView):
    """A calm list: whole rows, quiet lines, Enter or a double click opens a row."""

    opened = Signal(object)
    moved_to = Signal(object)

    def __init__(self, model: RowModel[Any], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setModel(model)
        self._model = model
        self._gone: list[int] = []
        model.dress(worn())
        self._plain()
        self._set_widths()
        self.activated.connect(self._open)
        self.selectionModel().currentRowChanged.connect(
            lambda now, _before: self.moved_to.emit(model.row_at(now))
        )

    def current(self) -> object:
        """Answer the row the officer stands on, `None` when the list is empty."""
        return self._model.row_at(self.currentIndex())

    def stand_on(self, key: str) -> None:
        """Choose the row with this key, or the first one."""
        self.selectRow(max(self._model.place_of(key), 0))

    def show_order(self, column: int, *, descending: bool = False) -> None:
        """Let the officer order by the headings; shows the order that the list has now."""
        self.horizontalHeader().setSortIndicator(
            column, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        )
        self.setSortingEnabled(True)

    def _plain(self) -> None:
        self.setShowGrid(False)
        self.setAlternatingRowColors(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(
            max(Size.ROW, self.fontMetrics().lineSpacing() + Size.CORNER)
        )
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(self.fontMetrics().horizontalAdvance("0") * 8)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Nobody scrolls a list to the side: its columns give way to large letters."""
        super().resizeEvent(event)
        self._fit()

    def setColumnHidden(self, column: int, hide: bool) -> None:
        """Hide a column, or show it again; the others get its room."""
        super().setColumnHidden(column, hide)
        self._fit()

    def _set_widths(self) -> None:
        header = self.horizontalHeader()
        for place, width in enumerate(self._wished()):
            if width:
                self.setColumnWidth(place, width)
            else:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)

    def _wished(self) -> list[int]:
        """How wide each column would like to be, in px; 0 takes what is left."""
        letter = self.fontMetrics().horizontalAdvance("0")
        widths = [column.width for column in self._model.columns]
        return [letter * width + Size.ICON if width else 0 for width in widths]

    def _fit(self) -> None:
        """Leave out columns until the rest has room; then narrow those that only name things."""
        room, least = self.viewport().width(), self.horizontalHeader().minimumSectionSize()
        wished, columns = self._wished(), self._model.columns
        for place in self._gone:
            super().setColumnHidden(place, False)
        shown = [place for place in range(len(columns)) if not self.isColumnHidden(place)]
        by_rank = sorted((place for place in shown if columns[place].rank), key=_rank_in(columns))
        self._gone = []
        while by_rank and sum(wished[place] or least for place in shown) > room:
            self._gone.append(by_rank.pop())
            shown.remove(self._gone[-1])
            super().setColumnHidden(self._gone[-1], True)
        over = sum(wished[place] or least for place in shown) - room
        for place in sorted(shown, key=lambda one: (columns[one].bold, columns[one].right)):
            if wished[place]:
                width = max(least, wished[place] - max(over, 0))
                over -= wished[place] - width
                self.setColumnWidth(place, width)

    def _open(self, index: QModelIndex) -> None:
        if (row := self._model.row_at(index)) is not None:
            self.opened.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the row on Enter on every platform."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)


def _rank_in(columns: Sequence[Column[Any]]) -> Callable[[int], int]:
    return lambda place: columns[place].rank


def _alignment(column: Column[Any]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
