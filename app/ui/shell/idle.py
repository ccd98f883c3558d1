"""The idle lock: after some minutes without a key or a mouse the screen is hidden.

It looks at every event of the program, and only while it counts: a filter on the application makes
PySide read all its classes, which the first window must not wait for.
"""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.InputMethod,
    }
)


class IdleWatch(QObject):
    """Tells when nobody has touched the PC for some minutes; an event filter on the application."""

    idle = Signal()

    def __init__(self, app: QCoreApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idle)

    @property
    def is_counting(self) -> bool:
        """Whether the screen will be hidden when nobody touches the PC."""
        return self._timer.isActive()

    def begin(self, minutes: int) -> None:
        """Count from now on; 0 minutes never locks."""
        self._timer.setInterval(minutes * 60_000)
        if minutes:
            self._app.installEventFilter(self)
            self._timer.start()

    def stop(self) -> None:
        """Stop counting and looking."""
        self._app.removeEventFilter(self)
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin to count anew at every sign of life."""
        if event.type() in _SIGNS_OF_LIFE and self._timer.isActive():
            self._timer.start()
        return super().eventFilter(watched, event)
