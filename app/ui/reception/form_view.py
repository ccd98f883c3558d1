"""The form itself: the parts below one another, the side panel beside them."""

import msgspec
from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.reception.correction_fields import CorrectionFields
from app.ui.reception.late_fields import LateFields
from app.ui.reception.papers_part import PapersPart
from app.ui.reception.people_part import PeoplePart
from app.ui.reception.problem_words import (
    COMMUNE_OPEN,
    FEE_UNREADABLE,
    LIMIT_UNREADABLE,
    MOMENT_UNREADABLE,
    REASON_MISSING,
    problem_words,
)
from app.ui.reception.procedure_part import ProcedurePart
from app.ui.reception.side_panel import SidePanel
from app.ui.tokens import Space
from app.ui.widgets.fields import Field
from app.ui.widgets.layout import scrolled
from app.usecases.reception_form import Preview, Problem, ReceptionForm

PANEL_LETTERS = 28
PANEL_SHARE = 0.32  # of the page at most, however large the letters are


class FormView(QWidget):
    """All that is typed at a reception; `edited` is emitted for the officer's changes only."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.people = PeoplePart()
        self.procedure = ProcedurePart()
        self.papers = PapersPart()
        self.late = LateFields()
        self.correction = CorrectionFields()
        self.side = SidePanel()
        self._shows_errors = False
        self._told: tuple[Problem, ...] = ()
        self._arrange()
        for part in (self.people, self.procedure, self.papers, self.late, self.correction):
            part.edited.connect(self.edited)
        self.side.goto_field.connect(self.go_to)

    def values(self, form: ReceptionForm) -> ReceptionForm:
        """Answer the form with everything as it is typed now."""
        form = self.procedure.values(self.people.values(form))
        if self.correction.isHidden():
            form = self.late.values(form)
        return msgspec.structs.replace(form, papers=self.papers.lines())

    def fill(self, form: ReceptionForm) -> None:
        """Show a form without telling that anything was edited."""
        self._shows_errors = False
        self._told = ()
        self.people.fill(form)
        self.procedure.fill(form)
        self.papers.fill(form.papers)
        self.late.fill(form)
        self._show_errors()

    def show_meaning(self, preview: Preview) -> None:
        """Show what the form means and what is wrong with it."""
        self._told = preview.problems
        self.side.show_preview(preview, self.problems)
        for button in (self.side.draft, self.side.late, self.side.batch):
            button.setVisible(self.correction.isHidden())
        if not self.correction.isHidden():
            self.side.show_act(self.correction.act_words())
        self._show_errors()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong, in the order in which the eye meets the fields."""
        order = {name: place for place, name in enumerate(self._named())}
        every = (*self._told, *self._unreadable())
        return tuple(sorted(every, key=lambda one: order.get(one.field, len(order))))

    def first_blocking(self) -> Problem | None:
        """Answer the first thing that stands in the way."""
        return next((one for one in self.problems if one.blocks), None)

    def show_errors(self) -> None:
        """From now on say beside each field what is wrong, and stand at the first."""
        self._shows_errors = True
        self._show_errors()
        if (first := self.first_blocking()) is not None:
            self.go_to(first.field)

    def go_to(self, name: str) -> None:
        """Stand in the field of that name."""
        if name.startswith("papers"):
            self.papers.begin()
            return
        field = self._named().get(name)
        if field is not None:
            field.show()
            field.control.setFocus()

    def _unreadable(self) -> tuple[Problem, ...]:
        """Name what cannot be read as typed: the form itself has no room for it."""
        found = [
            (self.procedure.limit.is_unreadable(), "limit", LIMIT_UNREADABLE, True),
            (self.procedure.money.is_unreadable(), "fee_vnd", FEE_UNREADABLE, True),
            (self.late.is_unreadable(), "late.accepted", MOMENT_UNREADABLE, True),
            (self.correction.is_missing(), "correction.reason", REASON_MISSING, True),
            *self.procedure.coming.unreadable(),
        ]
        for part, fields in self.people.fields.items():
            is_open = fields.must_choose_commune()
            found.append((is_open, f"{part}.commune_code", COMMUNE_OPEN, False))
        return tuple(Problem(f, code, blocks=blocks) for is_so, f, code, blocks in found if is_so)

    def _named(self) -> dict[str, Field]:
        parts = (self.correction, self.late, self.people, self.procedure)
        return {name: field for part in parts for name, field in part.named().items()}

    def hide_errors(self) -> None:
        """Something new is asked for: say nothing of it until F8 is pressed again."""
        self._shows_errors = False
        self._show_errors()

    def _show_errors(self) -> None:
        wrong = {one.field: problem_words(one) for one in self.problems if one.blocks}
        for name, field in self._named().items():
            error = wrong.get(name, "") if self._shows_errors else ""
            if error or field.error:
                field.complain(error)

    def _arrange(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, Space.XS, 0)
        column.setSpacing(Space.M)
        for part in (self.correction, self.late, self.people, self.procedure, self.papers):
            column.addWidget(part)
        column.addStretch(1)
        self._area = scrolled(column)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.M)
        line.addWidget(self._area, 1)
        line.addWidget(self.side)
        if isinstance(app := QApplication.instance(), QApplication):
            app.focusChanged.connect(self._keep_in_sight)

    def _keep_in_sight(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._area.isAncestorOf(now):
            QTimer.singleShot(0, self, self._show_focus)

    def _show_focus(self) -> None:
        """Scroll to what has the focus, once everything around it has its place."""
        now = QApplication.focusWidget()
        if now is None or not self._area.isAncestorOf(now):
            return
        room = self._area.viewport().height()
        for part in (self.correction, self.late, self.people, self.procedure, self.papers):
            if part.isAncestorOf(now) and part.height() <= room:
                self._area.ensureWidgetVisible(part, 0, 0)
        self._area.ensureWidgetVisible(now, 0, Space.XXL + Space.M)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the list of papers fill the window, and the panel leave room for the form."""
        super().resizeEvent(event)
        letters = self.fontMetrics().averageCharWidth() * PANEL_LETTERS
        self.side.setFixedWidth(min(letters, int(self.width() * PANEL_SHARE)))
        self.papers.fill_height(self._area.viewport().height())
