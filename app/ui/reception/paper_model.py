"""The papers as a table: what is asked, what was brought, how many of each kind."""

from collections.abc import Callable, Sequence
from enum import IntEnum

import msgspec
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from app.domain.events import PaperStanding
from app.domain.procedure import ComponentDocument
from app.ui.i18n import tr
from app.ui.labels import label
from app.usecases.reception_form import PaperLine

Index = QModelIndex | QPersistentModelIndex

LETTERS = {
    "N": PaperStanding.SUBMITTED,
    "X": PaperStanding.PRESENTED,
    "D": PaperStanding.ON_RECORD,
    "K": PaperStanding.NOT_APPLICABLE,
    "T": PaperStanding.MISSING,
}
LETTER_OF = {standing: letter for letter, standing in LETTERS.items()}
HANDED = frozenset({PaperStanding.SUBMITTED, PaperStanding.PRESENTED})
MOST_COPIES = 999
LineRole = Qt.ItemDataRole.UserRole


class Col(IntEnum):
    """The columns."""

    NUMBER = 0
    NAME = 1
    STANDING = 2
    ORIGINALS = 3
    CERTIFIED = 4
    COPIES = 5


COUNTS = {Col.ORIGINALS: "originals", Col.CERTIFIED: "certified", Col.COPIES: "copies"}


class PaperModel(QAbstractTableModel):
    """Rows of papers that change by keys; `edited` for what the officer changes only."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[PaperLine] = []

    def lines(self) -> tuple[PaperLine, ...]:
        """Answer all rows as they are now."""
        return tuple(self._lines)

    def fill(self, lines: Sequence[PaperLine]) -> None:
        """Show other rows without telling that anything was edited."""
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()

    def set_standing(self, row: int, standing: PaperStanding) -> None:
        """Say what became of one paper; one that is handed in counts at least once."""
        line = msgspec.structs.replace(self._lines[row], standing=standing)
        if standing in HANDED and not (line.originals or line.certified or line.copies):
            line = msgspec.structs.replace(line, originals=1)
        self._put(row, line)

    def set_count(self, row: int, column: Col, count: int) -> None:
        """Say how many of one kind; a paper of which there is one was handed in."""
        line = msgspec.structs.replace(
            self._lines[row], **{COUNTS[column]: min(count, MOST_COPIES)}
        )
        if count and line.standing not in HANDED:
            line = msgspec.structs.replace(line, standing=PaperStanding.SUBMITTED)
        self._put(row, line)

    def add(self, name: str) -> int:
        """Add a paper that the catalogue does not ask for; answers its row."""
        place = len(self._lines)
        self.beginInsertRows(QModelIndex(), place, place)
        self._lines.append(
            PaperLine(
                asked=ComponentDocument(name),
                standing=PaperStanding.SUBMITTED,
                originals=1,
                added_here=True,
            )
        )
        self.endInsertRows()
        self.edited.emit()
        return place

    def remove(self, row: int) -> bool:
        """Take away a row that was added here; one of the catalogue stays."""
        if not self._lines[row].added_here:
            return False
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._lines[row]
        self.endRemoveRows()
        self.edited.emit()
        return True

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Count the papers."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Count the columns."""
        return 0 if parent.isValid() else len(Col)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Answer the headings."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _headings()[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(Col(section))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Answer what a cell shows, says aloud, and how it stands."""
        line = self._lines[index.row()]
        column = Col(index.column())
        answers: dict[int, Callable[[], object]] = {
            Qt.ItemDataRole.DisplayRole: lambda: _text(line, column, index.row()),
            Qt.ItemDataRole.AccessibleTextRole: lambda: _aloud(line, column),
            Qt.ItemDataRole.ToolTipRole: lambda: _tip(line),
            Qt.ItemDataRole.TextAlignmentRole: lambda: _alignment(column),
            LineRole: lambda: line,
        }
        return answers.get(role, _nothing)()

    def _put(self, row: int, line: PaperLine) -> None:
        if line == self._lines[row]:
            return
        self._lines[row] = line
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(Col) - 1))
        self.edited.emit()


def _alignment(column: Col) -> Qt.AlignmentFlag:
    if column in COUNTS or column is Col.NUMBER:
        return Qt.AlignmentFlag.AlignCenter
    return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def _nothing() -> None:
    """Answer a role that this list has nothing for."""


def _headings() -> tuple[str, ...]:
    return (
        tr("No."),
        tr("Paper"),
        tr("Standing"),
        tr("Orig."),
        tr("Cert."),
        tr("Photo"),
    )


def _text(line: PaperLine, column: Col, row: int) -> str:
    match column:
        case Col.NUMBER:
            return str(row + 1)
        case Col.NAME:
            return line.asked.name
        case Col.STANDING:
            return label(line.standing)
        case _:
            count = getattr(line, COUNTS[column])
            return str(count) if count and line.standing in HANDED else ""


def _aloud(line: PaperLine, column: Col) -> str:
    heading = _headings()[column]
    if column in COUNTS:
        return f"{heading}: {getattr(line, COUNTS[column])}"
    return f"{heading}: {_text(line, column, 0)}. {_tip(line)}"


def _tip(line: PaperLine) -> str:
    """The whole name, the case in which it is asked, and the form it is written on."""
    parts = (line.asked.name, line.asked.when or "", line.asked.form or "", line.note)
    return "\n".join(part for part in parts if part)
