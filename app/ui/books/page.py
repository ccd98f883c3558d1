"""The page Sổ chứng thực: a book, a month of it, and what may be done to it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import RuleViolation
from app.domain.register import BookKind, Line
from app.ui.books.ask_panel import AskPanel, Doing
from app.ui.books.lines import line_list
from app.ui.books.presenter import Asked, BooksPresenter, Shown
from app.ui.books.standing import standing_of, troubles_of
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.page import Command, Goto, Page, Session, Touched
from app.ui.reception import typed
from app.ui.reception.slim import slim
from app.ui.tokens import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.fields import ChoiceField, TextField
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import Words, columns, quiet
from app.usecases.books import BookLine

SEARCH_AFTER = 150  # ms
MONTHS = 12


class BooksPage(Page):
    """Which book, which month, its lines, and the acts on it."""

    key = "books"
    help_section = "books"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.presenter = BooksPresenter(session, self)
        self.shown: Shown | None = None
        self.kind = ChoiceField(
            tr("Book"), [(f"{one.value} – {label(one)}", one) for one in BookKind]
        )
        months: list[tuple[str, object]] = [
            (tr("Month {n}", n=month), month) for month in range(1, MONTHS + 1)
        ]
        self.month = ChoiceField(tr("Month"), [(tr("Whole year"), 0), *months])
        self.year = ChoiceField(tr("Year"), [(tr("This year"), 0), (tr("Last year"), 1)])
        self._begun: Line | None = None
        self.text = TextField(tr("Find a requester or a paper"))
        self.standing = quiet("")
        self.troubles = Words("", "error")
        self.model, self.view = line_list()
        self.panel = AskPanel(self.confirm)
        self._pcs: dict[str, str] = {}
        self._soon = QTimer(self, singleShot=True, interval=SEARCH_AFTER)
        self._acts = self._made_acts()
        self._arrange()
        self._connect()

    def title(self) -> str:
        """Answer the title."""
        return tr("Certification books")

    def enter(self, _goal: Goto) -> None:
        """Read the book that was shown last."""
        self.presenter.other_pcs(self._take_pcs)
        self._read()

    def refresh(self, touched: Touched) -> None:
        """Read again when a book or a dossier changed."""
        if touched.kind in ("", "book", "dossier"):
            self._read()

    def commands(self) -> Sequence[Command]:
        """List the keys of this page."""
        return (
            Command("F8", tr("Write into the book"), self.confirm),
            Command("Ctrl+P", tr("Print this page of the book"), self.print_month),
            *(
                Command(f"Alt+{place}", button.text(), button.click)
                for place, button in enumerate(self._acts.values(), start=1)
            ),
        )

    def first_focus(self) -> QWidget:
        """Answer where one begins."""
        return self.kind.box

    def step_back(self) -> bool:
        """Esc gives up an act that was begun."""
        if self.panel.doing is None:
            return False
        self._end_panel()
        return True

    def asked(self) -> Asked:
        """Answer which page of which book is wanted."""
        kind, month = self.kind.value(), self.month.value()
        return Asked(
            kind if isinstance(kind, BookKind) else BookKind.COPIES,
            month if isinstance(month, int) else 0,
            self.text.value(),
            1 if self.year.value() == 1 else 0,
        )

    def show_book(self, shown: Shown) -> None:
        """Show a book as it stands."""
        self.shown = shown
        self.standing.setText(standing_of(shown.state))
        said = troubles_of(shown.state)
        self.troubles.setText(said)
        self.troubles.setVisible(bool(said))
        self.model.begin(len(shown.lines), shown.lines)
        self._allow()

    def print_month(self) -> None:
        """Ctrl+P: print what is shown, as it is bound into the book."""
        if self.shown is not None and self.shown.lines:
            self.presenter.print_month(self.shown)

    def confirm(self) -> None:
        """F8: do what was begun, if its fields are filled in."""
        asked, panel = self.asked(), self.panel
        match panel.doing:
            case Doing.OPEN if (number := panel.last_number()) is not None:
                self.presenter.open(asked, number, typed.count(panel.volume.value()) or 1)
            case Doing.VOLUME:
                self.presenter.begin_volume(asked)
            case Doing.HAND_OVER if isinstance(device := panel.pc.value(), str):
                self.presenter.hand_over(asked, device, self._pcs[device])
            case Doing.TAKE_OVER:
                self._take_over(asked)
            case Doing.CLOSE if signer := panel.signed_by():
                self.presenter.close_year(asked, signer)
            case Doing.STRIKE | Doing.NUMBER_ANEW:
                self._mend(asked)
            case _:
                pass  # nothing was begun, or a field is still to be filled in

    def act_done(self) -> None:
        """What was begun is written: close its panel."""
        self._end_panel()

    def _take_over(self, asked: Asked) -> None:
        number, reason = self.panel.last_number(), self.panel.why()
        if number is not None and reason:
            self.presenter.take_over(asked, number, reason)

    def _mend(self, asked: Asked) -> None:
        line, reason = self._begun, self.panel.why()
        if line is None or not reason:
            return
        if self.panel.doing is Doing.STRIKE:
            self.presenter.strike(asked, line, reason)
        else:
            self.presenter.number_anew(asked, line, reason)

    def _line(self) -> Line | None:
        chosen = self.view.current()
        return chosen.line if isinstance(chosen, BookLine) else None

    def _begin(self, doing: Doing) -> None:
        needs_line = doing in (Doing.STRIKE, Doing.NUMBER_ANEW)
        self._begun = self._line()
        if needs_line and self._begun is None:
            self.presenter.complain(RuleViolation("book_line_missing"))
            return
        last = self.shown.state.last if self.shown else 0
        self.panel.begin(doing, number=last if doing is Doing.TAKE_OVER else 0)

    def _end_panel(self) -> None:
        self.panel.end()
        self.view.setFocus()

    def _allow(self) -> None:
        """Offer what can be done to the book as it stands."""
        if self.shown is None:
            return
        state = self.shown.state
        is_open, is_closed = bool(state.book.tenures), state.book.closed is not None
        writes, is_now = state.is_here and not is_closed, not self.shown.asked.years_ago
        allowed = {
            Doing.OPEN: not is_open and is_now,
            Doing.HAND_OVER: writes and is_now and bool(self._pcs),
            Doing.TAKE_OVER: is_open and is_now and not state.is_here and not is_closed,
            Doing.CLOSE: writes,
            Doing.STRIKE: bool(self.shown.lines),
            Doing.NUMBER_ANEW: writes and bool(state.doubtful),
            Doing.VOLUME: writes and is_now,
        }
        for name, button in self._acts.items():
            button.setEnabled(allowed[name])

    def _take_pcs(self, pcs: tuple[tuple[str, str], ...]) -> None:
        self._pcs = dict(pcs)
        self.panel.pc.offer([(name, device) for device, name in pcs])
        self._allow()

    def _read(self) -> None:
        self.presenter.read(self.asked())

    def _made_acts(self) -> dict[Doing, Button]:
        words: list[tuple[Doing, str]] = [
            (Doing.OPEN, tr("Open book")),
            (Doing.HAND_OVER, tr("Hand over")),
            (Doing.TAKE_OVER, tr("Take over")),
            (Doing.VOLUME, tr("New volume")),
            (Doing.CLOSE, tr("Close the year")),
            (Doing.STRIKE, tr("Strike line")),
            (Doing.NUMBER_ANEW, tr("New number")),
        ]
        made: dict[Doing, Button] = {}
        for place, (name, text) in enumerate(words, start=1):
            made[name] = Button(text, partial(self._begin, name), key=f"Alt+{place}")
            made[name].setEnabled(False)
        return made

    def _connect(self) -> None:
        self._soon.timeout.connect(self._read)
        self.text.edited.connect(self._soon.start)
        self.kind.edited.connect(self._read)
        self.month.edited.connect(self._read)
        self.year.edited.connect(self._read)
        self.panel.given_up.connect(self._end_panel)

    def _arrange(self) -> None:
        slim(self.kind, self.month, self.year)
        self.year.fill(0)
        self.kind.fill(BookKind.COPIES)
        self.month.fill(0)
        head = columns(self.kind, self.year, self.month, self.text)
        head.setColumnStretch(0, 3)
        head.setColumnStretch(3, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(head)
        column.addWidget(self.standing)
        column.addWidget(self.troubles)
        column.addLayout(flow(*self._acts.values(), self._print_button()))
        column.addWidget(self.panel)
        column.addWidget(self.view, 1)

    def _print_button(self) -> Button:
        return Button(tr("Print this page of the book"), self.print_month, key="Ctrl+P")
