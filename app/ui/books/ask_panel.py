"""What an act on a book asks before it is done: a number, a reason, a signer, another PC."""

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import Signal

from app.domain.text import clean
from app.ui.i18n import tr
from app.ui.reception import typed
from app.ui.widgets.buttons import PrimaryButton, QuietButton
from app.ui.widgets.fields import ChoiceField, TextField
from app.ui.widgets.layout import Card, Words, quiet, row


class Doing(Enum):
    """What is about to be done to a book."""

    OPEN = "open"
    HAND_OVER = "hand_over"
    TAKE_OVER = "take_over"
    VOLUME = "volume"
    CLOSE = "close"
    STRIKE = "strike"
    NUMBER_ANEW = "number_anew"


def title_of(doing: Doing) -> str:
    """The words of what is about to be done, and what comes of it."""
    return {
        Doing.OPEN: tr("Open this year's book on this PC"),
        Doing.HAND_OVER: tr("Hand the book over to another PC"),
        Doing.TAKE_OVER: tr("Take over the book of a PC that is dead"),
        Doing.VOLUME: tr("Go on in a new volume"),
        Doing.CLOSE: tr("Close this year's book"),
        Doing.STRIKE: tr("Strike this line through"),
        Doing.NUMBER_ANEW: tr("Give this line a number of its own"),
    }[doing]


def warning_of(doing: Doing) -> str:
    """What cannot be taken back, said before it is done."""
    return {
        Doing.OPEN: tr("Only this PC will give its numbers. Write 0 when there is no paper book."),
        Doing.HAND_OVER: tr("This PC gives no number of the book any more."),
        Doing.TAKE_OVER: tr("Lines that the other PC wrote after that number will be in conflict."),
        Doing.VOLUME: tr("The numbers go on; the volume cannot be taken back."),
        Doing.CLOSE: tr("Nothing can be written into it afterwards."),
        Doing.STRIKE: tr("The number stays used; the line stays readable with its reason."),
        Doing.NUMBER_ANEW: tr("The old number stays readable beside the new one."),
    }[doing]


class AskPanel(Card):
    """One act on a book with its fields; hidden while none is begun."""

    given_up = Signal()

    def __init__(self, confirm: Callable[[], None]) -> None:
        super().__init__()
        self.doing: Doing | None = None
        self.title = Words("", "section")
        self.warning = quiet("")
        self.number = TextField(tr("Last number of the paper book"), longest=6)
        self.volume = TextField(tr("Volume of the paper book"), longest=3)
        self.reason = TextField(tr("Reason"), required=True, longest=300)
        self.signer = TextField(tr("Signed and stamped by"), required=True, longest=120)
        self.pc = ChoiceField(tr("PC that gets the book"), [])
        self.add(self.title, self.warning)
        self.column.addLayout(
            row(self.number, self.volume, self.reason, self.signer, self.pc, stretch=False)
        )
        self.sure = PrimaryButton(tr("Write into the book"), confirm, key="F8")
        self.column.addLayout(
            row(
                self.sure,
                QuietButton(tr("Give up"), self.given_up.emit, key="Esc"),
            )
        )
        self.hide()

    def begin(self, doing: Doing, *, number: int = 0) -> None:
        """Show the fields of this act and stand in the first."""
        self.doing = doing
        self.title.setText(title_of(doing))
        self.warning.setText(warning_of(doing))
        wanted = {
            self.number: doing in (Doing.OPEN, Doing.TAKE_OVER),
            self.volume: doing is Doing.OPEN,
            self.reason: doing in (Doing.TAKE_OVER, Doing.STRIKE, Doing.NUMBER_ANEW),
            self.signer: doing is Doing.CLOSE,
            self.pc: doing is Doing.HAND_OVER,
        }
        for field, is_wanted in wanted.items():
            field.setVisible(is_wanted)
            field.complain("")
        self.number.fill(str(number))
        self.volume.fill("1")
        self.reason.fill("")
        self.show()
        first = next((field for field, is_wanted in wanted.items() if is_wanted), None)
        (first.control if first is not None else self.sure).setFocus()

    def end(self) -> None:
        """Close it."""
        self.doing = None
        self.hide()

    def last_number(self) -> int | None:
        """Answer the number, or complain beside it."""
        number = 0 if self.number.value() == "0" else typed.count(self.number.value())
        self.number.complain("" if number is not None else tr("Write a number from 0."))
        return number

    def why(self) -> str:
        """Answer the reason, or complain beside it."""
        reason = clean(self.reason.value())
        self.reason.complain("" if reason else tr("Write the reason."))
        return reason

    def signed_by(self) -> str:
        """Answer who signed, or complain beside it."""
        name = clean(self.signer.value())
        self.signer.complain("" if name else tr("Write who signed."))
        return name
