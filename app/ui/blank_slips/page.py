"""The page In sẵn giấy tiếp nhận trống."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.events import SlipForm
from app.domain.text import clean
from app.ui.blank_slips.presenter import BlankSlipsPresenter
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.page import Command, Goto, Page, Session
from app.ui.reception import typed
from app.ui.reception.ways import Way
from app.ui.tokens import Space
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.fields import ChoiceField, TextField
from app.ui.widgets.layout import Card, EmptyState, columns, quiet, row, scrolled
from app.ui.widgets.table import Column, RowModel, RowView
from app.usecases.blank_slips import MOST, BlankSlip
from app.usecases.printing import BY_HAND

USUAL = "10"


class BlankSlipsPage(Page):
    """How many to print, and those that wait for their dossier."""

    key = "blank_slips"
    help_section = "reception"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.presenter = BlankSlipsPresenter(session, self.show_slips)
        self.slips: tuple[BlankSlip, ...] = ()
        self.count = TextField(tr("How many slips"), required=True, longest=2)
        self.reason = TextField(tr("What for"), placeholder=tr("outage, reception in the village"))
        self.form = ChoiceField(tr("Empty form"), [(label(form), form) for form in BY_HAND])
        self.copies = TextField(tr("How many sheets"), longest=2)
        self.copies.fill("1")
        self.model = RowModel(_columns(), key=lambda slip: slip.code)
        self.view = RowView(self.model, tr("Slips that wait for their dossier"))
        self._nothing = EmptyState(tr("No blank slip waits for its dossier."))
        self._use = Button(tr("Type in the dossier of this slip"), self._use_chosen, key="Enter")
        self._again = Button(tr("Print this slip again"), self._print_chosen, key="Ctrl+P")
        self._empty = Button(tr("Print empty forms"), self.print_by_hand, key="Alt+P")
        self._arrange()
        self.view.opened.connect(self._late_entry)
        self.count.fill(USUAL)

    def title(self) -> str:
        """Answer the title."""
        return tr("Blank slips")

    def enter(self, _goal: Goto) -> None:
        """Read which slips wait."""
        self.presenter.read()

    def commands(self) -> Sequence[Command]:
        """List the keys of this page."""
        return (
            Command("F8", tr("Print blank slips"), self.print_slips),
            Command("Ctrl+P", tr("Print this slip again"), self._print_chosen),
            Command("Alt+P", tr("Print empty forms"), self.print_by_hand),
        )

    def first_focus(self) -> QWidget:
        """Answer where typing begins."""
        return self.count.line

    def show_slips(self, slips: tuple[BlankSlip, ...]) -> None:
        """Show the slips that wait for their dossier."""
        self.slips = slips
        self.model.begin(len(slips), slips)
        for widget in (self.view, self._use, self._again):
            widget.setVisible(bool(slips))
        self._nothing.setVisible(not slips)
        if slips:
            self.view.stand_on("")

    def print_slips(self) -> None:
        """F8: burn the numbers and print."""
        count = typed.count(self.count.value()) or 0
        if not 1 <= count <= MOST:
            self.count.complain(tr("Between 1 and {most}.", most=MOST))
            self.count.line.setFocus()
            return
        self.count.complain("")
        self.presenter.burn(count, clean(self.reason.value()))

    def print_by_hand(self) -> None:
        """Print empty forms of the chosen kind."""
        count = typed.count(self.copies.value()) or 0
        form = self.form.value()
        if not 1 <= count <= MOST:
            self.copies.complain(tr("Between 1 and {most}.", most=MOST))
            self.copies.line.setFocus()
        elif isinstance(form, SlipForm):
            self.copies.complain("")
            self.presenter.print_by_hand(form, count)

    def _arrange(self) -> None:
        card = Card(tr("Print in advance"))
        card.add(
            quiet(
                tr(
                    "Each slip bears a number that is never given again. When the PC works again, "
                    "the dossier is typed in under that number with its true time."
                )
            )
        )
        fields = columns(self.count, self.reason)
        fields.setColumnStretch(1, 4)
        card.column.addLayout(fields)
        button = PrimaryButton(tr("Print blank slips"), self.print_slips, key="F8")
        card.column.addLayout(row(button))
        by_hand = Card(tr("Other forms to be filled in by hand"))
        choice = columns(self.form, self.copies)
        choice.setColumnStretch(0, 4)
        by_hand.column.addLayout(choice)
        by_hand.column.addLayout(row(self._empty))
        waiting = Card(tr("Slips that wait for their dossier"))
        waiting.add(self._nothing)
        waiting.column.addWidget(self.view, 1)
        line = QHBoxLayout()
        for one in (self._use, self._again):
            line.addWidget(one)
        line.addStretch(1)
        waiting.column.addLayout(line)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(card)
        column.addWidget(waiting, 1)
        column.addWidget(by_hand)
        inside = QWidget()
        inside.setLayout(column)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inside))

    def _use_chosen(self) -> None:
        self._late_entry(self.view.current())

    def _print_chosen(self) -> None:
        chosen = self.view.current()
        if isinstance(chosen, BlankSlip):
            self.presenter.print_again((chosen,))

    def _late_entry(self, slip: object) -> None:
        if isinstance(slip, BlankSlip):
            self.session.go("reception", slip.code, Way.LATE.value)


def _columns() -> list[Column[BlankSlip]]:
    return [
        Column(tr("Slip number"), lambda slip: slip.code, bold=True),
        Column(tr("Burned on"), lambda slip: f"{slip.burned:%H:%M %d/%m/%Y}", width=20),
        Column(tr("By"), lambda slip: slip.by, width=24),
    ]
