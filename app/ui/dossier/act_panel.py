"""One act being filled in, inside the page: its form, the paper it rests on, F8 and Esc."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import RuleViolation
from app.ui import notices
from app.ui.dossier.forms.form import ActForm
from app.ui.i18n import tr
from app.ui.notices import Notice
from app.ui.tokens import Space
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.fields import Field
from app.ui.widgets.layout import Card, Words, row


class ActPanel(Card):
    """Holds what is typed until it is recorded or given up; nothing is recorded without F8."""

    confirmed = Signal()
    given_up = Signal()

    def __init__(self, form: ActForm) -> None:
        super().__init__(form.title())
        self.setAccessibleName(form.title())
        self.form = form
        self.error = Words("", "error")
        self.error.hide()
        self.button = PrimaryButton(form.verb(), self.confirmed.emit, key="F8")
        self.give_up = Button(tr("Do nothing"), self.given_up.emit, key="Esc")
        self.column.setSpacing(Space.S)
        self.add(form, self.error)
        self.column.addLayout(row(self.button, self.give_up))

    def is_complete(self, now: datetime) -> bool:
        """Say beside each field what cannot be read; stand at the first such field."""
        self._quieten()
        found = list(self.form.complaints())
        if self.form.paper is not None:
            found += self.form.paper.complaints(now)
        for field, words in found:
            self._complain(field, words)
        if found and (where := found[0][0] or self.first()) is not None:
            where.setFocus()
        return not found

    def show_error(self, error: Exception) -> None:
        """Say what the rules answered: beside its field, or above the button."""
        self.set_busy(on=False)
        notice = notices.of(error)
        if notice is None:
            return
        field = self._field_of(error)
        if field is not None:
            field.complain(notice.text)
            field.setFocus()
        else:
            self._complain(None, _sentence(notice))

    @property
    def is_busy(self) -> bool:
        """Say whether the act is being recorded just now."""
        return not self.button.isEnabled()

    def set_busy(self, *, on: bool) -> None:
        """One press is one act."""
        self.button.setEnabled(not on)

    def first(self) -> QWidget | None:
        """Answer where typing begins."""
        return self.form.first()

    def _field_of(self, error: Exception) -> Field | None:
        if not isinstance(error, RuleViolation):
            return None
        self.form.ask_for(error.code)
        return self.form.named().get(error.code)

    def _complain(self, field: Field | None, words: str) -> None:
        if field is not None:
            field.complain(words)
            return
        self.error.setText(f"⚠ {words}")
        self.error.show()

    def _quieten(self) -> None:
        self.error.hide()
        for field in self.findChildren(Field):
            if field.error:
                field.complain("")


def _sentence(notice: Notice) -> str:
    return " ".join(part for part in (notice.text, notice.remedy) if part)
