"""The page Trưởng bản nộp thay."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from app.domain.people_links import completed
from app.domain.states import State
from app.ui.batch.head import Head
from app.ui.batch.presenter import BatchPresenter, Outcome
from app.ui.batch.rows import ApplicantRows
from app.ui.i18n import tr
from app.ui.page import Command, Goto, Page, Session
from app.ui.reception.card_text import looks_like_card
from app.ui.reception.problem_words import problem_words
from app.ui.reception.scanner import BurstWatch
from app.ui.tokens import Space
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.fields import Field
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import Card, Words, quiet, scrolled
from app.usecases.batch import Batch, BatchProblem, bringer_of
from app.usecases.people import CardRead, KnownPerson
from app.usecases.procedure_choice import ProcedureRow
from app.usecases.reception_form import Problem

DRAFT_EVERY = 2_000  # ms


class BatchPage(Page):
    """Who brings, by what paper, which matter; a line for each applicant; F8 takes all in."""

    key = "batch"
    help_section = "batch"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.presenter = BatchPresenter(session, self)
        self.head = Head()
        self.rows = ApplicantRows()
        self.count = quiet("")
        self.done = Words("", "good")
        self._ticket = ""
        self._stood: QWidget | None = None
        self._waiting: list[CardRead] = []
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._watch = BurstWatch(self, looks_like_card)
        self._draft_tick = QTimer(self, interval=DRAFT_EVERY)
        self._slips = Button(tr("Print the slips"), self.presenter.print_slips, key="Ctrl+P")
        self._list = Button(tr("Print the list again"), self.presenter.print_list, key="Alt+P")
        self._other = Button(tr("Another bringer"), self.begin, key="F7")
        self._arrange()
        self._connect()

    def title(self) -> str:
        """Answer the title."""
        return tr("Brought for many")

    def enter(self, _goal: Goto) -> None:
        """Show what was typed before; listen to the scanner."""
        self._watch.watch(on=True)
        self._draft_tick.start()
        if self._typed() == Batch(ticket=self._ticket):
            self.presenter.read_kept()

    def leave(self) -> None:
        """Keep what was typed: the officer goes elsewhere."""
        self._keep()
        self._watch.watch(on=False)
        self._draft_tick.stop()

    def commands(self) -> Sequence[Command]:
        """List the keys of this page; only F8 takes in."""
        return (
            Command("F4", tr("Procedure"), self.head.begin_procedure),
            Command("F7", tr("Another bringer"), self.begin),
            Command("F8", tr("Receive all and print the list"), self.accept),
            Command("Ctrl+S", tr("Save the draft"), self._keep),
            Command("Ctrl+P", tr("Print the slips"), self.presenter.print_slips),
            Command("Alt+P", tr("Print the list again"), self.presenter.print_list),
        )

    def first_focus(self) -> QWidget:
        """Answer where typing begins."""
        return self.rows.rows[0].name.line if self._ticket else self.head.bringer.line

    def begin(self) -> None:
        """F7: another bringer; the list is laid by, and F7 on the empty page brings it back."""
        if self.presenter.is_taking:
            return
        typed = self._typed()
        if typed == Batch():
            self.presenter.take_back()
        elif typed.applicants or not typed.ticket:
            self.presenter.put_aside(typed)
        self._ticket = ""
        self.presenter.visit = None
        self.show_batch(Batch())
        self._show_done("")
        self._keep()
        self.head.bringer.setFocus()

    def accept(self) -> None:
        """F8: take all in; otherwise stand where something is missing."""
        if not self.presenter.is_taking:
            self.rows.hide_complaints()
            self.head.hide_complaints()
            self.presenter.take(self._typed())
            self._freeze(on=True)

    def show_batch(self, kept: Batch) -> None:
        """Show a list."""
        self._ticket = kept.ticket
        self.head.fill(kept)
        self.rows.fill(kept.applicants)
        self._show_count()

    def show_people(self, found: tuple[KnownPerson, ...]) -> None:
        """Offer people known here as the bringer."""
        self.head.offer_people(found)

    def show_procedures(self, found: tuple[ProcedureRow, ...]) -> None:
        """Offer procedures."""
        self.head.offer_procedures(found)

    def take_card(self, card: CardRead) -> None:
        """A card is the bringer's while the officer stands there, else an applicant's."""
        if self.presenter.is_taking:
            self._waiting.append(card)
        elif self.head.stands_here():
            self.head.take(completed(card.person, self.head.person()))
        else:
            self.rows.take(card.person)

    def show_outcome(self, outcome: Outcome) -> None:
        """Say what was taken in; the bringer stays for another matter of the same visit."""
        self._freeze(on=False)
        if outcome.wrong:
            self._show_wrong(outcome.wrong[0])
        else:
            self._show_taken(outcome)
        self._take_waiting()

    def show_refused(self) -> None:
        """Nothing was taken in: all stands as it was typed."""
        self._freeze(on=False)
        if self._stood is not None:
            self._stood.setFocus()
        self._take_waiting()

    def _show_taken(self, outcome: Outcome) -> None:
        waiting = sum(one.state is State.SUPPLEMENT for one in outcome.taken)
        ticket = outcome.taken[0].ticket
        self._show_done(
            tr(
                "✓ {n} dossiers are taken in on visit {ticket}; {waiting} of them wait for papers.",
                n=len(outcome.taken),
                ticket=ticket,
                waiting=waiting,
            )
        )
        kept = Batch(
            bringer=self.head.person(),
            authority=self.head.authority(),
            ticket=ticket,
            bringer_is=bringer_of(outcome.taken[0]),
        )
        self.show_batch(kept)
        self.presenter.forget(self._typed())
        self.head.begin_procedure()

    def _freeze(self, *, on: bool) -> None:
        """What is typed between F8 and the answer would be lost: nothing can be typed."""
        if on:
            self._stood = QApplication.focusWidget()
            self.setFocus()
        for part in (self.head, self.rows):
            part.setEnabled(not on)

    def _take_waiting(self) -> None:
        """Cards that were scanned meanwhile are for the next list."""
        waiting, self._waiting = self._waiting, []
        for card in waiting:
            self.take_card(card)

    def _arrange(self) -> None:
        lines = Card(tr("Applicants"))
        lines.column.setSpacing(Space.S)
        hint = tr("Enter goes to the next line; a card that is scanned fills a line. Papers are")
        hint += " " + tr("complete unless you write which are missing (separated by ;).")
        lines.add(quiet(hint), self.rows, self.count)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, Space.XS, 0)
        column.setSpacing(Space.M)
        for widget in (self.head, lines):
            column.addWidget(widget)
        column.addStretch(1)
        accept = PrimaryButton(tr("Receive all and print the list"), self.accept, key="F8")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.S)
        whole.addWidget(self.done)
        self._area = scrolled(column)
        whole.addWidget(self._area, 1)
        whole.addLayout(flow(accept, self._slips, self._list, self._other))
        self._show_done("")

    def _connect(self) -> None:
        if isinstance(app := QApplication.instance(), QApplication):
            app.focusChanged.connect(self._keep_in_sight)
        self._draft_tick.timeout.connect(self._keep)
        self._watch.scanned.connect(self.presenter.read_card)
        self._watch.returned.connect(_give_back)
        self.rows.edited.connect(self._show_count)
        self.head.people_asked.connect(self.presenter.search_people)
        self.head.procedures_asked.connect(self.presenter.search_procedures)
        self.head.finished.connect(self.rows.begin)

    def _keep_in_sight(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Enter leads to a line below: scroll to it once it has its place."""
        if now is not None and self._area.isAncestorOf(now):
            QTimer.singleShot(0, self, self._show_focus)

    def _show_focus(self) -> None:
        now = QApplication.focusWidget()
        if now is not None and self._area.isAncestorOf(now):
            field = now.parentWidget()  # with the sentence below it
            whole = field if isinstance(field, Field) else now
            self._area.ensureWidgetVisible(whole, 0, Space.XXL)
            self._area.ensureWidgetVisible(whole, 0, Space.XS)

    def _typed(self) -> Batch:
        return Batch(
            bringer=self.head.person(),
            authority=self.head.authority(),
            procedure_code=self.head.procedure_code,
            procedure_name=self.head.procedure_name,
            applicants=self.rows.value(),
            ticket=self._ticket,
            bringer_is=self.head.recognised(),
        )

    def _keep(self) -> None:
        self.presenter.keep(self._typed())

    def _show_count(self) -> None:
        self.count.setText(tr("{n} applicants", n=len(self.rows.value())))

    def _show_done(self, words: str) -> None:
        self.done.setText(words)
        for widget in (self.done, self._slips, self._list):
            widget.setVisible(bool(words))

    def _show_wrong(self, wrong: BatchProblem) -> None:
        words = problem_words(Problem(wrong.field, wrong.code))
        if wrong.row is not None:
            self.rows.complain(wrong.row, wrong.field, words)
        elif wrong.field == "applicants":
            self.rows.rows[0].complain("name", words)
        else:
            self.head.complain(wrong.field, words)
        QTimer.singleShot(0, self, self._show_focus)


def _give_back(text: str, target: QWidget) -> None:
    """Type for the officer what was fast but no card."""
    if isinstance(target, QLineEdit):
        target.insert(text)
        target.textEdited.emit(target.text())
