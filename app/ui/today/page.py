"""Hôm nay: the first page of the day."""

from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.dossiers.table_model import DossierModel
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.page import Goto, Page, Session, Touched
from app.ui.reception.due_words import moment_words
from app.ui.scanning.room_words import room_words
from app.ui.today.more import More
from app.ui.today.presenter import Morning, TodayPresenter
from app.ui.today.tiles import Tiles
from app.ui.tokens import Space
from app.ui.widgets.buttons import LinkButton, PrimaryButton
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import Card, EmptyState, Words, clear, quiet, row, scrolled
from app.ui.widgets.table import RowView
from app.usecases.drafts import DraftRow
from app.usecases.lookup import DossierRow, Online

SHOWN_DRAFTS = 3


class TodayPage(Page):
    """Counts that lead somewhere, the nearest deadlines, and what was begun and not finished."""

    key = "today"
    help_section = "today"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.presenter = TodayPresenter(session, self.show_morning)
        self.tiles = Tiles(self.presenter.open_section)
        self.more = More(self.presenter.open_section)
        self.new = PrimaryButton(tr("Receive a new dossier"), self.presenter.begin_new, key="F2")
        self.day = quiet("")
        self.room = Words("", "caution")
        self.room.hide()
        self.healed = Words("", "caution")
        self.healed.hide()
        self.to_set_up = LinkButton("", self.presenter.set_up)
        self.to_set_up.hide()
        self.online = QVBoxLayout()
        self.drafts = QVBoxLayout()
        self.model = DossierModel(brief=True)
        self.next_due = RowView(self.model, tr("Nearest deadlines"))
        self.next_due.opened.connect(self._open)
        self.nothing = EmptyState(
            tr("No dossier has a deadline before it."),
            tr("Receive a new dossier"),
            self.presenter.begin_new,
        )
        self._arrange()

    def title(self) -> str:
        """Answer the page's title."""
        return tr("Today")

    def enter(self, _goal: Goto) -> None:
        """Read the day anew."""
        self.presenter.read()

    def refresh(self, _touched: Touched) -> None:
        """Read again: some count has changed."""
        self.presenter.read()

    def first_focus(self) -> QWidget:
        """Answer the button for the commonest work."""
        return self.new

    def show_morning(self, morning: Morning) -> None:
        """Show what was read."""
        board = morning.board
        counts = {count.section: count.count for count in board.counts}
        self.room.setText(room_words(morning.room))
        self.room.setVisible(bool(self.room.text()))
        self._show_healed(morning.came_back)
        self.to_set_up.setVisible(bool(morning.to_set_up))
        for first in morning.to_set_up[:1]:  # all of them would be wider than the page
            left, step = len(morning.to_set_up), label(first)
            self.to_set_up.setText(tr("⚠ To be set up: {n}, first: {step}", n=left, step=step))
        self.tiles.show_counts(counts)
        self.more.show_counts(counts)
        self.day.setText(
            tr(
                "Received today: {received}. Returned today: {returned}.",
                received=board.received_today,
                returned=board.returned_today,
            )
        )
        self.model.at(board.now)
        self.model.begin(len(board.next_due), board.next_due)
        self.next_due.setVisible(bool(board.next_due))
        self.nothing.setVisible(not board.next_due)
        self._show_online(board.online, board.now)
        self._show_drafts(morning.drafts)

    def _arrange(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.M)
        top = row(self.new, stretch=False)
        top.addSpacing(Space.M)
        top.addWidget(self.day, 1)
        column.addLayout(top)
        column.addWidget(self.room)
        column.addWidget(self.healed)
        column.addWidget(self.to_set_up)
        column.addWidget(self.tiles)
        column.addWidget(self.more)
        column.addLayout(self.online)
        column.addLayout(self.drafts)
        card = Card(tr("Nearest deadlines"))
        card.add(self.next_due, self.nothing)
        self.nothing.hide()
        column.addWidget(card, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(column))  # large letters on a low screen

    def _show_healed(self, count: int) -> None:
        """What was committed and not in the file any more, after a power cut or an old file."""
        words = tr(
            "The records lacked {n} saved acts at this start (power cut, or an old file was put "
            "back). They came back by themselves; nothing is lost. If it happens again, have the "
            "disk looked at.",
            n=count,
        )
        self.healed.setText(f"⚠ {words}" if count else "")
        self.healed.setVisible(bool(count))

    def _show_online(self, came: tuple[Online, ...], now: datetime) -> None:
        """What came online first, each with the end of its eight working hours (Điều 17(2))."""
        clear(self.online)
        for one in came:
            by = moment_words(one.answer_by, now.date())
            is_late = one.answer_by < now
            words = (
                tr("⚠ Online, answer was due {moment}:", moment=by)
                if is_late
                else tr("Online, answer by {moment}:", moment=by)
            )
            said = Words(words, "bad" if is_late else "text", wrap=False)
            named = (one.row.code, one.row.owner)
            what = ", ".join(part for part in named if part)
            link = LinkButton(what, partial(self.presenter.open_dossier, one.row.id))
            line = QWidget()
            line.setLayout(flow(said, link))
            self.online.addWidget(line)

    def _show_drafts(self, drafts: tuple[DraftRow, ...]) -> None:
        clear(self.drafts)
        for draft in drafts[:SHOWN_DRAFTS]:
            self.drafts.addLayout(self._draft_line(draft))
        if (more := len(drafts) - SHOWN_DRAFTS) > 0:
            link = LinkButton(tr("and {n} more begun", n=more), self.presenter.see_drafts)
            self.drafts.addLayout(row(link))

    def _draft_line(self, draft: DraftRow) -> QHBoxLayout:
        words = tr("Begun, not yet received:")
        what = draft.title or tr("(nothing typed yet)")
        link = LinkButton(
            f"{what}, {draft.saved:%H:%M %d/%m}",
            partial(self.presenter.go_on, draft.id),
        )
        return row(Words(words, wrap=False), link)

    def _open(self, found: object) -> None:
        if isinstance(found, DossierRow):
            self.presenter.open_dossier(found.id)
