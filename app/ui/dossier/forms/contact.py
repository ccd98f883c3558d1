"""Sửa thông tin liên hệ: how the citizen is told."""

from app.domain.states import Act
from app.domain.text import clean
from app.ui.dossier.forms.form import ActForm
from app.ui.dossier.presenter import Work
from app.ui.i18n import tr
from app.ui.widgets.fields import Field, TextField
from app.ui.widgets.layout import columns
from app.usecases.processing import change_contact


class ContactForm(ActForm):
    """Telephone and mail of the submitter."""

    act = Act.CHANGE_CONTACT
    takes_paper = False

    def build(self) -> None:
        """What stands is offered."""
        person = self.shown.view.dossier.submitter
        self._phone = (person.phone or "") if person else ""
        self._email = (person.email or "") if person else ""
        self.phone = TextField(tr("Telephone"), longest=20)
        self.email = TextField(tr("Mail"), longest=120)
        self.phone.fill(self._phone)
        self.email.fill(self._email)
        self.add(columns(self.phone, self.email))

    def work(self) -> Work:
        """Change what was changed."""
        phone, email = clean(self.phone.value()), clean(self.email.value())
        new_phone = phone if phone != self._phone else None
        new_email = email if email != self._email else None
        return lambda desk, seen: change_contact(desk, seen, phone=new_phone, email=new_email)

    def named(self) -> dict[str, Field]:
        """Place the sentence of an error."""
        return {"nothing_changed": self.phone}
