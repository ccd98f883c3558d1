"""Python's garbage is swept on the screen's thread alone.

Python sweeps on whichever thread happens to ask for memory. A page that was closed lies in cycles,
and Qt dies sooner or later of a widget that is deleted on another thread than its own.
"""

from PySide6.QtCore import QObject, Qt, QTimer

from app.system import garbage

_EVERY = 1000
"""Milliseconds between two looks at what has gathered; a look costs a few microseconds."""


class Sweeper(QObject):
    """Sweeps from its making on, on its own thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        garbage.sweep_no_more_by_itself()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(garbage.sweep)
        self._timer.start(_EVERY)
