"""Rounds by themselves: one thread with its own session, a schedule, and a bell to wake it.

What nobody waits for is done here too: the log is put into the database.
"""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from math import inf

import msgspec

from app.domain.calendar import OFFICE_TIME
from app.domain.link import LINE, OK
from app.store.evidence import Evidence
from app.store.faults import StoreFault
from app.store.records import Filter, Touched
from app.store.sync_session import SyncSession
from app.system import disk
from app.usecases.desk import Desk
from app.usecases.file_order import SlicesOfLines
from app.usecases.file_round import FilesLeft, FileTurn, OwedFiles, Wishes, files_left
from app.usecases.gateway_known import known_gateway, last_contact
from app.usecases.network_watch import NetworkWatch
from app.usecases.sync_hold import why_held
from app.usecases.sync_records import LineState, RoundReport, SyncStatus
from app.usecases.sync_round import Round, Stopped, waiting
from sync.files.faults import FileFault
from sync.peer.backoff import CAP_WHILE_WATCHED, Backoff
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
IDLE_WHEN_QUIET = 1800.0
_QUIET_ROUNDS = 4
"""After an hour in which nothing came and nothing went, the PC asks half as often."""
IDLE_WITH_WORK = 120.0
BREATH = 0.2
"""Between two rounds of a first load, so that whoever waits for the store has his turn."""
_NAP = 60.0
TOLD_FROM = 100
"""Acts that the log is ahead: a load that is shorter is over before anybody has read of it."""
LOOK = 10.0
"""While the line is down: how often it is looked whether there is a network again."""
_DRAWN = 1 << 32
_GOOD_DAYS = 3

Changed = Callable[[SyncStatus], None]


