"""The papers of one request: name, pages, copies, one line each."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.certification_fees import Asked
from app.domain.text import clean
from app.ui.i18n import tr
from app.ui.reception import typed
from app.ui.tokens import Space
from app.ui.widgets.fields import TextField

MOST = 12  # on one screen; more papers are a second request


class PaperRow:
    """One original."""

    def __init__(self, place: int) -> None:
        first = place == 0
        number = f" {place + 1}" if place else ""
        self.name = TextField(tr("Paper{n}", n=number), required=first, longest=200)
        self.pages = TextField(tr("Pages{n}", n=number), longest=4)
        self.copies = TextField(tr("Copies{n}", n=number), longest=3)
        self.clear()

    @property
    def fields(self) -> tuple[TextField, ...]:
        """The three fields, in their order."""
        return (self.name, self.pages, self.copies)

    def value(self) -> Asked:
        """Answer what is typed; what is no number counts as none, so that it is complained of."""
        pages, copies = typed.count(self.pages.value()), typed.count(self.copies.value())
        return Asked(clean(self.name.value()), pages or 0, copies or 0)

    def fill(self, asked: Asked) -> None:
        """Show an original."""
        self.name.fill(asked.name)
        self.pages.fill(str(asked.pages))
        self.copies.fill(str(asked.copies))

    def clear(self) -> None:
        """One page, one copy, no name."""
        self.fill(Asked(""))


class PaperRows(QWidget):
    """As many lines as are needed; the first is always there."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.S)
        self._grid.setVerticalSpacing(Space.XS)
        for column, stretch in enumerate((6, 1, 1)):
            self._grid.setColumnStretch(column, stretch)
        self.rows: list[PaperRow] = []
        self.add()

    def add(self) -> bool:
        """Make room for one more original; says whether there was room."""
        if len(self.rows) == MOST:
            return False
        row = PaperRow(len(self.rows))
        for column, field in enumerate(row.fields):
            self._grid.addWidget(field, len(self.rows), column, Qt.AlignmentFlag.AlignTop)
            field.edited.connect(self.edited)
            field.line.setMinimumWidth(field.fontMetrics().averageCharWidth() * 8)
        self.rows.append(row)
        row.name.line.setFocus()
        return True

    def clear(self) -> None:
        """Back to one empty line."""
        for row in self.rows[1:]:
            for field in row.fields:
                self._grid.removeWidget(field)
                field.setParent(None)
                field.deleteLater()
        del self.rows[1:]
        self.rows[0].clear()

    def value(self) -> tuple[Asked, ...]:
        """Answer the originals, also one without a name of which something else was typed."""
        told = tuple(row.value() for row in self.rows)
        return tuple(one for one in told if one != Asked(""))

    def incomplete(self) -> PaperRow:
        """Answer the first line that misses something."""
        wrong = (row for row in self.rows if _misses_something(row.value(), len(self.rows)))
        return next(wrong, self.rows[0])


def _misses_something(asked: Asked, lines: int) -> bool:
    is_left_empty = asked == Asked("") and lines > 1
    return not is_left_empty and (not asked.name or asked.pages < 1 or asked.copies < 1)
