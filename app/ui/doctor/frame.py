"""Kiểm tra máy before anybody has signed in."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.doctor.panel import DoctorPanel
from app.ui.i18n import tr
from app.ui.tasks import TaskRunner
from app.ui.tokens import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import Words, quiet, row
from app.usecases.this_pc import ThisPc


class DoctorFrame(QWidget):
    """The panel with its own title and the way back."""

    def __init__(self, tasks: TaskRunner, pc: ThisPc, back: Callable[[], None]) -> None:
        super().__init__()
        self.panel = DoctorPanel(tasks, pc)
        self._back = back
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.addWidget(Words(tr("Check this PC"), "title"))
        column.addWidget(quiet(tr("What lies in the office's records is looked at after sign-in.")))
        column.addWidget(self.panel, 1)
        column.addLayout(row(Button(tr("Back to sign-in"), self._leave, key="Esc")))

    def begin(self) -> None:
        """Look at once."""
        self.panel.begin()
        self.panel.again.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F5 looks again, Esc leads back."""
        match event.key():
            case Qt.Key.Key_F5:
                self.panel.begin()
            case Qt.Key.Key_Escape:
                self._leave()
            case _:
                super().keyPressEvent(event)

    def _leave(self) -> None:
        self.panel.presenter.stop()
        self._back()
