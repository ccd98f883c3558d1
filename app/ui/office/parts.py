"""What is typed on the page Cơ quan: an officer's changes, an absence, a leave, an agency."""

from collections.abc import Callable, Sequence

from app.domain import access
from app.domain.access import Role
from app.domain.events import AbsenceNoted
from app.domain.office_acts import OfficeAct
from app.domain.officers import Agency, OfficerRecord
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.reception import typed
from app.ui.reception.slim import slim
from app.ui.reception.typed import shown_day
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.fields import ChoiceField, Field, NoteField, TextField, TickField
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import Card, Words, columns
from app.usecases.staff import Change

NOBODY = ""


class ChangePart(Card):
    """Role, position, telephone, agency and last day of one officer."""

    def __init__(self, save: Callable[[], None], others: Sequence[Button]) -> None:
        super().__init__()
        self.role = ChoiceField(tr("Role"), [(label(one), one) for one in roles()])
        self.position = TextField(tr("Position"), longest=80)
        self.phone = TextField(tr("Telephone"), longest=30)
        self.agency = ChoiceField(tr("Agency"))
        self.until = TextField(tr("Last day"), longest=10, hint=tr("Temporary staff only."))
        self.rights = Words("", "quiet")
        slim(self.role, self.agency)
        self.button = PrimaryButton(tr("Save the changes"), save, key="F8")
        self.column.addLayout(
            columns(self.role, self.position, self.phone, self.agency, self.until)
        )
        self.add(self.rights)
        self.column.addLayout(flow(self.button, *others))
        self.role.edited.connect(self._show_rights)

    def show_officer(self, row: OfficerRecord | None, agencies: Sequence[Agency]) -> None:
        """Begin with what is known."""
        self.agency.offer(
            [(tr("The commune"), NOBODY), *((one.name, one.code) for one in agencies)]
        )
        self.role.fill(row.role if row else None)
        self.position.fill(row.position if row else "")
        self.phone.fill(row.phone if row else "")
        self.agency.fill(row.agency if row else NOBODY)
        self.until.fill(shown_day(row.until) if row else "")
        self.until.complain("")
        self._show_rights()

    def change(self) -> Change | None:
        """Answer what was typed; None where it is said beside the field what is wrong."""
        role, until = self.role.value(), read_day(self.until)
        if not isinstance(role, Role) or until is None:
            return None
        agency = self.agency.value()
        code = agency if isinstance(agency, str) else NOBODY
        return Change(role, self.position.value(), self.phone.value(), code, until)

    def _show_rights(self) -> None:
        role = self.role.value()
        self.rights.setText(rights_words(role) if isinstance(role, Role) else "")


class AbsencePart(Card):
    """From when to when, who does the work, and whether with the rights."""

    def __init__(self, note: Callable[[], None], give_up: Callable[[], None]) -> None:
        super().__init__(tr("Absence and deputy"))
        self.who = Words("", "strong")
        self.first = TextField(tr("Away from"), required=True, longest=10)
        self.last = TextField(tr("To (included)"), required=True, longest=10)
        self.deputy = ChoiceField(tr("Deputy"))
        self.rights = TickField(tr("Hand the rights over too (authorisation)"))
        self.paper = TextField(tr("Number of the authorisation"), longest=60)
        self.reason = TextField(tr("Reason"), longest=120)
        slim(self.deputy)
        self.button = PrimaryButton(tr("Note the absence"), note, key="F8")
        self.add(self.who)
        self.column.addLayout(columns(self.first, self.last, self.deputy))
        self.add(self.rights)
        self.column.addLayout(columns(self.paper, self.reason))
        self.column.addLayout(flow(self.button, Button(tr("Do nothing"), give_up, key="Esc")))

    def begin(self, row: OfficerRecord, others: Sequence[OfficerRecord], today: str) -> None:
        """Begin with today and nobody."""
        self.who.setText(row.name)
        self.deputy.offer([(tr("Nobody"), NOBODY), *((one.name, one.id) for one in others)])
        self.first.fill(shown_day(today))
        for field in (self.last, self.paper, self.reason):
            field.fill("")
            field.complain("")
        self.rights.fill(on=False)
        self.first.line.setFocus()

    def absence(self) -> AbsenceNoted | None:
        """Answer what was typed; None where it is said beside the field what is wrong."""
        first, last = read_day(self.first, required=True), read_day(self.last, required=True)
        if first is None or last is None:
            return None
        deputy = self.deputy.value()
        return AbsenceNoted(
            first=first,
            last=last,
            deputy=deputy if isinstance(deputy, str) else NOBODY,
            with_rights=self.rights.value(),
            paper=self.paper.value(),
            reason=self.reason.value(),
        )


