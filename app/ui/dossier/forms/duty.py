"""Nghĩa vụ tài chính: what is to be paid first, and the proof that it was."""

from collections.abc import Sequence

from app.domain.states import Act
from app.domain.text import clean
from app.ui.dossier.forms.entering import Complaint
from app.ui.dossier.forms.form import ActForm
from app.ui.dossier.presenter import Work
from app.ui.i18n import tr
from app.ui.reception import typed
from app.ui.widgets.fields import Field, TextField
from app.ui.widgets.layout import columns
from app.usecases.processing import ask_financial_duty, meet_financial_duty


class AskDutyForm(ActForm):
    """What, and how much."""

    act = Act.ASK_FINANCIAL_DUTY

    def build(self) -> None:
        """Two fields."""
        self.what = TextField(tr("What is to be paid"), required=True)
        self.amount = TextField(tr("Sum in đồng"), longest=14)
        self.add(columns(self.what, self.amount))

    def work(self) -> Work:
        """Ask for it."""
        decided = self.decided()
        what, amount = clean(self.what.value()), typed.money(self.amount.value())
        return lambda desk, seen: ask_financial_duty(desk, seen, what, amount, decided=decided)

    def complaints(self) -> Sequence[Complaint]:
        """An amount is a number."""
        is_wrong = self.amount.value() and typed.money(self.amount.value()) is None
        return [(self.amount, tr("The fee is an amount in whole đồng."))] if is_wrong else ()

    def named(self) -> dict[str, Field]:
        """Place the sentence of an error."""
        return {"reason_missing": self.what}


class MeetDutyForm(ActForm):
    """The proof of payment."""

    act = Act.MEET_FINANCIAL_DUTY

    def build(self) -> None:
        """One field."""
        self.proof = TextField(tr("Number of the proof of payment"))
        self.add(self.proof)

    def work(self) -> Work:
        """Go on."""
        decided = self.decided()
        proof = clean(self.proof.value())
        return lambda desk, seen: meet_financial_duty(desk, seen, proof, decided=decided)
