"""The calm middle of the screen in which one signs in or founds the office."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.i18n import tr
from app.ui.tokens import Space
from app.ui.widgets.layout import Card, Words, quiet, scrolled
from app.ui.widgets.notice_bar import NoticeBar

WIDTH = 480  # px
_LETTERS = 52
_BORDER = Space.L + 1  # px


class MiddleFrame(QWidget):
    """The program's name, a notice bar and one card in the middle of the window."""

    def __init__(self, title: str, explanation: str = "") -> None:
        super().__init__()
        self.notices = NoticeBar()
        self.card = Card()
        self._title = Words(title, "title")
        self._explanation = quiet(explanation)
        self._explanation.setVisible(bool(explanation))
        self._middle = QWidget()
        self._middle.setFixedWidth(WIDTH)
        column = QVBoxLayout(self._middle)
        column.setContentsMargins(0, Space.L, 0, Space.L)
        column.setSpacing(Space.M)
        column.addStretch(1)
        name = quiet(tr("Border one-stop desk"))
        for part in (name, self._title, self._explanation, self.notices, self.card):
            column.addWidget(part)
        column.addStretch(2)
        inside = QWidget()
        line = QHBoxLayout(inside)
        line.addStretch(1)
        line.addWidget(self._middle)
        line.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._area = scrolled(inside)
        whole.addWidget(self._area)

    def showEvent(self, event: QShowEvent) -> None:
        """Words are measured when their letters are known; large ones get a wider card."""
        super().showEvent(event)
        letters = _LETTERS * self.fontMetrics().horizontalAdvance("0")
        self._middle.setFixedWidth(max(WIDTH, letters))
        self.keep_words_whole()

    def keep_words_whole(self) -> None:
        """Give the card's words the height that they need; a full card would cut them otherwise."""
        inside = self._middle.minimumWidth() - 2 * _BORDER
        for said in self.card.findChildren(Words):
            if said.parent() is self.card and said.wordWrap():
                said.setMinimumHeight(said.heightForWidth(inside) if said.text() else 0)

    def reveal(self, part: QWidget) -> None:
        """Scroll to what has just been said; its place is known when the card is laid out again."""
        QTimer.singleShot(0, part, lambda: self._area.ensureWidgetVisible(part, 0, Space.XL))

    def entitle(self, title: str, explanation: str = "") -> None:
        """Change the words above the card."""
        self._title.setText(title)
        self._explanation.setText(explanation)
        self._explanation.setVisible(bool(explanation))
