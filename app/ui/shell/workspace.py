"""Everything one officer sees after signing in: the pages and the frame around them."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from app.domain.papers import Printout
from app.ui import notices
from app.ui.clock.bar import ClockBar
from app.ui.help.guide import Guide
from app.ui.i18n import tr
from app.ui.jump.dialog import JumpDialog
from app.ui.notices import Notice
from app.ui.page import Goto, Page, Place, PrintWish, Session, Touched
from app.ui.shell import keys
from app.ui.shell.counter_dialog import CounterDialog
from app.ui.shell.navigation import Navigation
from app.ui.shell.paper_preview import PaperPreview, open_preview
from app.ui.shell.print_desk import PrintDesk
from app.ui.shell.status_line import StatusLine
from app.ui.shell.top_bar import TopBar
from app.ui.theme import Theme
from app.ui.tokens import Space
from app.ui.widgets.notice_bar import NoticeBar
from app.usecases.desk import Desk
from app.usecases.synchronise import SyncStatus


class Workspace(QWidget):
    """The pages of one officer, built when first visited, and the way between them."""

    send_now = Signal()
    fetch_file = Signal(str)
    lock_asked = Signal()
    settings_changed = Signal(object)  # the desk that keeps to them

    def __init__(self, session: Session, places: Sequence[Place], theme: Theme) -> None:
        super().__init__()
        self.session = session
        self._places = {place.key: place for place in places}
        self._pages: dict[str, Page] = {}
        self._trail: list[Goto] = []
        self._keys: dict[str, QShortcut] = {}
        self._page_keys: list[QShortcut] = []
        self._covered: list[QDialog] = []
        self._status: tuple[SyncStatus, datetime] | None = None
        self._navigation = Navigation(places, theme)
        self._top = TopBar(theme)
        self.notices = NoticeBar()
        self.printing = NoticeBar()
        self.clock = ClockBar(session)
        self.print_desk = PrintDesk(session, self.printing)
        self._stack = QStackedWidget()
        desk = session.desk
        self.status_line = StatusLine(theme, desk.officer.name, _where(desk))
        self._arrange()
        self._connect()

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def go(self, goal: Goto) -> None:
        """Show a page, built now if it is its first visit; the way back is remembered."""
        if goal.page not in self._places:
            return
        if (before := self.page) is not None:
            before.leave()
        self.print_desk.no_copy_after_all()
        if not self._trail or self._trail[-1] != goal:
            self._trail.append(goal)
        page = self._page_at(goal.page)
        if page is not before:
            self.notices.dismiss()  # it was about the page that goes
        self._stack.setCurrentWidget(page)
        page.enter(goal)
        if self._status is not None:
            page.show_status(*self._status)
        self._show_frame_of(page)
        if (first := page.first_focus()) is not None:
            first.setFocus()

    def say(self, notice: Notice) -> None:
        """Show a notice above the page."""
        self.notices.show_notice(notice)

    def complain(self, error: Exception) -> None:
        """Show the words of an error that no page answered."""
        if (notice := notices.of(error)) is not None:
            self.say(notice)

    def refresh(self, touched: Touched) -> None:
        """Tell the shown page what changed; hidden ones read again when they are entered."""
        if (page := self.page) is not None:
            page.refresh(touched)

    def show_status(self, status: SyncStatus, now: datetime) -> None:
        """Say in the status line what is true now."""
        self._status = (status, now)
        self.status_line.show_status(status, now)
        self.clock.show_fault(status.clock_fault)
        if (page := self.page) is not None:
            page.show_status(status, now)

    def leave(self) -> None:
        """Save what was typed: the counter is locked or another officer comes."""
        if (page := self.page) is not None:
            page.leave()

    def cover(self) -> None:
        """Hide what is open over the page: nothing of a citizen stays on a locked screen."""
        self._covered = [one for one in self.findChildren(QDialog) if one.isVisible()]
        for dialog in self._covered:
            dialog.hide()

    def uncover(self) -> None:
        """Show again what was hidden, as it was typed so far."""
        for dialog in self._covered:
            dialog.open()
        self._covered = []

    def close_session(self) -> None:
        """End the officer's session: no answer to an older question arrives any more."""
        self.leave()
        self.session.tasks.close()

    def back(self) -> None:
        """Esc: close the notice, then a part of the page, then go to the page before."""
        if self.notices.text():
            self.notices.dismiss()
        elif not self.print_desk.no_copy_after_all() and not self._page_steps_back():
            self._go_to_the_page_before()

    def _page_steps_back(self) -> bool:
        return self.page is not None and self.page.step_back()

    def _go_to_the_page_before(self) -> None:
        if len(self._trail) > 1:
            self._trail.pop()
            self.go(self._trail[-1])

    def open_help(self) -> None:
        """F1: the guide, at the section of this page."""
        page = self.page
        Guide(page.help_section if page else "", self).open()

    def open_jump(self) -> None:
        """Ctrl+K: go to any page, dossier or procedure."""
        JumpDialog(self.session, list(self._places.values()), self).open()

    def open_counter(self) -> None:
        """Change how this counter looks and prints."""
        dialog = CounterDialog(self.session, self)
        dialog.changed.connect(self.settings_changed)
        dialog.open()

    def open_preview(self, wish: PrintWish) -> None:
        """Show a paper over the page."""
        open_preview(self.session, wish, self)

    def open_sample(self, paper: Printout) -> None:
        """Show a template filled with invented people over the page."""
        PaperPreview(self.session, None, paper, self).open()

    def open_new(self) -> None:
        """F2: a new dossier."""
        self.go(Goto("reception", extra="new"))

    def open_find(self) -> None:
        """F3: find a dossier."""
        self.go(Goto("dossiers"))

    def open_today(self) -> None:
        """F9: the day's board."""
        self.go(Goto("today"))

    def read_again(self) -> None:
        """F5: read the page again and send what waits."""
        self.refresh(_Everything())
        self.send_now.emit()

    def _arrange(self) -> None:
        inside = QVBoxLayout()
        inside.setContentsMargins(Space.L, Space.S, Space.L, Space.M)
        inside.setSpacing(Space.S)
        inside.addWidget(self.clock)
        inside.addWidget(self.printing)
        inside.addWidget(self.notices)
        inside.addWidget(self._stack, 1)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._top)
        right.addLayout(inside, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._navigation)
        middle.addLayout(right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(middle, 1)
        whole.addWidget(self.status_line)

    def _connect(self) -> None:
        self._navigation.chosen.connect(lambda key: self.go(Goto(key)))
        self.status_line.opened.connect(lambda key: self.go(Goto(key)))
        self.status_line.counter_asked.connect(self.open_counter)
        self._top.jump_asked.connect(self.open_jump)
        self._top.lock_asked.connect(self.lock_asked)
        self._top.help_asked.connect(self.open_help)
        self.session.window.go.connect(self.go)
        self.session.window.say.connect(self.say)
        self.session.window.back.connect(self.back)
        self.session.window.send_asked.connect(self.send_now)
        self.session.window.fetch_asked.connect(self.fetch_file)
        self.session.window.desk_changed.connect(self.settings_changed)
        self.session.window.preview_asked.connect(self.open_preview)
        self.session.window.sample_asked.connect(self.open_sample)
        self.session.tasks.failed_unheard.connect(self.complain)
        self.session.tasks.busy_changed.connect(self._top.show_busy)
        if (app := QApplication.instance()) is not None:
            app.focusChanged.connect(self._keep_typing_here)  # type: ignore[attr-defined]
        acts = {
            "help": self.open_help,
            "new": self.open_new,
            "find": self.open_find,
            "refresh": self.read_again,
            "today": self.open_today,
            "jump": self.open_jump,
            "lock": self.lock_asked.emit,
            "back": self.back,
        }
        self._keys = {
            key: keys.bind(self, key, acts[name]) for key, name in keys.EVERYWHERE.items()
        }
        for place in self._places.values():
            if place.shortcut and place.shortcut not in self._keys:
                to_place = partial(self.go, Goto(place.key))
                self._keys[place.shortcut] = keys.bind(self, place.shortcut, to_place)

    def _keep_typing_here(self, before: QWidget | None, now: QWidget | None) -> None:
        """An answer that a page hears after one left it takes the keys nowhere: nobody sees it."""
        page = self.page
        if page is None or now is None or not self._stack.isAncestorOf(now):
            return
        if not page.isAncestorOf(now):
            is_here = before is not None and isValid(before) and page.isAncestorOf(before)
            if (stays := before if is_here else page.first_focus()) is not None:
                stays.setFocus()

    def _page_at(self, key: str) -> Page:
        if key not in self._pages:
            page = self._places[key].build(self.session)
            page.title_changed.connect(self._top.show_title)
            self._pages[key] = page
            self._stack.addWidget(page)
        return self._pages[key]

    def _show_frame_of(self, page: Page) -> None:
        self._navigation.show_place(page.key)
        self._top.show_title(page.title())
        for old in self._page_keys:
            old.setEnabled(False)
            old.deleteLater()
        own = {command.key: command.run for command in page.commands() if command.key}
        self._page_keys = [keys.bind(page, key, run) for key, run in own.items()]
        for key, shortcut in self._keys.items():
            shortcut.setEnabled(key not in own)  # one key, one meaning


class _Everything:
    """What F5 tells a page: read all again."""

    kind = ""
    ids: Sequence[str] = ()


def _where(desk: Desk) -> str:
    """The counter, or where it is on a round."""
    settings = desk.settings
    if not settings.round_place:
        return settings.counter
    return tr(
        "{counter}, on a round at {place}", counter=settings.counter, place=settings.round_place
    )
