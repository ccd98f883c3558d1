"""Hồ sơ: find a dossier by what is at hand, or look through a part of the day's work."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.events import Recipient
from app.domain.states import State
from app.ui import notices
from app.ui.dossiers.choosing import (
    ChoosingList,
    ChosenBar,
    HandoverPanel,
    PanelPlace,
)
from app.ui.dossiers.handing import Handing
from app.ui.dossiers.presenter import DossiersPresenter, Listed
from app.ui.dossiers.table_model import WIDE_ONLY, DossierModel
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.page import Command, Goto, Page, Session, Touched
from app.ui.reception.slim import slim
from app.ui.tokens import Size, Space
from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.fields import ChoiceField, TextField
from app.ui.widgets.layout import EmptyState, quiet, row
from app.usecases.handover import Chosen
from app.usecases.lookup import DossierRow, Section

_SECTIONS = [section for section in Section if section is not Section.DRAFTS]
_STATES = [state for state in State if state is not State.NOT_HERE]


@dataclass(frozen=True, slots=True)
class _Of:
    """A state in the choice; by itself Qt would hand a number back."""

    state: State


class DossiersPage(Page):
    """A field to find by, a choice of parts, and a list that reads as one scrolls."""

    key = "dossiers"
    help_section = "dossier"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.model = DossierModel()
        self.presenter = DossiersPresenter(session, self.show_list, self.show_more)
        self.search = TextField(
            tr("Find"), placeholder=tr("number, name, ID number, telephone, procedure")
        )
        self.section = ChoiceField(tr("Show"))
        self.total = quiet("")
        self.taking_over = LinkButton(
            tr("Import from the province's file (Alt+I)"), self._to_takeover
        )
        self.list = ChoosingList(self.model, tr("Dossiers"))
        self.handing = Handing(session, self)
        self.chosen = ChosenBar()
        self.place = PanelPlace()
        self.nothing = EmptyState(
            tr("No dossier matches. Clear the search, or receive a new dossier."),
            tr("Receive a new dossier (F2)"),
            lambda: session.go("reception", extra="new"),
        )
        self._arrange()
        self._connect()

    def title(self) -> str:
        """Answer the page's title."""
        return tr("Dossiers")

    def enter(self, goal: Goto) -> None:
        """Show the part or the text that was asked for; otherwise the list as it was left."""
        self.handing.read_owed()
        match goal.extra:
            case Section() as section:
                self.search.fill("")
                self.section.fill(section)
                self.presenter.narrow("")
                self.presenter.show_part(section)
            case str(text) if text:
                self.search.fill(text)
                self.section.fill(None)
                self.presenter.show_part(None)
                self.presenter.narrow(text)
            case _:
                self.presenter.read_again(self.model.rowCount())

    def refresh(self, _touched: Touched) -> None:
        """Read again what changed; the officer stays where she is."""
        self.presenter.read_again(self.model.rowCount())
        self.handing.read_owed()

    def commands(self) -> Sequence[Command]:
        """List what the keys do here."""
        return (
            Command("Ctrl+F", tr("Find"), self.search.setFocus),
            Command("F8", tr("Forward as one list"), self._forward),
            Command("Ctrl+P", tr("Print all of them"), self.handing.print_owed),
            Command("Alt+I", tr("Import from the province's file (Alt+I)"), self._to_takeover),
        )

    def step_back(self) -> bool:
        """Esc closes the panel, then leaves what is chosen, then empties the search."""
        if self.place.panel is not None:
            self._end_panel()
            return True
        if self.handing.count:
            self.handing.choose_none()
            return True
        if not self.search.value():
            return False
        self.search.fill("")
        self.presenter.narrow("")
        return True

    def first_focus(self) -> QWidget:
        """Answer the search field."""
        return self.search.line

    def show_list(self, listed: Listed) -> None:
        """Show a new list, standing on the dossier one stood on before."""
        before, bar = self.list.current(), self.list.verticalScrollBar()
        scrolled = bar.value()
        self.model.at(listed.now)
        self.model.begin(listed.page.total, listed.page.rows)
        if isinstance(before, DossierRow):
            self.list.stand_on(before.id)
        if listed.again:
            bar.setValue(scrolled)
        is_empty = listed.page.total == 0
        self.nothing.setVisible(is_empty)
        self.list.setVisible(not is_empty)
        self.total.setText(tr("{n} dossiers", n=f"{listed.page.total:,}".replace(",", ".")))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what a narrow window has no room for; the dossier's page shows it."""
        super().resizeEvent(event)
        for column in WIDE_ONLY:
            self.list.setColumnHidden(column, self.width() < Size.WIDE_PAGE)

    def show_chosen(self, ids: frozenset[str]) -> None:
        """Mark the chosen dossiers."""
        self.model.mark(ids)
        self.chosen.show_chosen(len(ids))

    def show_owed(self, count: int) -> None:
        """Say how many papers are not printed yet."""
        self.chosen.show_owed(count)
        if self.place.panel is not None:
            self.chosen.hide()

    def ask_to_whom(self, chosen: tuple[Chosen, ...], last: Recipient | None) -> None:
        """Open the panel for what is chosen."""
        panel = HandoverPanel(chosen, last)
        panel.confirmed.connect(self._forward)
        panel.given_up.connect(self.step_back)
        self.chosen.hide()
        self.place.open(panel)

    def handed_over(self) -> None:
        """All went; the list reads itself again."""
        self._end_panel()

    def not_handed_over(self, error: Exception) -> None:
        """Say why nothing went, beside the name where it is about that."""
        panel, notice = self.place.panel, notices.of(error)
        if panel is not None and notice is not None and panel.has_no_name():
            panel.name.complain(notice.text)
            panel.name.setFocus()
        else:
            self.session.say(notice)
        if panel is not None:
            panel.button.setEnabled(True)

    def show_more(self, listed: Listed) -> None:
        """Add a piece that came into sight."""
        self.model.take(listed.offset, listed.page.rows)

    def _arrange(self) -> None:
        states = ((tr("State: {state}", state=label(state)), _Of(state)) for state in _STATES)
        sections = ((label(part), part) for part in _SECTIONS)
        self.section.offer([(tr("All dossiers"), None), *sections, *states])
        slim(self.section)
        self.section.box.setMaxVisibleItems(self.section.box.count())
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.S)
        line = row(self.search, self.section, stretch=False)
        line.setStretch(0, 3)
        line.setStretch(1, 2)
        column.addLayout(line)
        counted = row(self.total, self.taking_over, stretch=False)
        counted.setStretch(0, 1)
        column.addLayout(counted)
        column.addWidget(self.list, 1)
        column.addWidget(self.nothing, 1)
        column.addWidget(self.chosen)
        column.addWidget(self.place)
        self.nothing.hide()

    def _connect(self) -> None:
        self.search.edited.connect(lambda: self.presenter.narrow(self.search.value()))
        self.search.line.returnPressed.connect(self._into_list)
        self.section.edited.connect(self._choose_section)
        self.model.wanted.connect(self.presenter.read_more)
        self.model.order_changed.connect(self.presenter.order_by)
        self.list.opened.connect(self._open)
        self.list.toggled.connect(self.handing.toggle)
        self.chosen.forward_asked.connect(self._forward)
        self.chosen.none_asked.connect(self.handing.choose_none)
        self.chosen.print_asked.connect(self.handing.print_owed)

    def _forward(self) -> None:
        """F8: ask to whom; with the answer, record and print."""
        panel = self.place.panel
        if panel is None:
            self.handing.ask()
        elif panel.button.isEnabled():
            panel.button.setEnabled(False)
            self.handing.forward(panel.chosen, panel.recipient(), panel.note.value())

    def _end_panel(self) -> None:
        self.place.end()
        self.chosen.show_chosen(self.handing.count)
        self.list.setFocus()

    def _choose_section(self) -> None:
        match self.section.value():
            case Section() as section:
                self.presenter.show_part(section)
            case _Of(state):
                self.presenter.show_part(state)
            case _:
                self.presenter.show_part(None)

    def _into_list(self) -> None:
        """Enter in the search opens the only dossier found, or goes to the list."""
        self.list.setFocus()
        if self.model.rowCount():
            self.list.selectRow(0)
            if self.model.rowCount() == 1:
                self._open(self.list.current())

    def _to_takeover(self) -> None:
        self.session.go("takeover")

    def _open(self, found: object) -> None:
        if isinstance(found, DossierRow):
            self.presenter.open(found.id)
