"""The page Cơ quan."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.errors import RuleViolation
from app.domain.officers import Agency, OfficerRecord
from app.ui import notices
from app.ui.i18n import tr
from app.ui.office.lists import (
    NARROW_HIDES,
    StaffModel,
    agency_list,
    audit_list,
    audit_words,
    view_choice,
)
from app.ui.office.parts import AbsencePart, AgencyPart, ChangePart, LeavePart
from app.ui.office.presenter import OfficePresenter, Shown, View
from app.ui.office.safety import safety_buttons
from app.ui.office.templates_part import (
    COPY_KEY,
    LOOK_KEY,
    Line,
    TemplatesPart,
    lines,
    template_list,
)
from app.ui.officers.dialog import OfficersDialog
from app.ui.page import Command, Goto, Page, Session, Touched
from app.ui.reception import typed
from app.ui.reception.slim import slim
from app.ui.tokens import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.fields import TextField
from app.ui.widgets.layout import Words, columns, scrolled
from app.ui.widgets.shelf import Shelf
from app.ui.widgets.table import RowView
from app.usecases.audit import Audit, AuditRow, Wanted
from app.usecases.own_templates import TemplateList

SEARCH_AFTER = 150  # ms
UNBOUNDED = (1 << 24) - 1  # what Qt calls no bound
ROOMY = 130  # letters that a page holds before its lists show every column


class OfficePage(Page):
    """Officers, agencies and who did what; one list and one card for each."""

    key = "office"
    help_section = "office"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.presenter = OfficePresenter(session, self)
        self.shown: Shown | None = None
        self._about: OfficerRecord | None = None  # whom the absence or the leave names
        self._row = ""
        self._is_busy = False
        self.view = view_choice()
        self.text = TextField(tr("Find a name or a number"))
        self.day = TextField(tr("Day"), longest=10)
        self.staff_model = StaffModel()
        self.staff = RowView(self.staff_model, tr("Officers"))
        self.agency_model, self.agencies = agency_list()
        self.audit_model, self.entries = audit_list()
        self.template_model, self.templates = template_list()
        self.template = TemplatesPart(session, self.show_templates)
        self._folder = ""
        self._buttons = self._made_buttons()
        self.change = ChangePart(self.confirm, self._buttons)
        self.absence = AbsencePart(self.confirm, self._give_up)
        self.leaving = LeavePart(self.confirm, self._give_up)
        self.agency = AgencyPart(self.confirm, self._new_agency)
        self.cut = Words("", "quiet")
        self.lists = QStackedWidget()
        self.cards = Shelf()
        self._soon = QTimer(self, singleShot=True, interval=SEARCH_AFTER)
        self._arrange()
        self._connect()
        self.view.fill(View.STAFF)
        self._show_view()

    def title(self) -> str:
        """Answer the title."""
        return tr("Office")

    def enter(self, goal: Goto) -> None:
        """Show what is wanted: a view by its name, else what was shown last."""
        if goal.id in set(View):
            self.view.fill(View(goal.id))
        self._view_chosen()

    def refresh(self, touched: Touched) -> None:
        """Read again when officers or agencies changed."""
        if touched.kind in ("", "officer", "agency"):
            self.presenter.read()

    def commands(self) -> Sequence[Command]:
        """List the keys of this page."""
        return (
            Command("F8", tr("Write it down"), self.confirm),
            Command("Alt+N", tr("Another agency"), self._new_agency),
            Command(LOOK_KEY, tr("Look at it"), self._of_template(self.template.show_sample)),
            Command(COPY_KEY, tr("Copy it out to edit"), self._of_template(self.template.copy_out)),
            *(
                Command(f"Alt+{place}", button.text(), button.click)
                for place, button in enumerate(self._buttons, start=1)
            ),
        )

    def first_focus(self) -> QWidget:
        """Answer the list."""
        return self._list()

    def step_back(self) -> bool:
        """Esc gives up an absence or a leave that was begun."""
        if self.cards.currentWidget() in (self.absence, self.leaving):
            self._show_view()
            self.staff.setFocus()
            return True
        return False

    def show_office(self, shown: Shown) -> None:
        """Show officers and agencies as they are now; one stays where one is."""
        self.shown = shown
        before, kept = self.staff.current(), self.agencies.current()
        self.staff_model.day = shown.today
        self.staff_model.begin(len(shown.staff), shown.staff)
        self.staff.stand_on(before.id if isinstance(before, OfficerRecord) else "")
        self.agency_model.begin(len(shown.agencies), shown.agencies)
        self.agencies.stand_on(kept.code if isinstance(kept, Agency) else "")
        self._show_row()

    def show_audit(self, found: Audit) -> None:
        """Show who did what."""
        self.audit_model.begin(len(found.rows), found.rows)
        self.cut.setText(audit_words(found))

    def show_templates(self, found: TemplateList) -> None:
        """Show the templates in force; one stays where one is."""
        before = self.templates.current()
        self._folder = str(found.folder)
        self.template_model.begin(len(rows := lines(found)), rows)
        self.templates.stand_on(before.key if isinstance(before, Line) else "")
        self._show_template()

    def confirm(self) -> None:
        """F8: do what the card says."""
        if not self._is_busy and (work := self._work()) is not None:
            self._is_busy = True
            work()

    def _work(self) -> Callable[[], None] | None:
        """Answer what the card asks for; None where something is missing, or only reading."""
        officer, about = self._officer(), self._about
        work: Callable[[], None] | None = None
        match self.cards.currentWidget():
            case self.change if officer is not None and (change := self.change.change()):
                work = partial(self.presenter.change, officer, change)
            case self.absence if about is not None and (said := self.absence.absence()):
                work = partial(self.presenter.note_absence, about, said)
            case self.leaving if about is not None:
                work = partial(self.presenter.remove, about, self.leaving.reason.value())
            case self.agency:
                work = partial(self.presenter.save_agency, self.agency.agency())
            case _:
                pass
        return work

    def done(self) -> None:
        """What was typed is written."""
        self._is_busy, self._row = False, ""
        self._show_view()
        self._list().setFocus()

    def refused(self, error: Exception) -> None:
        """Say why not: beside its field where it has one."""
        self._is_busy = False
        notice = notices.of(error)
        code = error.code if isinstance(error, RuleViolation) else ""
        field = {
            "absence_reversed": self.absence.last,
            "deputy_missing": self.absence.deputy,
            "reason_missing": self.leaving.reason,
            "agency_name_missing": self.agency.code,
        }.get(code)
        if field is not None and notice is not None:
            field.complain(notice.text)
            field.setFocus()
        else:
            self.session.say(notice)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what a narrow window has no room for."""
        super().resizeEvent(event)
        self._fit_cards()
        is_narrow = self.width() < ROOMY * self.fontMetrics().averageCharWidth()
        for name, view in (("staff", self.staff), ("audit", self.entries)):
            for column in NARROW_HIDES[name]:
                view.setColumnHidden(column, is_narrow)

    def _give_up(self) -> None:
        self.step_back()

    def _made_buttons(self) -> list[Button]:
        return [
            Button(tr("Add an officer …"), self._add, key="Alt+1"),
            Button(tr("Absence, deputy"), self._begin_absence, key="Alt+2"),
            Button(tr("Is back"), self._end_absence, key="Alt+3"),
            Button(tr("Works here no more"), self._begin_leave, key="Alt+4"),
            Button(tr("Work in place of …"), self._stand_in, key="Alt+5"),
            *safety_buttons(self.session, self),
        ]

    def _add(self) -> None:
        OfficersDialog(self.session, self).open()

    def _begin_absence(self) -> None:
        officer = self._officer()
        if officer is None or self.shown is None:
            return
        today = self.shown.today
        others = [one for one in self.shown.staff if one != officer and one.works_on(today)]
        self._about = officer
        self.cards.setCurrentWidget(self.absence)
        self.absence.begin(officer, others, today)

    def _end_absence(self) -> None:
        officer = self._officer()
        away = officer.next_absence(self.shown.today) if officer and self.shown else None
        if officer is not None and away is not None:
            self.presenter.end_absence(officer, away.event)

    def _begin_leave(self) -> None:
        officer = self._officer()
        if officer is not None:
            self._about = officer
            self.cards.setCurrentWidget(self.leaving)
            self.leaving.begin(officer)

    def _stand_in(self) -> None:
        """Change to the absent officer's rights, or back to one's own."""
        if self.shown is None:
            return
        if self.shown.is_standing_in:
            self.presenter.as_oneself()
        elif (one := self.shown.stood_in_for(self._officer())) is not None:
            self.presenter.act_for(one)

    def _new_agency(self) -> None:
        if self._view() is View.AGENCIES:
            self.agency.show_agency(None, self.shown.fields if self.shown else ())
            self.agency.code.line.setFocus()

    def _officer(self) -> OfficerRecord | None:
        row = self.staff.current()
        return row if isinstance(row, OfficerRecord) and not row.removed else None

    def _list(self) -> RowView:
        lists = {
            View.STAFF: self.staff,
            View.AGENCIES: self.agencies,
            View.TEMPLATES: self.templates,
        }
        return lists.get(self._view(), self.entries)

    def _of_template(self, act: Callable[[], None]) -> Callable[[], None]:
        """Do it only while the templates are shown."""
        return lambda: act() if self._view() is View.TEMPLATES else None

    def _show_template(self, _row: object = None) -> None:
        row = self.templates.current()
        self.template.show_line(row if isinstance(row, Line) else None, self._folder)
        self._fit_cards()

    def _fit_cards(self) -> None:
        """Leave the list what a template's card does not need: a stack asks for the tallest."""
        is_low = self._view() is View.TEMPLATES
        needed = self.template.heightForWidth(self.cards.width())
        self.cards.setMaximumHeight(needed if is_low else UNBOUNDED)

    def _view(self) -> View:
        value = self.view.value()
        return value if isinstance(value, View) else View.STAFF

    def _show_view(self) -> None:
        chosen = self._view()
        self.lists.setCurrentWidget(self._list())
        cards: dict[View, QWidget] = {
            View.AGENCIES: self.agency,
            View.TEMPLATES: self.template,
        }
        self.cards.setCurrentWidget(cards.get(chosen, self.change))
        self.cards.setVisible(chosen is not View.AUDIT)
        self._fit_cards()
        for widget in (self.text, self.day, self.cut):
            widget.setVisible(chosen is View.AUDIT)
        self._show_row()

    def _show_row(self, _row: object = None) -> None:
        if self.shown is None:
            return
        officer, agency = self._officer(), self.agencies.current()
        row = f"{officer.id if officer else ''} {agency.code if isinstance(agency, Agency) else ''}"
        if row != self._row:  # what is typed stays when others change the list
            self._row = row
            self.change.show_officer(officer, self.shown.agencies)
            shown = agency if isinstance(agency, Agency) else None
            self.agency.show_agency(shown, self.shown.fields)
            if self.cards.currentWidget() in (self.absence, self.leaving):
                self.cards.setCurrentWidget(self.change)  # it was about another officer
        self._allow()

    def _allow(self) -> None:
        """Offer what makes sense for the row where one stands."""
        officer, shown = self._officer(), self.shown
        if shown is None:
            return
        is_away = officer is not None and officer.next_absence(shown.today) is not None
        _add, absence, back, leave, stand_in, *_always = self._buttons
        absence.setEnabled(officer is not None)
        back.setEnabled(is_away)
        leave.setEnabled(officer is not None)
        self.change.button.setEnabled(officer is not None)
        one = shown.stood_in_for(officer)
        names = one.officer.name if one else ""
        stand_in.say(
            tr("Back to one's own rights")
            if shown.is_standing_in
            else tr("Work in place of {name}", name=names)
        )
        stand_in.setVisible(shown.is_standing_in or bool(names))

    def _view_chosen(self) -> None:
        self._show_view()
        self.presenter.read()
        if self._view() is View.AUDIT:
            self._read_audit()
        if self._view() is View.TEMPLATES:
            self.template.read()

    def _read_audit(self) -> None:
        day = typed.day_of(self.day.value())
        is_wrong = bool(self.day.value()) and day is None
        self.day.complain(tr("Write the day as 24/11/2026.") if is_wrong else "")
        if not is_wrong:
            self.presenter.read_audit(Wanted(self.text.value(), day))

    def _open(self, row: object) -> None:
        if isinstance(row, AuditRow) and row.dossier_id:
            self.session.go("dossier", row.dossier_id)

    def _connect(self) -> None:
        self.view.edited.connect(self._view_chosen)
        self._soon.timeout.connect(self._read_audit)
        self.text.edited.connect(self._soon.start)
        self.day.edited.connect(self._soon.start)
        self.staff.moved_to.connect(self._show_row)
        self.agencies.moved_to.connect(self._show_row)
        self.entries.opened.connect(self._open)
        self.templates.moved_to.connect(self._show_template)
        self.templates.opened.connect(lambda _row: self.template.show_sample())

    def _arrange(self) -> None:
        slim(self.view)
        lists: tuple[QWidget, ...] = (self.staff, self.agencies, self.entries, self.templates)
        for view in lists:
            self.lists.addWidget(view)
        cards: tuple[QWidget, ...] = (
            self.change,
            self.absence,
            self.leaving,
            self.agency,
            self.template,
        )
        for card in cards:
            self.cards.addWidget(card)
        row = self.staff.verticalHeader().defaultSectionSize()
        self.lists.setMinimumHeight(4 * row)  # its heading and three lines
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(columns(self.view, self.text, self.day))
        column.addWidget(self.lists, 1)
        column.addWidget(self.cut)
        column.addWidget(self.cards)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(column))
