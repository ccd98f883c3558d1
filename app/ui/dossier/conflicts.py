"""Vướng mắc on the screen: the contents side by side, one key for each."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from app.ui.dossier.conflict_words import Clash, Option
from app.ui.tokens import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import Card, Words, clear, quiet, row

BESIDE = 2  # contents in one line


class ConflictsPanel(QWidget):
    """All open conflicts; the keys choose in the first one, the others follow when it is gone."""

    chosen = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.M)
        self._shown: tuple[Clash, ...] = ()
        self.buttons: list[Button] = []
        self.hide()

    def show_clashes(self, found: Sequence[Clash]) -> None:
        """Show them; what has not changed is left alone."""
        if self._shown == tuple(found):
            self.set_busy(on=False)
            return
        self._shown = tuple(found)
        self.buttons = []
        clear(self._column)
        for place, clash in enumerate(self._shown):
            self._column.addWidget(self._card(clash, has_keys=place == 0))
        self.setVisible(bool(self._shown))

    def choose(self, place: int) -> None:
        """A key: choose the content at that place of the first conflict."""
        if self._shown and self._shown[0].is_open and place < len(self._shown[0].options):
            self.buttons[place].click()

    def set_busy(self, *, on: bool) -> None:
        """One press is one decision."""
        for button in self.buttons:
            button.setEnabled(not on)

    def text(self) -> str:
        """Answer all words in sight."""
        return "\n".join(words.text() for words in self.findChildren(Words))

    def _card(self, clash: Clash, *, has_keys: bool) -> Card:
        card = Card(clash.title)
        card.setAccessibleName(clash.title)
        card.column.setSpacing(Space.S)
        card.add(quiet(clash.hint))
        grid = QGridLayout()
        grid.setSpacing(Space.M)
        for place, option in enumerate(clash.options):
            side = _Side(option)
            if clash.is_open:
                side.end_with(self._button(clash, option, key_of(place) if has_keys else ""))
            grid.addWidget(side, place // BESIDE, place % BESIDE)
            grid.setColumnStretch(place % BESIDE, 1)
        card.column.addLayout(grid)
        return card

    def _button(self, clash: Clash, option: Option, key: str) -> Button:
        button = Button(option.verb, partial(self._decide, clash.id, option), key=key)
        button.setAccessibleDescription(". ".join(option.said))
        self.buttons.append(button)
        return button

    def _decide(self, conflict: str, option: Option) -> None:
        self.set_busy(on=True)
        self.chosen.emit(conflict, option.choice)


def key_of(place: int) -> str:
    """Name the key of a content of the first conflict."""
    return f"Ctrl+{place + 1}"


class _Side(QFrame):
    """One content: what it says, the papers that say so, who said it and when."""

    def __init__(self, option: Option) -> None:
        super().__init__()
        self.setProperty("part", "notice")
        self.setAccessibleName(option.title)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.M, Space.S, Space.M, Space.M)
        self._column.setSpacing(Space.XS)
        self._say(option.title, "quiet")
        for place, said in enumerate(option.said):
            self._say(said, "text" if place else "strong")
        for printed in option.printed:
            self._say(f"⚠ {printed}", "caution")
        for who in option.who:
            self._say(who, "hint")
        self._column.addStretch(1)

    def end_with(self, button: Button) -> None:
        """Offer it."""
        self._column.addLayout(row(button))

    def _say(self, text: str, part: str) -> None:
        self._column.addWidget(Words(text, part))
