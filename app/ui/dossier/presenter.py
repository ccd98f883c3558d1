"""What the page of one dossier asks and does; no widgets."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from app.domain import access
from app.domain.access import Leave, Role
from app.domain.events import Recipient, SlipForm
from app.domain.history import DossierVersion
from app.domain.papers import Printout
from app.domain.states import Act
from app.ui.page import Session, Touched
from app.ui.reception.ways import Way
from app.usecases.desk import Desk
from app.usecases.dossier_view import DossierView, open_dossier
from app.usecases.proof_papers import dossier_paper
from app.usecases.settling import Choice, settle
from app.usecases.timeliness import of_dossier

Work = Callable[[Desk, DossierVersion], object]
DOSSIER = "dossier"


@dataclass(frozen=True, slots=True)
class Shown:
    """The dossier as it was read, and when; what the last hand-over in this session went to."""

    view: DossierView
    now: datetime
    role: Role
    recipient: Recipient | None = None

    def is_from_paper(self, act: Act) -> bool:
        """Say whether this officer may only record what others decided on paper."""
        is_theirs = self.view.dossier.is_owned_elsewhere(act)
        return is_theirs or access.leave(self.role, act) is Leave.ON_PAPER


class DossierScreen(Protocol):
    """What is shown of a dossier."""

    def show_dossier(self, shown: Shown) -> None:
        """Show it as it is now."""

    def show_missing(self, error: Exception) -> None:
        """There is no such dossier on this PC."""

    def act_done(self, act: Act) -> None:
        """The act is recorded; what it changed comes by itself."""

    def settled(self) -> None:
        """A conflict is decided; what that changed comes by itself."""

    def act_refused(self, error: Exception) -> None:
        """The act was not possible."""


class DossierPresenter:
    """Reads one dossier again whenever it was touched, and does what the officer decides."""

    def __init__(self, session: Session, screen: DossierScreen) -> None:
        self._session = session
        self._screen = screen
        self._recipient: Recipient | None = None
        self.id = ""
        self.shown: Shown | None = None

    def open(self, dossier_id: str) -> None:
        """Turn to a dossier."""
        if dossier_id != self.id:
            self.id, self.shown = dossier_id, None
        self.read()

    def read(self) -> None:
        """Read it; a newer reading replaces an older one."""
        desk, wanted = self._session.desk, self.id

        def work() -> tuple[DossierView, datetime]:
            return open_dossier(desk, wanted), desk.now()

        self._session.tasks.read("dossier", work, self._show, self._screen.show_missing)

    def shown_now(self) -> Shown | None:
        """The dossier as it was read, at this moment: the page may have stood open for long."""
        return replace(self.shown, now=self._session.desk.now()) if self.shown else None

    def touched(self, touched: Touched) -> None:
        """Read again when it may be this one that changed."""
        about_this = not touched.ids or self.id in touched.ids or touched.kind != DOSSIER
        if self.id and about_this:
            self.read()

    def do(self, act: Act, work: Work) -> None:
        """Record an act on the version that the officer saw."""
        if self.shown is None:
            return
        desk, version = self._session.desk, self.shown.view.version
        self._session.tasks.run(
            lambda: work(desk, version),
            lambda _dossier: self._screen.act_done(act),
            self._screen.act_refused,
        )

    def settle(self, conflict: str, choice: Choice) -> None:
        """Decide a conflict on the version that the officer saw."""
        if self.shown is None:
            return
        desk, version = self._session.desk, self.shown.view.version
        self._session.tasks.run(
            lambda: settle(desk, version, conflict, choice),
            lambda _dossier: self._screen.settled(),
            self._screen.act_refused,
        )

    def remember(self, recipient: Recipient) -> None:
        """Offer the same recipient for the next dossier: most go to the same desk."""
        self._recipient = recipient

    def print_paper(self, form: SlipForm, reason: str = "") -> None:
        """Print a paper; the window asks for the reason of a further copy, if none is given."""
        if self.shown is not None:
            self._session.print_paper(self.shown.view.version, form, reason)

    def show_paper(self, form: SlipForm) -> None:
        """Show a paper as it would be printed."""
        if self.shown is not None:
            self._session.show_paper(self.shown.view.version, form)

    def print_proof(self) -> None:
        """Print when it was decided and when the province heard of it."""
        desk, wanted = self._session.desk, self.id

        def work() -> Printout | None:
            found = of_dossier(desk, wanted)
            return dossier_paper(desk, found) if found else None

        def show(paper: Printout | None) -> None:
            if paper is not None:
                self._session.print_papers((paper,))

        self._session.tasks.read("proof", work, show, self._screen.show_missing)

    def correct(self) -> None:
        """Đính chính: the reception page opens on this dossier."""
        self._session.go("reception", self.id, Way.CORRECT)

    def _show(self, read: tuple[DossierView, datetime]) -> None:
        view, now = read
        if view.dossier.id != self.id:
            return
        role = Role(self._session.desk.officer.role)
        self.shown = Shown(view, now, role, self._recipient)
        self._screen.show_dossier(self.shown)
