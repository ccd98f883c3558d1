"""The line at the bottom that is always there and always true.

It leads to the sync centre, and to Kiểm tra máy while the line is bad.
"""

from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy

from app.ui import icons
from app.ui.i18n import tr
from app.ui.shell.status_words import StatusWords, words_of
from app.ui.theme import Theme
from app.ui.tokens import Space
from app.ui.widgets.buttons import QuietButton
from app.usecases.synchronise import LineState, SyncStatus

_BAD = {
    LineState.OFFLINE,
    LineState.CAPTIVE_PORTAL,
    LineState.UNTRUSTED,
    LineState.CLOCK_WRONG,
    LineState.REFUSED,
}


class StatusLine(QFrame):
    """How the line is and what waits (left), who works at which counter (right)."""

    opened = Signal(str)
    counter_asked = Signal()

    def __init__(self, theme: Theme, officer: str, counter: str) -> None:
        super().__init__()
        self.setProperty("part", "status")
        self._theme = theme
        self._said: StatusWords | None = None
        self._leads_to = "sync_centre"
        self._button = QPushButton()
        self._button.setProperty("kind", "status")
        self._button.setIconSize(QSize(Space.L, Space.L))
        self._button.setCursor(Qt.CursorShape.PointingHandCursor)
        self._button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._button.clicked.connect(lambda _on: self.opened.emit(self._leads_to))
        self._warnings = self._label("caution")
        self._contact = self._label("hint")
        who = QuietButton(f"{officer} · {counter}" if counter else officer, self.counter_asked.emit)
        who.setProperty("kind", "status")
        who.setAccessibleName(tr("This counter: {words}", words=who.text()))
        self._arrange(who)

    def show_status(self, status: SyncStatus, now: datetime) -> None:
        """Say what is true now."""
        self._said = words_of(status, now)
        is_bad = status.line in _BAD and not status.running
        self._leads_to = "doctor" if is_bad else "sync_centre"
        self._contact.setText(self._said.contact)
        warnings = " ".join(part for part in (self._said.clock, self._said.copy) if part)
        self._warnings.setText(f"⚠ {warnings}" if warnings else "")
        self._warnings.setVisible(bool(warnings))
        colour = self._theme.colour(self._said.tone)
        self._button.setIcon(icons.icon(self._said.icon, colour, Space.L))
        whole = " ".join(p for p in (self._said.line, self._said.contact, warnings) if p)
        if is_bad:
            whole = f"{whole} {tr('Enter or a click: look where it breaks.')}"
        self._button.setToolTip(whole)
        self._button.setAccessibleName(tr("Status: {words}", words=whole))
        self._fit()

    def text(self) -> str:
        """Answer the whole sentence about the line, even when the window is too narrow for it."""
        return self._said.line if self._said else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the sentence when the window is narrow; the tool tip keeps it whole."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room, metrics = self._button.width() - 3 * Space.L, self._button.fontMetrics()
        is_wide = metrics.horizontalAdvance(self.text()) <= room
        said = self._said.brief if self._said and not is_wide else self.text()
        shown = metrics.elidedText(said, Qt.TextElideMode.ElideRight, max(room, 0))
        self._button.setText(f" {shown}")

    def _arrange(self, who: QPushButton) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(Space.XS, 0, Space.XS, 0)
        line.setSpacing(Space.L)
        line.addWidget(self._button, 1)
        for label in (self._warnings, self._contact, who):
            line.addWidget(label)

    def _label(self, part: str, text: str = "") -> QLabel:
        label = QLabel(text)
        label.setProperty("part", part)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label
