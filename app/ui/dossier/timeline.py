"""The timeline on the screen, the newest first."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.dossier.timeline_words import Told, told
from app.ui.i18n import tr
from app.ui.tokens import Space
from app.ui.widgets.layout import Card, Words, clear, words_in
from app.usecases.dossier_view import TimelineRow
from app.usecases.levels import Level


class Timeline(Card):
    """What was done to the dossier, by whom and when, and how far the news has travelled."""

    def __init__(self) -> None:
        super().__init__(tr("What was done"))
        self.setAccessibleName(tr("What was done"))
        self._entries = QVBoxLayout()
        self._entries.setSpacing(Space.M)
        self.column.addLayout(self._entries)
        self.column.addStretch(1)

    def show_rows(self, rows: Sequence[TimelineRow], now: datetime) -> None:
        """Show all entries anew."""
        clear(self._entries)
        for row in reversed(rows):
            self._entries.addWidget(_entry(told(row, now), row.level))

    def text(self) -> str:
        """Answer all words in sight."""
        return "\n".join(words_in(self._entries))


def _entry(said: Told, level: Level) -> QWidget:
    entry = QWidget()
    column = QVBoxLayout(entry)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(_words(said.title, "strong"))
    if said.said:
        column.addWidget(_words(said.said, "text"))
    if said.warning:
        column.addWidget(_words(f"⚠ {said.warning}", "caution"))
    column.addWidget(_words(said.who, "hint"))
    mark = "✓" if level >= Level.PROVINCE_GATEWAY else "•"
    look = "hint_good" if level is Level.PROVINCE_RECORDED else "hint"
    column.addWidget(_words(f"{mark} {said.reached}", look))
    return entry


def _words(text: str, part: str) -> Words:
    words = Words(text, part)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return words
