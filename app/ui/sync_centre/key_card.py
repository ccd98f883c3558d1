"""Khóa của máy này: what it is called, and the way to a new key."""

from PySide6.QtCore import Signal

from app.ui.i18n import tr
from app.ui.notices import Notice
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.fields import TextField
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import Card, Words, quiet
from app.usecases.new_key import KeyStanding


class KeyCard(Card):
    """Closed until somebody asks; then two ways: at once, or by a code of the province."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("The key of this PC"))
        self.standing = Words("", "text")
        self.waits = Words("", "caution")
        self.begin = Button(tr("Change the key of this PC …"), self._begin)
        self.told = quiet(
            tr(
                "Work goes on at once; dossiers, books and passwords stay as they are, numbers are "
                "provisional until the province grants a new lane. What is signed with the old key "
                "afterwards does not count any more."
            )
        )
        self.code = TextField(
            tr("Enrolment code (only for a copied PC)"),
            longest=40,
            hint=tr(
                "If this PC is a copy of another one that works too, or its key may be in other "
                "hands, call the province for a code and type it here."
            ),
        )
        self.change = PrimaryButton(tr("Change the key now"), self._ask)
        self.cancel = Button(tr("Leave it as it is"), self.end)
        self.error = Words("", "error")
        self._second = (self.told, self.code, self.change, self.cancel)
        self.add(self.standing, self.waits, self.told, self.code, self.error)
        self.column.addLayout(flow(self.begin, self.change, self.cancel))
        self.code.line.returnPressed.connect(self.change.setFocus)
        self.end()
        self.hide()

    def show_standing(self, standing: KeyStanding) -> None:
        """Say what this PC is called and whether the province knows of its last change."""
        self.setVisible(standing.is_enrolled)
        words = tr("Device {device}.", device=standing.device)
        if standing.former:
            words += " " + tr("Before: {former}.", former=", ".join(standing.former))
        self.standing.setText(words)
        self.waits.setText(
            tr("The province hears of the new key in the next round.") if standing.waits else ""
        )
        self.waits.setVisible(standing.waits)
        self.begin.setEnabled(standing.may_change)

    def show_refusal(self, notice: Notice | None) -> None:
        """Say why it did not work; what is typed stays."""
        self.change.setEnabled(True)
        if notice is not None:
            code = f"({notice.code})" if notice.code else ""
            said = (notice.text, notice.remedy, code)
            self.error.setText("⚠ " + " ".join(part for part in said if part))
            self.error.show()

    def end(self) -> None:
        """Closed again; nothing of a code stays on the screen."""
        self.code.fill("")
        self.error.hide()
        self.change.setEnabled(True)
        had_focus = any(one.hasFocus() for one in (self.change, self.cancel))
        for one in self._second:
            one.hide()
        self.begin.show()
        if had_focus:
            self.begin.setFocus()

    def _begin(self) -> None:
        self.begin.hide()
        for one in self._second:
            one.show()
        self.change.setFocus()

    def _ask(self) -> None:
        self.error.hide()
        self.change.setEnabled(False)
        self.asked.emit(self.code.value())
