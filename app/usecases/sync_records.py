"""What the status line and the sync centre show, as frozen records."""

from datetime import datetime
from enum import StrEnum

import msgspec

from app.system.clock_guard import Fault
from app.usecases.hub_state import HubState


class LineState(StrEnum):
    """What the last attempt showed."""

    NOT_ENROLLED = "not_enrolled"
    UNKNOWN = "unknown"
    """Enrolled, nothing tried since the program started."""
    OFFLINE = "offline"
    CAPTIVE_PORTAL = "captive_portal"
    UNTRUSTED = "untrusted"
    CLOCK_WRONG = "clock_wrong"
    REFUSED = "refused"
    BUSY = "busy"
    CONNECTED = "connected"
    HELD = "held"
    """Put back from a copy, and nobody has said yet that the old PC does not run any more."""


class SyncStatus(msgspec.Struct, frozen=True, kw_only=True):
    """The status line: always there and always true."""

    line: LineState
    error_code: str = ""
    running: bool = False
    waiting_events: int = 0
    waiting_dossiers: int = 0
    waiting_bytes: int = 0
    """As they lie in the journal; on the wire it is less."""
    waiting_files: int = 0
    """Scans that lie here and that the province's gateway has not signed for."""
    waiting_file_bytes: int = 0
    is_sending_file: bool = False
    """One of them is on its way; acts go before its next slice."""
    files_for_the_evening: int = 0
    """Those of them whose dossiers are over and that would keep this line busy by day."""
    fetched: int = 0
    to_fetch: int = 0
    """How far a long load is in the gateway's log, and how long that is; 0 where none goes on."""
    seconds_left: int | None = None
    """Estimate for what waits, from the last rounds' goodput; `None` when unknown."""
    last_contact: datetime | None = None
    next_round: datetime | None = None
    clock: str = "ok"
    """`ok`, or `bad` when the machine's clock is in doubt."""
    clock_fault: Fault | None = None
    """What is wrong with it, where anything is."""
    copy_error: str = ""
    """Why there is no copy of the last half hour; empty when there is."""
    days_away: int = 0
    """For how many days the second disk has been missed, from the seventh on."""
    room: str = "enough"
    """What the free space still allows: `enough`, `warn` or `no_scans`."""
    device: str = ""
    epoch: str = ""
    gateway: str = ""
    """Its address; empty before the enrolment."""
    hub: HubState = HubState()
    """How it stands with the commune's server."""


class WaitingRow(msgspec.Struct, frozen=True):
    """One dossier with events that no signed acknowledgement covers yet; by deadline."""

    id: str
    code: str
    owner: str
    due: datetime | None
    events: int


class RoundReport(msgspec.Struct, frozen=True, kw_only=True):
    """What one round did."""

    sent: int
    """Own events that the gateway has signed for since."""
    received: int
    """Events of others that are new here."""
    bytes_up: int
    bytes_down: int
    round_trips: int
    seconds: float
    waiting: int
    """Own events that still wait."""
    poll: int = 0
    """Seconds after which the gateway would like to be asked again; 0 when it does not say."""
    revoked: bool = False
    """The gateway keeps what this device says and counts it no more."""
    more: bool = False
    """Cut off at its bound while it still brought something: the next one is to follow at once."""
