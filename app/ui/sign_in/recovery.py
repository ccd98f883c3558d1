"""Quên mật khẩu: three ways to a new password on the spot, and what each can and cannot open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from app.ui.i18n import tr
from app.ui.sign_in.frame import MiddleFrame
from app.ui.sign_in.passwords import faults_in
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.fields import ChoiceField, Field, PasswordField, TextField
from app.ui.widgets.layout import Words, columns

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from app.usecases.forgotten import Ways

RECOVERY, OFFICERS, PHONE = "recovery", "officers", "phone"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed: whose password becomes which, the way, and what that way needs."""

    officer: str
    password: str
    way: str
    code: str = ""
    who: str = ""
    two: tuple[tuple[str, str], ...] = ()


class RecoveryPage(MiddleFrame):
    """The way, what it needs, and a new password, twice."""

    submitted = Signal(Asked)
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Forgotten password"))
        self._officer = ""
        self._ways: Ways | None = None
        self.way = ChoiceField(tr("The way"))
        self.advice = Words("")
        self.limits = Words("", "quiet")
        self.code = TextField(tr("Recovery code"), required=True, hint=tr("Small or capital."))
        self.who = TextField(tr("Who opened the envelope"), required=True, longest=80)
        self.people = (ChoiceField(tr("First who vouches")), ChoiceField(tr("Second who vouches")))
        self.proofs = (PasswordField(tr("Password")), PasswordField(tr("Password")))
        self.first = PasswordField(tr("New password"), hint=tr("At least 8 characters."))
        self.second = PasswordField(tr("New password again"))
        self.button = PrimaryButton(tr("Set the new password"), self._submit, key="Enter")
        self._arrange()

    def begin(self, officer_id: str) -> None:
        """Wait for what is typed for this officer; the envelope is always there."""
        self._officer, self._ways = officer_id, None
        for field in (self.code, self.who, *self.proofs, self.first, self.second):
            field.fill("")
            field.complain("")
        self.way.offer([(tr("Code in the sealed envelope"), RECOVERY)])
        self.button.setEnabled(True)
        self._show_way()

    def offer(self, ways: Ways) -> None:
        """Show the ways that this PC has for the officer."""
        self._ways = ways
        offered = [(tr("Code in the sealed envelope"), RECOVERY)]
        if ways.others:
            offered.append((tr("Two other officers of this PC"), OFFICERS))
        if ways.number:
            offered.append((tr("Code read out by the province's helpdesk"), PHONE))
        chosen = self.way.value()
        self.way.offer([*offered])
        self.way.fill(chosen)
        for box, person in zip(self.people, ways.others, strict=False):
            box.offer([(one.name, one.id) for one in ways.others])
            box.fill(person.id)
        self._show_way()

    def refuse(self, sentence: str) -> None:
        """Say why it was not accepted, beside what was shown for it."""
        self.button.setEnabled(True)
        field = self.proofs[0] if self.way.value() == OFFICERS else self.code
        field.complain(sentence)
        field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back to signing in, as its button says."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            return
        super().keyPressEvent(event)

    def _arrange(self) -> None:
        self.way.edited.connect(self._show_way)
        for field in (self.code, self.who, *self.proofs, self.first, self.second):
            field.line.returnPressed.connect(self._submit)
        self.card.add(self.way, self.advice, self.limits, self.code, self.who)
        for person, proof in zip(self.people, self.proofs, strict=True):
            self.card.column.addLayout(columns(person, proof))
        self.card.add(self.first, self.second, self.button)
        self.card.add(Button(tr("Back to sign-in"), self.given_up.emit, key="Esc"))

    def _show_way(self) -> None:
        way = str(self.way.value())
        self.advice.setText(self._advice(way))
        self.limits.setText(_limits(way))
        self.keep_words_whole()
        self.code.rename(tr("Code from the telephone") if way == PHONE else tr("Recovery code"))
        self.who.rename(tr("Whom you spoke to") if way == PHONE else tr("Who opened the envelope"))
        shown: dict[bool, tuple[QWidget, ...]] = {
            way == OFFICERS: (*self.people, *self.proofs),
            way != OFFICERS: (self.code, self.who),
        }
        for wanted, widgets in shown.items():
            for widget in widgets:
                widget.setVisible(wanted)
        (self.proofs[0] if way == OFFICERS else self.code).setFocus()

    def _advice(self, way: str) -> str:
        if way == PHONE and self._ways is not None:
            return tr(
                "Call the province's helpdesk. Say: commune {commune}, PC {device}, code number "
                "{number}. They call you back on the number that they know, then read out the "
                "code. The line for the network is not needed.",
                commune=self._ways.commune,
                device=f"{self._ways.device[:5]}-{self._ways.device[5:]}",
                number=self._ways.number,
            )
        if way == OFFICERS:
            return tr(
                "Two other officers type their own passwords here. At least one of them must be "
                "allowed to add officers; for a leader or technician one of the two is one."
            )
        return tr(
            "The office's head keeps a sealed envelope with the recovery code. "
            "Open it in front of a witness and type the code here. "
            "Nothing is lost; the network is not needed."
        )

    def _submit(self) -> None:
        if not self.button.isEnabled() or self._has_faults():
            return
        self.button.setEnabled(False)
        way = str(self.way.value())
        two = tuple(
            (str(person.value() or ""), proof.value())
            for person, proof in zip(self.people, self.proofs, strict=True)
        )
        self.submitted.emit(
            Asked(
                officer=self._officer,
                password=self.first.value(),
                way=way,
                code=self.code.value(),
                who=self.who.value(),
                two=two if way == OFFICERS else (),
            )
        )

    def _has_faults(self) -> bool:
        by_two = self.way.value() == OFFICERS
        typed: list[tuple[Field, str]] = [
            (self.code, "" if by_two or self.code.value() else tr("Type the code.")),
            (self.who, "" if by_two or self.who.value() else tr("Type the full name.")),
            *(
                (one, "" if one.value() or not by_two else tr("Type the password."))
                for one in self.proofs
            ),
        ]
        new = faults_in(self.first.value(), self.second.value())
        faults = [*typed, *zip((self.first, self.second), new, strict=True)]
        for field, sentence in faults:
            field.complain(sentence)
        wrong = [field for field, sentence in faults if sentence]
        if wrong:
            wrong[0].setFocus()
        return bool(wrong)


def _limits(way: str) -> str:
    """What a way can and cannot open."""
    words = {
        RECOVERY: tr(
            "Opens: the password of any officer of this PC, and copies of the office that were "
            "made while this code was in force. Does not open: another PC. Afterwards print a "
            "new code: Office, Recovery code."
        ),
        OFFICERS: tr(
            "Opens: the password of this one officer on this PC. Does not open: another PC. "
            "Copies made before open with the passwords of that time."
        ),
        PHONE: tr(
            "Opens: the password of this one officer on this PC, once. Does not open: another "
            "PC, nor any copy of the office. The helpdesk itself sees no dossier."
        ),
    }
    return words.get(way, "")
