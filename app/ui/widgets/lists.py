"""A short list to choose from, its rows as high as the style wants them."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QListWidget


class PlainList(QListWidget):
    """A `QListWidget` that measures its rows again once the style sheet holds."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)

    def showEvent(self, event: QShowEvent) -> None:
        """Measure the rows: those added before the first showing know no style."""
        super().showEvent(event)
        self.scheduleDelayedItemsLayout()
