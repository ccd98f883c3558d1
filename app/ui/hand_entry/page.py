"""The page Nhập lên hệ thống tỉnh."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.errors import RuleViolation
from app.ui import notices
from app.ui.due_words import left_tone, left_words
from app.ui.hand_entry.copying import SECONDS, Copying
from app.ui.hand_entry.presenter import HandEntryPresenter, Line
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.notices import Notice, Tone
from app.ui.page import Command, Goto, Page, Session, Touched
from app.ui.tokens import Space
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.fields import TextField
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import Card, EmptyState, Words, quiet
from app.ui.widgets.table import Column, RowModel, RowView
from app.usecases.hand_entry import MOST, EntrySheet, Waiting

_BESIDE = frozenset({"number_unreadable", "number_missing", "code_of_another", "code_differs"})


class HandEntryPage(Page):
    """What waits by deadline; then one dossier after the other, a key a field."""

    key = "hand_entry"
    help_section = "hand_entry"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.presenter = HandEntryPresenter(session, self)
        self.copying = Copying(self)
        self.sheet: EntrySheet | None = None
        self._is_busy = False
        self._following: tuple[str, ...] = ()  # whose turn is next, as the list stood
        self.model = self._waiting_model()
        self.view = RowView(self.model, tr("Dossiers to type into the province's system"))
        self.nothing = EmptyState(tr("Nothing waits: the province's system has everything."))
        self.total = quiet("")
        self.line_model = _line_model()
        self.lines = RowView(self.line_model, tr("What is copied"))
        self.about = Words("", "strong")
        self.what = Words("", "quiet")
        self.code = TextField(tr("Code that the province's system gave"), longest=60)
        self.confirm_button = PrimaryButton(tr("Typed in, next one"), self.confirm, key="F8")
        self.open_button = PrimaryButton(tr("Begin with this one"), self._open, key="Enter")
        self.to_dossier = Button(tr("Open the dossier"), self._to_dossier, key="Alt+2")
        self.steps = QStackedWidget()
        self.lists = QStackedWidget()
        self._arrange()
        self.view.opened.connect(self._open)
        self.lines.installEventFilter(self)

    def title(self) -> str:
        """Answer the title."""
        return tr("Type into the province's system")

    def enter(self, goal: Goto) -> None:
        """Read what waits; open the dossier that is named."""
        self.presenter.read()
        if goal.id:
            self._to_list()  # the sheet of another one must not stand there meanwhile
            self.presenter.open(goal.id)

    def leave(self) -> None:
        """Nothing of a citizen stays on the clipboard."""
        self.copying.forget()

    def refresh(self, touched: Touched) -> None:
        """Read again what waits."""
        if touched.kind in ("", "dossier", "level"):
            self.presenter.read()

    def commands(self) -> Sequence[Command]:
        """List the keys of this page."""
        return (
            Command("F8", tr("Typed in, next one"), self.confirm),
            Command("Alt+2", tr("Open the dossier"), self._to_dossier),
        )

    def step_back(self) -> bool:
        """Esc goes back to the list."""
        if self.sheet is None:
            return False
        self._to_list()
        return True

    def first_focus(self) -> QWidget:
        """Answer the list, or the fields of the open dossier."""
        return self.view if self.sheet is None else self.lines

    def show_waiting(self, found: tuple[Waiting, ...]) -> None:
        """Show what waits; one stays where one is."""
        before = self.view.current()
        self.model.begin(len(found), found)
        self.view.stand_on(before.id if isinstance(before, Waiting) else "")
        self.lists.setCurrentWidget(self.view if found else self.nothing)
        self.open_button.setEnabled(bool(found))
        self.total.setText(tr("{n} dossiers wait, by legal deadline.", n=len(found)))
        self._leave_what_is_settled({one.id for one in found})

    def _leave_what_is_settled(self, waits: set[str]) -> None:
        """A sheet that was recorded meanwhile must not be typed in a second time."""
        sheet = self.sheet
        if sheet is None or self._is_busy or sheet.id in waits or len(waits) >= MOST:
            return
        self._to_list()
        self.session.say(
            Notice(Tone.HINT, tr("{code} has been recorded meanwhile.", code=sheet.code))
        )

    def show_sheet(self, sheet: EntrySheet, lines: list[Line]) -> None:
        """Show what is to be copied for one dossier."""
        self.sheet, self._is_busy = sheet, False
        self._following = self._after(sheet.id)
        self.about.setText(f"{sheet.code}  {sheet.owner}")
        self.what.setText(_what_words(sheet))
        self.line_model.begin(len(lines), lines)
        self.code.fill("")
        self.code.complain("")
        self.code.setVisible(not sheet.official_code)
        self.steps.setCurrentWidget(self._second)
        self.lines.stand_on("")
        self.lines.setFocus()

    def done(self, sheet: EntrySheet) -> None:
        """The next one that waits, or the list when none is left."""
        self.sheet, self._is_busy = None, False
        self.copying.forget()
        following = (one for one in self._following if self.model.place_of(one) >= 0)
        if (one := next(following, "")) and one != sheet.id:
            self.view.stand_on(one)
            self.presenter.open(one)
        else:
            self._to_list()
        self.presenter.read()

    def refused(self, error: Exception) -> None:
        """Say why not: beside the code where it is about that."""
        self._is_busy = False
        if self.sheet is None and self.steps.currentWidget() is self._second:
            self._to_list()  # the next one could not be opened: nothing of the last one stays
        notice = notices.of(error)
        is_beside = isinstance(error, RuleViolation) and error.code in _BESIDE
        if is_beside and notice is not None and self.code.isVisible():
            self.code.complain(f"{notice.text} {notice.remedy}".strip())
            self.code.line.setFocus()
        else:
            self.session.say(notice)

    def confirm(self) -> None:
        """F8: it is typed in; in the list, begin."""
        if self.sheet is None:
            self._open()
        elif not self._is_busy:
            self._is_busy = True
            self.code.complain("")
            self.presenter.entered(self.sheet, self.code.value())

    def copy_line(self, place: int) -> None:
        """Copy a field and stand on the next one; after the last one, on the code."""
        line = self.line_model.row_at(self.line_model.index(place, 0))
        if line is None:
            return
        self.copying.copy(line.text)
        last = self.line_model.rowCount() - 1
        rows = [self.line_model.row_at(self.line_model.index(n, 0)) for n in range(last + 1)]
        marked = [one for one in rows if one is not None]
        marked[place] = marked[place]._replace(is_copied=True)
        self.line_model.begin(len(marked), marked)
        self.lines.selectRow(min(place + 1, last))
        if place == last and self.code.isVisible():
            self.code.line.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter copies the field one stands on, a figure the field of that number."""
        is_press = event.type() == QEvent.Type.KeyPress and watched is self.lines
        if is_press and isinstance(event, QKeyEvent) and self._is_copied_by(event):
            return True
        return super().eventFilter(watched, event)

    def _is_copied_by(self, event: QKeyEvent) -> bool:
        is_plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if not is_plain:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.copy_line(self.lines.currentIndex().row())
            return True
        if event.text().isdecimal() and event.text() != "0":
            self.copy_line(int(event.text()) - 1)
            return True
        return False

    def _open(self, _row: object = None) -> None:
        chosen = self.view.current()
        if isinstance(chosen, Waiting):
            self.presenter.open(chosen.id)

    def _after(self, dossier_id: str) -> tuple[str, ...]:
        """The rows below in the list as it stands."""
        first = self.model.place_of(dossier_id) + 1
        rows = (
            self.model.row_at(self.model.index(n, 0)) for n in range(first, self.model.rowCount())
        )
        return tuple(row.id for row in rows if row is not None)

    def _to_list(self) -> None:
        self.sheet = None
        self.copying.forget()
        self.steps.setCurrentWidget(self._first)
        self.view.setFocus()

    def _to_dossier(self) -> None:
        chosen = self.view.current()
        if self.sheet is not None:
            self.session.go("dossier", self.sheet.id)
        elif isinstance(chosen, Waiting):
            self.session.go("dossier", chosen.id)

    def _waiting_model(self) -> RowModel[Waiting]:
        now = self.session.desk.now
        return RowModel(
            (
                Column(
                    tr("Due"),
                    lambda one: left_words(one.due, now()) or "–",
                    width=16,
                    tone=lambda one: left_tone(one.due, now()),
                ),
                Column(tr("Dossier code"), lambda one: one.code, width=24, bold=True),
                Column(tr("Owner"), lambda one: one.owner, width=16),
                Column(tr("What is to be typed"), _wanted),
            ),
            key=lambda one: one.id,
        )

    def _arrange(self) -> None:
        self._first, self._second = self._list_step(), self._sheet_step()
        self.steps.addWidget(self._first)
        self.steps.addWidget(self._second)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.steps)

    def _list_step(self) -> QWidget:
        self.lists.addWidget(self.view)
        self.lists.addWidget(self.nothing)
        step = QWidget()
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.total)
        column.addWidget(self.lists, 1)
        column.addLayout(flow(self.open_button))
        return step

    def _sheet_step(self) -> QWidget:
        card = Card()
        card.add(self.about, self.what)
        card.column.addWidget(self.lines, 1)
        card.add(
            quiet(
                tr(
                    "Enter copies a field and goes to the next; 1-9 copies that one. After {n} "
                    "seconds the clipboard is emptied.",
                    n=SECONDS,
                )
            ),
            self.code,
        )
        card.column.addLayout(flow(self.confirm_button, self.to_dossier))
        return card


def _line_model() -> RowModel[Line]:
    return RowModel(
        (
            Column(tr("No."), lambda line: str(line.number), width=4, right=True),
            Column(tr("Field"), lambda line: line.label, width=26),
            Column(tr("What is copied"), lambda line: line.text, bold=True),
            Column(
                "",
                lambda line: tr("✓ copied") if line.is_copied else "",
                width=12,
                tone=lambda _line: "good",
            ),
        ),
        key=lambda line: str(line.number),
    )


def _wanted(one: Waiting) -> str:
    if one.refused:
        return f"⚠ {one.refused}"
    if one.is_known_there:
        return tr("typed in before, something new: {state}", state=label(one.state))
    return one.procedure


def _what_words(sheet: EntrySheet) -> str:
    if sheet.is_known_there:
        return tr("It is there already: type in what is new, then F8.")
    return tr("Type it in, then give the code that the province's system shows, then F8.")
