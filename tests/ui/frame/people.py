"""Officers at the keyboard: how a test types, presses keys and looks at the window."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.page import Goto, Page, Place, Session, Touched
from app.ui.widgets.fields import TextField
from app.ui.widgets.layout import FormColumn


def types(widget: QWidget, text: str) -> None:
    """Type Vietnamese as an input method delivers it, letter by letter."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QCoreApplication.sendEvent(widget, event)


def presses(qtbot: QtBot, key: str) -> None:
    """Press a key wherever the focus is, as an officer does."""
    pressed = QKeySequence(key)[0]
    target = (
        QApplication.activePopupWidget()
        or QApplication.focusWidget()
        or QApplication.activeWindow()
    )
    assert target is not None
    qtbot.keyClick(target, pressed.key(), pressed.keyboardModifiers())


class NotebookPage(Page):
    """A page of the tests: one line to type into, and a memory of what was asked of it."""

    def __init__(self, session: Session, key: str) -> None:
        super().__init__(session)
        self.told: list[str] = []
        self.name = key
        self.line = TextField(f"Ô của {key}")
        FormColumn(self.line).setParent(self)

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
        Place(name, name.capitalize(), "today", _Builder(name), key, name != "dossier")
        for name, key in keys.items()
    ]


class _Builder:
    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, session: Session) -> Page:
        page = NotebookPage(session, self._name)
        page.__class__ = type(self._name, (NotebookPage,), {"key": self._name})
        return page
