"""How things stand on a page: cards, titles, columns of fields, scrolling, empty states."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ui.tokens import Space
from app.ui.widgets.buttons import LinkButton


class Card(QFrame):
    """A white surface that holds what belongs together, with an optional section title."""

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.setProperty("part", "card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        self.column.setSpacing(Space.M)
        if title:
            self.column.addWidget(section_title(title))

    def add(self, *widgets: QWidget) -> "Card":
        """Add widgets below one another."""
        for widget in widgets:
            self.column.addWidget(widget)
        return self


class Words(QLabel):
    """Plain words; never read as HTML, so a citizen's name cannot change the screen."""

    def __init__(self, text: str = "", part: str = "text", *, wrap: bool = True) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setProperty("part", part)

    def become(self, part: str) -> None:
        """Change how the words look: `text`, `quiet`, `good`, `caution`, `bad`, `strong`."""
        self.setProperty("part", part)
        repolish(self)


def section_title(text: str) -> Words:
    """A title inside a page (13 pt), on one line, no higher than that."""
    title = Words(text, "section", wrap=False)
    title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return title


def quiet(text: str) -> Words:
    """Words of less weight: explanations, dates of the past."""
    return Words(text, "quiet")


def row(*widgets: QWidget, stretch: bool = True) -> QHBoxLayout:
    """Put widgets beside one another, at the left when `stretch` is set."""
    line = QHBoxLayout()
    line.setSpacing(Space.S)
    for widget in widgets:
        line.addWidget(widget)
    if stretch:
        line.addStretch(1)
    return line


def columns(*widgets: QWidget) -> QGridLayout:
    """Put fields beside one another in equal columns, their tops in one line."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(Space.M)
    for place, widget in enumerate(widgets):
        grid.addWidget(widget, 0, place, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(place, 1)
    return grid


def scrolled(content: QWidget | QLayout) -> QScrollArea:
    """Let a high page scroll; the widget with the focus is always scrolled into sight."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if isinstance(content, QLayout):
        inside = QWidget()
        inside.setLayout(content)
        content = inside
    content.setProperty("part", "ground")
    area.setWidget(content)
    return area


class EmptyState(QWidget):
    """What stands where nothing is: a sentence, and what to do next."""

    def __init__(
        self, text: str, action: str = "", pressed: Callable[[], None] | None = None
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XXL, Space.XL, Space.XXL)
        self.words = quiet(text)
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.words)
        if action:
            link = LinkButton(action, pressed)
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)


def repolish(*widgets: QWidget) -> None:
    """Let the style sheet look again at properties that have changed.

    A widget that was never shown is left alone: the sheet looks at it when it is. Asking earlier
    took a third of the time in which the reception page was built.
    """
    for widget in widgets:
        if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            continue
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.updateGeometry()


def words_in(layout: QLayout) -> list[str]:
    """Answer all words that stand in a layout; what was cleared away is not there any more."""
    items = (layout.itemAt(place) for place in range(layout.count()))
    widgets = [widget for item in items if item is not None and (widget := item.widget())]
    inside = [words for widget in widgets for words in (widget, *widget.findChildren(Words))]
    return [words.text() for words in inside if isinstance(words, Words)]


def clear(layout: QLayout) -> None:
    """Remove all that stands in a layout."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()  # it goes with the next turn of the loop, and must not show till then
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)
