"""What the page Thu phí asks and does; no widgets."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.domain.cash_book import CashRow, OwedRow
from app.domain.events import PaymentMethod, SlipForm
from app.ui import notices
from app.ui.i18n import tr
from app.ui.page import Session
from app.ui.reception.typed import shown_money
from app.usecases import cash
from app.usecases.cash import Counted, DayBook, Taking
from app.usecases.dossier_view import open_dossier

MOST = 500  # what the list holds at most


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the page shows: what is owed, what waits, one day, the receipt that comes next."""

    owed: tuple[OwedRow, ...]
    owed_total: int
    waiting: tuple[CashRow, ...]
    book: DayBook
    receipt: tuple[str, str]


class CashScreen(Protocol):
    """What shows it."""

    def show_cash(self, shown: Shown) -> None:
        """Show everything as it is now."""

    def done(self) -> None:
        """What was typed is written."""

    def refused(self, error: Exception) -> None:
        """It was not possible."""


class CashPresenter:
    """Reads the money of a day and writes what the officer does with it."""

    def __init__(self, session: Session, screen: CashScreen) -> None:
        self._session = session
        self._screen = screen

    def read(self, day: date | None, agency: str) -> None:
        """Read it; a newer reading replaces an older one. No day is today."""
        desk = self._session.desk

        def work() -> Shown:
            book = cash.day_book(desk, day or desk.now().date(), agency)
            owed = cash.owed(desk)
            total = max(len(owed), cash.owed_count(desk) if len(owed) == MOST else 0)
            return Shown(owed, total, cash.waiting(desk), book, cash.next_receipt(desk))

        self._session.tasks.read("cash", work, self._screen.show_cash, self._complain)

    def take(self, row: OwedRow, taking: Taking) -> None:
        """Take a fee, and print its paper."""
        desk = self._session.desk

        def work() -> object:
            return cash.take_owed(desk, row, taking).version

        def answer(version: object) -> None:
            self._session.say(
                notices.done(tr("Taken: {sum} đồng.", sum=shown_money(taking.amount)))
            )
            self._screen.done()
            self._session.print_paper(version, SlipForm.CASH_RECEIPT)  # type: ignore[arg-type]

        self._session.tasks.run(work, answer, self._screen.refused)

    def confirm(self, row: CashRow, reference: str) -> None:
        """A transfer has arrived."""
        desk = self._session.desk

        def work() -> None:
            shown = open_dossier(desk, row.dossier_id).dossier.version
            cash.confirm_fee(desk, shown, row.movement.of, reference)

        def answer(_nothing: object) -> None:
            self._session.say(notices.done(tr("Confirmed: the money has arrived.")))
            self._screen.done()

        self._session.tasks.run(work, answer, self._screen.refused)

    def close(self, book: DayBook, counted: Counted) -> None:
        """Close this PC's drawer for the day."""
        desk = self._session.desk

        def answer(_book: object) -> None:
            self._session.say(notices.done(tr("The day is closed.")))
            self._screen.done()

        self._session.tasks.run(
            lambda: cash.close_day(desk, book, counted), answer, self._screen.refused
        )

    def print_sheet(self, book: DayBook) -> None:
        """Print the sheet of the day."""
        desk = self._session.desk
        self._session.tasks.run(
            lambda: cash.sheet(desk, book),
            lambda paper: self._session.print_papers((paper,)),
            self._complain,
        )

    def deadline_words(self, row: CashRow) -> str:
        """Say until when the money has to be in the budget."""
        if row.movement.method is not PaymentMethod.PORTAL:
            return tr("Confirm it when the bank shows the money.")
        due = cash.to_budget_by(self._session.desk, row)
        return tr("Online money is due in the budget by {due}.", due=f"{due:%H:%M %d/%m/%Y}")

    def _complain(self, error: Exception) -> None:
        self._session.say(notices.of(error))
