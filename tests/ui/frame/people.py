"""Officers at the keyboard: how a test types, presses keys and looks at the window."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.page import Goto, Page, Place, Session, Touched
from app.ui.widgets.fields import TextField


def types(widget: QWidget, text: str) -> None:
    """Type Vietnamese as an input method delivers it, letter by letter."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QCoreApplication.sendEvent(widget, event)


def presses(qtbot: QtBot, key: str) -> None:
    """Press a key wherever the focus is, as an officer does."""
    pressed = QKeySequence(key)[0]  # type: ignore[index]
    target = (
        QApplication.activePopupWidget()
        or QApplication.focusWidget()
        or QApplication.activeWindow()
    )
    assert target is not None
    qtbot.keyClick(target, pressed.key(), pressed.keyboardModifiers())


class NotebookPage(Page):
    """A page of the tests: one line to type into, and a memory of what was asked of it."""

    def __init__(self, name: str, session: Session) -> None:
        super().__init__(session)
        self.told: list[str] = []
        self.name = self.key = name  # type: ignore[misc]
        self.line = TextField(f"Ô của {name}")
        QVBoxLayout(self).addWidget(self.line)

    def title(self) -> str:
        return self.name.capitalize()

    def enter(self, goal: Goto) -> None:
        self.told.append(f"enter {goal.id}{goal.extra or ''}")

    def leave(self) -> None:
        self.told.append("leave")

    def refresh(self, touched: Touched) -> None:
        self.told.append(f"refresh {touched.kind}")

    def first_focus(self) -> QWidget:
        return self.line.control


def notebook_places() -> list[Place]:
    """Pages under the keys of the real ones."""
    keys = {"today": "F9", "reception": "F2", "dossiers": "F3", "sync_centre": "", "dossier": ""}
    return [
        Place(name, name.capitalize(), "today", partial(NotebookPage, name), key, name != "dossier")
        for name, key in keys.items()
    ]
