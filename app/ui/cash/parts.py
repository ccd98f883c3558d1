"""What is typed on the page Thu phí: the taking, the confirmation, the count of the drawer."""

from collections.abc import Callable

from app.domain.cash_book import OwedRow
from app.domain.events import PaymentMethod
from app.ui.i18n import tr
from app.ui.labels import choices
from app.ui.reception import typed
from app.ui.reception.slim import slim
from app.ui.reception.typed import shown_money
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.fields import ChoiceField, TextField
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import Card, Words, columns
from app.usecases.cash import Counted, DayBook, Taking


class TakingPart(Card):
    """The sum, how it comes, from whom, and the biên lai where there is one."""

    def __init__(self, take: Callable[[], None], open_dossier: Callable[[], None]) -> None:
        super().__init__()
        self.amount = TextField(tr("Sum in đồng"), required=True, longest=14)
        self.method = ChoiceField(tr("Paid how"), choices(PaymentMethod))
        self.payer = TextField(tr("Payer"), longest=120)
        self.series = TextField(tr("Series of the receipt"), longest=20)
        self.number = TextField(tr("Number of the receipt"), longest=20)
        slim(self.method)
        self.button = PrimaryButton(tr("Take the fee and print"), take, key="F8")
        self.open = Button(tr("Open the dossier"), open_dossier, key="Enter")
        self.method.fill(PaymentMethod.CASH)
        self.what = Words("", "quiet")
        self._offered = ("", "")
        self.add(self.what)
        self.column.addLayout(
            columns(self.amount, self.method, self.payer, self.series, self.number)
        )
        self.column.addLayout(flow(self.button, self.open))

    def show_row(self, row: OwedRow | None) -> None:
        """Begin with what is owed, in cash, from the submitter."""
        self.amount.fill(shown_money(row.amount) if row else "")
        self.payer.fill(row.name if row else "")
        self.method.fill(PaymentMethod.CASH)
        self.amount.complain("")
        self.what.setText(row.procedure if row else "")

    def fill_receipt(self, series: str, number: str) -> None:
        """Offer the receipt that comes next on this PC, unless another one is typed already."""
        if (self.series.value(), self.number.value()) not in (self._offered, ("", "")):
            return
        self._offered = (series, number)
        self.series.fill(series)
        self.number.fill(number)
        self.number.complain("")

    def taking(self) -> Taking | None:
        """Answer what was typed; None where it is said beside the field what is wrong."""
        amount, method = typed.money(self.amount.value()), self.method.value()
        if not amount or not isinstance(method, PaymentMethod):
            self.amount.complain(tr("The fee is an amount in whole đồng."))
            self.amount.line.setFocus()
            return None
        series = self.series.value() if self.number.value() else ""
        return Taking(amount, method, self.payer.value(), series, self.number.value())


class ConfirmPart(Card):
    """The bank's number of what arrived."""

    def __init__(self, confirm: Callable[[], None], open_dossier: Callable[[], None]) -> None:
        super().__init__()
        self.words = Words("", "quiet")
        self.reference = TextField(tr("Number of the bank or the portal"), longest=60)
        self.button = PrimaryButton(tr("The money has arrived"), confirm, key="F8")
        self.open = Button(tr("Open the dossier"), open_dossier, key="Enter")
        self.add(self.words, self.reference)
        self.column.addLayout(flow(self.button, self.open))


class CountPart(Card):
    """The sums of the day, and what was counted."""

    def __init__(self, close: Callable[[], None], print_sheet: Callable[[], None]) -> None:
        super().__init__()
        self.sums = Words("", "text")
        self.state = Words("", "caution")
        self.counted = TextField(tr("Counted in the drawer, đồng"), required=True, longest=14)
        self.handed_to = TextField(tr("Handed to"), longest=120)
        self.reason = TextField(tr("Reason of a difference"), longest=200)
        self.button = PrimaryButton(tr("Close the day"), close, key="F8")
        self.print = Button(tr("Print the sheet"), print_sheet, key="Ctrl+P")
        self.add(self.sums, self.state)
        self.column.addLayout(columns(self.counted, self.handed_to, self.reason))
        self.column.addLayout(flow(self.button, self.print))

    def show_book(self, book: DayBook) -> None:
        """Say what the book, the papers and the count say of this day."""
        self.sums.setText(_sums(book))
        said = _state(book)
        self.state.setText(said)
        self.state.setVisible(bool(said))

    def count(self) -> Counted | None:
        """Answer what was typed; None where there is no sum."""
        amount = typed.money(self.counted.value())
        self.counted.complain("" if amount is not None else tr("Write what you counted, or 0."))
        if amount is None:
            self.counted.line.setFocus()
            return None
        return Counted(amount, self.handed_to.value(), self.reason.value())

    def begin(self) -> None:
        """Be empty for another day."""
        for field in (self.counted, self.handed_to, self.reason):
            field.fill("")
            field.complain("")


def _sums(book: DayBook) -> str:
    drawer, office = book.drawer, book.office
    said = [
        tr(
            "This PC: {taken} đồng taken, {back} đồng given back; {drawer} đồng must be there.",
            taken=shown_money(drawer.cash_in),
            back=shown_money(drawer.cash_out),
            drawer=_money(drawer.drawer),
        ),
        tr(
            "Papers printed for {sum} đồng; {n} takings without a paper.",
            sum=shown_money(drawer.printed),
            n=drawer.without_paper,
        ),
        tr(
            "Whole office: {cash} đồng in cash, {transfers} đồng arrived by transfer.",
            cash=_money(office.drawer),
            transfers=_money(office.transfers),
        ),
    ]
    return "\n".join(said)


def _state(book: DayBook) -> str:
    closed = book.state.closed
    if closed is None:
        return ""
    difference = closed.counted - closed.recorded
    said = [
        tr(
            "Closed: {counted} đồng counted, {recorded} đồng in the book.",
            counted=shown_money(closed.counted),
            recorded=_money(closed.recorded),
        )
    ]
    if difference:
        said.append(
            tr("Difference {sum} đồng: {reason}.", sum=_money(difference), reason=closed.reason)
        )
    if closed.handed_to:
        said.append(tr("Handed to {who}.", who=closed.handed_to))
    if book.later:
        said.append(tr("{n} entries came afterwards: count and close again.", n=len(book.later)))
    elif book.state.is_changed(book.mine):
        said.append(tr("The book has changed since: count and close again."))
    is_fine = not book.later and not book.state.is_changed(book.mine)
    return f"{'✓' if is_fine else '⚠'} {' '.join(said)}"


def _money(amount: int) -> str:
    return shown_money(amount) if amount >= 0 else f"-{shown_money(-amount)}"
