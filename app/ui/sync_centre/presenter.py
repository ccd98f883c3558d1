"""What the sync centre asks and does; no widgets."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from app.ui import notices
from app.ui.i18n import tr
from app.ui.notices import Notice, Tone
from app.ui.page import Session
from app.usecases.provincial_line import ProvinceLine, province_line
from app.usecases.sync_hold import held_since, let_rounds_go
from app.usecases.synchronise import RoundRow, WaitingRow, enrol, kept_aside, link_journal, waiting


@dataclass(frozen=True, slots=True)
class Centre:
    """What waits and how the last rounds went."""

    waiting: tuple[WaitingRow, ...]
    rounds: tuple[RoundRow, ...]
    now: datetime
    kept_aside: int = 0
    held: datetime | None = None
    """Up to when the copy reached from which this PC was put back, while sending is off."""
    province: ProvinceLine | None = None


class SyncScreen(Protocol):
    """What is shown of it."""

    def show_centre(self, centre: Centre) -> None:
        """Show the lists."""

    def enrolled(self) -> None:
        """The province knows this PC now."""

    def not_enrolled(self, notice: Notice) -> None:
        """It did not work, and why."""


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
                kept_aside(desk),
                held_since(desk),
                province_line(desk),
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
