"""A scanner that types like a keyboard, told from a person by its speed.

The letters of a card come within milliseconds of each other. The first few reach the field that
has the focus, since nobody can know yet; they are taken back as soon as the burst is recognised,
and all that follows, Tab and Enter included, is kept from the page. What Unikey does to a scan are
backspaces and replaced letters inside the burst: they are applied to what was kept.
"""

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

FASTEST_HAND = 30  # ms between two keys that no hand keeps up with
RECOGNISED_AT = 6  # keys
SILENCE = 90  # ms after which the burst is over
LONGEST = 2000

_KEPT = {Qt.Key.Key_Tab: "\t", Qt.Key.Key_Return: "\n", Qt.Key.Key_Enter: "\n"}


@runtime_checkable
class Remembers(Protocol):
    """A widget that can be put back as it was before a scanner typed into it."""

    def remember(self) -> Callable[[], None]:
        """Answer what puts the present state back."""


class BurstWatch(QObject):
    """Watches the keys of one page; `scanned` brings what a scanner typed.

    What turns out to be no card is handed to `returned` with the widget it was meant for, so that
    nothing typed is ever lost.
    """

    scanned = Signal(str)
    pictured = Signal(QImage)
    returned = Signal(str, QWidget)

    def __init__(self, page: QWidget, looks_like_scan: Callable[[str], bool]) -> None:
        super().__init__(page)
        self._page = page
        self._looks_like_scan = looks_like_scan
        self._text = ""
        self._keys = 0
        self._last = 0
        self._target: QWidget | None = None
        self._put_back: Callable[[], None] = _nothing
        self._silence = QTimer(self, singleShot=True, interval=SILENCE)
        self._silence.timeout.connect(self._end)

    def watch(self, *, on: bool) -> None:
        """Begin or stop to look at the keys of the page."""
        app = QApplication.instance()
        if app is None:
            return
        app.removeEventFilter(self)
        self._end()
        if on:
            app.installEventFilter(self)

    @property
    def is_scanning(self) -> bool:
        """Whether a burst is coming in now."""
        return self._keys >= RECOGNISED_AT

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at each key on its way to a widget of the page."""
        if not isinstance(watched, QWidget) or not self._is_ours(watched):
            return False
        if isinstance(event, QInputMethodEvent):
            return self._take_at_once(watched, event.commitString())
        return isinstance(event, QKeyEvent) and self._look_at(watched, event)

    def _look_at(self, watched: QWidget, event: QKeyEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            return self._take(watched, event)
        return self._hold_shortcut(event)

    def _is_ours(self, watched: QWidget) -> bool:
        """Whether the officer's keys go to this widget, or to a list that stands under it."""
        is_focus = watched is QApplication.focusWidget()
        if watched is QApplication.activePopupWidget():
            watched, is_focus = watched.focusProxy() or watched, True
        return is_focus and (watched is self._page or self._page.isAncestorOf(watched))

    def _hold_shortcut(self, event: QKeyEvent) -> bool:
        if not self.is_scanning or event.type() != QEvent.Type.ShortcutOverride:
            return False
        event.accept()
        return True

    def _take(self, watched: QWidget, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Paste):
            return self._take_pasted()
        letter = _letter(event)
        if letter is None or (letter in "\t\n" and not self.is_scanning):
            self._forget_unless_scanning()
            return False
        now = event.timestamp()
        if not self._goes_on(now):
            self._begin(watched)
        self._last = now
        self._keys += 1
        self._text = self._text[:-1] if letter == "\b" else self._text + letter
        return self._keep_back()

    def _goes_on(self, now: int) -> bool:
        return self._keys > 0 and now > 0 and 0 <= now - self._last <= FASTEST_HAND

    def _begin(self, watched: QWidget) -> None:
        self._end()
        self._target = watched = watched.focusProxy() or watched
        self._put_back = _memory_of(watched)

    def _keep_back(self) -> bool:
        """Keep the key from the page once the burst is recognised; undo those that went through."""
        if not self.is_scanning:
            return False
        if self._keys == RECOGNISED_AT:
            _close_list()
            self._put_back()
        if len(self._text) > LONGEST:
            self._text = self._text[:LONGEST]
        self._silence.start()
        return True

    def _take_pasted(self) -> bool:
        """Keep a card's text, or a picture, from being pasted into a field."""
        held = QApplication.clipboard().mimeData()
        if held.hasText():
            text = held.text()
            if self._looks_like_scan(text):
                self.scanned.emit(text)
                return True
        elif held.hasImage():
            self.pictured.emit(QApplication.clipboard().image())
            return True
        return False

    def _take_at_once(self, watched: QWidget, text: str) -> bool:
        if not self._looks_like_scan(text):
            return False
        self._begin(watched)
        self.scanned.emit(text)
        return True

    def _forget_unless_scanning(self) -> None:
        if not self.is_scanning:
            self._keys, self._text = 0, ""

    def _end(self) -> None:
        """Hand over what came; give it back to its field when it was no scan after all."""
        self._silence.stop()
        text, was_scanning, target = self._text, self.is_scanning, self._target
        self._keys, self._text, self._target = 0, "", None
        if not was_scanning or not text.strip():
            return
        if self._looks_like_scan(text):
            self.scanned.emit(text)
        elif target is not None:
            self.returned.emit(text.rstrip("\r\n\t"), target)


def _letter(event: QKeyEvent) -> str | None:
    """The letter of a key; `None` for keys that no scanner sends."""
    held = event.modifiers() & ~(
        Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
    )
    if held:
        return None
    key = Qt.Key(event.key())
    if key == Qt.Key.Key_Backspace:
        return "\b"
    return _KEPT.get(key) or (event.text() if event.text().isprintable() else "") or None


def _memory_of(widget: QWidget) -> Callable[[], None]:
    if isinstance(widget, QLineEdit):
        text, place = widget.text(), widget.cursorPosition()

        def put_back() -> None:
            widget.setText(text)
            widget.setCursorPosition(place)
            widget.textEdited.emit(text)

        return put_back
    return widget.remember() if isinstance(widget, Remembers) else _nothing


def _close_list() -> None:
    if (opened := QApplication.activePopupWidget()) is not None:
        opened.hide()


def _nothing() -> None:
    """Put nothing back: the widget keeps no letters."""
