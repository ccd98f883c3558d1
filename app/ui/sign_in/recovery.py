"""Quên mật khẩu: what to do now, and a new password by the office's sealed recovery code."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.ui.i18n import tr
from app.ui.sign_in.frame import MiddleFrame
from app.ui.sign_in.passwords import faults_in
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.fields import PasswordField, TextField
from app.ui.widgets.layout import Words


class RecoveryPage(MiddleFrame):
    """The recovery code and a new password, twice."""

    submitted = Signal(str, str, str)  # the officer's id, the code, the new password
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Forgotten password"))
        self._officer = ""
        self.code = TextField(tr("Recovery code"), required=True, hint=tr("Small or capital."))
        self.first = PasswordField(tr("New password"), hint=tr("At least 8 characters."))
        self.second = PasswordField(tr("New password again"))
        self.button = PrimaryButton(tr("Set the new password"), self._submit, key="Enter")
        for field in (self.code, self.first, self.second):
            field.line.returnPressed.connect(self._submit)
        advice = Words(
            tr(
                "The office's head keeps a sealed envelope with the recovery code. "
                "Open it in front of a witness, type the code here, and seal it again. "
                "Nothing is lost; the network is not needed."
            )
        )
        self.card.add(advice, self.code, self.first, self.second, self.button)
        self.card.add(Button(tr("Back to sign-in"), self.given_up.emit, key="Esc"))

    def begin(self, officer_id: str) -> None:
        """Wait for the code of this officer."""
        self._officer = officer_id
        for field in (self.code, self.first, self.second):
            field.fill("")
            field.complain("")
        self.button.setEnabled(True)
        self.code.setFocus()

    def refuse(self, sentence: str) -> None:
        """Say why the code was not accepted."""
        self.button.setEnabled(True)
        self.code.complain(sentence)
        self.code.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back to signing in, as its button says."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            return
        super().keyPressEvent(event)

    def _submit(self) -> None:
        self.code.complain("" if self.code.value() else tr("Type the recovery code."))
        faults = faults_in(self.first.value(), self.second.value())
        for field, sentence in zip((self.first, self.second), faults, strict=True):
            field.complain(sentence)
        if self.button.isEnabled() and self.code.value() and not any(faults):
            self.button.setEnabled(False)
            self.submitted.emit(self._officer, self.code.value(), self.first.value())
