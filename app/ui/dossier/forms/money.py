"""Money of one dossier: taking, confirming that it arrived, giving back (Điều 24)."""

from collections.abc import Sequence

from app.domain import cash
from app.domain.cash import Movement, Way
from app.domain.events import PaymentMethod
from app.domain.states import Act
from app.domain.text import clean
from app.ui.dossier.forms.entering import Complaint
from app.ui.dossier.forms.form import ActForm
from app.ui.dossier.presenter import Work
from app.ui.i18n import tr
from app.ui.labels import choices, label
from app.ui.reception import typed
from app.ui.reception.slim import slim
from app.ui.reception.typed import shown_money
from app.ui.widgets.fields import ChoiceField, Field, TextField, TickField
from app.ui.widgets.layout import columns
from app.usecases.cash import Refund, Taking, confirm_fee, refund_fee, take_fee
from app.usecases.promises import office_time


class TakeFeeForm(ActForm):
    """Thu phí, lệ phí."""

    act = Act.TAKE_FEE
    takes_paper = False

    def build(self) -> None:
        """The sum, how it came, from whom, the biên lai where there is one."""
        dossier = self.shown.view.dossier
        left = cash.owed(dossier)
        self.amount = TextField(tr("Sum in đồng"), required=True, longest=14)
        self.amount.fill(shown_money(left) if left else "")
        self.method = ChoiceField(tr("Paid how"), choices(PaymentMethod))
        slim(self.method)
        self.payer = TextField(tr("Payer"), longest=120)
        self.payer.fill(dossier.submitter.name if dossier.submitter else "")
        self.series = TextField(tr("Series of the receipt"), longest=20)
        self.number = TextField(tr("Number of the receipt"), longest=20)
        self.add(columns(self.amount, self.method, self.payer))
        self.day = TextField(tr("Taken on (only if earlier)"), longest=10)
        self.clock = TextField(tr("At"), longest=5)
        self.add(columns(self.series, self.number, self.day, self.clock))
        self.explain(tr("A transfer counts as paid only when its arrival is confirmed."))

    def work(self) -> Work:
        """Take it."""
        method = self.method.value()
        taking = Taking(
            typed.money(self.amount.value()) or 0,
            method if isinstance(method, PaymentMethod) else PaymentMethod.CASH,
            self.payer.value(),
            self.series.value(),
            self.number.value(),
            typed.moment(self.day.value(), self.clock.value()),
        )
        return lambda desk, seen: take_fee(desk, seen, taking)

    def complaints(self) -> Sequence[Complaint]:
        """An amount is a number, a moment is one that has been."""
        found: list[Complaint] = []
        if typed.money(self.amount.value()) is None:
            found.append((self.amount, tr("The fee is an amount in whole đồng.")))
        if self.day.value() and not self._has_been():
            words = tr("Write the day as 24/11/2026 and the time as 08:40.")
            found.append((self.day, words))
        return found

    def _has_been(self) -> bool:
        when = typed.moment(self.day.value(), self.clock.value())
        return when is not None and when <= self.shown.now

    def named(self) -> dict[str, Field]:
        """Place the sentences of errors."""
        return {
            "money_missing": self.amount,
            "receipt_number_incomplete": self.number,
            "receipt_number_used": self.number,
        }


class ConfirmFeeForm(ActForm):
    """Xác nhận tiền chuyển khoản đã về."""

    act = Act.CONFIRM_FEE
    takes_paper = False

    def build(self) -> None:
        """Which transfer, and the bank's number."""
        waiting = cash.awaited(self.shown.view.dossier)
        self.which = ChoiceField(tr("Which transfer"), [(_words(one), one.of) for one in waiting])
        slim(self.which)
        self.reference = TextField(tr("Number of the bank or the portal"), longest=60)
        self.add(columns(self.which, self.reference))

    def work(self) -> Work:
        """It is there."""
        of, reference = str(self.which.value() or ""), self.reference.value()
        return lambda desk, seen: confirm_fee(desk, seen, of, reference)

    def named(self) -> dict[str, Field]:
        """Place the sentence of an error."""
        return {"no_transfer_waits": self.which}


class RefundForm(ActForm):
    """Trả lại tiền, bỏ khoản ghi nhầm."""

    act = Act.REFUND_FEE
    takes_paper = False

    def build(self) -> None:
        """Which taking, how much, why."""
        dossier = self.shown.view.dossier
        takings = [one for one in cash.movements(dossier) if one.way in (Way.TAKEN, Way.AWAITED)]
        self.left = {one.of: cash.refundable(dossier, one.of) for one in takings}
        open_ones = [one for one in takings if self.left[one.of]]
        self.which = ChoiceField(tr("Which taking"), [(_words(one), one.of) for one in open_ones])
        slim(self.which)
        self.amount = TextField(tr("Sum in đồng"), required=True, longest=14)
        self.mistake = TickField(tr("Written down by mistake: no money moved"))
        self.reason = TextField(tr("Reason"), required=True, longest=200)
        self.receiver = TextField(tr("Given back to"), longest=120)
        self.add(columns(self.which, self.amount), self.mistake)
        self.add(columns(self.reason, self.receiver))
        self.which.edited.connect(self._fill_amount)
        self._fill_amount()

    def work(self) -> Work:
        """Give it back, or take it out of the book."""
        refund = Refund(
            of=self._of(),
            amount=typed.money(self.amount.value()) or 0,
            reason=clean(self.reason.value()),
            receiver=self.receiver.value(),
            mistake=self.mistake.value(),
        )
        return lambda desk, seen: refund_fee(desk, seen, refund)

    def complaints(self) -> Sequence[Complaint]:
        """An amount is a number."""
        is_wrong = typed.money(self.amount.value()) is None
        return [(self.amount, tr("The fee is an amount in whole đồng."))] if is_wrong else ()

    def named(self) -> dict[str, Field]:
        """Place the sentences of errors."""
        return {
            "refund_too_large": self.amount,
            "reason_missing": self.reason,
            "nothing_to_refund": self.which,
            "transfer_not_there_yet": self.which,
        }

    def _fill_amount(self) -> None:
        self.amount.fill(shown_money(self.left.get(self._of(), 0)))

    def _of(self) -> str:
        return str(self.which.value() or "")


def _words(one: Movement) -> str:
    """A taking as it is chosen."""
    at = f"{office_time(one.at):%H:%M %d/%m}"
    return f"{shown_money(one.amount)} đồng, {label(one.method)}, {at}"
