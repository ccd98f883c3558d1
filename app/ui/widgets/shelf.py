"""One of several parts at a time, no taller than the one that is shown."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QWidget


class Shelf(QStackedWidget):
    """A stack that leaves the room that its present part does not need to its neighbours."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        for part in parts:
            self.addWidget(part)
        self.currentChanged.connect(lambda _place: self.updateGeometry())

    def sizeHint(self) -> QSize:
        """Ask for what the present part asks for."""
        shown = self.currentWidget()
        return shown.sizeHint() if shown else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Need as much height as the present part, as much width as the widest."""
        shown = self.currentWidget()
        least = super().minimumSizeHint()
        return QSize(least.width(), shown.minimumSizeHint().height()) if shown else least
