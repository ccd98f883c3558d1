"""The bar above a page that tells what happened and what to do; it never covers the work."""

from collections.abc import Callable
from functools import partial
from typing import cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget
from shiboken6 import isValid

from app.ui.i18n import tr
from app.ui.notices import Notice, Tone
from app.ui.tokens import Space
from app.ui.widgets.buttons import Button, QuietButton
from app.ui.widgets.layout import Words, repolish

_MARKS = {
    Tone.HINT: "ℹ",
    Tone.DONE: "✓",
    Tone.CAUTION: "⚠",
    Tone.BAD: "✕",
    Tone.BUG: "✕",
}
_LOOKS = {
    Tone.HINT: "hint",
    Tone.DONE: "good",
    Tone.CAUTION: "caution",
    Tone.BAD: "bad",
    Tone.BUG: "bad",
}

LONG_ENOUGH = 8_000  # ms to read that something succeeded; everything else stays until answered


class NoticeBar(QFrame):
    """One notice at a time, with its code, up to three answers, and a way to close it."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "notice")
        self._fading = QTimer(self, singleShot=True, interval=LONG_ENOUGH)
        self._fading.timeout.connect(self.dismiss)
        self._words = Words()
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._before: QWidget | None = None
        self._answers = QHBoxLayout()
        line = QHBoxLayout(self)
        line.setContentsMargins(Space.M, Space.S, Space.S, Space.S)
        line.addWidget(self._words, 1)
        line.addLayout(self._answers)
        self._close = QuietButton(tr("Close"), self.dismiss)
        line.addWidget(self._close)
        self.hide()

    def show_notice(
        self, notice: Notice, answers: dict[str, Callable[[], None]] | None = None
    ) -> None:
        """Show a notice in place of the one before; an answer closes it and calls back."""
        self._clear_answers()
        for text, act in (answers or {}).items():
            self._answers.addWidget(Button(text, partial(self._answer, act)))
        self._words.setText(_sentence(notice))
        self.setProperty("tone", _LOOKS[notice.tone])
        self.setAccessibleName(self._words.text())
        repolish(self)
        self.show()
        if notice.tone is Tone.DONE and not answers:
            self._fading.start()
        else:
            self._fading.stop()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def stand_on_first(self) -> None:
        """Let one key give the first answer; the focus goes back when the notice is gone."""
        first = self._answers.itemAt(0)
        if first is not None and (button := first.widget()) is not None:
            if not self._has_focus():  # a further question does not forget where she stood
                self._before = QApplication.focusWidget()
            button.setFocus()

    def dismiss(self) -> None:
        """Take the notice away."""
        if self.isVisible():
            before, self._before = self._before, None
            if before is not None and self._has_focus() and isValid(before) and before.isVisible():
                before.setFocus()
            self.hide()
            self.closed.emit()

    def _has_focus(self) -> bool:
        """Whether one stands on an answer; who types elsewhere is not called away."""
        focused = cast("QWidget | None", self.window().focusWidget())
        return focused is not None and self.isAncestorOf(focused)

    def text(self) -> str:
        """Answer what is shown now."""
        return self._words.text() if not self.isHidden() else ""

    def _answer(self, act: Callable[[], None]) -> None:
        self.dismiss()
        act()

    def _clear_answers(self) -> None:
        while (item := self._answers.takeAt(0)) is not None:
            if (button := item.widget()) is not None:
                button.deleteLater()


def _sentence(notice: Notice) -> str:
    is_told = notice.code and notice.tone is not Tone.HINT
    code = f"  ({notice.code})" if is_told else ""
    said = " ".join(part for part in (notice.text, notice.remedy) if part)
    return f"{_MARKS[notice.tone]}  {said}{code}"
