"""Rounds by themselves: one thread with its own session, a schedule, and a bell to wake it.

What nobody waits for is done here too: the log is put into the database.
"""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta

import msgspec

from app.domain.calendar import OFFICE_TIME
from app.store.faults import StoreFault
from app.store.records import Filter, Touched
from app.store.sync_session import SyncSession
from app.system import disk
from app.usecases.desk import Desk
from app.usecases.file_round import FilesLeft, FileTurn, OwedFiles, Wishes, files_left
from app.usecases.gateway_known import known_gateway, link_log
from app.usecases.sync_hold import why_held
from app.usecases.sync_records import LineState, LinkLog, RoundReport, SyncStatus
from app.usecases.sync_round import Round, Stopped, waiting
from sync.files.faults import FileFault
from sync.files.slices import Slices
from sync.peer.backoff import Backoff
from sync.protocol.errors import (
    CaptivePortal,
    ClockWrong,
    NotAuthorised,
    ServerBusy,
    SyncError,
    UntrustedServer,
    VersionRefused,
)

LOG = logging.getLogger(__name__)

IDLE = 900.0
IDLE_WITH_WORK = 120.0
_DRAWN = 1 << 32

Changed = Callable[[SyncStatus], None]


class SyncService:
    """Start once, wake at will, stop cleanly; knows no Qt."""

    def __init__(self, desk: Desk, changed: Changed) -> None:
        """Prepare; `changed` is called on the sync thread after each attempt and each act."""
        self._desk = desk
        self._changed = changed
        self._bell = threading.Event()
        self._stopping = threading.Event()
        self._wanted = threading.Event()
        self._is_watched = False
        self._under_way: Round | FileTurn | None = None
        self._owed = OwedFiles(desk)
        self._wishes = Wishes()
        self._slices = Slices()
        self._backoff = Backoff(lambda: int.from_bytes(desk.machine.entropy(4)) / _DRAWN)
        self._status = SyncStatus(line=LineState.UNKNOWN)
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)
        self._unlisten = desk.store.listen(self._touched)

    def start(self) -> None:
        """Begin with a round at once."""
        self._wanted.set()
        self._thread.start()

    def wake(self) -> None:
        """Gửi ngay: try now, back-off or not."""
        self._wanted.set()
        self._bell.set()

    def fetch(self, file: str) -> None:
        """Tải về: bring a scan of another PC here, now or as soon as it can be had."""
        self._wishes.add(file)
        self.wake()

    def watched(self, *, on: bool) -> None:
        """Someone looks at the sync centre: try more often."""
        self._is_watched = on

    def stop(self, timeout: float = 1.0) -> None:
        """Break the round off; safe to call twice, and nothing has to wait for it.

        Who cannot be told to stop (a name that is being looked up) ends without having done more.
        """
        self._unlisten()
        self._stopping.set()
        self._bell.set()
        if self._under_way is not None:
            self._under_way.break_off()
        self.join(timeout)

    def join(self, timeout: float) -> None:
        """Wait for the thread's end, at most so many seconds."""
        if self.is_alive:
            self._thread.join(timeout)

    @property
    def is_alive(self) -> bool:
        """Whether rounds go on."""
        return self._thread.is_alive()

    def status(self) -> SyncStatus:
        """Return the last known status without waiting for anything."""
        return self._status

    def _touched(self, _touched: Touched) -> None:
        self._bell.set()

    def _run(self) -> None:
        try:
            session = self._desk.store.sync_session()
            try:
                self._work(session)
            finally:
                session.close()
        except StoreFault as fault:
            LOG.info("no more rounds: %s", fault.code)

    def _work(self, session: SyncSession) -> None:
        clock = self._desk.machine.clock
        due = clock.monotonic()
        while not self._stopping.is_set():
            self._bell.clear()
            if self._wanted.is_set() or clock.monotonic() >= due:
                self._wanted.clear()
                due = clock.monotonic() + self._turn(session)
            if not self._stopping.is_set():
                self._tell(session, due - clock.monotonic())
                self._bell.wait(max(0.0, due - clock.monotonic()))

    def _turn(self, session: SyncSession) -> float:
        """Make a round, put the log away, bring up files; answers after how many seconds again."""
        try:
            delay = self._attempt(session)
        except Stopped:
            self._say(running=False)
            return IDLE
        except (SyncError, StoreFault) as error:
            delay = self._failed(error)
            self._keep_house(session)
            return delay
        self._keep_house(session)
        self._tell(session, delay)
        return min(delay, self._send_files(session))

    def _attempt(self, session: SyncSession) -> float:
        if known_gateway(session.preferences) is None:
            self._say(line=LineState.NOT_ENROLLED)
            return IDLE
        if why_held(session.preferences) is not None:
            self._say(line=LineState.HELD)
            return IDLE
        report = self._make_round(session)
        self._backoff.succeeded()
        self._say(line=LineState.CONNECTED, error_code="", running=False)
        return IDLE_WITH_WORK if report.waiting else max(IDLE_WITH_WORK, report.poll or IDLE)

    def _make_round(self, session: SyncSession) -> RoundReport:
        self._say(running=True)
        self._under_way = Round(self._desk, session, self._stopping.is_set)
        return self._under_way.run()

    def _send_files(self, session: SyncSession) -> float:
        """Bring up scans; answers after how many seconds the next round is due because of them."""
        if known_gateway(session.preferences) is None or why_held(session.preferences):
            return IDLE
        with FileTurn(self._desk, session, self._owed, self._wishes, self._slices) as turn:
            try:
                self._send_slices(session, turn)
            except Stopped:
                return IDLE
            except (SyncError, StoreFault) as error:
                return IDLE if self._stopping.is_set() else self._failed(error)
            finally:
                self._slices = turn.slices
        return IDLE

    def _send_slices(self, session: SyncSession, turn: FileTurn) -> None:
        """Slice by slice; what is recorded meanwhile goes before the next one."""
        acts = waiting(session).events
        while self._goes_on(turn) and turn.step():
            if waiting(session).events > acts or self._wanted.is_set():
                self._wanted.clear()
                self._tell(session, 0.0)
                acts = self._make_round(session).waiting
            self._tell(session, 0.0)
            self._say_files(turn.left())

    def _goes_on(self, turn: FileTurn) -> bool:
        self._under_way = turn
        return not self._stopping.is_set()

    def _say_files(self, left: FilesLeft) -> None:
        self._say(
            waiting_files=left.files,
            waiting_file_bytes=left.bytes,
            is_sending_file=left.files > 0,
        )

    def _failed(self, error: SyncError | StoreFault) -> float:
        """Say what stood in the way; a full disk, here or there, is no news about the line."""
        is_of_line = isinstance(error, SyncError) and not isinstance(error, FileFault)
        line = line_of(error) if is_of_line else self._status.line
        self._say(line=line, error_code=error.code, running=False)
        return self._backoff.failed(is_watched=self._is_watched, at_least=_asked(error))

    def _keep_house(self, session: SyncSession) -> None:
        """Put the log into the database, so that no act has to."""
        try:
            session.rest()
        except StoreFault as fault:
            LOG.warning("the log stays beside the database: %s", fault.code)

    def _say(self, **news: object) -> None:
        self._status = msgspec.structs.replace(self._status, **news)
        self._changed(self._status)

    def _tell(self, session: SyncSession, seconds: float) -> None:
        """Count again what waits, and say when the next round is."""
        told = status_of(self._desk, session, self._status.line, self._owed)
        self._status = msgspec.structs.replace(
            told,
            error_code=self._status.error_code,
            next_round=self._desk.now() + timedelta(seconds=max(0.0, seconds)),
        )
        self._changed(self._status)


