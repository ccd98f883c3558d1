"""Đăng nhập: who of this PC's officers works now, and the password."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.i18n import tr
from app.ui.sign_in.frame import MiddleFrame
from app.ui.widgets.buttons import LinkButton, PrimaryButton
from app.ui.widgets.fields import ChoiceField, PasswordField
from app.ui.widgets.layout import quiet
from app.usecases.this_pc import OfficerName


class SignInPage(MiddleFrame):
    """Officer, password, Enter; nothing here asks the network."""

    submitted = Signal(str, str)  # the officer's id, the password
    forgotten = Signal(str)
    checkup_asked = Signal()
    practice_asked = Signal()
    rescue_asked = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Sign in"))
        self._is_early = False  # Enter came before the names did
        self._with_pin: Collection[str] = ()
        self.officer = ChoiceField(tr("Officer"))
        self.password = PasswordField(tr("Password"), required=False)
        self.button = PrimaryButton(tr("Begin work"), self._submit, key="Enter")
        self.password.line.returnPressed.connect(self._submit)
        self.officer.edited.connect(self._chosen)
        lost = LinkButton(tr("Forgotten password"), self._forgot)
        self.card.add(self.officer, self.password, self.button, lost)
        self.card.add(quiet(tr("Signing in needs no network.")))
        self.card.add(LinkButton(tr("Check this PC"), self.checkup_asked.emit))
        self.practice = LinkButton(tr("Practise with invented people"), self.practice_asked.emit)
        self.card.add(self.practice)
        self.card.add(LinkButton(tr("Restore or mend the records"), self.rescue_asked.emit))

    def offer(
        self, officers: Sequence[OfficerName], chosen: str = "", with_pin: Collection[str] = ()
    ) -> None:
        """List the officers of this PC; the one who worked last is chosen.

        Those `with_pin` may type the PIN that they set today instead of the password.
        """
        self._with_pin = with_pin
        self.officer.offer([(officer.name, officer.id) for officer in officers])
        if chosen:
            self.officer.fill(chosen)
        self._hint()
        if self._is_early:
            self._is_early = False
            self._submit()

    def begin(self, title: str = "", explanation: str = "") -> None:
        """Wait for a password; nothing of an earlier attempt is left."""
        self.entitle(title or tr("Sign in"), explanation)
        self.password.fill("")
        self.wait(on=False)
        self.first_focus().setFocus()

    def wait(self, *, on: bool) -> None:
        """Show that the password is being tried: it takes a moment on purpose."""
        self.button.setEnabled(not on)
        self.password.complain("")
        self.password.set_hint(tr("Opening the office …") if on else self._pin_words())

    def refuse(self, sentence: str) -> None:
        """Say why it did not work, beside the password."""
        self.wait(on=False)
        self.password.fill("")
        self.password.complain(sentence)
        self.password.setFocus()

    def _chosen(self) -> None:
        self._hint()
        self.password.setFocus()

    def _hint(self) -> None:
        self.password.set_hint(self._pin_words())

    def _pin_words(self) -> str:
        may = str(self.officer.value() or "") in self._with_pin
        return tr("The PIN of today will do.") if may else ""

    def first_focus(self) -> QWidget:
        """Answer where one types first."""
        return self.password.line

    def _submit(self) -> None:
        if not self.button.isEnabled():
            return
        if not self.password.value():
            self.password.complain(tr("Type the password."))
            return
        officer = str(self.officer.value() or "")
        if officer:
            self.submitted.emit(officer, self.password.value())
        self._is_early = not officer

    def _forgot(self) -> None:
        if officer := self.officer.value():
            self.forgotten.emit(str(officer))
