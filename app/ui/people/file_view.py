"""One person: who he is, and a list of his dossiers, of those like him and of what was said."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.people_links import Standing
from app.ui.i18n import tr
from app.ui.people.table_model import FileModel, Kind, Line, lines_of
from app.ui.reception.alike_bar import person_line
from app.ui.tokens import Space
from app.ui.widgets.buttons import Button, PrimaryButton, QuietButton
from app.ui.widgets.fields import TextField
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import Card, Words, quiet
from app.ui.widgets.table import RowView
from app.usecases.person_links import PersonFile


class FileView(QWidget):
    """Stand on a line, write why, press a key."""

    link_asked = Signal()
    part_asked = Signal()
    dossier_asked = Signal()
    new_asked = Signal()
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.who = Words("", "section")
        self.facts = quiet("")
        self.model = FileModel()
        self.view = RowView(self.model, tr("Dossiers of this person, people like him, words said"))
        self.chosen = Words("", "strong")
        self.question = Words("")
        self.reason = TextField(tr("Reason"), placeholder=tr("same card, asked the village head"))
        self.link = PrimaryButton(tr("One person"), self.link_asked.emit, key="F8")
        self.part = Button(tr("Two people"), self.part_asked.emit, key="F7")
        self.open = Button(tr("Open the dossier"), self.dossier_asked.emit, key="Enter")
        self.new = Button(tr("New dossier"), self.new_asked.emit, key="Alt+N")
        self.newest = ""
        self.back = QuietButton(tr("Other people"), self.back_asked.emit, key="Esc")
        self._asked_of = ""
        self._answer = Card()
        self._arrange()
        self.view.moved_to.connect(self._show_question)
        self.reason.edited.connect(lambda: self.reason.complain(""))

    def begin(self) -> None:
        """Show nothing of the person who was open before."""
        self.who.setText("")
        self.facts.setText("")
        self.newest = ""
        self.model.begin(0)
        self.answered()
        self._show_question(None)

    def show_file(self, file: PersonFile) -> None:
        """Show a person; the officer stays on her line."""
        before = self.view.current()
        lines = lines_of(file)
        self.model.begin(len(lines), lines)
        self.view.stand_on(before.key if isinstance(before, Line) else "")
        self.newest = file.writings[0].mention if file.writings else ""
        newest = file.writings[0].person if file.writings else None
        self.who.setText(person_line(newest) if newest else tr("This person is not on this PC."))
        self.facts.setText(
            tr(
                "{dossiers} dossiers here; {alike} people may be the same.",
                dossiers=len({one.mention.partition(":")[0] for one in file.writings}),
                alike=len(file.alike),
            )
        )
        self._show_question(self.view.current())

    def asked(self) -> Line | None:
        """The chosen line, if it asks who is who."""
        row = self.view.current()
        return row if isinstance(row, Line) and row.one else None

    def is_new(self, line: Line) -> bool:
        """Whether nobody has said anything of the two yet, or that they are two."""
        return line.kind is Kind.ALIKE or line.standing is Standing.TWO

    def reason_given(self) -> str | None:
        """The reason as typed; None where it is said beside the field that it is missing."""
        reason = self.reason.value()
        if not reason:
            self.reason.complain(tr("Say why."))
            self.reason.setFocus()
        return reason or None

    def answered(self) -> None:
        """Be ready for the next answer."""
        self.reason.fill("")
        self.reason.complain("")
        self.view.setFocus()

    def _arrange(self) -> None:
        self._answer.column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        self._answer.column.setSpacing(Space.S)
        self._answer.add(self.chosen, self.question, self.reason)
        self._answer.column.addLayout(flow(self.link, self.part, self.open, self.new, self.back))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        for widget in (self.who, self.facts):
            column.addWidget(widget)
        column.addWidget(self.view, 1)
        column.addWidget(self._answer)

    def _show_question(self, row: object) -> None:
        self.chosen.setVisible(isinstance(row, Line))
        self.chosen.setText(f"{row.who}: {row.detail}" if isinstance(row, Line) else "")
        line = row if isinstance(row, Line) and row.one else None
        if (key := line.key if line else "") != self._asked_of:
            self._asked_of = key  # a reason is of the line that it was typed for
            self.reason.fill("")
            self.reason.complain("")
        for widget in (self.question, self.reason, self.link, self.part):
            widget.setVisible(line is not None)
        self.open.setEnabled(isinstance(row, Line) and bool(row.dossier))
        if line is None:
            return
        is_writing = line.kind is Kind.WRITING
        self.question.setText(_of_a_dossier() if is_writing else _QUESTIONS[line.standing]())
        self.link.setVisible(line.standing is not Standing.ONE and not is_writing)
        self.part.setVisible(line.standing not in {Standing.TWO, Standing.CROSSED})


def _of_a_dossier() -> str:
    return tr("Is this dossier somebody else's? F7 with the reason takes it out.")


_QUESTIONS: Mapping[Standing | None, Callable[[], str]] = {
    None: lambda: tr("Is it one person? F8 needs a reason; somebody else (F7) needs none."),
    Standing.ONE: lambda: tr("Linked. To take it back (F7) write the reason."),
    Standing.TWO: lambda: tr("Said to be two people. If they are one (F8) write the reason."),
    Standing.CROSSED: lambda: tr(
        "Said to be two, yet joined through others. If they are one (F8) write the reason; if not, "
        "take the wrong line out (F7 on that line)."
    ),
    Standing.DISPUTED: lambda: tr(
        "Two officers said different things, so they are not joined. Settle it with the reason."
    ),
}
