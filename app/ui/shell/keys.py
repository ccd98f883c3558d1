"""The keys that mean the same on every page, in one table; pages add their own as commands."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

EVERYWHERE = {
    "F1": "help",
    "F2": "new",
    "Ctrl+N": "new",
    "F3": "find",
    "Ctrl+F": "find",
    "F5": "refresh",
    "F9": "today",
    "Ctrl+K": "jump",
    "Ctrl+L": "lock",
    "Esc": "back",
}


def bind(owner: QWidget, key: str, act: Callable[[], None]) -> QShortcut:
    """Let `key` do `act` while `owner` is shown, wherever in its window the focus is."""
    shortcut = QShortcut(QKeySequence(key), owner)
    shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
    shortcut.setAutoRepeat(False)
    shortcut.activated.connect(act)
    return shortcut
