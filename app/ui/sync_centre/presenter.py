"""What the sync centre asks and does; no widgets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from app.domain.link import Stretch
from app.ui import notices
from app.ui.i18n import tr
from app.ui.notices import Notice, Tone
from app.ui.page import Session
from app.ui.words import code_of
from app.usecases import hub
from app.usecases.hub_reach import Reach, reach
from app.usecases.hub_search import Sighting, look_for_hubs
from app.usecases.machine_copies import MachineCopy, machine_copies
from app.usecases.numbers_here import NumbersHere, numbers_here
from app.usecases.provincial_line import ProvinceLine, province_line
from app.usecases.sync_hold import held_since, let_rounds_go
from app.usecases.synchronise import WaitingRow, enrol, link_journal, waiting


@dataclass(frozen=True, slots=True)
class Centre:
    """What waits and how the last rounds went."""

    waiting: tuple[WaitingRow, ...]
    rounds: tuple[Stretch, ...]
    now: datetime
    copies: tuple[MachineCopy, ...] = ()
    held: datetime | None = None
    """Up to when the copy reached from which this PC was put back, while sending is off."""
    province: ProvinceLine | None = None
    reach: Reach = field(default_factory=Reach)
    """How this PC's neighbours get here."""
    numbers: NumbersHere | None = None


class SyncScreen(Protocol):
    """What is shown of it."""

    def show_centre(self, centre: Centre) -> None:
        """Show the lists."""

    def enrolled(self) -> None:
        """The province knows this PC now."""

    def not_enrolled(self, notice: Notice) -> None:
        """It did not work, and why."""

    def hub_chosen(self) -> None:
        """It is as it was chosen."""

    def hub_refused(self, code: str) -> None:
        """It did not work, and why."""

    def hubs_found(self, found: Sequence[Sighting]) -> None:
        """Who serves in this network."""


class SyncCentrePresenter:
    """Reads what waits; enrols; asks the window to send."""

    def __init__(self, session: Session, screen: SyncScreen) -> None:
        self._session = session
        self._screen = screen

    def read(self) -> None:
        """Read what waits and the journal of rounds."""
        desk = self._session.desk

        def work() -> Centre:
            return Centre(
                waiting(desk),
                link_journal(desk),
                desk.now(),
                machine_copies(desk),
                held_since(desk),
                province_line(desk),
                reach(desk),
                numbers_here(desk),
            )

        self._session.tasks.read("sync_centre", work, self._screen.show_centre)

    def let_rounds_go(self) -> None:
        """The old PC runs no more: send and receive again."""
        desk = self._session.desk

        def answer(_nothing: None) -> None:
            self._session.say(notices.done(tr("Sending and receiving are on again.")))
            self.read()
            self.send_now()

        self._session.tasks.run(lambda: let_rounds_go(desk), answer)

    def send_now(self) -> None:
        """Try now, whatever the schedule says."""
        self._session.window.send_asked.emit()

    def open(self, dossier_id: str) -> None:
        """Open a dossier that waits."""
        self._session.go("dossier", dossier_id)

    def enrol(self, url: str, code: str, certificate: str) -> None:
        """Make this PC known to the province; `certificate` is a file's path or empty."""
        desk = self._session.desk

        def work() -> str:
            authority = Path(certificate).read_bytes() if certificate else b""
            return enrol(desk, url, code, authority=authority)

        self._session.tasks.run(work, self._enrolled, self._refused)

    def serve(self) -> None:
        """Let this PC be the commune's server."""
        desk = self._session.desk
        self._choose(lambda: hub.serve_here(desk))

    def serve_no_more(self) -> None:
        """Let it be one no more."""
        desk = self._session.desk
        self._choose(lambda: hub.serve_no_more(desk))

    def join(self, typed: str) -> None:
        """Try an address, beside everything else; go there from now on if it is one of ours."""
        desk = self._session.desk

        def work(tell: Callable[[hub.Met], None]) -> None:
            tell(hub.try_address(desk, typed))

        def met(_met: hub.Met) -> None:
            self._choose(lambda: hub.go_to(desk, typed))

        self._session.tasks.aside(work, met, lambda: None, self._not_joined)

    def search(self) -> None:
        """Look for a server in the network, beside everything else."""
        desk = self._session.desk

        def work(tell: Callable[[Sequence[Sighting]], None]) -> None:
            tell(look_for_hubs(desk))

        self._session.tasks.aside(work, self._screen.hubs_found, lambda: None, self._not_joined)

    def leave(self) -> None:
        """Go to no server any more."""
        desk = self._session.desk
        self._choose(lambda: hub.leave(desk))

    def _choose(self, work: Callable[[], None]) -> None:
        def done(_nothing: None) -> None:
            self._screen.hub_chosen()
            self.send_now()
            self.read()

        self._session.tasks.run(work, done, self._not_joined)

    def _not_joined(self, error: Exception) -> None:
        self._screen.hub_refused(code_of(error))

    def _enrolled(self, _device: str) -> None:
        self._screen.enrolled()
        self.send_now()

    def _refused(self, error: Exception) -> None:
        self._screen.not_enrolled(enrolment_notice(error))


def enrolment_notice(error: Exception) -> Notice:
    """Word what stood in the way; here no line is worth saying, for somebody waits for it."""
    if isinstance(error, OSError) and not hasattr(error, "code"):
        return Notice(Tone.HINT, tr("The certificate file cannot be read."))
    found = notices.of(error)
    if found is not None:
        return found
    return Notice(Tone.HINT, tr("There is no line now. Try again later; the code stays good."))
