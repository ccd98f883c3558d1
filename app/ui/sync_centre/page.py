"""Đồng bộ: the line in calm words, what waits by deadline, the rounds, and enrolment."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domain.errors import RuleViolation
from app.ui import notices
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.notices import Notice
from app.ui.page import Command, Goto, Page, Session, Touched
from app.ui.shell.status_words import words_of
from app.ui.sync_centre.enrolment import EnrolmentCard
from app.ui.sync_centre.figures import (
    aside_words,
    files_words,
    next_words,
    numbers_words,
    province_words,
    technical_words,
    waits_words,
)
from app.ui.sync_centre.held import HeldCard
from app.ui.sync_centre.hub_card import HubCard
from app.ui.sync_centre.key_card import KeyCard
from app.ui.sync_centre.key_presenter import KeyPresenter
from app.ui.sync_centre.lists import RoundModel, WaitingModel
from app.ui.sync_centre.presenter import Centre, SyncCentrePresenter
from app.ui.sync_centre.stick_presenter import StickPresenter
from app.ui.sync_centre.sticks import StickCard
from app.ui.tokens import Size, Space
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.layout import Card, EmptyState, Words, quiet, row, scrolled
from app.ui.widgets.table import RowView
from app.usecases.hub_reach import Reach
from app.usecases.hub_search import Sighting
from app.usecases.levels import Level
from app.usecases.synchronise import HubState, LineState, SyncStatus, WaitingRow

_MEANING = {
    Level.SAVED_HERE: "It is safe on this PC's disk and will go by itself when there is a line.",
    Level.COMMUNE_SERVER: "The commune's server has signed that it holds a copy.",
    Level.PROVINCE_GATEWAY: "The province's gateway has signed for it; it cannot be lost any more.",
    Level.PROVINCE_RECORDED: "An officer or system of the province has recorded it.",
}
_CALM = {
    LineState.OFFLINE,
    LineState.UNKNOWN,
    LineState.NOT_ENROLLED,
    LineState.BUSY,
}


class SyncCentrePage(Page):
    """Everything between this PC and the province; no line is an ordinary state here."""

    key = "sync_centre"
    help_section = "sync_centre"
    _opened: Path | None = None  # a file of a bundle

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.presenter = SyncCentrePresenter(session, self)
        self.line = Words("", "section")
        self.waits = Words("", "text")
        self.files = Words("", "text")
        self.contact = Words("", "quiet")
        self.next = Words("", "quiet")
        self.aside = Words("", "caution")
        self.province = Words("", "text")
        self.numbers = Words("", "quiet")
        self.technical = Words("", "hint")
        self.send = PrimaryButton(tr("Send now"), self.presenter.send_now, key="F5")
        self.check = Button(tr("Check this PC"), lambda: session.go("doctor"))
        self.late = Button(tr("Counted late by synchronisation"), lambda: session.go("told_late"))
        self.enrolment = EnrolmentCard()
        self.hub = HubCard()
        self.key_card = KeyCard()
        self.keys = KeyPresenter(session, self.key_card)
        self.held = HeldCard(self.presenter.let_rounds_go)
        self.by_stick = StickCard(partial(StickPresenter, session))
        self.waiting, self.rounds = WaitingModel(), RoundModel()
        self.waiting_list = RowView(self.waiting, tr("What waits, the nearest deadline first"))
        self.round_list = RowView(self.rounds, tr("The last attempts"))
        self.nothing = EmptyState(tr("Nothing waits: the province's gateway has everything."))
        self.no_rounds = EmptyState(tr("No attempt yet."))
        self._is_new = False
        self._centre: Centre | None = None
        self._hub = HubState()
        self._arrange()
        self._connect()

    def title(self) -> str:
        """Answer the page's title."""
        return tr("Synchronisation")

    def enter(self, goal: Goto) -> None:
        """Read the lists, from the top: also when the cards have found their heights.

        `goal.extra` may be a file of a bundle that somebody opened.
        """
        self.keys.read()
        self._scroll_up()
        QTimer.singleShot(0, self, self._scroll_up)
        self.presenter.read()
        self.by_stick.presenter.read()
        self._opened = goal.extra if isinstance(goal.extra, Path) else None

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks: a line that is down is tried more often."""
        super().showEvent(event)
        self.session.window.line_watched.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more: another page, a locked counter, a window put away."""
        super().hideEvent(event)
        self.session.window.line_watched.emit(False)

    def refresh(self, _touched: Touched) -> None:
        """Read the lists again."""
        self.presenter.read()

    def commands(self) -> Sequence[Command]:
        """F5 is everywhere; the two answers while the question is open."""
        answers = tuple(
            Command(f"Alt+{place}", button.text(), partial(self._answer, button))
            for place, button in enumerate((self.held.gone, self.held.runs), start=1)
        )
        return answers + tuple(
            Command(f"Alt+{place}", button.text(), partial(self.by_stick.press, button))
            for place, button in enumerate(self.by_stick.buttons, start=3)
        )

    def first_focus(self) -> QWidget:
        """Answer the button, or the first field of the enrolment."""
        if self.held.isVisible():
            return self.held.gone
        return self.enrolment.url.line if self.enrolment.isVisible() else self.send

    def show_status(self, status: SyncStatus, now: datetime) -> None:
        """Say how the line is; read the lists again: a round may have ended."""
        words = words_of(status, now)
        self.line.setText(words.state)
        is_fine = status.line is LineState.CONNECTED
        tone = "good" if is_fine else "text" if status.line in _CALM else "caution"
        self.line.become(f"section_{tone}")
        self.waits.setText(waits_words(status))
        self.files.setText(files_words(status))
        self.files.setVisible(bool(self.files.text()))
        self.contact.setText(". ".join(part for part in (words.contact, words.clock) if part))
        self.next.setText(next_words(status, now))
        self.next.setVisible(bool(self.next.text()))
        self.technical.setText(technical_words(status))
        self._hub = status.hub
        self._show_hub(now)
        self.enrolment.setVisible(not status.gateway)
        self.send.setVisible(bool(status.gateway))
        if status.gateway and self.by_stick.isHidden():
            self.by_stick.presenter.read()
        self.by_stick.setVisible(bool(status.gateway))
        if self._is_new and status.gateway:
            self._go_to_top()
        if (file := self._opened) is not None:
            self._opened = None
            self._open_bundle(file, is_known=bool(status.gateway))
        if not status.running:
            self.presenter.read()
            self.keys.read()

    def _answer(self, button: Button) -> None:
        if self.held.isVisible():
            button.click()

    def _open_bundle(self, file: Path, *, is_known: bool) -> None:
        if is_known:
            self.by_stick.open_file(file)
        else:
            self.session.say(notices.of(RuleViolation("not_enrolled")))

    def _scroll_to_sticks(self) -> None:
        """As soon as its lists have found their heights."""
        bar = self._area.verticalScrollBar()
        QTimer.singleShot(0, self, lambda: bar.setValue(self.by_stick.y()))

    def _go_to_top(self) -> None:
        """The fields of the enrolment are gone: stand where the line is told."""
        self._is_new = False
        self.send.setFocus()
        self._scroll_up()

    def _scroll_up(self) -> None:
        self._area.verticalScrollBar().setValue(0)

    def show_centre(self, centre: Centre) -> None:
        """Show the lists, and what a technician should know."""
        self._centre = centre
        self._show_hub(centre.now)
        self.held.show_held(centre.held)
        self.aside.setText(aside_words(centre.copies))
        self.aside.setVisible(bool(centre.copies))
        self.numbers.setText(numbers_words(centre.numbers))
        self.numbers.setVisible(centre.numbers is not None)
        self.province.setText(province_words(centre.province, centre.now))
        self.province.setVisible(centre.province is not None)
        self.waiting.at(centre.now)
        self.waiting.begin(len(centre.waiting), centre.waiting)
        self.rounds.at(centre.now)
        self.rounds.begin(len(centre.rounds), centre.rounds)
        self.waiting_list.setVisible(bool(centre.waiting))
        self.nothing.setVisible(not centre.waiting)
        self.round_list.setVisible(bool(centre.rounds))
        self.no_rounds.setVisible(not centre.rounds)

    def enrolled(self) -> None:
        """The province knows this PC."""
        self.enrolment.end()
        self._is_new = True
        self.session.say(notices.done(tr("The province knows this PC now.")))

    def not_enrolled(self, notice: Notice) -> None:
        """Say why not, beside the button."""
        self.enrolment.show_refusal(notice)

    def hub_chosen(self) -> None:
        """It is as it was chosen."""
        self.hub.end()

    def hub_refused(self, code: str) -> None:
        """Say why not, beside the button."""
        self.hub.show_refusal(code)

    def hubs_found(self, found: Sequence[Sighting]) -> None:
        """Name who was found in the network."""
        self.hub.show_found(found)

    def _show_hub(self, now: datetime) -> None:
        self.hub.show_hub(self._hub, self._centre.reach if self._centre else Reach(), now)

    def _arrange(self) -> None:
        state = Card(tr("The line to the province"))
        state.column.setSpacing(Space.S)
        top = row(self.line, self.check, self.send, stretch=False)
        top.setStretch(0, 1)
        state.column.addLayout(top)
        state.add(self.waits, self.files, self.contact, self.next, self.province)
        state.add(self.aside, self.numbers, self.technical)
        waiting = Card(tr("Waits to be sent, nearest deadline first"))
        waiting.add(self.waiting_list, self.nothing)
        rounds = Card(tr("The last attempts"))
        rounds.add(self.round_list, self.no_rounds)
        rounds.column.addLayout(row(self.late))
        for table in (self.waiting_list, self.round_list):
            table.setMinimumHeight(Size.ROW * 5)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, Space.S, 0)
        column.setSpacing(Space.M)
        parts = (self.held, self.enrolment, state, self.hub, self.by_stick)
        for card in (*parts, waiting, rounds, self.key_card, _levels()):
            column.addWidget(card)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._area = scrolled(inside)
        whole.addWidget(self._area)
        self.enrolment.hide()
        self.aside.hide()
        self.by_stick.hide()
        self.files.hide()
        self.province.hide()

    def _connect(self) -> None:
        self.enrolment.asked.connect(self.presenter.enrol)
        self.hub.serve_asked.connect(self.presenter.serve)
        self.hub.stop_asked.connect(self.presenter.serve_no_more)
        self.hub.join_asked.connect(self.presenter.join)
        self.hub.leave_asked.connect(self.presenter.leave)
        self.hub.search_asked.connect(self.presenter.search)
        self.key_card.asked.connect(self.keys.change)
        self.waiting_list.opened.connect(self._open)
        self.by_stick.answered.connect(self._scroll_to_sticks)

    def _open(self, found: object) -> None:
        if isinstance(found, WaitingRow):
            self.presenter.open(found.id)


def _levels() -> Card:
    """Explain in one line each how far an act can have come."""
    card = Card(tr("What the four levels mean"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(Space.L)
    grid.setVerticalSpacing(Space.XS)
    grid.setColumnStretch(1, 1)
    for place, (level, meaning) in enumerate(_MEANING.items()):
        grid.addWidget(Words(label(level), "strong", wrap=False), place, 0)
        grid.addWidget(quiet(tr(meaning)), place, 1)
    card.column.addLayout(grid)
    return card
