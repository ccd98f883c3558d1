"""Below a person: somebody who was here before and may be the same; it hinders nothing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.domain.person import Person
from app.ui.i18n import tr
from app.ui.labels.people import LIKENESS
from app.ui.reception import typed
from app.ui.tokens import Space
from app.ui.widgets.buttons import Button, QuietButton
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import Words
from app.usecases.person_links import Alike

TAKE_KEY = "Alt+1"
OTHER_KEY = "Alt+2"


class AlikeBar(QFrame):
    """One at a time, the likeliest first; its buttons have keys and are no stop of Tab."""

    taken = Signal(object)
    parted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "notice")
        self.setProperty("tone", "hint")
        self._found: tuple[Alike, ...] = ()
        self._words = Words()
        take = Button(tr("It is this person"), self.take, key=TAKE_KEY)
        other = QuietButton(tr("Somebody else"), self.part_from, key=OTHER_KEY)
        for button in (take, other):
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.XS, Space.S, Space.XS)
        column.setSpacing(Space.XS)
        column.addWidget(self._words)
        column.addLayout(flow(take, other))
        self.hide()

    def offer(self, found: tuple[Alike, ...]) -> None:
        """Say who it may be; nobody hides the bar."""
        self._found = found
        self.setVisible(bool(found))
        if found:
            words = alike_words(found[0])
            self._words.setText(words)
            self.setAccessibleName(words)

    def text(self) -> str:
        """What is said now."""
        return self._words.text() if self._found else ""

    def take(self) -> None:
        """It is the person who is offered."""
        if self._found:
            self.taken.emit(self._found[0])

    def part_from(self) -> None:
        """It is somebody else."""
        if self._found:
            self.parted.emit(self._found[0])


def alike_words(one: Alike) -> str:
    """Who it may be, and what speaks for it and against."""
    return tr(
        "Possibly here before: {who} ({n} dossiers). {why}.",
        who=person_line(one.known.person),
        n=one.known.dossiers,
        why=why_words(one),
    )


def why_words(one: Alike) -> str:
    """What speaks for it and against."""
    first, *rest = [LIKENESS[reason] for reason in one.likeness.reasons]
    return ", ".join((first, *(each[0].lower() + each[1:] for each in rest)))


def person_line(person: Person) -> str:
    """A person in one line: name, birth, village or address, number."""
    parts = (
        person.name,
        typed.shown_day(person.birth_date),
        person.hamlet or person.address,
        person.id_number,
    )
    return " · ".join(part for part in parts if part)
