"""The office's own limit, fee and papers for a procedure: who approved, when, on what paper."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.domain.procedure import Channel, ComponentDocument, Override
from app.domain.text import clean
from app.ui.i18n import tr
from app.ui.reception import typed
from app.ui.reception.limit_fields import LimitFields
from app.ui.tokens import Size, Space
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.fields import TextField, TickField
from app.ui.widgets.layout import Words, columns, quiet, row


class OverrideDialog(QDialog):
    """Asks for what the office sets; `saved` brings the `Override`."""

    saved = Signal(object)

    def __init__(
        self, parent: QWidget, code: str, name: str, papers: tuple[ComponentDocument, ...]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Set by the office"))
        self._code = code
        self._papers = papers
        self.limit = LimitFields()
        self.limit.by.hide()
        self.limit.fill(None, "")
        self.fee = TextField(tr("Fee in đồng"), longest=14)
        self.keep = TickField(tr("The papers as they stand in the form now"))
        self.approver = TextField(tr("Approved by"), required=True)
        self.day = TextField(tr("On the day"), required=True, placeholder="31/01/2026", longest=10)
        self.source = TextField(tr("By what paper"), required=True)
        self._wrong = Words("", "error")
        self._arrange(name)

    def save(self) -> None:
        """Tell what the office sets, or what is still missing."""
        day = typed.day_of(self.day.value())
        approver, source = clean(self.approver.value()), clean(self.source.value())
        if day is None or not approver or not source:
            self._complain(tr("Say who approved it, on which day, by what paper."))
        elif self.limit.is_unreadable() or self._fee_is_unreadable():
            self._complain(tr("Limit and fee are whole numbers."))
        else:
            self.saved.emit(self._said(approver, day, source))
            self.accept()

    def _arrange(self, name: str) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(Space.M)
        column.addWidget(Words(name, "strong"))
        column.addWidget(quiet(tr("What is left empty stays as the catalogue has it.")))
        column.addLayout(columns(self.limit, self.fee))
        column.addWidget(self.keep)
        column.addLayout(columns(self.approver, self.day))
        column.addWidget(self.source)
        column.addWidget(self._wrong)
        save = PrimaryButton(tr("Let it stand from now on"), self.save, key="Ctrl+S")
        save.setShortcut("Ctrl+S")
        column.addLayout(row(save, Button(tr("Cancel"), self.reject, key="Esc")))
        self.setMinimumWidth(int(Size.FORM))
        self._wrong.hide()

    def _said(self, approver: str, day: date, source: str) -> Override:
        limit = self.limit.value()
        return Override(
            code=self._code,
            approver=approver,
            approved_on=day,
            source=source,
            limits=dict.fromkeys(Channel, limit) if limit else None,
            papers=self._papers if self.keep.value() else None,
            fee_vnd=typed.money(self.fee.value()),
        )

    def _fee_is_unreadable(self) -> bool:
        return bool(self.fee.value()) and typed.money(self.fee.value()) is None

    def _complain(self, words: str) -> None:
        self._wrong.setText(f"⚠ {words}")
        self._wrong.show()
