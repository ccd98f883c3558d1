"""What is shown once a dossier is taken in: its number big, what it waits for, what comes next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.dossier import Dossier
from app.ui.i18n import tr
from app.ui.reception.due_words import moment_words
from app.ui.tokens import Space
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.layout import Card, Words
from app.usecases.promises import office_time


class AfterPanel(QWidget):
    """The end of one reception. Whether paper came out is asked by the window, above the page."""

    next_citizen = Signal()
    same_person = Signal()
    print_again = Signal()
    open_asked = Signal()
    scan_asked = Signal()
    visit_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = Words("", "good")
        self._number = Words("", "figure")
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._who = Words()
        self._due = Words("", "strong")
        self._missing = Words("", "caution")
        self._visit = Words("", "quiet")
        self.next = PrimaryButton(tr("Next citizen"), self.next_citizen.emit, key="F2")
        self._same = Button(tr("Another dossier for this person"), self.same_person.emit, key="F7")
        self._print = Button(tr("Print the slip again"), self.print_again.emit, key="Ctrl+P")
        self._open = Button(tr("Open the dossier"), self.open_asked.emit, key="Ctrl+D")
        self._scan = Button(tr("Scan papers"), self.scan_asked.emit, key="F6")
        self._list = Button(tr("Print the list of this visit"), self.visit_asked.emit, key="Alt+P")
        self._arrange()

    def show_taken(self, dossier: Dossier, *, corrected: bool) -> None:
        """Show what came of it; a dossier that waits for papers has no slip yet."""
        number = dossier.official_code or dossier.number
        self._title.setText(f"✓ {_title(bool(number), corrected)}")
        self._number.setText(number or tr("Waiting for papers"))
        self._who.setText(_who(dossier))
        self._due.setText(_due(dossier))
        self._due.setVisible(bool(number))
        self._missing.setText(_missing(dossier))
        self._missing.setVisible(not number)
        self._print.setVisible(bool(number))
        self.show_visit(dossier.ticket, 1)
        self.setAccessibleName(f"{self._title.text()} {self._number.text()}")

    def show_visit(self, ticket: str, count: int) -> None:
        """Say how many dossiers were brought at this visit, once there are several."""
        self._visit.setText(tr("Visit {ticket}: {n} dossiers.", ticket=ticket, n=count))
        for widget in (self._visit, self._list):
            widget.setVisible(count > 1)

    def visit_words(self) -> str:
        """What is said of the visit; nothing while there is one dossier."""
        return "" if self._visit.isHidden() else self._visit.text()

    def _arrange(self) -> None:
        card = Card()
        card.column.setSpacing(Space.S)
        card.add(self._title, self._number, self._who, self._due, self._missing, self._visit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(card)
        for buttons in (
            (self.next, self._same),
            (self._print, self._open, self._scan),
            (self._list,),
        ):
            line = QHBoxLayout()
            for button in buttons:
                line.addWidget(button)
            line.addStretch(1)
            column.addLayout(line)
        column.addStretch(1)


def _title(has_slip: bool, corrected: bool) -> str:
    if corrected:
        return tr("The reception was corrected; a new slip takes the old one's place.")
    if has_slip:
        return tr("Received. It is safe on this PC.")
    return tr("Registered. It is safe on this PC.")


def _who(dossier: Dossier) -> str:
    owner = dossier.owner or dossier.submitter
    name = owner.name if owner else ""
    procedure = dossier.procedure
    return f"{name} – {procedure.short_name or procedure.name}" if procedure else name


def _due(dossier: Dossier) -> str:
    promise = dossier.promise
    if promise is None or promise.due is None:
        return ""
    due, start = office_time(promise.due), office_time(promise.start)
    return tr("To be ready at {moment}", moment=moment_words(due, start.date()))


def _missing(dossier: Dossier) -> str:
    if not dossier.supplements:
        return ""
    names = "\n".join(f"• {name}" for name in dossier.supplements[-1].asked.missing)
    return tr("Still to be brought:") + f"\n{names}"
