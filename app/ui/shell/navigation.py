"""The column at the left: where one can go, with icon, word and key."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui import icons
from app.ui.i18n import tr
from app.ui.page import Place
from app.ui.theme import Theme
from app.ui.tokens import Size, Space
from app.ui.widgets.layout import scrolled


class PlaceButton(QPushButton):
    """One place: its icon, its word, and its key quietly at the right."""

    def __init__(self, place: Place, theme: Theme) -> None:
        super().__init__()
        self.setText(f" {place.text}")
        self.setIcon(_icon(place.icon, theme))
        self.setIconSize(QSize(Size.ICON, Size.ICON))
        self.setCheckable(True)
        self.setProperty("kind", "place")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        named = tr("{word}, key {key}", word=place.text, key=place.shortcut)
        self.setAccessibleName(named if place.shortcut else place.text)
        self._key = place.shortcut
        self._show_key(place.shortcut)

    def room_for_key(self) -> int:
        """How much wider than its word it must be."""
        return self.fontMetrics().horizontalAdvance(self._key) + Space.S if self._key else 0

    def _show_key(self, key: str) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, Space.S, 0)
        words = QLabel(key)
        words.setProperty("part", "hint")
        words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        line.addWidget(words, 0, Qt.AlignmentFlag.AlignRight)


class Navigation(QFrame):
    """All places below one another; arrow keys move, Enter goes."""

    chosen = Signal(str)

    def __init__(self, places: Sequence[Place], theme: Theme) -> None:
        super().__init__()
        self.setProperty("part", "navigation")
        self.setAccessibleName(tr("Navigation"))
        self._buttons = {p.key: PlaceButton(p, theme) for p in places if p.in_navigation}
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(Space.S, Space.M, Space.S, Space.M)
        column.setSpacing(0)
        for key, button in self._buttons.items():
            button.clicked.connect(lambda _on, key=key: self.chosen.emit(key))
            button.setMinimumHeight(max(Size.CONTROL, button.sizeHint().height()))
            button.setMinimumWidth(button.sizeHint().width() + button.room_for_key())
            column.addWidget(button)
        column.addStretch(1)
        self._area = scrolled(inside)  # with large letters there are more places than room
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)
        self.setFixedWidth(inside.sizeHint().width())

    def show_place(self, key: str) -> None:
        """Mark where the officer is."""
        for place, button in self._buttons.items():
            button.setChecked(place == key)
            if place == key:
                self._area.ensureWidgetVisible(button)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrow keys."""
        match event.key():
            case Qt.Key.Key_Down:
                self.focusNextChild()
            case Qt.Key.Key_Up:
                self.focusPreviousChild()
            case _:
                super().keyPressEvent(event)


def _icon(name: str, theme: Theme) -> QIcon:
    return icons.icon(name, theme.colour("primary"), Size.ICON)