def status_of(desk: Desk, session: SyncSession, line: LineState, owed: OwedFiles) -> SyncStatus:
    """Say what waits and how the last contact went."""
    gateway, links = known_gateway(session.preferences), link_log(session.preferences)
    left, device, files = waiting(session), session.device, files_left(session, owed)
    contact = links.last_contact
    return SyncStatus(
        line=_line(session, line) if gateway else LineState.NOT_ENROLLED,
        room=disk.room(desk.profile.path).value,
        waiting_events=left.events,
        waiting_dossiers=desk.store.reader().count(Filter(unsent_only=True)),
        waiting_bytes=left.bytes,
        waiting_files=files.files,
        waiting_file_bytes=files.bytes,
        seconds_left=_seconds(left.bytes, links),
        last_contact=contact.astimezone(OFFICE_TIME) if contact else None,
        clock="bad" if desk.store.clock_guard.doubt else "ok",
        clock_fault=desk.store.clock_guard.fault(),
        device=device.device,
        epoch=device.epoch,
        gateway=gateway.url if gateway else "",
    )


def _line(session: SyncSession, line: LineState) -> LineState:
    return LineState.HELD if why_held(session.preferences) else line


def line_of(error: Exception) -> LineState:
    """Say what a failure shows about the line."""
    for kind, state in _STATES.items():
        if isinstance(error, kind):
            return state
    return LineState.OFFLINE


_STATES: dict[type[SyncError], LineState] = {
    CaptivePortal: LineState.CAPTIVE_PORTAL,
    UntrustedServer: LineState.UNTRUSTED,
    ClockWrong: LineState.CLOCK_WRONG,
    NotAuthorised: LineState.REFUSED,
    VersionRefused: LineState.REFUSED,
    ServerBusy: LineState.BUSY,
}


def _asked(error: Exception) -> float:
    """Return how long the server asked us to stay away."""
    return float(error.retry_after) if isinstance(error, ServerBusy) else 0.0


def _seconds(size: int, links: LinkLog) -> int | None:
    """Estimate from the last good rounds how long so many bytes take."""
    good = [row for row in links.rows if row.outcome == "ok" and row.milliseconds][:5]
    moved = sum(row.bytes_up + row.bytes_down for row in good)
    took = sum(row.milliseconds for row in good) / 1000
    if not moved or not size:
        return None
    return max(1, round(size / 3 * took / moved))
