"""Rút hồ sơ (Điều 21): why, on what ground, at which stage, and what goes back to whom (Mẫu 05)."""

from collections.abc import Sequence

from app.domain import cash
from app.domain.dossier import Dossier
from app.domain.events import Receiver
from app.domain.states import Act
from app.domain.text import clean, fold
from app.ui.dossier.forms.entering import Complaint
from app.ui.dossier.forms.form import ActForm
from app.ui.dossier.presenter import Work
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.reception import typed
from app.ui.reception.typed import shown_money
from app.ui.widgets.fields import Field, NoteField, TextField, TickField
from app.ui.widgets.layout import Words, columns
from app.usecases import stopping
from app.usecases.stopping import Stop


class WithdrawForm(ActForm):
    """What the notice of the stop (Mẫu 05) will say."""

    act = Act.WITHDRAW
    takes_paper = False

    def build(self) -> None:
        """The reason first, then ground and stage, papers, money, who receives them."""
        dossier = self.shown.view.dossier
        self.paid = cash.paid(dossier)
        self.reason = NoteField(tr("Reason"), required=True, lines=2)
        self.ground = TextField(tr("Ground: letter of the citizen, number and day"), longest=200)
        self.stage = TextField(tr("Stage at which it stops"), longest=120)
        self.stage.fill(_stage(dossier))
        self.add(self.reason, columns(self.ground, self.stage))
        self.ticks: Sequence[TickField] = [TickField(row.name) for row in dossier.papers]
        if self.ticks:
            self.add(Words(tr("Given back to the citizen"), "label"), *self.ticks)
        self.amount = TextField(tr("Money given back, in đồng"), longest=14)
        self.amount.set_hint(tr("{sum} đồng were paid.", sum=shown_money(self.paid)))
        self.receiver = TextField(tr("Who takes it back"), longest=120)
        self.receiver.fill(dossier.submitter.name if dossier.submitter else "")
        self.relation = TextField(tr("Relation, if it is somebody else"), longest=80)
        self.add(self.amount, columns(self.receiver, self.relation))
        self.amount.setVisible(self.paid > 0)  # in its place now: alone it would be a window

    def work(self) -> Work:
        """Withdraw."""
        why = clean(self.reason.value())
        back = [tick.text() for tick in self.ticks if tick.value()]
        stop = Stop(
            fee_returned=typed.money(self.amount.value()) or 0,
            receiver=self._receiver(),
            stage=self.stage.value(),
            ground=self.ground.value(),
        )
        return lambda desk, seen: stopping.withdraw(desk, seen, why, back, more=stop)

    def complaints(self) -> Sequence[Complaint]:
        """An amount is a number."""
        is_wrong = self.amount.value() and typed.money(self.amount.value()) is None
        return [(self.amount, tr("The fee is an amount in whole đồng."))] if is_wrong else ()

    def named(self) -> dict[str, Field]:
        """Place the sentences of errors."""
        return {
            "reason_missing": self.reason,
            "refund_too_large": self.amount,
            "receiver_missing": self.receiver,
            "receiver_authorisation_missing": self.relation,
        }

    def _receiver(self) -> Receiver | None:
        """Answer somebody else; the submitter needs no words."""
        dossier, name = self.shown.view.dossier, clean(self.receiver.value())
        submitter = dossier.submitter.name if dossier.submitter else ""
        if not name or fold(name) == fold(submitter):
            return None
        return Receiver(name=name, relation=clean(self.relation.value()) or None)


def _stage(dossier: Dossier) -> str:
    """The state and the step, as the notice says them."""
    step = dossier.assignments[-1].said if dossier.assignments else None
    parts = (label(dossier.state), str(getattr(step, "step", "")))
    return ", ".join(part for part in parts if part)
