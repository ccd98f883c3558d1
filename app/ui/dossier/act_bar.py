"""The acts allowed now: the likeliest as buttons, the others in a list behind one more button."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from app.domain.states import Act
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.tokens import Space
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.layout import clear

SHOWN = 3
MORE_KEY = "Alt+0"


class ActBar(QWidget):
    """What may be done now, each with its key."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("What may be done now"))
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(Space.S)
        self._acts: tuple[Act, ...] = ()
        self._prints: tuple[str, ...] = ()
        self._menu = QMenu(self)
        self._menu.setAccessibleName(tr("Other acts"))
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
        self.buttons = {}
        for place, act in enumerate(self._acts):
            if place < SHOWN:
                self._add_button(place, act)
            else:
                self._add_entry(f"{label(act)}\t{key_of(place)}", partial(self.chosen.emit, act))
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
        return [entry.text().partition("\t")[0] for entry in self._menu.actions()]

    def trigger(self, text: str) -> None:
        """Choose an entry of the list by its words."""
        for entry in self._menu.actions():
            if entry.text().partition("\t")[0] == text:
                entry.trigger()

    def _add_button(self, place: int, act: Act) -> None:
        kind = PrimaryButton if place == 0 and act is not Act.ADD_NOTE else Button
        button = kind(label(act), partial(self.chosen.emit, act), key=key_of(place))
        self.buttons[act] = button
        self._line.addWidget(button)
        button.show()  # now, or it cannot take the focus yet

    def _add_entry(self, text: str, chosen: Callable[[], None]) -> None:
        self._menu.addAction(text).triggered.connect(lambda _on: chosen())

    def _add_more(self) -> None:
        self._more = None
        if self._menu.actions():
            self._more = Button(tr("Other acts …"), self.open_menu, key=MORE_KEY)
            self._line.addWidget(self._more)
        self._line.addStretch(1)


def key_of(place: int) -> str:
    """Name the key of the act at a place; beyond nine there is only the list."""
    return f"Alt+{place + 1}" if place < 9 else ""
