"""How it stands with the commune's server, as the screens and the status line read it."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from app.usecases.hub_known import HubSettings


class Hosting(msgspec.Struct, frozen=True):
    """How the server of this PC is: it listens from the moment that `port` is not 0."""

    wanted: bool = False
    port: int = 0
    fault: str = ""
    """Why it does not listen: a code, or empty."""
    seen: Mapping[str, datetime] = {}
    """Which devices came, and when last."""


class HubState(msgspec.Struct, frozen=True):
    """How it stands with the commune's server, here and elsewhere."""

    settings: HubSettings = HubSettings()
    hosting: Hosting = Hosting()
    is_met: bool = False
    """The last round with the other PC came to its end."""
    fault: str = ""
    last: datetime | None = None
    since: datetime | None = None
    """From when on the other PC is not reached; None while it is."""
    here: int = 0
    there: int = 0
    """How many events of those that the server holds have come, while they come."""
    files: int = 0
    """How many scans that the province lacks this PC has brought to the other one."""
    moved_from: str = ""
    """Which address the other PC had before it was found under the present one."""
    moved_at: datetime | None = None
    sought_at: datetime | None = None
    """When it was last looked for in the network, and not found; None while it is reached."""
    files_fault: str = ""
    """Why the other one took no scan the last time: a code, or empty."""

    @property
    def standing(self) -> str:
        """In one word for the status line: `serves`, `met`, `lost`, or nothing."""
        if self.hosting.port:
            return "serves"
        if not self.settings.address:
            return ""
        return "met" if self.is_met else "lost"
