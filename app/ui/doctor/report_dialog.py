"""The report word for word, before anything leaves this PC."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from app.ui.doctor.presenter import Report
from app.ui.i18n import tr
from app.ui.tokens import Space
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.layout import Words, quiet, row


class ReportDialog(QDialog):
    """Read it, then save it or leave it."""

    save_asked = Signal(str)

    def __init__(self, found: Report, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Report for the helpdesk"))
        self.resize(720, 560)
        self.text = QPlainTextEdit(found.text)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(tr("Text of the report"))
        self.save = PrimaryButton(tr("Save as a file …"), self._save)
        column = QVBoxLayout(self)
        column.setSpacing(Space.S)
        column.addWidget(Words(tr("This and nothing else leaves the PC, and only if you save it.")))
        column.addWidget(quiet(_who_reads(found)))
        column.addWidget(self.text, 1)
        column.addLayout(row(self.save, Button(tr("Close"), self.reject, key="Esc")))
        self.save.setFocus()

    def _save(self) -> None:
        text = self.text.toPlainText()
        self.accept()
        self.save_asked.emit(text)


def _who_reads(found: Report) -> str:
    """Who can read the file; where anybody can: what it holds."""
    if found.is_sealed:
        return tr("The file is sealed: only the province's helpdesk can read it.")
    return tr(
        "The helpdesk's key has not come to this PC yet, so the file is not sealed: whoever has it "
        "can read it. It holds what was checked, figures of the PC and counts of the log; no "
        "person, no dossier, no password."
    )
