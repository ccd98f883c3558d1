"""Ghi danh máy: the address and the one-time code that the province gave."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from app.ui.i18n import tr
from app.ui.notices import Notice
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.fields import TextField
from app.ui.widgets.layout import Card, Words, columns, quiet, row


class EnrolmentCard(Card):
    """Shown until the province knows this PC; everything else works without it."""

    asked = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__(tr("Make this PC known to the province"))
        self.url = TextField(
            tr("Address of the province's gateway"), required=True, placeholder="https://"
        )
        self.code = TextField(tr("Enrolment code"), required=True, longest=40)
        self.certificate = TextField(
            tr("Certificate file of the province (if one was given)"),
            hint=tr("Without it the code proves that the server is the right one."),
        )
        self.choose = Button(tr("Choose a file …"), self._choose)
        self.button = PrimaryButton(tr("Enrol"), self._ask)
        self.error = Words("", "error")
        self.error.hide()
        told = tr("The office works without it; what was done waits here until the PC is known.")
        self.add(quiet(told))
        self.column.addLayout(columns(self.url, self.code))
        self.add(self.certificate, self.error)
        self.column.addLayout(row(self.button, self.choose))
        self.url.line.returnPressed.connect(self.code.line.setFocus)
        self.code.line.returnPressed.connect(self.button.setFocus)

    def show_refusal(self, notice: Notice) -> None:
        """Say why it did not work; what is typed stays."""
        self.button.setEnabled(True)
        said = (notice.text, notice.remedy, f"({notice.code})" if notice.code else "")
        self.error.setText("⚠ " + " ".join(part for part in said if part))
        self.error.show()

    def end(self) -> None:
        """The province knows this PC: nothing of the code stays on the screen."""
        self.button.setEnabled(True)
        self.error.hide()
        self.code.fill("")

    def _ask(self) -> None:
        self.error.hide()
        if self._is_complete():
            self.button.setEnabled(False)
            self.asked.emit(self.url.value(), self.code.value(), self.certificate.value())

    def _is_complete(self) -> bool:
        is_address = self.url.value().startswith("https://")
        self.url.complain("" if is_address else tr("The address begins with https://."))
        self.code.complain("" if self.code.value() else tr("Write the code that was given."))
        return is_address and bool(self.code.value())

    def _choose(self) -> None:
        found, _kind = QFileDialog.getOpenFileName(self, tr("Choose a file …"))
        if found:
            self.certificate.fill(found)
