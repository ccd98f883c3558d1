"""The pages of one paper: their list, and the large picture of the one stood on."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QWidget

from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.scanning.bundle import Leaf
from app.ui.scanning.reducing import shown
from app.ui.tokens import Space
from app.ui.widgets.layout import Words
from app.ui.widgets.lists import PlainList

LIST_LETTERS = 15  # the list of pages is as wide as its longest line
LOWEST = 8  # lines of type: the picture is never lower than that


@dataclass(frozen=True)
class Line:
    """One page in the list."""

    words: str


def lines_of(pages: Sequence[Leaf]) -> list[Line]:
    """What stands in the list for pages not yet kept."""
    return [
        Line(tr("{n}. {look}\n{kb} KB", n=n, look=label(page.kept.look), kb=kb_of(page)))
        for n, page in enumerate(pages, start=1)
    ]


def stored_lines(count: int) -> list[Line]:
    """What stands in the list for a scan that is kept."""
    return [Line(tr("Page {n}", n=n)) for n in range(1, count + 1)]


def kb_of(page: Leaf) -> int:
    """The weight of a page in KB, rounded up."""
    return -(-page.kept.weight // 1024)


class Picture(QScrollArea):
    """One page, whole or at its own size; arrow keys and PgUp, PgDown move it."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Picture of the page"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumHeight(LOWEST * self.fontMetrics().lineSpacing())
        self._label = QLabel()
        self._label.setAccessibleName(tr("Picture of the page"))
        self.setWidget(self._label)
        self._image = QImage()
        self.is_large = False

    def show_image(self, image: QImage) -> None:
        """Show a page; a null picture shows nothing."""
        self._image = image
        self._draw()

    def image(self) -> QImage:
        """Answer what is shown."""
        return self._image

    def enlarge(self, *, on: bool) -> None:
        """At its own size, or so that the whole page is seen."""
        self.is_large = on
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page into the new room."""
        super().resizeEvent(event)
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let go of keys that do not move the picture."""
        super().keyPressEvent(event)
        if not self.is_large:
            event.ignore()

    def _draw(self) -> None:
        if self._image.isNull():
            self._label.clear()
            self._label.resize(0, 0)
            return
        pixmap = QPixmap.fromImage(self._image)
        if not self.is_large:
            room = self.viewport().size() - QSize(Space.XS, Space.XS)
            if room.width() > 0 and room.height() > 0:
                keep = Qt.AspectRatioMode.KeepAspectRatio
                pixmap = pixmap.scaled(room, keep, Qt.TransformationMode.SmoothTransformation)
        self._label.setPixmap(pixmap)
        self._label.resize(pixmap.size())


class PagesPart(QWidget):
    """The list at the left, the picture beside it."""

    stood_on = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.list = PlainList(tr("Pages"))
        self.list.setWordWrap(True)
        self.list.setFixedWidth(LIST_LETTERS * self.fontMetrics().averageCharWidth())
        self.picture = Picture()
        self.nothing = Words("", "quiet")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.S)
        line.addWidget(self.list)
        line.addWidget(self.picture, 1)
        line.addWidget(self.nothing, 1)
        self.list.currentRowChanged.connect(self.stood_on)

    def show_lines(self, lines: Sequence[Line], nothing: str, stand_on: int = 0) -> None:
        """Show a list of pages, or why there is none."""
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItems([line.words for line in lines])
        self.list.setCurrentRow(min(max(stand_on, 0), len(lines) - 1))
        self.list.blockSignals(False)
        self.nothing.setText(nothing)
        self.list.setVisible(bool(lines))
        self.picture.setVisible(bool(lines))
        self.nothing.setVisible(not lines)
        if not lines:
            self.picture.show_image(QImage())

    def show_leaf(self, page: Leaf) -> None:
        """Show a page as it will be kept."""
        self.picture.show_image(shown(page.kept))

    def place(self) -> int:
        """Answer on which page the officer stands, -1 for none."""
        return self.list.currentRow()
