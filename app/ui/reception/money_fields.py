"""What is to be paid, when, and what the citizen is exempted from."""

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.events import FeeTiming
from app.domain.fees import Exemption, Ground
from app.domain.text import clean
from app.ui.i18n import tr
from app.ui.labels import choices
from app.ui.reception import typed
from app.ui.reception.slim import slim
from app.ui.tokens import Space
from app.ui.widgets.fields import ChoiceField, TextField
from app.ui.widgets.layout import Words, columns
from app.usecases.reception_form import ReceptionForm


class MoneyFields(QWidget):
    """Fee, when it is taken, exemption."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.amount = TextField(tr("Fee in đồng"), longest=14)
        self.timing = ChoiceField(tr("Taken"), list(choices(FeeTiming)))
        self.listed = Words("", "hint")
        grounds: list[tuple[str, object]] = [(tr("No exemption"), None), *choices(Ground)]
        self.ground = ChoiceField(tr("Exemption"), grounds)
        self.percent = TextField(tr("Taken off, in percent"), longest=3)
        self.note = TextField(tr("Paper that shows it, or the ground"), longest=200)
        slim(self.timing, self.ground)
        self._exempt = QWidget()
        line = columns(self.percent, self.note)
        line.setContentsMargins(0, 0, 0, 0)
        line.setColumnStretch(1, 3)
        self._exempt.setLayout(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(columns(self.amount, self.timing, self.ground))
        column.addWidget(self.listed)
        column.addWidget(self._exempt)
        self._connect()
        self._show_exemption()

    def values(self, form: ReceptionForm) -> ReceptionForm:
        """Answer the form with what is to be paid as it is typed now."""
        ground = self.ground.value()
        exemption = None
        if isinstance(ground, Ground):
            percent = typed.count(self.percent.value())
            note = clean(self.note.value())
            exemption = Exemption(ground, 100 if percent is None else percent, note)
        timing = self.timing.value()
        return msgspec.structs.replace(
            form,
            fee_vnd=typed.money(self.amount.value()),
            fee_timing=timing if isinstance(timing, FeeTiming) else FeeTiming.BEFORE,
            exemption=exemption,
        )

    def fill(self, form: ReceptionForm) -> None:
        """Show what is to be paid without telling that anything was edited."""
        stated = form.fee_vnd
        self.amount.fill("" if stated is None else typed.shown_money(stated))
        self.timing.fill(form.fee_timing)
        exemption = form.exemption
        self.ground.fill(exemption.ground if exemption else None)
        self.percent.fill(str(exemption.percent) if exemption else "100")
        self.note.fill(exemption.note if exemption else "")
        self._show_exemption()

    def is_unreadable(self) -> bool:
        """Whether something is typed that is no amount."""
        return bool(self.amount.value()) and typed.money(self.amount.value()) is None

    def show_listed(self, listed: int | None, note: str) -> None:
        """Show what the catalogue asks where nothing else is typed, and what it says of it."""
        self.listed.setText(note)
        self.listed.setVisible(bool(note))
        shown = tr("not known") if listed is None else typed.shown_money(listed)
        self.amount.line.setPlaceholderText(shown)

    def _connect(self) -> None:
        for field in (self.amount, self.timing, self.ground, self.percent, self.note):
            field.edited.connect(self.edited)
        self.ground.edited.connect(self._show_exemption)

    def _show_exemption(self) -> None:
        self._exempt.setVisible(self.ground.value() is not None)
