"""Nhập bù: the true time, why it was taken on paper, the paper's number, a slip printed blank."""

from datetime import datetime

import msgspec
from PySide6.QtCore import Signal

from app.domain.text import clean
from app.ui.i18n import tr
from app.ui.reception import typed
from app.ui.reception.slim import slim
from app.ui.widgets.buttons import LinkButton, QuietButton
from app.ui.widgets.fields import ChoiceField, Field, TextField
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import Card, columns, quiet
from app.usecases.blank_slips import BlankSlip
from app.usecases.reception_form import ReceptionForm, TakenOnPaper


class LateFields(Card):
    """Shown above the people while a dossier taken on paper is typed in."""

    edited = Signal()
    given_up = Signal()
    slips_asked = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Taken on paper before"))
        self._is_on = False
        self._fallback: datetime | None = None
        self.day = TextField(tr("True day"), required=True, placeholder="24/11/2026", longest=10)
        self.clock = TextField(tr("True time"), required=True, placeholder="08:40", longest=5)
        self.number = TextField(tr("Number on the paper"), longest=60)
        self.reason = TextField(tr("Why it was taken on paper"), required=True, longest=200)
        self.slip = ChoiceField(tr("Slip printed blank that the citizen holds"))
        slim(self.slip)
        self.offer_slips(())
        words = tr("The due time counts from the true time.")
        self.add(quiet(words))
        self.column.addLayout(columns(self.day, self.clock, self.number))
        self.column.addLayout(columns(self.reason, self.slip))
        give_up = QuietButton(tr("Not on paper after all"), self.given_up.emit, key="Ctrl+B")
        slips = LinkButton(tr("Print blank slips for the next time …"), self.slips_asked.emit)
        self.column.addLayout(flow(give_up, slips))
        for field in (self.day, self.clock, self.number, self.reason, self.slip):
            field.edited.connect(self.edited)
        self.hide()

    def begin(self, now: datetime, slip: str = "") -> None:
        """Show the fields with today's date; `slip` is the number of a slip printed blank."""
        self._is_on = True
        self._fallback = now
        self.day.fill(f"{now:%d/%m/%Y}")
        self.slip.fill(slip)
        self.show()
        self.edited.emit()
        self.clock.setFocus()

    def end(self) -> None:
        """Take the fields away: it is an ordinary reception."""
        self._is_on = False
        self.hide()

    def values(self, form: ReceptionForm) -> ReceptionForm:
        """Answer the form with what is said about the paper."""
        if not self._is_on:
            return msgspec.structs.replace(form, late=None, blank_slip="")
        moment = typed.moment(self.day.value(), self.clock.value()) or self._fallback
        late = None
        if moment is not None:
            reason, number = clean(self.reason.value()), clean(self.number.value())
            late = TakenOnPaper(moment, reason, number)
        return msgspec.structs.replace(form, late=late, blank_slip=str(self.slip.value() or ""))

    def fill(self, form: ReceptionForm) -> None:
        """Show what a draft says, without telling that anything was edited."""
        late = form.late
        self._is_on = late is not None
        self.setVisible(self._is_on)
        self._fallback = late.accepted if late else None
        self.day.fill(f"{late.accepted:%d/%m/%Y}" if late else "")
        self.clock.fill(f"{late.accepted:%H:%M}" if late else "")
        self.reason.fill(late.reason if late else "")
        self.number.fill(late.paper_number if late else "")
        self.slip.fill(form.blank_slip)

    def offer_slips(self, slips: tuple[BlankSlip, ...]) -> None:
        """Offer the burned numbers that no dossier has used yet."""
        chosen = self.slip.value() or ""
        self.slip.offer([(tr("None"), ""), *((slip.code, slip.code) for slip in slips)])
        self.slip.fill(chosen)

    def is_on(self) -> bool:
        """Whether a dossier taken on paper is typed in."""
        return self._is_on

    def is_unreadable(self) -> bool:
        """Whether the true time is not there yet."""
        return self._is_on and typed.moment(self.day.value(), self.clock.value()) is None

    def named(self) -> dict[str, Field]:
        """Answer the fields by the names that problems use."""
        return {
            "late.accepted": self.clock,
            "late.reason": self.reason,
            "late.paper_number": self.number,
            "blank_slip": self.slip,
        }
