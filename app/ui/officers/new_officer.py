"""Thêm cán bộ: who, in what role, a first password twice, and the password of who adds them."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from app.domain.access import Role
from app.ui.i18n import tr
from app.ui.officers.part import Faults, Part
from app.ui.sign_in.passwords import faults_in
from app.ui.widgets.fields import ChoiceField, PasswordField, TextField


class NewOfficerPart(Part):
    """One more officer of this PC; whoever adds them shows their own password."""

    asked = Signal(str, object, str, str)  # full name, `Role`, own password, first password

    def __init__(self, roles: Sequence[tuple[str, Role]]) -> None:
        super().__init__(tr("Add an officer"), tr("Add the officer"))
        self.name = TextField(tr("Full name"), required=True)
        self.role = ChoiceField(tr("Role"), roles)
        self.first = PasswordField(tr("First password"), hint=tr("At least 8 characters."))
        self.second = PasswordField(tr("First password again"))
        self.own = PasswordField(tr("Your own password"))
        self._arrange(self.name, self.role, self.first, self.second, self.own)

    def _faults(self) -> Faults:
        too_short, differ = faults_in(self.first.value(), self.second.value())
        return [
            (self.name, "" if self.name.value() else tr("Type the officer's full name.")),
            (self.first, too_short),
            (self.second, differ),
            (self.own, "" if self.own.value() else tr("Type your own password.")),
        ]

    def _refusals(self) -> dict[str, PasswordField]:
        return {"wrong_password": self.own, "password_too_short": self.first}

    def _ask(self) -> None:
        role = Role(str(self.role.value()))
        self.asked.emit(self.name.value(), role, self.own.value(), self.first.value())
