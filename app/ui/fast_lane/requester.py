"""Who asks: a name and a number, or a card, or somebody known here."""

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.person import Person
from app.domain.text import clean
from app.ui.i18n import tr
from app.ui.reception import typed
from app.ui.tokens import Space
from app.ui.widgets.fields import SearchField, TextField
from app.usecases.people import KnownPerson


class Requester(QWidget):
    """Name and number; what a card or a known person says beside them is kept."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.name = SearchField(tr("Requester"), required=True)
        self.number = TextField(tr("ID number"), longest=20)
        self._person = Person(name="")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.M)
        line.addWidget(self.name, 3, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.number, 2, Qt.AlignmentFlag.AlignTop)
        self.name.asked.connect(self.asked)
        self.name.chosen.connect(self._choose)

    def value(self) -> Person | None:
        """Answer who it is; None while there is no name."""
        name, number = clean(self.name.value()), clean(self.number.value()).replace(" ", "")
        if not name:
            return None
        known = self._person if name == self._person.name else Person(name=name)
        return msgspec.structs.replace(
            known, name=name, id_number=number or None, id_kind=typed.id_kind(number)
        )

    def fill(self, person: Person | None) -> None:
        """Show a person."""
        self._person = person or Person(name="")
        self.name.fill(self._person.name)
        self.number.fill(self._person.id_number or "")
        self.name.offer([])

    def offer(self, found: tuple[KnownPerson, ...]) -> None:
        """Offer people known here under the name."""
        self.name.offer([(_line_of(one.person), one.person) for one in found])

    def _choose(self, chosen: object) -> None:
        if isinstance(chosen, Person):
            self.fill(chosen)


def _line_of(person: Person) -> str:
    """How somebody known is told from another of the same name."""
    parts = (person.name, person.id_number or "", person.birth_date or "", person.address or "")
    return "  ".join(part for part in parts if part)
