"""Lập cơ quan: the first start on a new PC asks for the commune, the unit and the first officer."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.domain.access import Role
from app.domain.place import Commune
from app.ui.i18n import tr
from app.ui.sign_in.frame import MiddleFrame
from app.ui.sign_in.passwords import faults_in
from app.ui.widgets.buttons import Button, LinkButton, PrimaryButton
from app.ui.widgets.fields import ChoiceField, Field, PasswordField, SearchField, TextField
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import Words, columns, section_title


@dataclass(frozen=True, slots=True)
class NewOffice:
    """What the page asked for, complete and checked."""

    commune: Commune
    unit: str
    address: str
    phone: str
    officer: str
    role: Role
    password: str


class SetUpPage(MiddleFrame):
    """One column: where, which unit, who; the recovery code comes after it."""

    submitted = Signal(NewOffice)
    prepared = Signal(str, str, int)  # a prepared file, its passphrase, the PC's number
    rescue_asked = Signal()

    def __init__(self, roles: Sequence[tuple[str, object]]) -> None:
        super().__init__(
            tr("Set up the office on this PC"),
            tr("Once for each PC. It takes two minutes and needs no network."),
        )
        self._commune: Commune | None = None
        self.commune = SearchField(
            tr("Commune"), required=True, placeholder=tr("Type a part of the name")
        )
        self.commune.chosen.connect(self.choose)
        self.commune.asked.connect(self._forget_commune)
        self.file = TextField(tr("Prepared file (if the technician has one)"), longest=400)
        self.passphrase = TextField(tr("Passphrase of the file"), longest=20)
        self.number = TextField(tr("Number of this PC"), longest=3)
        self.number.fill("1")
        self.choose_file = Button(tr("Choose a file …"), self._choose_file)
        self.take_file = Button(tr("Take the prepared file"), self._take_file)
        self.of_file = QWidget()
        self.file_said = Words("", "text")
        self.file_said.hide()
        self.unit = TextField(tr("Unit"), required=True, hint=tr("As printed on the slips."))
        self.unit.fill("Trung tâm Phục vụ hành chính công")
        self.address = TextField(tr("Address of the unit"))
        self.phone = TextField(tr("Telephone of the unit"))
        self.officer = TextField(tr("First officer, full name"), required=True)
        self.role = ChoiceField(tr("Role"), roles)
        self.first = PasswordField(tr("Password"), hint=tr("At least 8 characters."))
        self.second = PasswordField(tr("Password again"))
        self.button = PrimaryButton(tr("Set up the office"), self._submit)
        self.second.line.returnPressed.connect(self._submit)
        self._arrange()

    def choose(self, commune: Commune) -> None:
        """Take the commune that was chosen from the list."""
        self._commune = commune
        self.commune.fill(commune.name)
        self.commune.complain("")
        self.unit.setFocus()

    def wait(self, *, on: bool) -> None:
        """Show that the office is being founded: keys are made, which takes some seconds."""
        self.button.setEnabled(not on)
        self.button.setText(tr("Setting up …") if on else tr("Set up the office"))

    def _arrange(self) -> None:
        inside = QVBoxLayout(self.of_file)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(columns(self.passphrase, self.number))
        inside.addLayout(flow(self.take_file))
        self.of_file.hide()
        self.file.edited.connect(self._show_of_file)
        self.card.add(self.file, self.choose_file, self.of_file, self.file_said)
        self.card.add(section_title(tr("Office")), self.commune, self.unit)
        self.card.column.addLayout(columns(self.address, self.phone))
        self.card.add(section_title(tr("First officer")), self.officer, self.role)
        self.card.column.addLayout(columns(self.first, self.second))
        self.card.add(self.button)
        self.card.add(LinkButton(tr("Restore from a copy instead"), self.rescue_asked.emit))

    def open_file(self, path: str) -> None:
        """Name a prepared file: chosen here, or opened by a double click."""
        self.file.fill(path)
        self._show_of_file()
        self.passphrase.setFocus()

    def say_of_file(self, sentence: str, *, is_bad: bool) -> None:
        """Say what the prepared file gave, or why it is not taken."""
        self.file_said.setText(sentence)
        self.file_said.become("bad" if is_bad else "good")
        self.file_said.setVisible(bool(sentence))

    def _show_of_file(self) -> None:
        """Ask for passphrase and number only where there is a file."""
        self.of_file.setVisible(bool(self.file.value()))

    def _choose_file(self) -> None:
        pattern = "*.motcua"
        found, _kind = QFileDialog.getOpenFileName(self, tr("Choose a file …"), "", pattern)
        if found:
            self.open_file(found)

    def _take_file(self) -> None:
        number = self.number.value()
        self.number.complain("" if number.isdigit() else tr("Type the number on the sticker."))
        if number.isdigit() and self.file.value():
            self.prepared.emit(self.file.value(), self.passphrase.value(), int(number))

    def _forget_commune(self, _text: str) -> None:
        self._commune = None

    def _submit(self) -> None:
        commune = self._commune
        if not self.button.isEnabled():
            return
        wrong = self._faults()
        if commune is None or wrong:
            wrong[0].setFocus()
            return
        self.submitted.emit(
            NewOffice(
                commune=commune,
                unit=self.unit.value(),
                address=self.address.value(),
                phone=self.phone.value(),
                officer=self.officer.value(),
                role=Role(str(self.role.value())),
                password=self.first.value(),
            )
        )

    def _faults(self) -> list[Field]:
        too_short, differ = faults_in(self.first.value(), self.second.value())
        faults: list[tuple[Field, str]] = [
            (self.commune, "" if self._commune else tr("Choose the commune from the list.")),
            (self.unit, "" if self.unit.value() else tr("Type the name of the unit.")),
            (self.officer, "" if self.officer.value() else tr("Type the officer's full name.")),
            (self.first, too_short),
            (self.second, differ),
        ]
        for field, sentence in faults:
            field.complain(sentence)
        return [field for field, sentence in faults if sentence]
