"""Buttons that show their key beside their word, and links that lead to another page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton, QWidget

from app.ui.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable


_SLACK = 32  # px


class Button(QPushButton):
    """An ordinary button: its word, and its key in small beside it."""

    def __init__(
        self,
        text: str,
        pressed: Callable[[], None] | None = None,
        *,
        key: str = "",
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"{text}  ({key})" if key else text, parent)
        self._key, self._whole, self._short = key, self.text(), key or text
        self.setAccessibleName(tr("{word}, key {key}", word=text, key=key) if key else text)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("icon_name", icon)
        if pressed is not None:
            self.clicked.connect(lambda _on: pressed())

    def say(self, text: str) -> None:
        """Change the word; the key stays."""
        name = tr("{word}, key {key}", word=text, key=self._key) if self._key else text
        self.setAccessibleName(name)
        self.setText(f"{text}  ({self._key})" if self._key else text)

    def setText(self, text: str) -> None:
        """Show these words; they are broken over lines where they have no room."""
        self._whole = text
        super().setText(self._broken(self.width()) if self.isVisible() else text)

    def shorten(self, *, on: bool) -> None:
        """Show the key alone where there is no room for the word."""
        super().setText(self._short if on else self._whole)

    def sizeHint(self) -> QSize:
        """Room for the words in one line, also while they are broken."""
        hint = super().sizeHint()
        if self.text() != self._short:
            letters = self.fontMetrics()
            hint.setWidth(letters.horizontalAdvance(self._whole) + self._edges())
        return hint

    def minimumSizeHint(self) -> QSize:
        """Room for the widest word: the others may stand below it."""
        hint, letters = super().minimumSizeHint(), self.fontMetrics()
        if self.text() != self._short:
            widest = max(map(letters.horizontalAdvance, self._whole.split()), default=0)
            hint.setWidth(min(hint.width(), widest + self._edges()))
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the words over lines where large letters leave no room for one."""
        super().resizeEvent(event)
        room, shown = event.size().width(), self.text()
        if shown == self._short:
            return
        if not self._fits(shown, room):
            super().setText(self._broken(room))
        elif _lines(longer := self._broken(room - _SLACK)) < _lines(shown):
            super().setText(longer)  # a scroll bar that comes and goes moves nothing

    def _fits(self, text: str, room: int) -> bool:
        widest = max(map(self.fontMetrics().horizontalAdvance, text.split("\n")))
        return widest + self._edges() <= room

    def _broken(self, room: int) -> str:
        """The words in as few lines as fit; a word that is wider than all stays whole."""
        letters, edges, lines = self.fontMetrics(), self._edges(), [""]
        for word in self._whole.split(" "):
            longer = f"{lines[-1]} {word}" if lines[-1] else word
            if lines[-1] and letters.horizontalAdvance(longer) + edges > room:
                lines.append(word)
            else:
                lines[-1] = longer
        return "\n".join(line.strip() for line in lines if line.strip())

    def _edges(self) -> int:
        """What stands beside the words: padding, frame, icon."""
        shown = self.text().split("\n")
        return super().sizeHint().width() - max(map(self.fontMetrics().horizontalAdvance, shown))


def _lines(text: str) -> int:
    return text.count("\n") + 1


class PrimaryButton(Button):
    """The one button of a screen that does what the screen is for."""

    def __init__(
        self, text: str, pressed: Callable[[], None] | None = None, *, key: str = "", icon: str = ""
    ) -> None:
        super().__init__(text, pressed, key=key, icon=icon)
        self.setProperty("kind", "primary")


class QuietButton(Button):
    """A button without a frame, for what is seldom needed."""

    def __init__(
        self, text: str, pressed: Callable[[], None] | None = None, *, key: str = "", icon: str = ""
    ) -> None:
        super().__init__(text, pressed, key=key, icon=icon)
        self.setProperty("kind", "quiet")


class LinkButton(QToolButton):
    """Words that lead somewhere; reached by Tab like any button."""

    def __init__(self, text: str, pressed: Callable[[], None] | None = None) -> None:
        super().__init__()
        self.setText(text)
        self.setAccessibleName(text)
        self.setProperty("kind", "link")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if pressed is not None:
            self.clicked.connect(lambda _on: pressed())
