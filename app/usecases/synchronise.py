"""Đồng bộ: enrol this PC, one round now, what waits, and how the line has been.

Runs on the sync thread with its own session of the store; the screens ask `status` and `waiting`.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.usecases.desk import Desk


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


class SyncStatus(msgspec.Struct, frozen=True, kw_only=True):
    """The status line: always there and always true."""

    line: LineState
    error_code: str = ""
    running: bool = False
    waiting_events: int
    waiting_dossiers: int
    waiting_bytes: int
    seconds_left: int | None = None
    """Estimate for what waits, from the last rounds' goodput; `None` when unknown."""
    last_contact: datetime | None
    next_round: datetime | None = None
    clock: str = "ok"
    device: str = ""
    epoch: str = ""
    gateway: str = ""


class WaitingRow(msgspec.Struct, frozen=True):
    """One dossier with events that no signed acknowledgement covers yet; by deadline."""

    id: str
    code: str
    owner: str
    due: datetime | None
    events: int


class RoundRow(msgspec.Struct, frozen=True):
    """One line of the link journal."""

    at: datetime
    outcome: str
    """`ok` or the error's code."""
    bytes_up: int
    bytes_down: int
    round_trips: int
    milliseconds: int


class RoundReport(msgspec.Struct, frozen=True, kw_only=True):
    """What one round did."""

    sent: int
    received: int
    bytes_up: int
    bytes_down: int
    round_trips: int
    seconds: float
    waiting: int


def enrol(desk: Desk, url: str, code: str, *, authority: bytes = b"") -> str:
    """Enrol this PC by a one-time code and return its device id.

    `authority` is the province's CA certificate (PEM) when the office was not founded with it.
    Raises `SyncError`; a code can be tried again.
    """
    raise NotImplementedError


def one_round(desk: Desk) -> RoundReport:
    """Send what waits and take what others did, now; raises `SyncError`, loses nothing."""
    raise NotImplementedError


def status(desk: Desk) -> SyncStatus:
    """Say what waits and how the last contact went."""
    raise NotImplementedError


def waiting(desk: Desk) -> tuple[WaitingRow, ...]:
    """List what waits, the nearest deadline first."""
    raise NotImplementedError


def link_journal(desk: Desk, limit: int = 50) -> tuple[RoundRow, ...]:
    """List the last rounds, newest first."""
    raise NotImplementedError


class SyncService:
    """Rounds by themselves, on their own thread; no Qt. Start once, wake at will, stop cleanly."""

    def __init__(self, desk: Desk, changed: Callable[[SyncStatus], None]) -> None:
        """Prepare; `changed` is called on the sync thread after each attempt."""
        raise NotImplementedError

    def start(self) -> None:
        """Begin with a round at once."""
        raise NotImplementedError

    def wake(self) -> None:
        """Gửi ngay: try now, back-off or not."""
        raise NotImplementedError

    def watched(self, *, on: bool) -> None:
        """Someone looks at the sync centre: try more often."""
        raise NotImplementedError

    def stop(self, timeout: float = 5.0) -> None:
        """Finish or break the round off, close the session; safe to call twice."""
        raise NotImplementedError

    def status(self) -> SyncStatus:
        """Return the last known status without waiting for anything."""
        raise NotImplementedError
