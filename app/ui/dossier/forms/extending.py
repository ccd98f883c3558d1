"""Gia hạn: apologise and appoint anew, once at most (NĐ 118/2025, Điều 19(6))."""

from collections.abc import Sequence
from datetime import datetime

from app.domain.states import Act
from app.domain.text import clean
from app.ui.dossier.forms.entering import Complaint
from app.ui.dossier.forms.form import ActForm
from app.ui.dossier.presenter import Work
from app.ui.i18n import tr
from app.ui.reception import typed
from app.ui.widgets.fields import Field, NoteField, TextField
from app.ui.widgets.layout import columns
from app.usecases.processing import extend
from app.usecases.promises import office_time


class ExtendForm(ActForm):
    """The new moment, and why."""

    act = Act.EXTEND

    def build(self) -> None:
        """The hour of the old appointment is offered."""
        due = self.shown.view.dossier.due
        if self.shown.view.extension_is_late:
            self.warn(
                tr(
                    "Less than one working day is left: the law wants the apology before that. "
                    "It is recorded as late."
                )
            )
        self.explain(tr("Once only, with an apology to the citizen before the old time is over."))
        self.day = TextField(tr("New day"), required=True, placeholder="24/11/2026", longest=10)
        self.clock = TextField(tr("At"), required=True, longest=5)
        self.clock.fill(f"{office_time(due):%H:%M}" if due else "")
        self.reason = NoteField(tr("Reason"), required=True, lines=2)
        self.add(columns(self.day, self.clock), self.reason)

    def moment(self) -> datetime | None:
        """Answer the new appointment."""
        return typed.moment(self.day.value(), self.clock.value())

    def work(self) -> Work:
        """Appoint anew."""
        decided = self.decided()
        due, why = self.moment() or self.shown.now, clean(self.reason.value())
        return lambda desk, seen: extend(desk, seen, due, why, decided=decided)

    def complaints(self) -> Sequence[Complaint]:
        """A moment is a moment."""
        words = tr("Write the day as 24/11/2026 and the time as 08:40.")
        return [(self.day, words)] if self.moment() is None else ()

    def named(self) -> dict[str, Field]:
        """Place the sentences of errors."""
        codes = ("extension_not_later", "extension_only_once", "appointment_outside_hours")
        return {"reason_missing": self.reason, **dict.fromkeys(codes, self.day)}
