"""Ghi nhận theo giấy: who decided, who signed, the paper's number, when it really happened."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.events import OnPaper
from app.domain.text import clean
from app.ui.dossier.forms.entering import Complaint, move_on_enter
from app.ui.i18n import tr
from app.ui.reception import typed
from app.ui.tokens import Space
from app.ui.widgets.fields import TextField, TickField
from app.ui.widgets.layout import columns
from app.usecases.processing import Decided


class PaperPart(QWidget):
    """Shown when others decided on paper; always for acts that the officer may only record so."""

    def __init__(self, now: datetime, *, required: bool) -> None:
        super().__init__()
        self.tick = TickField(tr("Others decided this on paper"))
        self.who = TextField(tr("Who decided or signed"), required=True, longest=120)
        self.position = TextField(tr("Position"), longest=120)
        self.number = TextField(tr("Number of the paper"), longest=60)
        self.day = TextField(tr("Signed on"), required=True, longest=10)
        self.clock = TextField(tr("At"), required=True, longest=5)
        self.day.fill(f"{now:%d/%m/%Y}")
        self.clock.fill(f"{now:%H:%M}")
        self._fields = QWidget()
        inside = QVBoxLayout(self._fields)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(Space.S)
        inside.addLayout(columns(self.who, self.position))
        inside.addLayout(columns(self.number, self.day, self.clock))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.tick)
        column.addWidget(self._fields)
        self.tick.setVisible(not required)
        self.tick.fill(required)
        self.tick.edited.connect(self._show_fields)
        move_on_enter(self)
        self._show_fields()

    def is_on(self) -> bool:
        """Say whether a paper is recorded."""
        return self.tick.value()

    def value(self) -> Decided | None:
        """Answer who decided what and when; `None` when nobody did on paper."""
        at = typed.moment(self.day.value(), self.clock.value())
        if not self.is_on() or at is None:
            return None
        who = clean(self.who.value())
        paper = OnPaper(
            decided_by=who,
            signed_by=who,
            position=clean(self.position.value()),
            number=clean(self.number.value()),
            date=at.date().isoformat(),
        )
        return Decided(at, paper)

    def complaints(self, now: datetime) -> Sequence[Complaint]:
        """List what is missing or cannot be read."""
        if not self.is_on():
            return ()
        found: list[Complaint] = []
        if not self.who.value():
            found.append((self.who, tr("Write who decided or signed.")))
        at = typed.moment(self.day.value(), self.clock.value())
        if at is None:
            found.append((self.day, tr("Write the day as 24/11/2026 and the time as 08:40.")))
        elif at > now:
            found.append((self.day, tr("This moment lies in the future.")))
        return found

    def _show_fields(self) -> None:
        self._fields.setVisible(self.is_on())
