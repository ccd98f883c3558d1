"""The folder of one office on one PC, and what lies where in it."""

from dataclasses import dataclass
from pathlib import Path

from app.system.paths import is_too_long


@dataclass(frozen=True)
class Profile:
    """One commune, one log, one device: one folder."""

    path: Path

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.path / "office.db"

    @property
    def files(self) -> Path:
        """Encrypted attachments."""
        return self.path / "files"

    @property
    def arriving(self) -> Path:
        """Files that neighbours are bringing to this PC as the commune's server, encrypted."""
        return self.path / "arriving"

    @property
    def slip_journal(self) -> Path:
        """Issued numbers and sealed heads, outside the database, encrypted."""
        return self.path / "slip-journal"

    @property
    def last_acts(self) -> Path:
        """The acts since the newest copy once more, encrypted."""
        return self.path / "last-acts"

    @property
    def slots(self) -> Path:
        """The data key, wrapped once for each officer."""
        return self.path / "slots"

    @property
    def backups(self) -> Path:
        """Encrypted copies; a second folder on another disk is better."""
        return self.path / "backups"

    @property
    def logs(self) -> Path:
        """The log, without personal data."""
        return self.path / "logs"

    @property
    def lock(self) -> Path:
        """Held by the process that has the profile open."""
        return self.path / "lock"

    @property
    def hub_lock(self) -> Path:
        """Held by the commune's server, a process beside the window's."""
        return self.path / "hub.lock"

    @property
    def clock(self) -> Path:
        """What is known about the machine's clock."""
        return self.path / "clock.json"

    @property
    def forms(self) -> Path:
        """The office's own templates of printed papers; no personal data."""
        return self.path / "forms"

    @property
    def settings(self) -> Path:
        """How the window looks on this PC."""
        return self.path / "settings.json"

    @property
    def line(self) -> Path:
        """The gateway's address and authority, public facts for a look before the sign-in."""
        return self.path / "line.json"

    @property
    def helpdesk(self) -> Path:
        """The public key of the province's helpdesk, for a report before the sign-in."""
        return self.path / "helpdesk.key"

    @property
    def window(self) -> Path:
        """Who has the window of this office open, and what a second start wishes; no data."""
        return self.path / "window"

    def exists(self) -> bool:
        """Whether an office has been founded here; never where its files could not be written."""
        return not is_too_long(self.path) and self.slots.exists()

    def make(self) -> None:
        """Create the folders that are missing; on Linux they are this account's alone."""
        for folder in (self.path, self.files, self.backups, self.logs):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
