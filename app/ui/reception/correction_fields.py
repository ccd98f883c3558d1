"""Đính chính tiếp nhận: which dossier, why, and what became of the slip that it replaces."""

from PySide6.QtCore import Signal

from app.domain.text import clean
from app.ui.i18n import tr
from app.ui.widgets.fields import Field, TextField, TickField
from app.ui.widgets.layout import Card, Words


class CorrectionFields(Card):
    """Shown above the people while a reception is put right."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Correcting a reception"))
        self._what = Words()
        self.reason = TextField(tr("Why it is corrected"), required=True, longest=200)
        self.recovered = TickField(tr("The old slip was taken back"))
        self.add(self._what, self.reason, self.recovered)
        self.reason.edited.connect(self.edited)
        self.hide()

    def begin(self, number: str, moment: str) -> None:
        """Say which dossier it is and what stays."""
        self._what.setText(
            tr("{number}, received {moment}: number and time stay.", number=number, moment=moment)
        )
        self.reason.fill("")
        self.recovered.fill(on=False)
        self.show()

    def value(self) -> str:
        """Answer why."""
        return clean(self.reason.value())

    def act_words(self) -> str:
        """Name what F8 does here."""
        return tr("Correct and print")

    def is_missing(self) -> bool:
        """Whether the reason is not there yet."""
        return not self.isHidden() and not self.value()

    def named(self) -> dict[str, Field]:
        """Answer the fields by the names that problems use."""
        return {"correction.reason": self.reason}
