"""Buttons that show their key beside their word, and links that lead to another page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from app.ui.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable


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
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("icon_name", icon)
        if pressed is not None:
            self.clicked.connect(lambda _on: pressed())

    def say(self, text: str) -> None:
        """Change the word; the key stays."""
        self._whole = f"{text}  ({self._key})" if self._key else text
        name = tr("{word}, key {key}", word=text, key=self._key) if self._key else text
        self.setAccessibleName(name)
        self.setText(self._whole)

    def shorten(self, *, on: bool) -> None:
        """Show the key alone where there is no room for the word."""
        self.setText(self._short if on else self._whole)


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
