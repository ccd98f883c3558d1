"""The fields of one declaration, part by part, and what is said at its foot."""

from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QVBoxLayout, QWidget

from app.domain.declarations import Declaration, Part, Question, person_answers
from app.domain.events import DeclarationFilled
from app.domain.person import Person
from app.ui.i18n import tr
from app.ui.tokens import Space
from app.ui.widgets.fields import NoteField, TextField, TickField
from app.ui.widgets.layout import Card, columns

WIDE = ("lines", "rows")
A_LINE = 2  # short questions beside one another


class PartCard(Card):
    """One part: short questions two a line, long ones over the whole width."""

    def __init__(self, part: Part) -> None:
        super().__init__(part.title)
        self.person = part.person
        self.fields = {question.name: _field(question) for question in part.questions}
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.M)
        place = 0
        for question in part.questions:
            field = self.fields[question.name]
            if question.kind in WIDE:
                place += place % A_LINE
                grid.addWidget(field, place // A_LINE, 0, 1, A_LINE)
                place += A_LINE
            else:
                grid.addWidget(field, place // A_LINE, place % A_LINE)
                place += 1
        for column in range(A_LINE):
            grid.setColumnStretch(column, 1)
        self.column.addLayout(grid)

    def take(self, person: Person) -> None:
        """Write down a person that was scanned; what is not asked for is left out."""
        for name, text in person_answers(person).items():
            field = self.fields.get(f"{self.person}_{name}")
            if field is not None:
                field.fill(text)


class SheetView(QWidget):
    """One declaration to be filled in; `edited` when the officer changes something."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.M)
        self.parts: list[PartCard] = []
        self.interpreter = TextField(tr("Interpreter"))
        self.language = TextField(tr("Language"), placeholder=tr("Dao, Mông …"))
        self.read_back = TickField(tr("Read back to the submitter, who agrees"))
        self.thumb_print = TickField(tr("Thumb-print instead of a signature"))
        self._foot = Card(tr("At the foot of the paper"))
        self._foot.column.addLayout(columns(self.interpreter, self.language))
        self._foot.add(self.read_back, self.thumb_print)
        self._column.addWidget(self._foot)

    def begin(self, declaration: Declaration, said: DeclarationFilled) -> None:
        """Show the questions of this declaration with the answers that are there."""
        for old in self.parts:
            self._column.removeWidget(old)
            old.setParent(None)
            old.deleteLater()
        self.parts = [PartCard(part) for part in declaration.parts]
        for place, card in enumerate(self.parts):
            self._column.insertWidget(place, card)
            for field in card.fields.values():
                field.edited.connect(self.edited)
        self._fill(said.answers)
        self.interpreter.fill(said.interpreter)
        self.language.fill(said.language)
        self.read_back.fill(said.read_back)
        self.thumb_print.fill(said.thumb_print)
        self._keep_order()

    def said(self, form: str, template: str) -> DeclarationFilled:
        """Answer what is filled in now."""
        answers = {
            name: field.value() for card in self.parts for name, field in card.fields.items()
        }
        return DeclarationFilled(
            form=form,
            template=template,
            answers={name: text for name, text in answers.items() if text},
            interpreter=self.interpreter.value(),
            language=self.language.value(),
            read_back=self.read_back.value(),
            thumb_print=self.thumb_print.value(),
        )

    def first(self) -> QWidget | None:
        """Answer the first field that is still empty, so that nothing known is typed again."""
        fields = [field for card in self.parts for field in card.fields.values()]
        empty = (field.control for field in fields if not field.value())
        return next(empty, fields[0].control if fields else None)

    def part_for_card(self) -> PartCard | None:
        """Answer the person whose part has the focus, else the first that has no name yet."""
        people = [card for card in self.parts if card.person]
        focused = QApplication.focusWidget()
        for card in people:
            if focused is not None and card.isAncestorOf(focused):
                return card
        nameless = (card for card in people if not card.fields[f"{card.person}_name"].value())
        return next(nameless, None)

    def _fill(self, answers: Mapping[str, str]) -> None:
        for card in self.parts:
            for name, field in card.fields.items():
                field.fill(answers.get(name, ""))

    def _keep_order(self) -> None:
        """Tab goes from part to part as the eye does."""
        controls = [field.control for card in self.parts for field in card.fields.values()]
        foot = [
            self.interpreter.control,
            self.language.control,
            self.read_back,
            self.thumb_print,
        ]
        every = [*controls, *foot]
        for before, after in pairwise(every):
            QWidget.setTabOrder(before, after)


def _field(question: Question) -> TextField | NoteField:
    label = question.label
    if question.kind in WIDE:
        hint = tr("One a line; columns are parted by semicolons.") if question.columns else ""
        return NoteField(label, required=question.required, hint=hint)
    placeholder = tr("day/month/year") if question.kind == "date" else ""
    return TextField(label, required=question.required, placeholder=placeholder)
