"""How things stand on a page: cards, titles, columns of fields, scrolling, empty states."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ui.tokens import Size, Space
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
    """A title inside a page (13 pt)."""
    return Words(text, "section")


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


def flow(*widgets: QWidget) -> "Flow":
    """Put buttons beside one another; what does not fit goes to the next line."""
    line = Flow()
    for widget in widgets:
        line.addWidget(widget)
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


class Flow(QLayout):
    """Widgets beside one another like words: large letters on a small screen wrap, not clip."""

    def __init__(self) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setSpacing(Space.S)

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more item."""
        self._items.append(item)

    def count(self) -> int:
        """Count the items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Answer an item, `None` when there is none."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove an item and hand it over."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Grow in no direction."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that a narrow place needs more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Answer how high the lines are together."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        """Answer the size of one line."""
        shown = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() + self.spacing() for size in shown)
        return QSize(width, max((size.height() for size in shown), default=0))

    def minimumSize(self) -> QSize:
        """Answer the size of the largest item."""
        smallest = QSize()
        for item in self._shown():
            smallest = smallest.expandedTo(item.minimumSize())
        return smallest

    def setGeometry(self, rect: QRect) -> None:
        """Place the items into `rect`."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        x, y, line = rect.x(), rect.y(), 0
        for item in self._shown():
            size = item.sizeHint()
            if x > rect.x() and x + size.width() > rect.x() + rect.width():
                x, y, line = rect.x(), y + line + self.spacing(), 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self.spacing()
            line = max(line, size.height())
        return y + line - rect.y()


class EmptyState(QWidget):
    """What stands where nothing is: a sentence, and what to do next."""

    def __init__(
        self, text: str, action: str = "", pressed: Callable[[], None] | None = None
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XXL, Space.XL, Space.XXL)
        column.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.words = quiet(text)
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.words)
        if action:
            link = LinkButton(action, pressed)
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignHCenter)


class FormColumn(QWidget):
    """One column of fields that does not grow wider than the eye can follow."""

    def __init__(self, *fields: QWidget, width: int = Size.FORM) -> None:
        super().__init__()
        self.setMaximumWidth(width)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(Space.M)
        for one in fields:
            self.column.addWidget(one)


def repolish(*widgets: QWidget) -> None:
    """Let the style sheet look again at properties that have changed."""
    for widget in widgets:
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.updateGeometry()


def clear(layout: QLayout) -> None:
    """Remove all that stands in a layout."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)
