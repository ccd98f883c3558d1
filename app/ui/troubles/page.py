"""The page Vướng mắc."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.states import Act
from app.ui import notices
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.page import Command, Goto, Page, Session, Touched
from app.ui.reception.due_words import moment_words
from app.ui.tokens import Space
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import EmptyState, Words
from app.ui.widgets.saving import ask_where_to_save
from app.ui.widgets.table import Column, RowModel, RowView
from app.usecases import troubles
from app.usecases.machine_copies import MachineCopy, review_copy
from app.usecases.troubles import Trouble, TroubleKind

_WHAT_TO_DO = {
    TroubleKind.CONFLICT: "Open the dossier and choose which content holds.",
    TroubleKind.WAITING: "Earlier data is on its way; after a day a person may call it lost.",
    TroubleKind.DOUBTFUL: "Open the dossier, look at what was written, and say what was done.",
    TroubleKind.REFUSED: "Read why the province has not recorded it, and mend it.",
    TroubleKind.BOOK_LINE: "Give one of the lines a number of its own, or strike it.",
    TroubleKind.BOOK_HOLE: "Look into the paper book; the number may come with the next sync.",
    TroubleKind.PEOPLE: "Open the person and say again whether they are one.",
    TroubleKind.MONEY: "Look at the fee of the dossier: give back, or take the double entry out.",
    TroubleKind.RECEIPT_TWICE: "Compare with the receipts on paper; take the wrong entry out.",
    TroubleKind.MACHINE_COPY: "A PC was copied or put back; call the technician, then Alt+5.",
    TroubleKind.CODE_TWICE: "Open it and give a new code; print the slip anew, call the citizen.",
    TroubleKind.CODE_KEPT: "It keeps its code. Compare the name on every slip with this code.",
    TroubleKind.CODE_OUTSIDE: "The office did not give this code: ask the province to change one.",
    TroubleKind.UNPLACED: "The number is not known here: ask the province whose dossier it is.",
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
        self.again = Button(tr("Offer it again"), self._resend, key="Alt+2")
        self.by_hand = Button(tr("Type it in by hand"), self._by_hand, key="Alt+3")
        self.withdraw = Button(tr("Withdraw the dossier"), self._withdraw, key="Alt+4")
        self.seen = Button(tr("It was looked at"), self._seen, key="Alt+5")
        self.save = Button(tr("Save as Excel"), self._save, key="Ctrl+E")
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
        return (
            Command("F8", tr("Go there"), self._open),
            Command("Alt+2", tr("Offer it again"), self._resend),
            Command("Alt+3", tr("Type it in by hand"), self._by_hand),
            Command("Alt+4", tr("Withdraw the dossier"), self._withdraw),
            Command("Alt+5", tr("It was looked at"), self._seen),
            Command("Ctrl+E", tr("Save as Excel"), self._save),
        )

    def first_focus(self) -> QWidget:
        """Answer the list."""
        return self.view

    def show_troubles(self, found: tuple[Trouble, ...]) -> None:
        """Show them; one stays where one is."""
        before = self.view.current()
        self.model.begin(len(found), found)
        self.view.stand_on(_key(before) if isinstance(before, Trouble) else "")
        self.lists.setCurrentWidget(self.view if found else self.nothing)
        for button in (self.open, self.save):
            button.setVisible(bool(found))
        self._show_row(self.view.current())

    def _read(self) -> None:
        desk = self.session.desk
        self.session.tasks.read(
            "troubles", lambda: troubles.troubles(desk), self.show_troubles, self._complain
        )

    def _complain(self, error: Exception) -> None:
        self.session.say(notices.of(error))

    def _show_row(self, row: object) -> None:
        is_refused = self._refused() is not None
        for button in (self.again, self.by_hand, self.withdraw):
            button.setVisible(is_refused)
        self.seen.setVisible(self._copied() is not None)
        if not isinstance(row, Trouble):
            self.words.setText("")
            return
        why = [_refusal(row, self.session.desk.now())] if is_refused else []
        self.words.setText("\n".join((*why, tr(_WHAT_TO_DO[row.kind]))))

    def _resend(self) -> None:
        if (dossier := self._refused()) is None:
            return
        desk = self.session.desk

        def done(_dossier: object) -> None:
            self.session.say(notices.done(tr("It will be offered to the province's system again.")))
            self._read()

        self.session.tasks.run(lambda: troubles.resend(desk, dossier), done, self._complain)

    def _by_hand(self) -> None:
        if (dossier := self._refused()) is not None:
            self.session.go("hand_entry", dossier)

    def _withdraw(self) -> None:
        if (dossier := self._refused()) is not None:
            self.session.go("dossier", dossier, Act.WITHDRAW)

    def _seen(self) -> None:
        """Alt+5: the technician has dealt with a copied PC; who said so is written down."""
        if (copied := self._copied()) is None:
            return
        desk = self.session.desk

        def done(_nothing: None) -> None:
            self.session.say(
                notices.done(tr("Noted. What comes from that copy later is told again."))
            )
            self._read()

        self.session.tasks.once(
            "copy seen", lambda: review_copy(desk, copied), done, self._complain
        )

    def _copied(self) -> MachineCopy | None:
        """The copied PC one stands on."""
        row = self.view.current()
        return row.copy if isinstance(row, Trouble) else None

    def _refused(self) -> str | None:
        """The dossier one stands on, where the province has not recorded it."""
        row = self.view.current()
        if isinstance(row, Trouble) and row.kind is TroubleKind.REFUSED:
            return row.record
        return None

    def _save(self) -> None:
        """Ctrl+E: the list as it stands, for whoever helps by e-mail or at the province."""
        if self.model.rowCount():
            ask_where_to_save(self, "vuong-mac", self._write, has_paper=False)

    def _write(self, path: Path) -> None:
        desk = self.session.desk
        heads, rows = self.model.as_words()

        def done(_nothing: object) -> None:
            self.session.say(notices.done(tr("Saved: {path}", path=str(path))))

        self.session.tasks.read(
            "file",
            lambda: troubles.save_list(desk, tr("Matters to settle"), heads, rows, path),
            done,
            self._complain,
        )

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
        column.addLayout(
            flow(self.open, self.again, self.by_hand, self.withdraw, self.seen, self.save)
        )


def _model() -> RowModel[Trouble]:
    columns = (
        Column[Trouble](tr("What is the matter"), _what, width=23, bold=True),
        Column[Trouble](tr("About"), _about),
        Column[Trouble](tr("Due"), _due, width=11, right=True),
    )
    return RowModel(columns, _key)


def _refusal(row: Trouble, now: datetime) -> str:
    """Why the province has not recorded it, since when it is owed, and who has it."""
    said = f"{row.title}: {row.detail}"
    since = tr("Owed since {when}", when=_moment(row, now)) if row.since else ""
    holder = tr("with {who}", who=row.holder) if row.holder else ""
    more = ", ".join(part for part in (since, holder) if part)
    return f"{said}\n{more}" if more else said


def _moment(row: Trouble, now: datetime) -> str:
    return moment_words(row.since, now.date()) if row.since else ""


def _what(row: Trouble) -> str:
    times = f" ({row.count})" if row.count > 1 else ""
    return label(row.kind) + times


def _about(row: Trouble) -> str:
    return ", ".join(part for part in (row.title, row.detail) if part)


def _due(row: Trouble) -> str:
    return f"{row.due:%H:%M %d/%m}" if row.due else ""


def _key(row: Trouble) -> str:
    return f"{row.kind} {row.record or row.title}"
