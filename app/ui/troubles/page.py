"""The page Vướng mắc."""

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.ui import notices
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.page import Command, Goto, Page, Session, Touched
from app.ui.tokens import Space
from app.ui.widgets.buttons import PrimaryButton
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import EmptyState, Words
from app.ui.widgets.table import Column, RowModel, RowView
from app.usecases import troubles
from app.usecases.troubles import Trouble, TroubleKind

_WHAT_TO_DO = {
    TroubleKind.CONFLICT: "Open the dossier and choose which content holds.",
    TroubleKind.WAITING: "Earlier data is on its way; after a day a person may call it lost.",
    TroubleKind.REFUSED: "Read why the province has not recorded it, and mend it.",
    TroubleKind.BOOK_LINE: "Give one of the lines a number of its own, or strike it.",
    TroubleKind.BOOK_HOLE: "Look into the paper book; the number may come with the next sync.",
    TroubleKind.PEOPLE: "Open the person and say again whether they are one.",
    TroubleKind.MONEY: "Look at the fee of the dossier: give back, or take the double entry out.",
    TroubleKind.RECEIPT_TWICE: "Compare with the receipts on paper; take the wrong entry out.",
    TroubleKind.MACHINE_COPY: "A PC was copied or put back; call the technician.",
}


class TroublesPage(Page):
    """One list; Enter leads to where it is settled."""

    key = "troubles"
    help_section = "troubles"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.model = _model()
        self.view = RowView(self.model, tr("Matters that wait for a person"))
        self.nothing = EmptyState(tr("Nothing waits for a person to decide."))
        self.words = Words("", "strong")
        self.lists = QStackedWidget()
        self.open = PrimaryButton(tr("Go there"), self._open, key="Enter")
        self._arrange()
        self.view.opened.connect(self._open)
        self.view.moved_to.connect(self._show_row)

    def title(self) -> str:
        """Answer the title."""
        return tr("Matters to settle")

    def enter(self, _goal: Goto) -> None:
        """Read them."""
        self._read()

    def refresh(self, _touched: Touched) -> None:
        """Read again: any change may settle one or make one."""
        self._read()

    def commands(self) -> Sequence[Command]:
        """List the keys of this page."""
        return (Command("F8", tr("Go there"), self._open),)

    def first_focus(self) -> QWidget:
        """Answer the list."""
        return self.view

    def show_troubles(self, found: tuple[Trouble, ...]) -> None:
        """Show them; one stays where one is."""
        before = self.view.current()
        self.model.begin(len(found), found)
        self.view.stand_on(_key(before) if isinstance(before, Trouble) else "")
        self.lists.setCurrentWidget(self.view if found else self.nothing)
        self.open.setVisible(bool(found))
        self._show_row(self.view.current())

    def _read(self) -> None:
        desk = self.session.desk
        self.session.tasks.read(
            "troubles", lambda: troubles.troubles(desk), self.show_troubles, self._complain
        )

    def _complain(self, error: Exception) -> None:
        self.session.say(notices.of(error))

    def _show_row(self, row: object) -> None:
        self.words.setText(tr(_WHAT_TO_DO[row.kind]) if isinstance(row, Trouble) else "")

    def _open(self, _row: object = None) -> None:
        chosen = self.view.current()
        if isinstance(chosen, Trouble):
            self.session.go(chosen.page, chosen.record)

    def _arrange(self) -> None:
        self.lists.addWidget(self.view)
        self.lists.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.lists, 1)
        column.addWidget(self.words)
        column.addLayout(flow(self.open))


def _model() -> RowModel[Trouble]:
    columns = (
        Column[Trouble](tr("What is the matter"), lambda row: label(row.kind), width=32, bold=True),
        Column[Trouble](tr("About"), _about),
        Column[Trouble](tr("How many"), lambda row: str(row.count), width=9, right=True),
        Column[Trouble](tr("Due"), _due, width=13, right=True),
    )
    return RowModel(columns, _key)


def _about(row: Trouble) -> str:
    return ", ".join(part for part in (row.title, row.detail) if part)


def _due(row: Trouble) -> str:
    return f"{row.due:%H:%M %d/%m}" if row.due else ""


def _key(row: Trouble) -> str:
    return f"{row.kind} {row.record or row.title}"
