"""The page Tờ khai: the forms at the left, the declaration being filled in at the right."""

from collections.abc import Sequence

import msgspec
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.declarations import Declaration, for_procedure, missing
from app.ui.declarations.presenter import DeclarationsPresenter, Shelf
from app.ui.declarations.sheet import SheetView
from app.ui.i18n import tr
from app.ui.page import Command, Goto, Page, Session
from app.ui.reception.card_text import looks_like_card
from app.ui.reception.scanner import BurstWatch
from app.ui.tokens import Space
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import Card, EmptyState, Words, quiet, scrolled
from app.ui.widgets.table import Column, RowModel, RowView
from app.usecases.declarations import Begun, KeptRow, Wanted
from app.usecases.people import CardRead

LEFT = 16  # columns of letters


class DeclarationsPage(Page):
    """Fill a declaration in for who cannot write it, read it back, and print it."""

    key = "declarations"
    help_section = "declarations"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.presenter = DeclarationsPresenter(session, self)
        self.begun: Begun | None = None
        self._shelf = Shelf((), ())
        self._wanted: Wanted | None = None
        self._dossier = ""
        self._is_edited = False
        self.model = RowModel(_form_columns(), key=lambda one: one.form)
        self.view = RowView(self.model, tr("Declarations"))
        self.kept_model = RowModel(_kept_columns(), key=lambda one: one.id)
        self.kept_view = RowView(self.kept_model, tr("Filled in here, without a dossier yet"))
        self.sheet = SheetView()
        self._head = Words("", "section")
        self._state = quiet("")
        self._nothing = EmptyState(tr("Choose a declaration at the left, or press F4."))
        self._area = scrolled(self.sheet)
        self._watch = BurstWatch(self, looks_like_card)
        self._buttons = self._made_buttons()
        self._arrange()
        self._connect()

    def title(self) -> str:
        """Answer the title."""
        return tr("Declarations")

    def enter(self, goal: Goto) -> None:
        """Open that of a dossier, or one for the people of the counter; else show the list."""
        self._watch.watch(on=True)
        self._dossier = goal.id
        self._wanted = goal.extra if isinstance(goal.extra, Wanted) else None
        self.presenter.read()
        if goal.id:
            self.presenter.open_of(goal.id)

    def leave(self) -> None:
        """Stop listening to the scanner; what was typed stays at the counter."""
        self._watch.watch(on=False)
        self._keep_what_was_typed()

    def commands(self) -> Sequence[Command]:
        """List the keys of this page."""
        return (
            Command("F4", tr("Choose a declaration"), self.view.setFocus),
            Command("F8", tr("Keep and print"), self.keep_and_print),
            Command("Ctrl+S", tr("Keep"), self.keep),
            Command("Ctrl+P", tr("Print an empty one"), self.print_empty),
            Command("Ctrl+Del", tr("Throw away"), self._throw_away),
        )

    def first_focus(self) -> QWidget:
        """Answer where one begins."""
        return self.view

    def show_shelf(self, shelf: Shelf) -> None:
        """Show what can be opened; what another page wanted is opened."""
        self._shelf = shelf
        self.model.begin(len(shelf.forms), shelf.forms)
        self.kept_model.begin(len(shelf.kept), shelf.kept)
        self.kept_view.setVisible(bool(shelf.kept))
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            found = for_procedure(shelf.forms, wanted.procedure)
            if found is not None:
                self.presenter.open(found.form, wanted)
        if self.begun is not None:
            self.view.stand_on(self.begun.declaration.form)

    def show_sheet(self, begun: Begun) -> None:
        """Show one declaration to be filled in."""
        self.show_kept(begun)
        self.sheet.begin(begun.declaration, begun.said)
        self._nothing.hide()
        self._area.show()
        self._area.verticalScrollBar().setValue(0)
        self.view.stand_on(begun.declaration.form)
        if (first := self.sheet.first()) is not None:
            first.setFocus()

    def show_kept(self, begun: Begun) -> None:
        """Say what is open, whose it is, and what will be dots on the paper."""
        self.begun = begun
        self._is_edited = False
        self._head.setText(begun.declaration.title)
        self._say_state()
        for button in self._buttons:
            button.setEnabled(True)
        if begun.draft_id:
            self.presenter.read()

    def keep_and_print(self) -> None:
        """F8: write it down, then print it."""
        self._keep(printing=True)

    def keep(self) -> None:
        """Ctrl+S: write it down."""
        self._keep(printing=False)

    def print_empty(self) -> None:
        """Ctrl+P: print one to be filled in by hand."""
        chosen = self.begun.declaration if self.begun else self.view.current()
        if isinstance(chosen, Declaration):
            self.presenter.print_empty(chosen.form)

    def _keep(self, *, printing: bool) -> None:
        if self.begun is not None:
            said = self.sheet.said(self.begun.said.form, self.begun.said.template)
            begun = msgspec.structs.replace(self.begun, said=said)
            self.presenter.keep(begun, printing=printing)

    def _keep_what_was_typed(self) -> None:
        """At the counter: a dossier gets it by F8 or Ctrl+S alone."""
        if self.begun is None or not self._is_edited:
            return
        self._is_edited = False
        said = self.sheet.said(self.begun.said.form, self.begun.said.template)
        self.presenter.keep(
            msgspec.structs.replace(self.begun, said=said, shown=None, code=""), printing=False
        )

    def _was_edited(self) -> None:
        self._is_edited = True
        self._say_state()

    def _throw_away(self) -> None:
        chosen = self.kept_view.current()
        if isinstance(chosen, KeptRow):
            self.presenter.throw_away(chosen.id)

    def _say_state(self) -> None:
        if self.begun is None:
            return
        said = self.sheet.said("", "").answers if self.sheet.parts else self.begun.said.answers
        open_ones = missing(self.begun.declaration, said)
        whose = (
            tr("Goes to dossier {code}.", code=self.begun.code)
            if self.begun.shown
            else tr("Kept at this counter until it is attached to its dossier.")
        )
        gaps = tr("Still empty, dots on the paper: {n} required fields.", n=len(open_ones))
        self._state.setText(f"{whose} {gaps}" if open_ones else whose)

    def _take_card(self, card: CardRead) -> None:
        part = self.sheet.part_for_card()
        if part is not None:
            part.take(card.person)
            self._say_state()

    def _open_form(self, chosen: object) -> None:
        if not isinstance(chosen, Declaration):
            return
        self._keep_what_was_typed()
        if self._dossier:
            self.presenter.open_of(self._dossier, chosen.form)
        else:
            self.presenter.open(chosen.form)

    def _open_kept(self, chosen: object) -> None:
        if isinstance(chosen, KeptRow):
            self._keep_what_was_typed()
            self.presenter.open_kept(chosen.id, self._dossier)

    def _made_buttons(self) -> list[Button]:
        made: list[Button] = [
            PrimaryButton(tr("Keep and print"), self.keep_and_print, key="F8"),
            Button(tr("Keep"), self.keep, key="Ctrl+S"),
            Button(tr("Print an empty one"), self.print_empty, key="Ctrl+P"),
        ]
        for button in made:
            button.setEnabled(False)
        return made

    def _connect(self) -> None:
        self.view.opened.connect(self._open_form)
        self.kept_view.opened.connect(self._open_kept)
        self.sheet.edited.connect(self._was_edited)
        self._watch.scanned.connect(lambda text: self.presenter.read_card(text, self._take_card))

    def _arrange(self) -> None:
        left = Card()
        left.column.addWidget(self.view, 3)
        left.column.addWidget(self.kept_view, 2)
        left.setFixedWidth(LEFT * self.fontMetrics().averageCharWidth() + 4 * Space.L)
        right = QVBoxLayout()
        right.setSpacing(Space.S)
        right.addWidget(self._head)
        right.addWidget(self._state)
        right.addWidget(self._nothing)
        right.addWidget(self._area, 1)
        right.addLayout(flow(*self._buttons))
        self._area.hide()
        self.kept_view.hide()
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.M)
        whole.addWidget(left)
        whole.addLayout(right, 1)


def _form_columns() -> list[Column[Declaration]]:
    return [Column(tr("Declaration"), lambda one: one.short)]


def _kept_columns() -> list[Column[KeptRow]]:
    return [Column(tr("Filled in here, without a dossier yet"), lambda one: one.title)]
