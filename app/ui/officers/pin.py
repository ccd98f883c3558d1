"""Mã PIN của hôm nay: quick change of officers at this counter, in memory only."""

from PySide6.QtCore import Signal

from app.domain import pins
from app.domain.errors import RuleViolation
from app.ui import words
from app.ui.i18n import tr
from app.ui.officers.part import Faults, Part
from app.ui.widgets.fields import PasswordField
from app.ui.widgets.layout import quiet


class PinPart(Part):
    """A PIN for the rest of the day; whoever sets it shows the own password."""

    asked = Signal(str, str)  # own password, PIN

    def __init__(self) -> None:
        super().__init__(tr("PIN of today"), tr("Keep the PIN for today"))
        self.own = PasswordField(tr("Your own password"))
        self.first = PasswordField(tr("PIN"), hint=tr("4 to 6 digits."))
        self.second = PasswordField(tr("PIN again"))
        self.add(quiet(tr("For changing officers quickly while the counter is open.")))
        self._arrange(self.own, self.first, self.second)

    def _faults(self) -> Faults:
        differ = self.first.value() != self.second.value()
        return [
            (self.own, "" if self.own.value() else tr("Type your own password.")),
            (self.first, _fault(self.first.value())),
            (self.second, tr("The two are not the same.") if differ else ""),
        ]

    def _refusals(self) -> dict[str, PasswordField]:
        return {
            "wrong_password": self.own,
            "pin_not_digits": self.first,
            "pin_too_plain": self.first,
        }

    def _ask(self) -> None:
        self.asked.emit(self.own.value(), self.first.value())


def _fault(pin: str) -> str:
    try:
        pins.check(pin)
    except RuleViolation as no:
        said = words.sentence(no.code)
        return f"{said.what} {said.remedy}".strip()
    return ""
