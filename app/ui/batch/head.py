"""Who brings for the others, by which paper, and what for."""

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication

from app.domain.likeness import name_key
from app.domain.people_links import typed_over
from app.domain.person import Person
from app.domain.text import clean
from app.ui.i18n import tr
from app.ui.reception import typed
from app.ui.reception.alike_bar import person_line
from app.ui.tokens import Space
from app.ui.widgets.fields import SearchField, TextField
from app.ui.widgets.layout import Card, columns
from app.usecases.batch import Batch
from app.usecases.people import KnownPerson
from app.usecases.procedure_choice import ProcedureRow
from app.usecases.reception_form import Recognition


class Head(Card):
    """The part of the list that is the same for every line."""

    people_asked = Signal(str)
    procedures_asked = Signal(str)
    finished = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Who brings for them"))
        self._person = Person(name="")
        self._is = Recognition()
        self.procedure_code = ""
        self.procedure_name = ""
        self._first: ProcedureRow | None = None
        self.bringer = SearchField(tr("Village head, or whoever brings"), required=True)
        self.number = TextField(tr("Personal number, passport"), longest=40)
        self.phone = TextField(tr("Telephone"), longest=30)
        self.paper = TextField(
            tr("By which paper"),
            required=True,
            placeholder=tr("list signed by each of them, number and day"),
        )
        self.procedure = SearchField(
            tr("What do they ask for?  (F4)"), required=True, placeholder=tr("name or code")
        )
        for field in (self.bringer, self.number, self.paper, self.procedure):
            field.wrap_label()
        self.column.setSpacing(Space.S)
        self.column.addLayout(columns(self.bringer, self.number, self.phone))
        self.column.addLayout(columns(self.paper, self.procedure))
        self._connect()

    def person(self) -> Person:
        """Answer who brings, as typed."""
        name = clean(self.bringer.value())
        number = clean(self.number.value()).replace(" ", "")
        return msgspec.structs.replace(
            typed_over(self._person, name, number),
            name=name,
            id_number=number or None,
            id_kind=typed.id_kind(number),
            phone=clean(self.phone.value()) or None,
        )

    def recognised(self) -> Recognition:
        """Answer which person known here it is, while name and number stay."""
        name, number = clean(self.bringer.value()), clean(self.number.value())
        is_same = typed_over(self._person, name, number) is self._person
        return self._is if is_same else Recognition()

    def authority(self) -> str:
        """Answer the paper that lets somebody bring for the others."""
        return clean(self.paper.value())

    def fill(self, batch: Batch) -> None:
        """Show the head of a list."""
        self.take(batch.bringer, batch.bringer_is)
        self.paper.fill(batch.authority)
        self.procedure_code, self.procedure_name = batch.procedure_code, batch.procedure_name
        self.procedure.fill(batch.procedure_name)

    def take(self, person: Person, who: Recognition | None = None) -> None:
        """Write who brings, and who of those known here it is."""
        self._person = person
        self._is = who or Recognition()
        self.bringer.fill(person.name)
        self.number.fill(person.id_number or "")
        self.phone.fill(person.phone or "")

    def offer_people(self, found: tuple[KnownPerson, ...]) -> None:
        """Offer people known here."""
        self.bringer.offer([(person_line(one.person), one) for one in found])

    def offer_procedures(self, found: tuple[ProcedureRow, ...]) -> None:
        """Offer procedures; Enter takes the first."""
        self._first = found[0] if found else None
        self.procedure.offer([(f"{one.short_name}  ·  {one.code}", one) for one in found])

    def begin_procedure(self) -> None:
        """F4: stand in the search for a procedure."""
        self.procedure.line.setFocus()
        self.procedure.line.selectAll()
        self.procedure.expect()
        self.procedures_asked.emit(clean(self.procedure.value()))

    def stands_here(self) -> bool:
        """Whether the officer is in this part."""
        now = QApplication.focusWidget()
        return now is not None and self.isAncestorOf(now)

    def complain(self, field: str, words: str) -> None:
        """Say what is wrong beside its field, and stand there."""
        by_name = {"bringer": self.bringer, "authority": self.paper}
        found = by_name.get(field, self.procedure)
        found.complain(words)
        found.line.setFocus()

    def hide_complaints(self) -> None:
        """Say nothing of any field."""
        for field in (self.bringer, self.paper, self.procedure):
            if field.error:
                field.complain("")

    def _connect(self) -> None:
        self.bringer.asked.connect(self.people_asked)
        self.bringer.chosen.connect(self._take_known)
        self.procedure.asked.connect(self._ask_procedure)
        self.procedure.chosen.connect(self._choose)
        self.procedure.line.returnPressed.connect(self._choose_first)

    def _take_known(self, one: object) -> None:
        if isinstance(one, KnownPerson):
            self.take(one.person, Recognition(name_key(one.person.name), one.mention))
            self.paper.setFocus()

    def _ask_procedure(self, text: str) -> None:
        self.procedure_code, self.procedure_name, self._first = "", "", None
        self.procedures_asked.emit(text)

    def _choose_first(self) -> None:
        shown = self.procedure.line.completer().popup()
        is_chosen = shown is not None and shown.currentIndex().isValid()
        if self._first is not None and not is_chosen and not self.procedure_code:
            self._choose(self._first)

    def _choose(self, one: object) -> None:
        if isinstance(one, ProcedureRow):
            self.procedure_code = one.code
            self.procedure_name = f"{one.short_name} ({one.code})"
            self.procedure.offer([])
            self.procedure.fill(self.procedure_name)
            self.procedure.complain("")
            self.finished.emit()
