"""The page Người dân: find somebody, see all that is known of him, say who is who."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.ui.i18n import tr
from app.ui.page import Command, Goto, Page, Session, Touched
from app.ui.people.file_view import FileView
from app.ui.people.presenter import SHORTEST, Found, PeoplePresenter
from app.ui.people.table_model import NARROW_HIDES, FoundModel, Line
from app.ui.reception.ways import Way
from app.ui.tokens import Space
from app.ui.widgets.fields import TextField
from app.ui.widgets.layout import EmptyState, quiet
from app.ui.widgets.table import RowView
from app.usecases.people import KnownPerson
from app.usecases.person_links import PersonFile


class PeoplePage(Page):
    """First the people found; Enter opens one, Esc goes back to them."""

    key = "people"
    help_section = "people"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.presenter = PeoplePresenter(session, self.show_found, self.show_file)
        self.search = TextField(tr("Find: name without marks, number, telephone, year of birth"))
        self.total = quiet("")
        self.model = FoundModel()
        self.view = RowView(self.model, tr("People found"))
        self.nothing = EmptyState(tr("Type a name, a number or a telephone."))
        self.file = FileView()
        self._arrange()
        self._connect()

    def title(self) -> str:
        """Answer the title."""
        return tr("People")

    def enter(self, goal: Goto) -> None:
        """Show the person or the text that was asked for; otherwise the page as it was left."""
        if isinstance(goal.extra, str) and goal.extra:
            self._close()
            self.search.fill(goal.extra)
            self.presenter.search(goal.extra)
        elif goal.id:
            self._open(goal.id)
        else:
            self.presenter.read_found()
            self.presenter.read_file()

    def refresh(self, _touched: Touched) -> None:
        """Read again; the officer stays where she is."""
        self.presenter.read_found()
        self.presenter.read_file()

    def commands(self) -> Sequence[Command]:
        """List the keys of this page."""
        return (
            Command("Ctrl+F", tr("Find"), self._find),
            Command("F8", tr("One person"), self.link),
            Command("F7", tr("Two people"), self.part),
            Command("Alt+N", tr("New dossier for this person"), self.receive),
            Command("Ctrl+D", tr("Open the dossier"), self.open_dossier),
        )

    def step_back(self) -> bool:
        """Esc closes the person, then empties the search."""
        if self._is_open():
            self._close()
            return True
        if not self.search.value():
            return False
        self.search.fill("")
        self.presenter.search("")
        return True

    def first_focus(self) -> QWidget:
        """Answer the search, or the list of the person who is open."""
        return self.file.view if self._is_open() else self.search.line

    def show_found(self, found: Found) -> None:
        """Show who was found; without a word those about whom officers contradict each other."""
        if found.text != (self.presenter.text if len(self.presenter.text) >= SHORTEST else ""):
            return
        before = self.view.current()
        self.model.begin(len(found.people), found.people)
        self.view.stand_on(before.mention if isinstance(before, KnownPerson) else "")
        self.view.setVisible(bool(found.people))
        self.nothing.setVisible(not found.people)
        self.nothing.words.setText(
            tr("Nobody found. Try fewer letters, or another spelling.")
            if found.text
            else tr("Type a name, a number or a telephone.")
        )
        self.total.setText(_total(found))

    def show_file(self, file: PersonFile) -> None:
        """Show all that is known of the person."""
        self.file.show_file(file)

    def link(self) -> None:
        """F8: both mentions of the chosen line are one person."""
        line = self.file.asked()
        if line is None or not line.other:
            return
        reason = self.file.reason_given()
        if reason is not None:
            self.presenter.link(line, reason, self.file.answered)

    def part(self) -> None:
        """F7: they are two people."""
        line = self.file.asked()
        if line is None:
            return
        reason = self.file.reason.value() if self.file.is_new(line) else self.file.reason_given()
        if reason is not None:
            self.presenter.part(line, reason, self.file.answered)

    def receive(self) -> None:
        """Alt+N: begin a dossier of the person who is open."""
        if self._is_open() and self.file.newest:
            self.session.go("reception", self.file.newest, Way.PERSON.value)

    def open_dossier(self) -> None:
        """Open the dossier of the chosen line."""
        row = self.file.view.current()
        if self._is_open() and isinstance(row, Line) and row.dossier:
            self.session.go("dossier", row.dossier)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what a narrow window has no room for."""
        super().resizeEvent(event)
        letters = self.width() // max(1, self.view.fontMetrics().horizontalAdvance("0"))
        for column, least in NARROW_HIDES:
            self.view.setColumnHidden(column, letters < least)

    def _arrange(self) -> None:
        people = QWidget()
        inside = QVBoxLayout(people)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(Space.S)
        inside.addWidget(self.search)
        inside.addWidget(self.total)
        inside.addWidget(self.view, 1)
        inside.addWidget(self.nothing, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(people)
        self._stack.addWidget(self.file)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.view.hide()

    def _connect(self) -> None:
        self.search.edited.connect(lambda: self.presenter.search(self.search.value()))
        self.search.line.returnPressed.connect(self._open_chosen)
        self.view.opened.connect(self._open_row)
        self.file.view.opened.connect(lambda _row: self.open_dossier())
        self.file.link_asked.connect(self.link)
        self.file.part_asked.connect(self.part)
        self.file.dossier_asked.connect(self.open_dossier)
        self.file.new_asked.connect(self.receive)
        self.file.back_asked.connect(self._close)

    def _find(self) -> None:
        self._close()
        self.search.setFocus()

    def _open_chosen(self) -> None:
        self._open_row(self.view.current())

    def _open_row(self, row: object) -> None:
        if isinstance(row, KnownPerson):
            self._open(row.mention)

    def _open(self, mention: str) -> None:
        self.file.begin()
        self._stack.setCurrentWidget(self.file)
        self.presenter.open(mention)
        self.file.view.setFocus()

    def _close(self) -> None:
        if self._is_open():
            self.presenter.close()
            self._stack.setCurrentIndex(0)
            (self.view if self.model.rowCount() else self.search).setFocus()

    def _is_open(self) -> bool:
        return self._stack.currentWidget() is self.file


def _total(found: Found) -> str:
    if found.text:
        return tr("{n} people", n=len(found.people)) if found.people else ""
    if not found.people:
        return ""
    return tr("Officers said different things about these people; open one and settle it.")
