"""The page Thu phí."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.cash_book import CashRow, OwedRow
from app.domain.errors import RuleViolation
from app.ui import notices
from app.ui.cash.lists import NARROW_HIDES, day_list, owed_list, waiting_list
from app.ui.cash.parts import ConfirmPart, CountPart, TakingPart
from app.ui.cash.presenter import CashPresenter, Shown
from app.ui.i18n import tr
from app.ui.page import Command, Goto, Page, Session, Touched
from app.ui.reception import typed
from app.ui.reception.slim import slim
from app.ui.tokens import Space
from app.ui.widgets.fields import ChoiceField, TextField
from app.ui.widgets.layout import EmptyState, columns
from app.ui.widgets.shelf import Shelf
from app.ui.widgets.table import RowView
from app.usecases.cash import DayBook

EVERY_AGENCY = "*"
ROOMY = 130  # letters that a page holds before its lists show every column


class View(StrEnum):
    """What the page is used for now."""

    OWED = "owed"
    WAITING = "waiting"
    DAY = "day"


class CashPage(Page):
    """Take fees, confirm transfers, close the day; one list and one card for each."""

    key = "cash"
    help_section = "cash"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.presenter = CashPresenter(session, self)
        self.shown: Shown | None = None
        self._is_day_chosen = False  # else the page follows today over midnight
        self._row = ""
        self.view = ChoiceField(tr("Show"))
        self.day = TextField(tr("Day"), longest=10)
        self.agency = ChoiceField(tr("Agency"))
        self.owed_model, self.owed = owed_list()
        self.waiting_model, self.waiting = waiting_list()
        self.day_model, self.entries = day_list()
        self.taking = TakingPart(self.confirm, self._open)
        self.arriving = ConfirmPart(self.confirm, self._open)
        self.count = CountPart(self.confirm, self.print_sheet)
        self.nothing = EmptyState("")
        self.lists = QStackedWidget()
        self.cards = Shelf()
        self._arrange()
        self._connect()
        self._offer_views()
        self.view.fill(View.OWED)

    def title(self) -> str:
        """Answer the title."""
        return tr("Fees")

    def enter(self, goal: Goto) -> None:
        """Show what is wanted: a view by its name, else what was shown last."""
        if goal.id in set(View):
            self.view.fill(View(goal.id))
        self._read()

    def refresh(self, touched: Touched) -> None:
        """Read again when a dossier or a day changed."""
        if touched.kind in ("", "dossier", "cash_day"):
            self._read()

    def commands(self) -> Sequence[Command]:
        """List the keys of this page."""
        return (
            Command("F8", tr("Write it down"), self.confirm),
            Command("Ctrl+P", tr("Print the sheet"), self.print_sheet),
        )

    def first_focus(self) -> QWidget:
        """Answer the list, or the choice where it is empty."""
        shown = self._list()
        return shown if shown.model().rowCount() else self.view.box

    def show_cash(self, shown: Shown) -> None:
        """Show everything as it is now; the officer stays where she is."""
        self.shown = shown
        self._fill(self.owed_model, self.owed, shown.owed)
        self._fill(self.waiting_model, self.waiting, shown.waiting)
        self._fill(self.day_model, self.entries, shown.book.rows)
        if not self._is_day_chosen:
            self.day.fill(f"{shown.book.day:%d/%m/%Y}")
        self._offer_views()
        self._offer_agencies(shown)
        self.count.show_book(shown.book)
        self._show_view()

    def confirm(self) -> None:
        """F8: do what the card says about the row where one stands."""
        row = self._list().current()
        if not self.taking.button.isEnabled():
            return  # it is being written just now: one press is one act
        match self.view.value():
            case View.OWED if isinstance(row, OwedRow) and (taking := self.taking.taking()):
                self._busy(on=True)
                self.presenter.take(row, taking)
            case View.WAITING if isinstance(row, CashRow):
                self._busy(on=True)
                self.presenter.confirm(row, self.arriving.reference.value())
            case View.DAY if self._is_day_shown() and (counted := self.count.count()):
                self._busy(on=True)
                self.presenter.close(self._book(), counted)
            case _:
                pass  # an empty list, or a field that says what is wrong

    def print_sheet(self) -> None:
        """Ctrl+P: the sheet of the day."""
        if self.shown is not None:
            self.presenter.print_sheet(self.shown.book)

    def done(self) -> None:
        """What was typed is written."""
        self._busy(on=False)
        self._row = ""
        self.count.begin()
        self.arriving.reference.fill("")
        self._list().setFocus()

    def refused(self, error: Exception) -> None:
        """Say why not: beside its field where it has one."""
        self._busy(on=False)
        notice = notices.of(error)
        code = error.code if isinstance(error, RuleViolation) else ""
        field = {
            "receipt_number_used": self.taking.number,
            "receipt_number_incomplete": self.taking.number,
            "cash_difference_without_reason": self.count.reason,
        }.get(code)
        if field is not None and notice is not None:
            field.complain(notice.text)
            field.line.setFocus()
        else:
            self.session.say(notice)
        if code in {"cash_day_changed", "owed_changed"}:
            self._read()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what a narrow window has no room for."""
        super().resizeEvent(event)
        is_narrow = self.width() < ROOMY * self.fontMetrics().averageCharWidth()
        for name, view in (("owed", self.owed), ("waiting", self.waiting), ("day", self.entries)):
            for column in NARROW_HIDES[name]:
                view.setColumnHidden(column, is_narrow)

    def _busy(self, *, on: bool) -> None:
        """One press is one act."""
        for button in (self.taking.button, self.arriving.button, self.count.button):
            button.setEnabled(not on)

    def _list(self) -> RowView:
        return {View.OWED: self.owed, View.WAITING: self.waiting}.get(self._view(), self.entries)

    def _view(self) -> View:
        value = self.view.value()
        return value if isinstance(value, View) else View.OWED

    def _fill(self, model: object, view: RowView, rows: Sequence[OwedRow | CashRow]) -> None:
        before = view.current()
        model.begin(len(rows), rows)  # type: ignore[attr-defined]
        view.stand_on(_key(before))

    def _offer_views(self) -> None:
        owed = self.shown.owed_total if self.shown else 0
        waiting = len(self.shown.waiting) if self.shown else 0
        chosen = self._view()
        self.view.offer(
            [
                (tr("To take: {n}", n=owed), View.OWED),
                (tr("Transfers that wait: {n}", n=waiting), View.WAITING),
                (tr("Cash book of the day"), View.DAY),
            ]
        )
        self.view.fill(chosen)

    def _offer_agencies(self, shown: Shown) -> None:
        """Only a centre that several agencies share has anything to choose."""
        chosen = self.agency.value()
        seen = sorted({row.movement.agency for row in shown.book.rows} - {""})
        if chosen in (None, EVERY_AGENCY):
            self.agency.offer([(tr("All agencies"), EVERY_AGENCY), *((one, one) for one in seen)])
            self.agency.fill(EVERY_AGENCY)
        self.agency.setVisible(self._view() is View.DAY and self.agency.box.count() > 1)

    def _show_view(self) -> None:
        chosen = self._view()
        is_day, rows = chosen is View.DAY, self._list().model().rowCount()
        self.cards.setCurrentIndex(list(View).index(chosen))
        self.cards.setVisible(is_day or bool(rows))
        self.lists.setCurrentWidget(self._list() if rows else self.nothing)
        self.nothing.words.setText(_nothing(chosen))
        self.day.setVisible(is_day)
        self._show_row()

    def _show_row(self, _row: object = None) -> None:
        row, before = self._list().current(), self._row
        self._row = f"{self._view()} {_key(row)}"
        if self._view() is View.OWED and self._row != before:  # what is typed stays
            self.taking.show_row(row if isinstance(row, OwedRow) else None)
        if self._view() is View.OWED:
            self.taking.fill_receipt(*(self.shown.receipt if self.shown else ("", "")))
        elif self._view() is View.WAITING and isinstance(row, CashRow):
            self.arriving.words.setText(self.presenter.deadline_words(row))

    def _read(self) -> None:
        chosen = self.agency.value()
        day = self._day() if self._is_day_chosen else None
        self.presenter.read(day, chosen if isinstance(chosen, str) else EVERY_AGENCY)

    def _day_typed(self) -> None:
        """A day that is typed stays; an emptied field follows today again."""
        self._is_day_chosen = bool(self.day.value())
        self._read()

    def _book(self) -> DayBook:
        assert self.shown is not None  # noqa: S101 - asked before
        return self.shown.book

    def _is_day_shown(self) -> bool:
        """Say whether the day in the field is the one whose book is on the screen."""
        if self.shown is None:
            return False
        if self._day() != self.shown.book.day:
            self._day_typed()
            return False
        return True

    def _day(self) -> date | None:
        """The day that is typed; one that cannot be read is today, and says so."""
        found = typed.day_of(self.day.value())
        is_wrong = bool(self.day.value()) and found is None
        self.day.complain(tr("Write the day as 24/11/2026.") if is_wrong else "")
        return found

    def _view_chosen(self) -> None:
        self._show_view()
        self._read()

    def _open(self, row: object = None) -> None:
        chosen = row if isinstance(row, OwedRow | CashRow) else self._list().current()
        if isinstance(chosen, OwedRow | CashRow):
            self.session.go("dossier", chosen.dossier_id)

    def _connect(self) -> None:
        self.view.edited.connect(self._view_chosen)
        self.agency.edited.connect(self._read)
        self.day.line.editingFinished.connect(self._day_typed)
        for one in (self.owed, self.waiting, self.entries):
            one.opened.connect(self._open)
            one.moved_to.connect(self._show_row)

    def _arrange(self) -> None:
        slim(self.view, self.agency)
        head = columns(self.view, self.day, self.agency)
        head.setColumnStretch(0, 2)
        shown: tuple[QWidget, ...] = (self.owed, self.waiting, self.entries, self.nothing)
        for view in shown:
            self.lists.addWidget(view)
        cards: tuple[QWidget, ...] = (self.taking, self.arriving, self.count)
        for card in cards:
            self.cards.addWidget(card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(head)
        column.addWidget(self.lists, 1)
        column.addWidget(self.cards)


def _key(row: object) -> str:
    if isinstance(row, OwedRow):
        return row.dossier_id
    return row.movement.event if isinstance(row, CashRow) else ""


def _nothing(view: View) -> str:
    if view is View.OWED:
        return tr("No fee is to be taken now.")
    if view is View.WAITING:
        return tr("No transfer waits to be confirmed.")
    return tr("No money moved on this day.")
