"""F8 and what comes after: taking in, or putting right what was taken in, and its slip."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

import msgspec

from app.domain.dossier import Dossier
from app.domain.events import SlipForm
from app.domain.history import DossierVersion
from app.ui import notices
from app.ui.page import Session
from app.usecases import correction, reception, visits
from app.usecases.dossier_view import open_dossier
from app.usecases.promises import office_time
from app.usecases.reception_form import ReceptionForm
from app.usecases.visits import Visit


class Correcting(msgspec.Struct, frozen=True):
    """Which dossier is put right, as the officer saw it."""

    version: DossierVersion
    number: str
    accepted: datetime


class AfterScreen(Protocol):
    """What is shown of a reception's end."""

    def show_taken(self, dossier: Dossier) -> None:
        """Show the number, or what the dossier waits for."""

    def show_visit(self, ticket: str, count: int) -> None:
        """Say how many dossiers were brought at this visit."""

    def go_on_typing(self) -> None:
        """It was not possible: the form is there as it was."""


class Taking:
    """One dossier on its way from the form to a slip of paper in the citizen's hand."""

    def __init__(self, session: Session, screen: AfterScreen) -> None:
        self._session = session
        self._desk = session.desk
        self._screen = screen
        self.is_busy = False
        self.dossier: Dossier | None = None

    def receive(self, form: ReceptionForm, draft: Callable[[], str]) -> None:
        """Take the dossier in; a second F8 while this goes on does nothing."""
        self._run(lambda: reception.receive(self._desk, form, draft=draft()))

    def correct(self, form: ReceptionForm, of: Correcting, reason: str, *, recovered: bool) -> None:
        """Put a reception right; number and moment stay."""
        self._run(
            lambda: correction.correct_reception(
                self._desk, of.version, form, reason, slip_recovered=recovered
            )
        )

    def look_up(self, dossier_id: str, found: Callable[[Dossier, ReceptionForm], None]) -> None:
        """Read a dossier, and the form as it would be typed for it today."""
        self._session.tasks.run(
            lambda: (
                open_dossier(self._desk, dossier_id).dossier,
                correction.form_of(self._desk, dossier_id),
            ),
            lambda both: found(*both),
            self._complain,
        )

    def print_slip(self) -> None:
        """Print the slip; the window asks afterwards whether it came out."""
        if self.dossier is not None and self.dossier.number:
            self._session.print_paper(self.dossier.version, SlipForm.RECEIPT)

    def print_visit(self) -> None:
        """Print one list of what was brought at this visit, and the slips nobody confirmed yet."""
        if self.dossier is not None and self.dossier.ticket:
            desk, ticket = self._desk, self.dossier.ticket
            self._session.tasks.run(
                lambda: visits.visit(desk, ticket), self._print_all, self._complain
            )

    def _print_all(self, visit: Visit) -> None:
        self._session.print_owed(visit.owed)
        self._session.print_papers((visit.paper,))

    def _run(self, act: Callable[[], Dossier]) -> None:
        if not self.is_busy:
            self.is_busy = True
            self._session.tasks.run(act, self._taken, self._refused)

    def _taken(self, dossier: Dossier) -> None:
        self.is_busy = False
        self.dossier = dossier
        self._screen.show_taken(dossier)
        self.print_slip()
        desk, ticket = self._desk, dossier.ticket
        if ticket:
            self._session.tasks.run(
                lambda: visits.count(desk, ticket),
                lambda n: self._screen.show_visit(ticket, n),
            )

    def _refused(self, error: Exception) -> None:
        self.is_busy = False
        self._screen.go_on_typing()
        self._complain(error)

    def _complain(self, error: Exception) -> None:
        self._session.say(notices.of(error))


def correcting(dossier: Dossier) -> Correcting:
    """Say which dossier is put right, as it stands now."""
    number = dossier.official_code or dossier.number
    return Correcting(dossier.version, number, office_time(dossier.accepted_at or 0))
