"""What the form means, always in sight: due time, fee, what the slip will say, what is wrong."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.domain.events import PaperStanding
from app.domain.person import Person
from app.ui.i18n import tr
from app.ui.reception.due_words import fee_words, moment_words, reason_words
from app.ui.reception.problem_words import problem_words
from app.ui.tokens import Space
from app.ui.widgets.buttons import Button, LinkButton, PrimaryButton, QuietButton
from app.ui.widgets.layout import Words, clear, scrolled
from app.usecases.reception_form import PaperLine, Preview, Problem

SHOWN_PAPERS = 6
LEAST_LINES = 26
"""A panel with room for fewer lines of type lets the buttons of rare ways go with what scrolls."""


class SidePanel(QFrame):
    """The right side of the page; a problem is a link to its field."""

    goto_field = Signal(str)
    accept_asked = Signal()
    draft_asked = Signal()
    late_asked = Signal()
    batch_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "ground")
        self.setAccessibleName(tr("What this dossier will be"))
        self.due = Words("", "section")
        self.reason = Words("", "quiet")
        self.fee = Words("", "strong")
        self.people = Words("", "text")
        self.procedure = Words("", "quiet")
        self.papers = Words("", "quiet")
        self.saved = Words("", "hint")
        self.accept = PrimaryButton(tr("Receive and print"), self.accept_asked.emit, key="F8")
        self.draft = Button(tr("Save the draft"), self.draft_asked.emit, key="Ctrl+S")
        self.late = QuietButton(tr("Late entry"), self.late_asked.emit, key="Ctrl+B")
        self.batch = QuietButton(tr("Brought for many"), self.batch_asked.emit, key="Ctrl+M")
        self._problems = QVBoxLayout()
        self._problems.setSpacing(0)
        self._standing, self._scrolling = QVBoxLayout(), QVBoxLayout()
        self._arrange()

    def show_preview(self, preview: Preview, problems: tuple[Problem, ...]) -> None:
        """Show what the form means now."""
        self._show_due(preview)
        payable = preview.fee.payable if preview.fee else None
        is_known = preview.procedure is not None
        self.fee.setText(fee_words(payable, preview.fee_words) if is_known else "–")
        form = preview.form
        self.people.setText(_people_words(form.submitter, form.owner))
        procedure = preview.procedure
        self.procedure.setText((procedure.short_name or procedure.name) if procedure else "")
        self.procedure.setVisible(procedure is not None)
        self.papers.setText(_papers_words(form.papers, preview.missing))
        self._show_problems(problems)
        registers = bool(preview.missing)
        word = tr("Register, ask for the rest") if registers else tr("Receive and print")
        self.show_act(word)

    def show_act(self, word: str) -> None:
        """Name what F8 does now."""
        self.accept.say(word)

    def show_saved(self, words: str) -> None:
        """Say whether the draft is safe."""
        self.saved.setText(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is still to do stays in sight on a low screen, or at 150 percent."""
        super().resizeEvent(event)
        is_low = event.size().height() < LEAST_LINES * self.fontMetrics().height()
        where = self._scrolling if is_low else self._standing
        if where.indexOf(self.batch) < 0:
            where.addWidget(self.batch)
            where.addWidget(self.late)

    def _arrange(self) -> None:
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, Space.S, 0)
        inside.setSpacing(Space.XS)
        for title, words in (
            (tr("To be ready at"), (self.due, self.reason)),
            (tr("To be paid"), (self.fee,)),
            (tr("The slip will say"), (self.people, self.procedure, self.papers)),
        ):
            inside.addWidget(Words(title, "label"))
            for one in words:
                inside.addWidget(one)
            inside.addSpacing(Space.S)
        inside.addLayout(self._problems)
        inside.addStretch(1)
        inside.addLayout(self._scrolling)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        area = scrolled(inside)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(area, 1)
        column.addWidget(self.saved)
        self._standing.setSpacing(Space.S)
        self._standing.addWidget(self.batch)
        self._standing.addWidget(self.late)
        column.addLayout(self._standing)
        column.addWidget(self.draft)
        column.addWidget(self.accept)

    def _show_due(self, preview: Preview) -> None:
        if preview.due is None or preview.limit is None:
            self.due.setText(tr("Not known yet") if preview.procedure else "–")
            asks = tr("Ask for the limit and write it down.") if preview.procedure else ""
            self.reason.setText(asks)
            self.reason.setVisible(bool(asks))
            return
        today: date = preview.accepted.date()
        self.due.setText(moment_words(preview.due.due, today))
        said = reason_words(preview.due, preview.limit)
        doubt = "" if preview.due.is_certain else tr("The calendar of that year is an estimate.")
        self.reason.setText(" ".join(part for part in (f"{said}.", doubt) if part))
        self.reason.show()

    def _show_problems(self, problems: tuple[Problem, ...]) -> None:
        clear(self._problems)
        if problems:
            self._problems.addWidget(Words(tr("Still to do"), "label"))
        for one in problems:
            mark = "✕" if one.blocks else "⚠"
            link = self._cut(LinkButton(f"{mark} {problem_words(one, whose=True)}"))
            link.clicked.connect(lambda _on, field=one.field: self.goto_field.emit(field))
            self._problems.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def _cut(self, link: LinkButton) -> LinkButton:
        """Cut a long sentence; the tool tip and the screen reader have it whole."""
        link.setToolTip(link.text())
        room = self.width() - Space.XXL - Space.L
        shown = link.fontMetrics().elidedText(link.text(), Qt.TextElideMode.ElideRight, room)
        link.setText(shown)
        return link


def _people_words(submitter: Person | None, owner: Person | None) -> str:
    by = submitter.name if submitter and submitter.name else "…"
    lines = [tr("Received from: {name}", name=by)]
    if owner is not None:
        lines.append(tr("Owner: {name}", name=owner.name or "…"))
    return "\n".join(lines)


def _papers_words(papers: tuple[PaperLine, ...], missing: tuple[str, ...]) -> str:
    handed = [line for line in papers if line.standing is PaperStanding.SUBMITTED]
    lines = [f"• {_counted(line)}" for line in handed[:SHOWN_PAPERS]]
    if len(handed) > SHOWN_PAPERS:
        lines.append(tr("and {n} more", n=len(handed) - SHOWN_PAPERS))
    if missing:
        lines.append(tr("Missing: {n} papers; the slip waits for them.", n=len(missing)))
    return "\n".join(lines) or tr("No paper handed in yet.")


def _counted(line: PaperLine) -> str:
    counts = (
        (line.originals, tr("original")),
        (line.certified, tr("certified")),
        (line.copies, tr("photo")),
    )
    said = ", ".join(f"{n} {word}" for n, word in counts if n)
    return f"{line.asked.name} ({said})" if said else line.asked.name
