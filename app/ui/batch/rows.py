"""The lines of the list: one applicant each, filled from left to right, Enter goes on."""

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from app.domain.people_links import typed_over
from app.domain.person import Person
from app.domain.text import clean
from app.ui.i18n import tr
from app.ui.reception import typed
from app.ui.tokens import Space
from app.ui.widgets.fields import TextField
from app.usecases.batch import MOST, Applicant

_STRETCH = (4, 2, 3, 2, 3)


class ApplicantRow:
    """One applicant; what no field shows of a card that was read stays with the person."""

    def __init__(self, place: int) -> None:
        number = f" {place + 1}" if place else ""
        self._person = Person(name="")
        self.name = TextField(tr("Applicant{n}", n=number), longest=100)
        self.birth = TextField(tr("Born{n}", n=number), longest=10)
        self.number = TextField(tr("ID number{n}", n=number), longest=40)
        self.phone = TextField(tr("Telephone{n}", n=number), longest=30)
        self.missing = TextField(tr("Papers missing{n}", n=number), longest=200)

    @property
    def fields(self) -> tuple[TextField, ...]:
        """The fields, in their order."""
        return (self.name, self.birth, self.number, self.phone, self.missing)

    def value(self) -> Applicant:
        """Answer what is typed."""
        name = clean(self.name.value())
        number = clean(self.number.value()).replace(" ", "")
        person = msgspec.structs.replace(
            typed_over(self._person, name, number),
            name=name,
            birth_date=typed.birth_date(clean(self.birth.value())),
            id_number=number or None,
            id_kind=typed.id_kind(number),
            phone=clean(self.phone.value()) or None,
        )
        return Applicant(person, clean(self.missing.value()))

    def fill(self, one: Applicant) -> None:
        """Show an applicant."""
        self._person = one.person
        self.name.fill(one.person.name)
        self.birth.fill(typed.shown_day(one.person.birth_date))
        self.number.fill(one.person.id_number or "")
        self.phone.fill(one.person.phone or "")
        self.missing.fill(one.missing)

    def clear(self) -> None:
        """Nobody."""
        self.fill(Applicant(Person(name="")))

    def is_empty(self) -> bool:
        """Whether nothing is typed."""
        return not any(field.value() for field in self.fields)

    def complain(self, field: str, words: str) -> None:
        """Say what is wrong beside the field of that name, and stand there."""
        by_name = {"birth_date": self.birth, "id_number": self.number, "phone": self.phone}
        found = by_name.get(field, self.name)
        found.complain(words)
        found.line.setFocus()


class ApplicantRows(QWidget):
    """As many lines as are needed; the last one is always free."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.S)
        self._grid.setVerticalSpacing(Space.XS)
        for column, stretch in enumerate(_STRETCH):
            self._grid.setColumnStretch(column, stretch)
        self.rows: list[ApplicantRow] = []
        self.add()

    def value(self) -> tuple[Applicant, ...]:
        """Answer the applicants, empty lines left out."""
        return tuple(row.value() for row in self._filled())

    def fill(self, applicants: tuple[Applicant, ...]) -> None:
        """Show these, and a free line."""
        while len(self.rows) < min(len(applicants) + 1, MOST):
            self.add()
        for row in self.rows:
            row.clear()
        for row, one in zip(self.rows, applicants, strict=False):
            row.fill(one)

    def take(self, person: Person) -> None:
        """Write a person into the line the officer stands in, or into the first free one."""
        row = self._standing() or next((one for one in self.rows if one.is_empty()), self.rows[-1])
        row.fill(Applicant(person, clean(row.missing.value())))
        self.edited.emit()
        self._after(row)

    def complain(self, place: int, field: str, words: str) -> None:
        """Say what is wrong with the applicant of that place."""
        filled = self._filled()
        if place < len(filled):
            filled[place].complain(field, words)

    def begin(self) -> None:
        """Stand in the first free line."""
        free = next((row for row in self.rows if row.is_empty()), self.rows[-1])
        free.name.line.setFocus()

    def hide_complaints(self) -> None:
        """Say nothing of any line."""
        for row in self.rows:
            for field in row.fields:
                if field.error:
                    field.complain("")

    def add(self) -> None:
        """One more line."""
        row = ApplicantRow(len(self.rows))
        for column, field in enumerate(row.fields):
            if self.rows:
                field.hide_label()
            self._grid.addWidget(field, len(self.rows), column, Qt.AlignmentFlag.AlignTop)
            field.edited.connect(self._edited)
            field.line.returnPressed.connect(lambda row=row: self._after(row))
            field.show()  # at once: whoever types on stands in it with the next key
            field.line.setMinimumWidth(field.fontMetrics().averageCharWidth() * 8)
        self.rows.append(row)

    def _edited(self) -> None:
        if not self.rows[-1].is_empty() and len(self.rows) < MOST:
            self.add()
        self.edited.emit()

    def _after(self, row: ApplicantRow) -> None:
        """Enter: go to the next line."""
        if not self.rows[-1].is_empty() and len(self.rows) < MOST:
            self.add()
        place = self.rows.index(row) + 1
        if place < len(self.rows):
            self.rows[place].name.line.setFocus()

    def _filled(self) -> list[ApplicantRow]:
        return [row for row in self.rows if not row.is_empty()]

    def _standing(self) -> ApplicantRow | None:
        now = QApplication.focusWidget()
        return next(
            (row for row in self.rows if any(field.line is now for field in row.fields)), None
        )
