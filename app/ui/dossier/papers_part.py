"""Giấy tờ in: every paper that this dossier has something to say for, printed or shown by a key."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from app.domain.dossier import Dossier
from app.domain.events import SlipForm
from app.domain.papers.forms import event_told, not_printed, printable
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.reception.due_words import moment_words
from app.ui.tokens import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import Card, Words, clear, quiet
from app.usecases.promises import office_time

KEY = "Alt+P"


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper, and whether it is out already."""

    form: SlipForm
    standing: str
    is_owed: bool


def paper_lines(dossier: Dossier, now: datetime) -> tuple[PaperLine, ...]:
    """List the papers of a dossier, the owed ones marked."""
    owed = {form for form, _of in not_printed(dossier)}
    return tuple(
        PaperLine(form, _standing(dossier, form, now), form in owed) for form in printable(dossier)
    )


def next_to_print(dossier: Dossier) -> SlipForm | None:
    """What Ctrl+P prints: the first paper still owed, else the latest that there is."""
    owed = [form for form, _of in not_printed(dossier)]
    told = {entry.id: place for place, entry in enumerate(dossier.timeline)}
    by_age = sorted(printable(dossier), key=lambda form: told[event_told(dossier, form)])
    citizens = [form for form in by_age if form not in _OF_THE_OFFICE]
    return next(iter(owed or citizens[-1:] or by_age[-1:]), None)


_OF_THE_OFFICE = (SlipForm.CONTROL_SLIP, SlipForm.HANDOVER_LIST)


class PapersPart(Card):
    """One line a paper: its name, whether it was printed, and two buttons."""

    print_asked = Signal(object)
    shown_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__(tr("Papers to print ({key})", key=KEY))
        self.setAccessibleName(tr("Papers to print"))
        self.column.setSpacing(Space.S)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(Space.M)
        self._grid.setVerticalSpacing(Space.XS)
        self._grid.setColumnStretch(0, 1)
        self.column.addLayout(self._grid)
        self._shown: tuple[PaperLine, ...] = ()
        self.buttons: dict[SlipForm, Button] = {}
        self.hide()

    def show_lines(self, lines: Sequence[PaperLine]) -> None:
        """Show the papers; what has not changed is left alone, so that no focus is lost."""
        if self._shown == tuple(lines):
            return
        standing_on = next((form for form, one in self.buttons.items() if one.hasFocus()), None)
        self._shown = tuple(lines)
        self.buttons = {}
        clear(self._grid)
        for place, line in enumerate(self._shown):
            self._add(place, line)
        self.setVisible(bool(self._shown))
        if standing_on in self.buttons:
            self.buttons[standing_on].setFocus()

    def stand_on_first(self) -> None:
        """The key of this part: stand on the first paper still owed, or on the first."""
        owed = [line.form for line in self._shown if line.is_owed]
        first = next(iter([*owed, *self.buttons]), None)
        if first is not None:
            self.buttons[first].setFocus()

    def _add(self, place: int, line: PaperLine) -> None:
        name = label(line.form)
        standing = Words(line.standing, "caution") if line.is_owed else quiet(line.standing)
        printed = Button(tr("Print"), partial(self.print_asked.emit, line.form))
        printed.setAccessibleName(tr("Print: {paper}", paper=name))
        looked = Button(tr("Look at it"), partial(self.shown_asked.emit, line.form))
        looked.setAccessibleName(tr("Look at it: {paper}", paper=name))
        self.buttons[line.form] = printed
        words = Words(name)
        words.setWordWrap(True)
        for column, widget in enumerate((words, standing, printed, looked)):
            self._grid.addWidget(widget, place, column)
            widget.show()


def _standing(dossier: Dossier, form: SlipForm, now: datetime) -> str:
    of = event_told(dossier, form)
    copies = dossier.next_copy(form, of) - 1
    if not copies:
        return tr("not printed")
    last = max(
        slip.printed_at
        for slip in dossier.slips
        if (slip.form, slip.of, slip.confirmed) == (form, of, True)
    )
    when = moment_words(office_time(last), now.date())
    if copies == 1:
        return tr("printed {when}", when=when)
    return tr("printed {n} times, last {when}", n=copies, when=when)
