"""What the page Cơ quan asks and does; no widgets."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from app.domain.events import AbsenceNoted
from app.domain.officers import Agency, OfficerRecord, StandIn
from app.ui import notices
from app.ui.i18n import tr
from app.ui.page import Session
from app.usecases import audit, staff
from app.usecases.audit import Audit, Wanted
from app.usecases.desk import Desk
from app.usecases.staff import Change


class View(StrEnum):
    """What the page is used for now."""

    STAFF = "staff"
    AGENCIES = "agencies"
    AUDIT = "audit"
    TEMPLATES = "templates"


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the page shows of the office."""

    staff: tuple[OfficerRecord, ...]
    agencies: tuple[Agency, ...]
    fields: tuple[str, ...]
    stand_ins: tuple[StandIn, ...]
    today: str
    is_standing_in: bool

    def stood_in_for(self, officer: OfficerRecord | None) -> StandIn | None:
        """The absent officer in whose row one stands, else the first who handed rights over."""
        found = self.stand_ins
        mine = (one for one in found if officer is not None and one.officer.id == officer.id)
        return next(mine, next(iter(found), None))


class OfficeScreen(Protocol):
    """What shows it."""

    def show_office(self, shown: Shown) -> None:
        """Show officers and agencies as they are now."""

    def show_audit(self, found: Audit) -> None:
        """Show who did what."""

    def done(self) -> None:
        """What was typed is written."""

    def refused(self, error: Exception) -> None:
        """It was not possible."""


class OfficePresenter:
    """Reads the office and writes what a leader or technician decides."""

    def __init__(self, session: Session, screen: OfficeScreen) -> None:
        self._session = session
        self._screen = screen

    def read(self) -> None:
        """Read officers and agencies; a newer reading replaces an older one."""
        desk = self._session.desk

        def work() -> Shown:
            return Shown(
                staff=staff.staff(desk),
                agencies=staff.agencies_here(desk.store.reader()),
                fields=staff.fields_known(desk),
                stand_ins=staff.who_stands_in(desk),
                today=desk.now().date().isoformat(),
                is_standing_in=staff.is_standing_in(desk),
            )

        self._session.tasks.read("office", work, self._screen.show_office, self._screen.refused)

    def read_audit(self, wanted: Wanted) -> None:
        """Read who did what."""
        desk = self._session.desk
        self._session.tasks.read(
            "audit",
            lambda: audit.audit(desk, wanted),
            self._screen.show_audit,
            self._screen.refused,
        )

    def change(self, officer: OfficerRecord, change: Change) -> None:
        """Save an officer's changes."""
        desk = self._session.desk
        self._do(
            lambda: staff.change_officer_record(desk, officer.id, change),
            tr("Saved. A new role counts from the next sign-in."),
        )

    def note_absence(self, officer: OfficerRecord, said: AbsenceNoted) -> None:
        """Note an absence."""
        desk = self._session.desk
        self._do(lambda: staff.note_absence(desk, officer.id, said), tr("The absence is noted."))

    def end_absence(self, officer: OfficerRecord, of: str) -> None:
        """The officer is back."""
        desk = self._session.desk
        self._do(
            lambda: staff.end_absence(desk, officer.id, of),
            tr("{name} is back.", name=officer.name),
        )

    def remove(self, officer: OfficerRecord, reason: str) -> None:
        """The officer works here no more."""
        desk = self._session.desk
        self._do(
            lambda: staff.remove_officer(desk, officer.id, reason),
            tr("{name} is off the list.", name=officer.name),
        )

    def save_agency(self, agency: Agency) -> None:
        """Save an agency."""
        desk = self._session.desk
        self._do(lambda: staff.name_agency(desk, agency), tr("The agency is saved."))

    def act_for(self, one: StandIn) -> None:
        """Go on with an absent officer's rights."""
        self._change_desk(lambda desk: staff.act_for(desk, one.officer.id))

    def as_oneself(self) -> None:
        """Go on with one's own rights."""
        self._change_desk(staff.as_oneself)

    def _change_desk(self, work: Callable[[Desk], Desk]) -> None:
        desk = self._session.desk
        self._session.tasks.run(
            lambda: work(desk), self._session.window.desk_changed.emit, self._screen.refused
        )

    def _do(self, work: Callable[[], None], words: str) -> None:
        def answer(_nothing: object) -> None:
            self._session.say(notices.done(words))
            self._screen.done()

        self._session.tasks.run(work, answer, self._screen.refused)
