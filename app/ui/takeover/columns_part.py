"""Which column of the file says what, and what its words for states mean."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domain.states import IMPORTED_STATES, State
from app.domain.takeover import Cell, Field, Layout, text_of
from app.system.tables import TableFile
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.reception.slim import slim
from app.ui.tokens import Space
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.fields import ChoiceField, TextField
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import Card, Words, scrolled
from app.usecases.takeover import Plan

ABREAST, STATES_ABREAST = 3, 2
STRANGE = 60  # words that are asked about at once: more is a column that says something else
_STATES = (*sorted(IMPORTED_STATES), State.RETURNED)


class ColumnsPart(QWidget):
    """One choice for each thing that a column may say; the headings are those of the file."""

    def __init__(self, confirm: Callable[[], None], back: Callable[[], None]) -> None:
        super().__init__()
        self._file: TableFile | None = None
        self.table = ChoiceField(tr("Table"))
        self.head = TextField(tr("Row of the headings"), longest=4)
        self.choices = {field: ChoiceField(label(field)) for field in Field}
        self.states: list[ChoiceField] = []  # one for each strange word
        self._strange: list[str] = []
        self.words = Words("", "quiet")
        self.strange_words = Words(
            tr("The file says states that are not understood. What do they mean?"), "caution"
        )
        self.button = PrimaryButton(tr("Show the rows"), confirm, key="F8")
        self.back = Button(tr("Another file"), back, key="Esc")
        self._states_card, self._states_grid = Card(), _grid([])
        self._arrange()
        self.table.edited.connect(self._offer_headings)
        self.head.line.editingFinished.connect(self._offer_headings)

    def show_file(self, file: TableFile, plan: Plan | None, strange: Mapping[str, int]) -> None:
        """Offer the headings of a file with what was found."""
        self._file = file
        self.table.offer([(table.name, place) for place, table in enumerate(file.tables)])
        self.table.fill(plan.table if plan else 0)
        self.table.setVisible(len(file.tables) > 1)
        self.head.fill(str((plan.layout.head if plan else 0) + 1))
        self._offer_headings()
        columns = plan.layout.columns if plan else {}
        for field, choice in self.choices.items():
            choice.fill(columns.get(field))
        self.words.setText(
            tr("Choose what each column says; it is remembered for the next file.")
            if plan
            else tr("No row looks like headings. Say where they stand and what they mean.")
        )
        self._ask_states(strange)

    def first(self) -> QWidget:
        """Where the officer begins: at the states that are asked about, else at the columns."""
        return self.states[0] if self._strange else self.choices[Field.CODE]

    def plan(self) -> Plan:
        """How the file is read by what is chosen."""
        columns = {
            field: place
            for field, choice in self.choices.items()
            if isinstance(place := choice.value(), int)
        }
        return Plan(self._table(), Layout(head=self._head(), columns=columns))

    def meanings(self) -> dict[str, State]:
        """What the strange words for states mean, as far as it was said."""
        return {
            word: state
            for word, field in zip(self._strange, self.states, strict=False)
            if isinstance(state := field.value(), State)
        }

    def _ask_states(self, strange: Mapping[str, int]) -> None:
        self._strange = list(strange)[:STRANGE]
        self._states_card.setVisible(bool(self._strange))
        for place in range(len(self.states), len(self._strange)):
            self.states.append(ChoiceField(""))
            self.states[place].wrap_label()
            _put(self._states_grid, place, self.states[place], STATES_ABREAST)
        for place, field in enumerate(self.states):
            is_asked = place < len(self._strange)
            field.setVisible(is_asked)
            if is_asked:
                word = self._strange[place]
                field.rename(tr("“{word}” ({n} dossiers)", word=word, n=strange[word]))
                field.offer([(tr("not imported"), None), *((label(s), s) for s in _STATES)])
                field.fill(None)
                slim(field)

    def _offer_headings(self) -> None:
        kept = {field: choice.value() for field, choice in self.choices.items()}
        head, sample = self._row(self._head()), self._row(self._head() + 1)
        offered: list[tuple[str, object]] = [(tr("(not in the file)"), None)]
        for place, cell in enumerate(head):
            if said := text_of(cell):
                beside = text_of(sample[place]) if place < len(sample) else ""
                offered.append((f"{said}: {beside}" if beside else said, place))
        for field, choice in self.choices.items():
            choice.offer(offered)
            choice.fill(kept[field])
            slim(choice)

    def _row(self, place: int) -> list[Cell]:
        rows = self._file.tables[self._table()].rows if self._file else []
        return rows[place] if place < len(rows) else []

    def _table(self) -> int:
        place = self.table.value()
        return place if isinstance(place, int) else 0

    def _head(self) -> int:
        text = self.head.value()
        return max(int(text) - 1, 0) if text.isdecimal() else 0

    def _arrange(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        self._states_card.add(self.strange_words)
        self._states_card.column.addLayout(self._states_grid)
        column.addWidget(self._states_card)
        where = Card(tr("2. What the columns say"))
        where.add(self.words)
        where.column.addLayout(_grid([self.head, self.table]))
        where.column.addLayout(_grid(list(self.choices.values())))
        column.addWidget(where)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inside), 1)
        whole.addLayout(flow(self.button, self.back))


def _grid(fields: Sequence[QWidget]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(Space.M)
    grid.setVerticalSpacing(Space.S)
    for place, field in enumerate(fields):
        _put(grid, place, field)
    return grid


def _put(grid: QGridLayout, place: int, field: QWidget, abreast: int = ABREAST) -> None:
    row, column = divmod(place, abreast)
    grid.addWidget(field, row, column, Qt.AlignmentFlag.AlignTop)
    grid.setColumnStretch(column, 1)
