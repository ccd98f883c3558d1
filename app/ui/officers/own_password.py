"""Đổi mật khẩu: the present password, and the new one twice."""

from PySide6.QtCore import Signal

from app.ui.i18n import tr
from app.ui.officers.part import Faults, Part
from app.ui.sign_in.passwords import faults_in
from app.ui.widgets.fields import PasswordField


class OwnPasswordPart(Part):
    """One's own password, changed by whoever knows the present one."""

    asked = Signal(str, str)  # the present password, the new one

    def __init__(self) -> None:
        super().__init__(tr("Change your password"), tr("Change the password"))
        self.old = PasswordField(tr("Present password"))
        self.first = PasswordField(tr("New password"), hint=tr("At least 8 characters."))
        self.second = PasswordField(tr("New password again"))
        self._arrange(self.old, self.first, self.second)

    def _faults(self) -> Faults:
        too_short, differ = faults_in(self.first.value(), self.second.value())
        return [
            (self.old, "" if self.old.value() else tr("Type the present password.")),
            (self.first, too_short),
            (self.second, differ),
        ]

    def _refusals(self) -> dict[str, PasswordField]:
        return {"wrong_password": self.old, "password_too_short": self.first}

    def _ask(self) -> None:
        self.asked.emit(self.old.value(), self.first.value())
