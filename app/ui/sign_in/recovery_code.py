"""The recovery code, shown once: to be printed or copied, sealed, and confirmed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel

from app.ui.i18n import tr
from app.ui.sign_in.frame import MiddleFrame
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.fields import TickField
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import Words


class RecoveryCodePage(MiddleFrame):
    """Leaves only when the officer says that the code is on paper."""

    print_asked = Signal(str)
    kept = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Recovery code of the office"))
        self._code = QLabel()
        self._code.setTextFormat(Qt.TextFormat.PlainText)
        self._code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._code.setWordWrap(True)
        self._code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        font = QFont(self.font())
        font.setPointSize(font.pointSize() + 5)
        font.setBold(True)
        self._code.setFont(font)
        self.tick = TickField(tr("The code is on paper, in a sealed envelope"))
        self.button = PrimaryButton(tr("Go to sign-in"), self.kept.emit)
        self.button.setEnabled(False)
        self.tick.toggled.connect(self.button.setEnabled)
        self._arrange()

    def show_code(self, code: str) -> None:
        """Show the code of the office that was just founded."""
        self._code.setText(code)
        self._code.setAccessibleName(tr("Recovery code: {code}", code=code))
        self.tick.setFocus()

    def code(self) -> str:
        """Answer the code while it is shown."""
        return self._code.text()

    def forget(self) -> None:
        """Take the code off the screen and out of the widgets."""
        self._code.clear()
        self._code.setAccessibleName("")

    def _arrange(self) -> None:
        advice = tr(
            "With this code a forgotten password is reset on the spot, without the network. "
            "It is shown only now. Print or copy it, seal it in an envelope, and let the head "
            "of the office keep it. Who has this code can open the office's records."
        )
        printing = Button(tr("Print the code"), lambda: self.print_asked.emit(self._code.text()))
        self.card.add(Words(advice), self._code)
        self.card.column.addLayout(flow(printing))
        self.card.add(self.tick, self.button)
