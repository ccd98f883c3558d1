"""Part three of the page: what was handed in, shown, known already, not needed, or is missing."""

from PySide6.QtCore import Signal

from app.domain.text import clean
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.reception.paper_model import LETTERS, PaperModel
from app.ui.reception.paper_view import PaperView
from app.ui.tokens import Space
from app.ui.widgets.fields import TextField
from app.ui.widgets.layout import Card, Words, quiet
from app.usecases.reception_form import PaperLine

LEAST_HEIGHT = 10  # rows of text that are always in sight
SHARE = 0.6  # of the window's height, so that the whole part is in sight


class PapersPart(Card):
    """The list of papers, its keys, and a line to add one."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Papers"))
        self.model = PaperModel()
        self.view = PaperView(self.model)
        self.more = TextField(tr("Another paper (+): write its name, then Enter"))
        self.more.wrap_label()
        self._nothing = quiet(tr("Choose a procedure, or write in each paper that was brought."))
        line = self.view.fontMetrics().lineSpacing()
        self._least = LEAST_HEIGHT * (line + Space.S)
        self.view.setMinimumHeight(self._least)
        self._keys = Words(_key_words(), "hint")
        self.column.setSpacing(Space.S)
        self.add(self._keys, self._nothing, self.view, self.more)
        self.model.edited.connect(self.edited)
        self.view.add_asked.connect(self.more.line.setFocus)
        self.more.line.returnPressed.connect(self._add)
        self._show_parts()

    def lines(self) -> tuple[PaperLine, ...]:
        """Answer the papers as they stand."""
        return self.model.lines()

    def fill(self, lines: tuple[PaperLine, ...]) -> None:
        """Show other papers without telling that anything was edited."""
        if lines != self.model.lines():
            self.model.fill(lines)
        self._show_parts()

    def begin(self) -> None:
        """Stand in the list at its first row, or where a paper is written in."""
        if self.model.rowCount():
            self.view.setFocus()
            self.view.stand_on(0)
        else:
            self.more.line.setFocus()

    def fill_height(self, room: int) -> None:
        """Take the room that the window has, so that few rows have to be scrolled to."""
        self.view.setMinimumHeight(max(self._least, int(room * SHARE)))

    def _add(self) -> None:
        if name := clean(self.more.value()):
            self.more.fill("")
            row = self.model.add(name)
            self._show_parts()
            self.view.stand_on(row)

    def _show_parts(self) -> None:
        has_rows = self.model.rowCount() > 0
        self.view.setVisible(has_rows)
        self._keys.setVisible(has_rows)
        self._nothing.setVisible(not has_rows)


def _key_words() -> str:
    letters = "   ".join(f"{letter} {label(standing)}" for letter, standing in LETTERS.items())
    return f"{letters}\n" + tr(
        "1, 2, 3 … go to that row   → copies: type the number   + add   Del remove"
    )
