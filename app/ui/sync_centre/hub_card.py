"""Máy chủ xã on the page Đồng bộ: be the server, go to the PC that is, or look for it."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication

from app.ui import words
from app.ui.i18n import tr
from app.ui.sync_centre.hub_words import (
    address_of,
    barrier_words,
    detail_words,
    found_words,
    state_words,
    tone,
)
from app.ui.widgets.buttons import Button
from app.ui.widgets.fields import TextField
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import Card, Words
from app.usecases.hub_reach import Reach
from app.usecases.hub_search import Sighting
from app.usecases.synchronise import HubState

_MOST_FOUND = 3


class HubCard(Card):
    """What is chosen, how it is, and the next step; everything works without it too."""

    serve_asked = Signal()
    stop_asked = Signal()
    join_asked = Signal(str)
    leave_asked = Signal()
    search_asked = Signal()

    def __init__(self) -> None:
        super().__init__(tr("The commune's server"))
        self.state = Words("", "text")
        self.detail = Words("", "quiet")
        self.barrier = Words("", "caution")
        self.error = Words("", "error")
        self.address = TextField(
            tr("Address of the commune's server"),
            hint=tr("As the screen of that PC shows it, for example 192.168.1.5:8475."),
        )
        self.join = Button(tr("Try and connect"), self._join)
        self.search = Button(tr("Look in the network"), self._search)
        self.found = Words("", "text")
        self.choices = tuple(Button("", partial(self._choose, n)) for n in range(_MOST_FOUND))
        self.serve = Button(tr("Make this PC the commune's server"), self.serve_asked.emit)
        self.stop = Button(tr("Serve no more"), self.stop_asked.emit)
        self.leave = Button(tr("Go to no server any more"), self.leave_asked.emit)
        self.copy = Button(tr("Copy the address"), self._copy)
        self._shown = ""
        self._offered: list[str] = []
        self.add(self.state, self.detail, self.barrier, self.address, self.error, self.found)
        self.column.addLayout(flow(*self.choices))
        self.column.addLayout(
            flow(self.join, self.search, self.serve, self.copy, self.stop, self.leave)
        )
        self.address.line.returnPressed.connect(self._join)
        for widget in (
            self.barrier,
            self.error,
            self.found,
            *self.choices,
            self.copy,
            self.stop,
            self.leave,
        ):
            widget.hide()

    def show_hub(self, hub: HubState, reach: Reach, now: datetime) -> None:
        """Show how it is, and how this PC can be reached."""
        serves, goes = hub.settings.serves, bool(hub.settings.address)
        is_lost = goes and not hub.is_met and bool(hub.fault)
        self._shown = address_of(hub, reach)
        self.state.setText(state_words(hub, self._shown))
        self.state.become(tone(hub))
        self.detail.setText(detail_words(hub, reach, now))
        self.barrier.setText(barrier_words(hub, reach, now))
        for widget, is_shown in (
            (self.detail, bool(self.detail.text())),
            (self.barrier, bool(self.barrier.text())),
            (self.address, not goes and not serves),
            (self.join, not goes and not serves),
            (self.search, (not goes and not serves) or is_lost),
            (self.serve, not serves and (not goes or is_lost)),
            (self.copy, bool(self._shown)),
            (self.stop, serves),
            (self.leave, goes),
        ):
            widget.setVisible(is_shown)
        if self.search.isHidden():
            self._offer(())

    def show_found(self, found: Sequence[Sighting]) -> None:
        """Name who was found, with a button for each that has proven itself."""
        self.search.setEnabled(True)
        self._offer([one.address for one in found if not one.code])
        self.found.setText(found_words(found))
        self.found.show()
        if self._offered:
            self.choices[0].setFocus()

    def show_refusal(self, code: str) -> None:
        """Say why it did not work; what is typed stays."""
        self._let_press()
        said = words.sentence(code)
        self.error.setText(f"⚠ {said.what} {said.remedy} ({said.code})")
        self.error.show()

    def end(self) -> None:
        """It worked."""
        self._let_press()
        self.error.hide()
        self._offer(())

    def _join(self) -> None:
        self.error.hide()
        typed = self.address.value()
        self.address.complain("" if typed else tr("Write the address first."))
        if typed:
            self.join.setEnabled(False)
            self.join_asked.emit(typed)

    def _search(self) -> None:
        self.error.hide()
        self._offer(())
        self.search.setEnabled(False)
        self.found.setText(tr("Looking in the network …"))
        self.found.show()
        self.search_asked.emit()

    def _choose(self, n: int) -> None:
        for button in self.choices:
            button.setEnabled(False)
        self.error.hide()
        self.join_asked.emit(self._offered[n])

    def _offer(self, addresses: Sequence[str]) -> None:
        """One button each; without any the words go too."""
        self._offered = list(addresses[:_MOST_FOUND])
        self.found.setVisible(bool(self._offered))
        for n, button in enumerate(self.choices):
            button.setVisible(n < len(self._offered))
            if n < len(self._offered):
                button.say(tr("Connect to {address}", address=self._offered[n]))

    def _let_press(self) -> None:
        for button in (self.join, self.search, *self.choices):
            button.setEnabled(True)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._shown)
