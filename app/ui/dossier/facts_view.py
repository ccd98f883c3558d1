"""The sections of a dossier on the screen: a title, and label beside words."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.ui.dossier.facts import Line, Section
from app.ui.tokens import Size, Space
from app.ui.widgets.layout import Card, Words, clear


class FactsView(QWidget):
    """One card per section, below one another."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.M)
        self._shown: tuple[Section, ...] = ()

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Show them; what has not changed is left alone."""
        if self._shown == tuple(sections):
            return
        self._shown = tuple(sections)
        clear(self._column)
        for section in self._shown:
            self._column.addWidget(_card(section))

    def text(self) -> str:
        """Answer all words in sight, for who reads them out."""
        return "\n".join(words.text() for words in self.findChildren(Words))


def _card(section: Section) -> Card:
    card = Card(section.title)
    card.column.setSpacing(Space.S)
    card.setAccessibleName(section.title)
    grid = QGridLayout()
    grid.setHorizontalSpacing(Space.M)
    grid.setVerticalSpacing(Space.XS)
    grid.setColumnStretch(1, 1)
    for place, line in enumerate(section.lines):
        _put(grid, place, line)
    card.column.addLayout(grid)
    return card


def _put(grid: QGridLayout, place: int, line: Line) -> None:
    words = Words(line.words, line.tone)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if not line.label:
        grid.addWidget(words, place, 0, 1, 2)
        return
    name = Words(line.label, "quiet")
    name.setFixedWidth(Size.LABEL)
    grid.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
    grid.addWidget(words, place, 1, Qt.AlignmentFlag.AlignTop)
