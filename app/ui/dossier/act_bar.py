"""The acts allowed now: the likeliest as buttons, the others in a list behind one more button."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.domain.states import Act
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.flow import Flow
from app.ui.widgets.layout import clear

SHOWN = 3
MORE_KEY = "Alt+0"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"  # choose what has no key of its own in the open list


class ActBar(QWidget):
    """What may be done now, each with its key."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("What may be done now"))
        self._line = Flow()
        self._line.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._line)
        self._acts: tuple[Act, ...] = ()
        self._prints: tuple[str, ...] = ()
        self._menu = QMenu(self)
        self._menu.setAccessibleName(tr("Other acts"))
        self._entries: list[tuple[str, QAction]] = []
        self._more: Button | None = None
        self.buttons: dict[Act, Button] = {}

    @property
    def acts(self) -> tuple[Act, ...]:
        """What is offered, in the order of the keys."""
        return self._acts

    def offer(self, acts: Sequence[Act], prints: Sequence[tuple[str, Callable[[], None]]]) -> None:
        """Offer these acts, and these papers to print; the same offer leaves the keys in place."""
        offer = (tuple(acts), tuple(text for text, _wish in prints))
        if self._more is not None and offer == (self._acts, self._prints):
            return
        self._acts, self._prints = offer
        clear(self._line)
        self._menu.clear()
        self._entries = []
        self.buttons = {}
        for place, act in enumerate(self._acts):
            if place < SHOWN:
                self._add_button(place, act)
            else:
                self._add_entry(label(act), partial(self.chosen.emit, act), key_of(place))
        for text, wish in prints:
            self._add_entry(text, wish)
        self._add_more()

    def choose(self, place: int) -> None:
        """A key: choose the act at that place."""
        if place < len(self._acts):
            self.chosen.emit(self._acts[place])

    def has_focus(self) -> bool:
        """Say whether one of the buttons has the focus."""
        return any(button.hasFocus() for button in self.findChildren(Button))

    def open_menu(self) -> None:
        """Unfold the other acts."""
        if self._more is not None and self._menu.actions():
            self._menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def entries(self) -> list[str]:
        """Answer what the list behind the button offers."""
        return [text for text, _entry in self._entries]

    def signs(self) -> list[tuple[str, QAction]]:
        """Answer which key chooses which line while the list is open."""
        return [(one.text()[1:2], one) for _text, one in self._entries if one.text()[:1] == "&"]

    def trigger(self, text: str) -> None:
        """Choose an entry of the list by its words."""
        for said, entry in self._entries:
            if said == text:
                entry.trigger()

    def _add_button(self, place: int, act: Act) -> None:
        kind = PrimaryButton if place == 0 and act is not Act.ADD_NOTE else Button
        button = kind(label(act), partial(self.chosen.emit, act), key=key_of(place))
        self.buttons[act] = button
        self._line.addWidget(button)
        button.show()  # now, or it cannot take the focus yet

    def _add_entry(self, text: str, chosen: Callable[[], None], key: str = "") -> None:
        """One line of the list, with the sign that chooses it while the list is open."""
        lettered = sum(sign.isalpha() for sign, _entry in self.signs())
        sign = key.removeprefix("Alt+") or _LETTERS[lettered : lettered + 1]
        shown = f"&{sign}   {text}" if sign else text
        entry = self._menu.addAction(f"{shown}\t{key}" if key else shown)
        entry.triggered.connect(lambda _on: chosen())
        self._entries.append((text, entry))

    def _add_more(self) -> None:
        self._more = None
        if self._menu.actions():
            self._more = Button(tr("Other acts …"), self.open_menu, key=MORE_KEY)
            self._line.addWidget(self._more)
            self._more.show()


def key_of(place: int) -> str:
    """Name the key of the act at a place; beyond nine Alt+0 and the letter in the list."""
    return f"Alt+{place + 1}" if place < 9 else ""
