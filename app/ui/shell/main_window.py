"""The one window: signing in, the workspace, or the lock; never two of them."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from app.ui.i18n import tr

SMALLEST = (800, 540)  # 1024x768 at 125 %, less what the task bar takes
USUAL = (1366, 740)


class MainWindow(QMainWindow):
    """Shows one thing at a time and tells when it is closed."""

    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(tr("Border one-stop desk"))
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)

    @property
    def shown(self) -> QWidget | None:
        """What fills the window now."""
        return self._stack.currentWidget()

    def put_inside(self, frame: QWidget, put: Callable[[QWidget], None]) -> None:
        """Show everything from here on inside a frame; `put` puts it there."""
        self.takeCentralWidget()
        put(self._stack)
        self.setCentralWidget(frame)

    def show_only(self, widget: object) -> None:
        """Fill the window with `widget`; what was there is hidden and kept."""
        if not isinstance(widget, QWidget):
            raise TypeError(type(widget).__name__)
        if self._stack.indexOf(widget) < 0:
            self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)

    def drop(self, widget: QWidget) -> None:
        """Forget what will not be shown again."""
        self._stack.removeWidget(widget)
        widget.deleteLater()

    def come_forward(self) -> None:
        """Stand before the other programs' windows."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let drafts be saved before the window goes."""
        self.closing.emit()
        super().closeEvent(event)
