"""How it came where that needs words: by post, and for which other authority (phi địa giới)."""

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.procedure import Channel
from app.domain.text import clean
from app.ui.i18n import tr
from app.ui.reception import typed
from app.ui.tokens import Space
from app.ui.widgets.fields import Field, TextField, TickField
from app.ui.widgets.layout import columns
from app.usecases.reception_form import Arrival, ReceptionForm


class ComingFields(QWidget):
    """Arrival and number of a letter; the authority that settles what is taken in here for it."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.day = TextField(tr("Brought on"), placeholder="24/11/2026", longest=10)
        self.clock = TextField(tr("Brought at"), placeholder="08:40", longest=5)
        self.consignment = TextField(tr("Number of the consignment"), longest=40)
        self.other = TickField(tr("Taken in for another authority (phi địa giới)"))
        self.authority = TextField(
            tr("Which authority settles it"),
            required=True,
            longest=120,
            hint=tr("Its papers leave within 1 working day; the result comes back here."),
        )
        self._letter = QWidget()
        line = columns(self.day, self.clock, self.consignment)
        line.setContentsMargins(0, 0, 0, 0)
        self._letter.setLayout(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        for part in (self._letter, self.other, self.authority):
            column.addWidget(part)
        for field in (self.day, self.clock, self.consignment, self.other, self.authority):
            field.edited.connect(self.edited)
        self.other.edited.connect(self._show_authority)
        self.show_channel(Channel.DIRECT)
        self._show_authority()

    def show_channel(self, channel: object) -> None:
        """Ask about the letter only where there is one."""
        self._letter.setVisible(channel is Channel.POST)

    def values(self, form: ReceptionForm) -> ReceptionForm:
        """Answer the form with how it came."""
        at = typed.moment(self.day.value(), self.clock.value())
        is_letter = form.channel is Channel.POST and at is not None
        authority = clean(self.authority.value()) if self.other.value() else ""
        return msgspec.structs.replace(
            form,
            arrival=Arrival(at, clean(self.consignment.value())) if is_letter and at else None,
            for_authority=authority,
        )

    def fill(self, form: ReceptionForm) -> None:
        """Show what a form says without telling that anything was edited."""
        came = form.arrival
        self.day.fill(f"{came.at:%d/%m/%Y}" if came else "")
        self.clock.fill(f"{came.at:%H:%M}" if came else "")
        self.consignment.fill(came.consignment if came else "")
        self.other.fill(bool(form.for_authority))
        self.authority.fill(form.for_authority)
        self.show_channel(form.channel)
        self._show_authority()

    def named(self) -> dict[str, Field]:
        """Answer the fields by the names that problems use."""
        return {"arrival": self.day, "for_authority": self.authority}

    def unreadable(self) -> list[tuple[bool, str, str, bool]]:
        """Name what cannot be read as typed, or was promised by a tick and is not there."""
        is_typed = bool(self.day.value() or self.clock.value()) and not self._letter.isHidden()
        is_moment = typed.moment(self.day.value(), self.clock.value()) is not None
        is_nobody = self.other.value() and not clean(self.authority.value())
        return [
            (is_typed and not is_moment, "arrival", "arrival_unreadable", True),
            (is_nobody, "for_authority", "authority_missing", True),
        ]

    def _show_authority(self) -> None:
        self.authority.setVisible(self.other.value())
