"""The limit where the clerk has to state one: how much, of what, and who said so."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.procedure import Limit, Unit
from app.domain.text import clean
from app.ui.i18n import tr
from app.ui.labels import choices
from app.ui.reception import typed
from app.ui.reception.slim import slim
from app.ui.tokens import Space
from app.ui.widgets.fields import ChoiceField, TextField
from app.ui.widgets.layout import columns


class LimitFields(QWidget):
    """A number, its unit, and by whose word."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.number = TextField(tr("Time limit"), required=True, longest=4)
        self.unit = ChoiceField(tr("Counted in"), list(choices(Unit)))
        self.by = TextField(tr("By whose word, by what paper"), longest=200)
        slim(self.unit)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.S)
        whole.addLayout(columns(self.number, self.unit))
        whole.addWidget(self.by)
        for field in (self.number, self.unit, self.by):
            field.edited.connect(self.edited)
        self.unit.edited.connect(self._same_day_is_one)

    def value(self) -> Limit | None:
        """Answer the limit that was stated; `None` while none was."""
        number = typed.count(self.number.value())
        unit = self.unit.value()
        return Limit(number, unit) if number is not None and isinstance(unit, Unit) else None

    def is_unreadable(self) -> bool:
        """Whether something is typed that is no number."""
        return bool(self.number.value()) and typed.count(self.number.value()) is None

    def approver(self) -> str:
        """Answer by whose word."""
        return clean(self.by.value())

    def fill(self, limit: Limit | None, by: str) -> None:
        """Show a limit without telling that anything was edited."""
        self.number.fill(str(limit.value) if limit else "")
        self.unit.fill(limit.unit if limit else Unit.WORKING_DAY)
        self.by.fill(by)

    def _same_day_is_one(self) -> None:
        if self.unit.value() is Unit.SAME_DAY and not self.number.value():
            self.number.fill("1")
            self.edited.emit()
