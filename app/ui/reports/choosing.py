"""Choosing the days of a report: a span and its neighbours, or any two days."""

from datetime import date, timedelta

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import RuleViolation
from app.domain.reports import Period, Span, neighbour, period_of
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.reception import typed
from app.ui.reception.slim import slim
from app.ui.widgets.buttons import Button
from app.ui.widgets.fields import ChoiceField, TextField
from app.ui.widgets.layout import columns

OWN = "own"  # days that the officer chose herself


class PeriodBar(QObject):
    """The fields; `changed` says that other days were chosen, `stepped` -1 or 1 for a neighbour."""

    changed = Signal()
    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.span = ChoiceField(
            tr("Period"), [*((label(one), one) for one in Span), (tr("Days of your own"), OWN)]
        )
        self.span.fill(Span.MONTH)
        self.first = TextField(tr("From day"), longest=10)
        self.last = TextField(tr("To day"), longest=10)
        self.earlier = Button(tr("Earlier"), lambda: self.stepped.emit(-1), key="Alt+←")
        self.later = Button(tr("Later"), lambda: self.stepped.emit(1), key="Alt+→")
        self.today: date | None = None
        self._shown: Period | None = None
        self.span.edited.connect(self._span_chosen)
        for field in (self.first, self.last):
            field.edited.connect(lambda: self.span.fill(OWN))
            field.line.editingFinished.connect(self._typed)

    def place(self, column: QVBoxLayout, *before: QWidget) -> None:
        """Put everything into a page: what is shown, then of which days."""
        slim(self.span)
        column.addLayout(columns(*before))
        column.addLayout(columns(self.span, self.first, self.last))

    def period(self) -> Period | None:
        """Answer the days that are typed; what cannot be read is said beside its field."""
        if not self.first.value() and not self.last.value():
            return None
        first, last = (self._day(field) for field in (self.first, self.last))
        if first is None or last is None:
            return None
        try:
            return Period(first, last)
        except RuleViolation:
            self.last.complain(tr("The last day is before the first."))
            return None

    def show_period(self, period: Period) -> None:
        """Show the days of what is shown."""
        self._shown = period
        for field, day in ((self.first, period.first), (self.last, period.last)):
            field.fill(f"{day:%d/%m/%Y}")
            field.complain("")

    def move(self, period: Period, steps: int) -> None:
        """Go to the period before or after; own days move on by as many as they are."""
        span = self.span.value()
        if isinstance(span, Span):
            self.show_period(neighbour(span, period, steps))
            return
        days = timedelta((period.last - period.first).days + 1) * steps
        self.show_period(Period(period.first + days, period.last + days))

    def _span_chosen(self) -> None:
        span = self.span.value()
        if isinstance(span, Span) and self._shown is not None:
            last = self._shown.last
            self.show_period(period_of(span, min(last, self.today or last)))
            self.changed.emit()
        elif span == OWN:
            self.first.line.setFocus()

    def _typed(self) -> None:
        now = self.period()
        if now is not None and now != self._shown:
            self._shown = now
            self.changed.emit()

    def _day(self, field: TextField) -> date | None:
        day = typed.day_of(field.value())
        field.complain("" if day else tr("Write the day as 24/11/2026."))
        return day