class LeavePart(Card):
    """Why somebody works here no more."""

    def __init__(self, remove: Callable[[], None], give_up: Callable[[], None]) -> None:
        super().__init__(tr("Works here no more"))
        self.words = Words("", "caution")
        self.reason = TextField(tr("Reason"), required=True, longest=120)
        self.button = PrimaryButton(tr("Take the officer off the list"), remove, key="F8")
        self.add(self.words, self.reason)
        self.column.addLayout(flow(self.button, Button(tr("Do nothing"), give_up, key="Esc")))

    def begin(self, row: OfficerRecord) -> None:
        """Say what it means."""
        self.words.setText(
            tr("{name} cannot sign in any more; what they did stays as it is.", name=row.name)
        )
        self.reason.fill("")
        self.reason.complain("")
        self.reason.line.setFocus()


class AgencyPart(Card):
    """Code, name and fields of an agency."""

    def __init__(self, save: Callable[[], None], begin_new: Callable[[], None]) -> None:
        super().__init__()
        self.code = TextField(tr("Code"), required=True, longest=12)
        self.name = TextField(tr("Name"), required=True, longest=120)
        self.fields = NoteField(tr("Fields of its procedures, one a line"), lines=3)
        self.known = Words("", "quiet")
        self.closed = TickField(tr("Has no counter here any more"))
        self.button = PrimaryButton(tr("Save the agency"), save, key="F8")
        self.column.addLayout(columns(self.code, self.name))
        self.add(self.fields, self.known, self.closed)
        self.column.addLayout(
            flow(self.button, Button(tr("Another agency"), begin_new, key="Alt+N"))
        )

    def show_agency(self, row: Agency | None, known: Sequence[str]) -> None:
        """Begin with what is known of it."""
        self.code.fill(row.code if row else "")
        self.name.fill(row.name if row else "")
        self.fields.fill("\n".join(row.fields) if row else "")
        self.closed.fill(on=False)
        self.known.setText(tr("Fields here: {which}.", which=", ".join(known)) if known else "")

    def agency(self) -> Agency:
        """Answer what was typed; the rules say what is missing."""
        lines = tuple(one for one in self.fields.value().splitlines() if one.strip())
        return Agency(
            code=self.code.value(),
            name=self.name.value(),
            fields=lines,
            closed=self.closed.value(),
        )


def roles() -> list[Role]:
    """List the roles that a person at this centre can have."""
    return [role for role in Role if role is not Role.PROVINCE]


def rights_words(role: Role) -> str:
    """Say in a line what a role may do about the office, and how much of the work."""
    office = [label(act) for act in OfficeAct if access.leave(role, act) is not access.Leave.NO]
    count = len(access.acts_of(role))
    said = tr("May do {n} of the acts on dossiers.", n=count)
    return f"{said} {tr('On the office: {what}.', what='; '.join(office))}" if office else said


def read_day(field: Field, *, required: bool = False) -> str | None:
    """Answer the ISO day in a field, empty for none; None and a complaint for what is no day."""
    text = field.value() if isinstance(field, TextField) else ""
    day = typed.day_of(text)
    is_wrong = day is None and (required or bool(text))
    field.complain(tr("Write the day as 24/11/2026.") if is_wrong else "")
    if is_wrong:
        field.setFocus()
        return None
    return day.isoformat() if day else ""