class SyncService:
    """Start once, wake at will, stop cleanly; knows no Qt."""

    def __init__(self, desk: Desk, changed: Changed, wishes: Wishes | None = None) -> None:
        """Prepare; `changed` is called on the sync thread after each attempt and each act.

        `wishes` are shared with who may fulfil them by another way.
        """
        self._desk = desk
        self._changed = changed
        self._bell = threading.Event()
        self._stopping = threading.Event()
        self._wanted = threading.Event()
        self._is_watched = self._has_more = False
        self._quiet = 0
        self._under_way: Round | FileTurn | None = None
        self._owed = OwedFiles(desk)
        self._wishes = wishes or Wishes()
        self._lines = SlicesOfLines()
        self._by_hand = threading.Event()
        self._came_back = threading.Event()
        self._network = NetworkWatch()
        self._backoff = Backoff(lambda: int.from_bytes(desk.machine.entropy(4)) / _DRAWN)
        self._status = SyncStatus(line=LineState.UNKNOWN)
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)
        self._unlisten = desk.store.listen(self._touched)

    def start(self) -> None:
        """Begin with a round at once."""
        self._wanted.set()
        self._thread.start()

    def wake(self) -> None:
        """Gửi ngay: try now, back-off or not, and leave nothing for the evening."""
        self._by_hand.set()
        self._wanted.set()
        self._bell.set()

    def fetch(self, file: str) -> None:
        """Tải về: bring a scan of another PC here, now or as soon as it can be had."""
        self._wishes.add(file)
        self._wanted.set()
        self._bell.set()

    def watched(self, *, on: bool) -> None:
        """Someone looks at the sync centre, or no more: a line that is down is tried more often."""
        self._is_watched = on
        if on:
            self._bell.set()

    def may_be_back(self) -> None:
        """The network is up or the commune's server was met: what failed is tried again soon."""
        self._came_back.set()
        self._bell.set()

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

    def turn(self, session: SyncSession) -> float:
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
        if not self._has_more:
            self._tell(session, delay)
            delay = min(delay, self._send_files(session))
        if self._has_more:  # acts go before files, and a load goes on until it is whole
            self._stopping.wait(BREATH)
            return 0.0
        return delay

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
                due = clock.monotonic() + self.turn(session)
            if not self._stopping.is_set():
                self._tell(session, due - clock.monotonic())
                due = self._sooner(due, clock.monotonic())
                self._wait_until(due)

    def _wait_until(self, due: float) -> None:
        """A wait stands still while the PC sleeps, the clock does not: it is asked again."""
        clock = self._desk.machine.clock
        while (left := due - clock.monotonic()) > 0:
            is_down = self._status.line in _DOWN
            if self._bell.wait(min(left, LOOK if is_down else _NAP)):
                return
            if is_down and self._network.came():
                self._came_back.set()
                return

    def _sooner(self, due: float, now: float) -> float:
        """What is recorded in a quiet hour goes in two minutes.

        A line that broke is let alone, unless somebody looks or the network came back.
        """
        soon, line = due, self._status.line
        came_back = self._came_back.is_set()
        self._came_back.clear()
        if line is LineState.CONNECTED and self._status.waiting_events:
            soon = now + IDLE_WITH_WORK
        elif line in _DOWN and came_back:
            self._backoff.succeeded()
            soon = now + self._backoff.failed()  # not all PCs of a province in one second
        elif line in _DOWN and self._is_watched:
            soon = now + CAP_WHILE_WATCHED
        if soon < due:
            self._say(next_round=self._desk.now() + timedelta(seconds=soon - now))
        return min(soon, due)

    def _attempt(self, session: SyncSession) -> float:
        if known_gateway(session.preferences) is None:
            self._say(line=LineState.NOT_ENROLLED)
            return IDLE
        if why_held(session.preferences) is not None:
            self._say(line=LineState.HELD)
            return IDLE
        report = self._make_round(session)
        self._backoff.succeeded()
        self._say(line=LineState.CONNECTED, error_code="", running=False, fetched=0, to_fetch=0)
        self._quiet = 0 if report.sent or report.received or report.waiting else self._quiet + 1
        if report.waiting:
            return IDLE_WITH_WORK
        idle = IDLE if self._quiet < _QUIET_ROUNDS else IDLE_WHEN_QUIET
        return max(IDLE_WITH_WORK, report.poll or idle)

    def _make_round(self, session: SyncSession) -> RoundReport:
        self._say(running=True)
        self._has_more = False
        self._under_way = Round(self._desk, session, self._stopping.is_set, self._progress)
        report = self._under_way.run()
        self._has_more = report.more
        return report

    def _progress(self, here: int, there: int) -> None:
        if there - here > TOLD_FROM or self._status.to_fetch:
            self._say(fetched=here, to_fetch=there)

    def _send_files(self, session: SyncSession) -> float:
        """Bring up scans; answers after how many seconds the next round is due because of one."""
        if known_gateway(session.preferences) is None or why_held(session.preferences):
            return inf
        with FileTurn(self._desk, session, self._owed, self._wishes, self._lines) as turn:
            turn.spares_the_day = True
            try:
                self._send_slices(session, turn)
            except Stopped:
                return inf
            except (SyncError, StoreFault) as error:
                return inf if self._stopping.is_set() else self._failed(error)
            is_owed = turn.left().files or self._wishes.first(()) is not None
        return IDLE if is_owed else inf

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
        if turn.left().for_the_evening:
            self._say_files(turn.left())

    def _goes_on(self, turn: FileTurn) -> bool:
        self._under_way = turn
        if self._by_hand.is_set():
            self._by_hand.clear()
            turn.spares_the_day = False
        return not (self._stopping.is_set() or self._has_more)

    def _say_files(self, left: FilesLeft) -> None:
        self._say(
            waiting_files=left.files,
            waiting_file_bytes=left.bytes,
            is_sending_file=left.files > left.for_the_evening,
            files_for_the_evening=left.for_the_evening,
        )

    def _failed(self, error: SyncError | StoreFault) -> float:
        """Say what stood in the way; a full disk, here or there, is no news about the line."""
        is_of_line = isinstance(error, SyncError) and not isinstance(error, FileFault)
        line = line_of(error) if is_of_line else self._status.line
        self._say(line=line, error_code=error.code, running=False, fetched=0, to_fetch=0)
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
            files_for_the_evening=min(self._status.files_for_the_evening, told.waiting_files),
            next_round=self._desk.now() + timedelta(seconds=max(0.0, seconds)),
        )
        self._changed(self._status)


def status_of(desk: Desk, session: SyncSession, line: LineState, owed: OwedFiles) -> SyncStatus:
    """Say what waits and how the last contact went."""
    gateway = known_gateway(session.preferences)
    left, device, files = waiting(session), session.own, files_left(session, owed)
    contact = last_contact(session.evidence)
    return SyncStatus(
        line=_line(session, line) if gateway else LineState.NOT_ENROLLED,
        room=disk.room(desk.profile.path).value,
        waiting_events=left.events,
        waiting_dossiers=desk.store.reader().count(Filter(unsent_only=True)),
        waiting_bytes=left.bytes,
        waiting_files=files.files,
        waiting_file_bytes=files.bytes,
        seconds_left=_seconds(left.bytes, session.evidence),
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


_DOWN = (LineState.OFFLINE, LineState.CAPTIVE_PORTAL)
"""What a network that comes back may change; a server that is busy has said when to come again."""

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


def _seconds(size: int, evidence: Evidence) -> int | None:
    """Estimate from the last days' good rounds how long so many bytes take."""
    good = evidence.recent(_GOOD_DAYS, LINE, OK) if size else []
    moved = sum(one.bytes_up + one.bytes_down for one in good)
    took = sum(one.milliseconds for one in good) / 1000
    return max(1, round(size / 3 * took / moved)) if moved and took else None
