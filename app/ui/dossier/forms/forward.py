"""Chuyển hồ sơ: to whom (NĐ 118/2025, Điều 18)."""

from app.domain.events import Recipient
from app.domain.states import Act
from app.domain.text import clean
from app.ui.dossier.forms.form import ActForm
from app.ui.dossier.presenter import Work
from app.ui.i18n import tr
from app.ui.widgets.fields import Field, TextField, TickField
from app.ui.widgets.layout import columns
from app.usecases.processing import forward


class ForwardForm(ActForm):
    """Who takes the dossier over."""

    act = Act.FORWARD

    def build(self) -> None:
        """Name and unit; the last recipient is offered."""
        self.name = TextField(tr("To whom"), required=True, longest=120)
        self.unit = TextField(tr("Unit"), longest=120)
        self.note = TextField(tr("Remark"), longest=300)
        self.province = TickField(tr("It leaves the commune: an agency of the province settles it"))
        if (whom := self.shown.view.dossier.for_authority) is not None:
            self.name.fill(whom)
        elif (last := self.shown.recipient) is not None:
            self.name.fill(last.name)
            self.unit.fill(last.unit)
            self.province.fill(last.province)
            self.name.line.selectAll()
        self.add(columns(self.name, self.unit), self.note, self.province)

    def recipient(self) -> Recipient:
        """Answer to whom the dossier goes."""
        name, unit = clean(self.name.value()), clean(self.unit.value())
        return Recipient(name=name, unit=unit, province=self.province.value())

    def work(self) -> Work:
        """Hand over."""
        decided = self.decided()
        to, note = self.recipient(), clean(self.note.value())
        return lambda desk, seen: forward(desk, seen, to, note=note, decided=decided)

    def done_words(self) -> str:
        """Say to whom it went."""
        return tr("Forwarded to {name}.", name=self.recipient().name)

    def named(self) -> dict[str, Field]:
        """Place the sentence of an error."""
        return {"recipient_missing": self.name}
