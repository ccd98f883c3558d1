"""The page Đợt lưu động."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.errors import RuleViolation
from app.domain.papers.round_list import RoundTask, TakeAlong
from app.ui import notices
from app.ui.i18n import tr
from app.ui.page import Command, Goto, Page, Session, Touched
from app.ui.reception import typed
from app.ui.reception.slim import slim
from app.ui.reception.typed import shown_day
from app.ui.rounds.lists import dossier_table, round_table, task_table
from app.ui.rounds.presenter import RoundsPresenter, Shown
from app.ui.tokens import Space
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.fields import ChoiceField, TextField
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import Card, Words, columns
from app.ui.widgets.table import RowView
from app.usecases.lookup import DossierRow
from app.usecases.rounds import Plan, RoundView

ROOMY = 130  # letters that a page holds before its lists show every column


class View(StrEnum):
    """What the list shows."""

    ROUNDS = "rounds"
    TASKS = "tasks"
    DOSSIERS = "dossiers"


class RoundsPage(Page):
    """Plan a round, leave with it, see what it brought."""

    key = "rounds"
    help_section = "rounds"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.presenter = RoundsPresenter(session, self)
        self.chosen: RoundView | None = None
        self._is_new = False  # what is typed is a round that does not exist yet
        self._is_busy = False
        self._wanted = ""
        self.one: Shown | None = None
        self.view = ChoiceField(tr("Show"))
        self.round_model, self.rounds = round_table()
        self.task_model, self.tasks = task_table()
        self.dossier_model, self.dossiers = dossier_table()
        self.place = TextField(tr("Place (village)"), required=True, longest=120)
        self.first = TextField(tr("From day"), required=True, longest=10)
        self.last = TextField(tr("To day"), longest=10)
        self.team = TextField(tr("Who goes"), longest=160)
        self.note = TextField(tr("Remark"), longest=200)
        self.words = Words("", "quiet")
        self.save = PrimaryButton(tr("Keep the round"), self.confirm, key="F8")
        self.go = Button(tr("This PC leaves"), self._leave_or_come_back, key="Alt+2")
        self.owed = Button(tr("Print the missing slips"), self._print_owed, key="Alt+3")
        self.lists = QStackedWidget()
        self._arrange()
        self._offer_views()
        self.view.edited.connect(self._show_view)
        self.rounds.moved_to.connect(self._choose)
        self.tasks.opened.connect(self._open)
        self.dossiers.opened.connect(self._open)

    def title(self) -> str:
        """Answer the title."""
        return tr("Rounds to the villages")

    def enter(self, _goal: Goto) -> None:
        """Read the rounds."""
        self.presenter.read()

    def refresh(self, touched: Touched) -> None:
        """Read again when a round or a dossier changed."""
        if touched.kind in ("", "round", "dossier"):
            self.presenter.read()

    def commands(self) -> Sequence[Command]:
        """List the keys of this page."""
        return (
            Command("F8", tr("Keep the round"), self.confirm),
            Command("Alt+1", tr("Another round"), self._begin_new),
            Command("Alt+2", tr("This PC leaves, is back"), self._leave_or_come_back),
            Command("Alt+3", tr("Print the missing slips"), self._print_owed),
            Command("Ctrl+P", tr("Print what to take along"), self.print_list),
        )

    def first_focus(self) -> QWidget:
        """Answer the list, or the first field where there is no round."""
        return self.rounds if self.round_model.rowCount() else self.place.line

    def show_rounds(self, found: tuple[RoundView, ...]) -> None:
        """Show the rounds; one stays where one is."""
        before = self._wanted or (self.chosen.round.id if self.chosen else "")
        self.round_model.begin(len(found), found)
        if self._is_new:
            return  # a list that changes takes nothing away from what is being typed
        self._wanted = ""
        self.rounds.stand_on(before)
        row = self.rounds.current()
        is_same = isinstance(row, RoundView) and self.chosen is not None and row == self.chosen
        if not is_same:
            self._choose(row)
        elif self.chosen is not None:
            self.presenter.read_one(self.chosen)

    def show_one(self, shown: Shown) -> None:
        """Show what belongs to the chosen round."""
        self.one = shown
        self.task_model.begin(len(shown.along.tasks), shown.along.tasks)
        self.words.setText(_words(self.chosen, shown.along.without_village))
        self.dossier_model.begin(len(shown.dossiers), shown.dossiers)
        self.owed.setEnabled(bool(shown.not_printed))
        self.owed.say(tr("Print the missing slips: {n}", n=len(shown.not_printed)))
        self._offer_views()

    def confirm(self) -> None:
        """F8: keep what is typed."""
        first, last = self._day(self.first), self._day(self.last)
        if first is None or last is None or self._is_busy:
            return
        self._is_busy = True
        round_id = self.chosen.round.id if self.chosen else ""
        wanted = Plan(
            self.place.value(), first, last or first, self.team.value(), self.note.value()
        )
        self.presenter.plan(wanted, round_id)

    def print_list(self) -> None:
        """Ctrl+P: what to take along."""
        if self.chosen is not None:
            self.presenter.print_list(self.chosen)

    def done(self, round_id: str) -> None:
        """What was typed is written: stand on that round."""
        self._is_busy = self._is_new = False
        self._wanted, self.chosen = round_id, None
        self.rounds.setFocus()
        self.presenter.read()

    def refused(self, error: Exception) -> None:
        """Say why not: beside its field where it has one."""
        self._is_busy = False
        notice = notices.of(error)
        code = error.code if isinstance(error, RuleViolation) else ""
        beside = {
            "round_place_missing": self.place,
            "round_place_fixed": self.place,
            "round_days_wrong": self.first,
        }
        field = beside.get(code)
        if field is not None and notice is not None:
            field.complain(notice.text)
            field.line.setFocus()
        else:
            self.session.say(notice)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what a narrow window has no room for."""
        super().resizeEvent(event)
        is_narrow = self.width() < ROOMY * self.fontMetrics().averageCharWidth()
        self.rounds.setColumnHidden(2, is_narrow)
        self.tasks.setColumnHidden(4, is_narrow)

    def _choose(self, row: object) -> None:
        self._is_new = False
        self.chosen = row if isinstance(row, RoundView) else None
        self._fill(self.chosen)
        if self.chosen is not None:
            self.presenter.read_one(self.chosen)
        else:
            self.show_one(Shown(TakeAlong(), (), ()))

    def _fill(self, row: RoundView | None) -> None:
        made = row.round if row else None
        for field in (self.place, self.first, self.last, self.team, self.note):
            field.complain("")
        self.place.fill(made.place if made else "")
        self.first.fill(shown_day(made.first) if made else "")
        self.last.fill(shown_day(made.last) if made else "")
        self.team.fill(made.team if made else "")
        self.note.fill(made.note if made else "")
        is_here = row is not None and row.is_here
        self.go.say(tr("This PC is back") if is_here else tr("This PC leaves"))
        self.go.setEnabled(row is not None)
        self.words.setText(_words(row, 0))

    def _begin_new(self) -> None:
        self.chosen, self._is_new = None, True
        self._fill(None)
        self.place.line.setFocus()

    def _leave_or_come_back(self) -> None:
        if self.chosen is None:
            return
        if self.chosen.is_here:
            self.presenter.end(self.note.value())
        else:
            self.presenter.begin(self.chosen)

    def _print_owed(self) -> None:
        if self.one is not None and self.one.not_printed:
            self.presenter.print_owed(self.one.not_printed)

    def _day(self, field: TextField) -> str | None:
        """Answer the ISO day, empty for none; None and a complaint for what is no day."""
        day = typed.day_of(field.value())
        is_wrong = day is None and bool(field.value())
        field.complain(tr("Write the day as 24/11/2026.") if is_wrong else "")
        if is_wrong:
            field.line.setFocus()
            return None
        return day.isoformat() if day else ""

    def _open(self, row: object) -> None:
        if isinstance(row, RoundTask):
            self.session.go("dossier", row.dossier_id)
        elif isinstance(row, DossierRow):
            self.session.go("dossier", row.id)

    def _offer_views(self) -> None:
        tasks = len(self.one.along.tasks) if self.one else 0
        dossiers = len(self.one.dossiers) if self.one else 0
        chosen = self.view.value() or View.ROUNDS
        self.view.offer(
            [
                (tr("Rounds"), View.ROUNDS),
                (tr("What to take along: {n}", n=tasks), View.TASKS),
                (tr("Taken in on the round: {n}", n=dossiers), View.DOSSIERS),
            ]
        )
        self.view.fill(chosen)

    def _show_view(self) -> None:
        self.lists.setCurrentWidget(self._list())

    def _list(self) -> RowView:
        value = self.view.value()
        return {View.TASKS: self.tasks, View.DOSSIERS: self.dossiers}.get(
            value if isinstance(value, View) else View.ROUNDS, self.rounds
        )

    def _arrange(self) -> None:
        slim(self.view)
        for view in (self.rounds, self.tasks, self.dossiers):
            self.lists.addWidget(view)
        card = Card()
        card.column.addLayout(columns(self.place, self.first, self.last))
        card.column.addLayout(columns(self.team, self.note))
        card.add(self.words)
        another = Button(tr("Another round"), self._begin_new, key="Alt+1")
        along = Button(tr("Print what to take along"), self.print_list, key="Ctrl+P")
        card.column.addLayout(flow(self.save, another, self.go, along, self.owed))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.view)
        column.addWidget(self.lists, 1)
        column.addWidget(card)


def _words(row: RoundView | None, without_village: int) -> str:
    if row is None:
        return tr("Keep the round first; then leave with it on the laptop.")
    said = [row.round.closing_note]
    if row.is_here:
        words = "What this PC takes in now bears the place on its slip and belongs to the round."
        said.append(tr(words))
    if without_village:
        said.append(tr("{n} more matters are of people without a village.", n=without_village))
    return " ".join(one for one in said if one)
