"""Beside the form: the number that comes, the cost, and what was done just now."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.ui.fast_lane.presenter import Beside
from app.ui.i18n import tr
from app.ui.reception.typed import shown_money
from app.ui.tokens import Space
from app.ui.widgets.layout import Words, quiet, section_title
from app.ui.words import sentence
from app.usecases.fast_lane import Done

WIDTH = 17  # letters


class Side(QFrame):
    """Large figures that are read across the counter."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "card")
        self.number = Words("", "title")
        self.book = quiet("")
        self.cost = Words("", "title")
        self.why = quiet("")
        self.done = Words("", "text")
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.S)
        for part in (
            section_title(tr("Next number")),
            self.number,
            self.book,
            section_title(tr("To pay")),
            self.cost,
            self.why,
            section_title(tr("Just done")),
            self.done,
        ):
            column.addWidget(part)
        column.addStretch(1)
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * WIDTH + 4 * Space.L)

    def show_beside(self, told: Beside) -> None:
        """Show the next number and the cost."""
        coming = told.next
        if coming.problem:
            said = sentence(coming.problem)
            self.number.setText("—")
            held = f" ({coming.held_by})" if coming.held_by else ""
            self.book.setText(f"{said.what}{held} {said.remedy}".strip())
        elif coming.number:
            self.number.setText(f"{coming.number:02d}")
            self.book.setText(tr("Volume {n}", n=f"{coming.volume:02d}"))
        else:
            self.number.setText("—")
            self.book.setText(tr("No book: an extract has no number here."))
        self._show_cost(told)

    def show_done(self, done: Done) -> None:
        """Say what was just written, for who looks up from the stamp."""
        numbers = ", ".join(f"{number:02d}" for number in done.numbers)
        paid = tr("{sum} đồng", sum=shown_money(done.payable))
        self.done.setText(f"{tr('Number in the book')} {numbers}: {paid}" if numbers else paid)

    def _show_cost(self, told: Beside) -> None:
        if told.payable is None:
            self.cost.setText("—")
            self.why.setText(sentence(told.problem).what)
            return
        self.cost.setText(tr("{sum} đồng", sum=shown_money(told.payable)))
        listed = told.listed or 0
        less = tr("Instead of {sum} đồng", sum=shown_money(listed))
        self.why.setText(less if listed != told.payable else "")
