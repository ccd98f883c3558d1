"""Máy chủ xã while somebody is signed in: serve if so chosen, and go to the server if one is known.

Inside the building a round costs nothing, so it goes at once after each act. An ear on a connection
of its own waits until the server has news; between them nothing is asked but once in five minutes.
"""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import msgspec

from app.domain.errors import RuleViolation
from app.store.faults import StoreFault
from app.store.records import Touched
from app.store.sync_session import SyncSession
from app.usecases.desk import Desk
from app.usecases.file_round import Wishes
from app.usecases.hub_files import FilesToHub
from app.usecases.hub_host import HubHost
from app.usecases.hub_known import (
    HubSettings,
    hub_came,
    hub_settings,
    keep_hub_came,
    keep_hub_settings,
)
from app.usecases.hub_moved import Lookout
from app.usecases.hub_round import HubReport, HubRound
from app.usecases.hub_state import Hosting, HubState
from app.usecases.sync_round import Stopped
from sync.carriers.neighbour import HubLine, Trust, read_address
from sync.peer.backoff import Backoff
from sync.protocol.card import HubCard
from sync.protocol.errors import SyncError

LOG = logging.getLogger(__name__)

IDLE = 300.0
AGAIN_AT_MOST = 20.0
_NEWS_MINUTES = 10
"""After so long it is written down anew when a neighbour came last."""
_DRAWN = 1 << 32


Changed = Callable[[HubState], None]


class HubService:
    """Start once, wake at will, stop cleanly; knows no Qt."""

    def __init__(
        self,
        desk: Desk,
        changed: Changed = lambda _state: None,
        lookout: Lookout | None = None,
        wishes: Wishes | None = None,
    ) -> None:
        """Prepare; `changed` is called on whatever thread learns something."""
        self._desk, self._changed = desk, changed
        self._lookout = lookout or Lookout(desk)
        self._state = HubState()
        self._bell = threading.Event()
        self._stopping = threading.Event()
        self._backoff = Backoff(lambda: int.from_bytes(desk.machine.entropy(4)) / _DRAWN)
        self._wishes = wishes or Wishes()
        self._files = FilesToHub(desk, self._wishes)
        self._host = HubHost(desk, self._hosting_changed)
        self._under_way: HubRound | None = None
        self._ear: _Ear | None = None
        self._thread = threading.Thread(target=self._run, name="hub-rounds", daemon=True)
        self._unlisten = desk.store.listen(self._touched)

    def start(self) -> None:
        """Begin at once."""
        self._thread.start()

    def wake(self) -> None:
        """Something was chosen anew, or somebody wants it now."""
        self._backoff.succeeded()
        self._lookout.at_once()
        self._bell.set()

    def fetch(self, file: str) -> None:
        """Tải về: bring a scan of another PC here, if it lies at the server."""
        self._wishes.add(file)
        self._bell.set()

    def stop(self, timeout: float = 1.0) -> None:
        """Break off; the process that listens ends with it. Safe to call twice."""
        self._unlisten()
        self._stopping.set()
        self._bell.set()
        if self._under_way is not None:
            self._under_way.break_off()
        if self._ear is not None:
            self._ear.stop()
        self._host.stop(timeout)
        if self._thread.is_alive():
            self._thread.join(timeout)
        if self._ear is not None:
            self._ear.join(timeout)

    def now(self) -> HubState:
        """Return the last known state without waiting for anything."""
        return self._state

    def _touched(self, _touched: Touched) -> None:
        """Whatever was recorded or came from elsewhere; not what our own round has brought."""
        if threading.get_ident() != self._thread.ident:
            self._bell.set()

    def _hosting_changed(self, hosting: Hosting) -> None:
        is_new = hosting.seen.keys() - self._state.hosting.seen.keys()
        self._say(hosting=hosting)
        if is_new:
            self._bell.set()

    def _run(self) -> None:
        try:
            session = self._desk.store.sync_session()
            self._host.remember(hub_came(session.preferences))
            try:
                while not self._stopping.is_set():
                    self._bell.clear()
                    self._bell.wait(self._turn(session))
                self._note_who_came(session)
            finally:
                session.close()
        except StoreFault as fault:
            LOG.info("no more rounds with the hub: %s", fault.code)

    def _turn(self, session: SyncSession) -> float:
        """Serve or not, make a round or not; answers after how many seconds again."""
        chosen = hub_settings(session.preferences)
        self._say(settings=chosen)
        if chosen.serves:
            session.seal()
            self._host.start()
            self._note_who_came(session, _NEWS_MINUTES)
        else:
            self._host.stop()
        if not chosen.address:
            self._hear_of("", "")
            self._say(is_met=False, fault="", since=None, here=0, there=0)
            return IDLE
        try:
            return self._attempt(session, chosen)
        except Stopped:
            return IDLE
        except (SyncError, StoreFault, RuleViolation) as error:
            return self._lost(session, chosen, error)

    def _lost(
        self,
        session: SyncSession,
        chosen: HubSettings,
        error: SyncError | StoreFault | RuleViolation,
    ) -> float:
        """Say so, and look where else it may be."""
        self._hear_of("", "")
        since = self._state.since or self._desk.now()
        self._say(is_met=False, fault=error.code, since=since, here=0, there=0)
        if self._lookout.is_due(chosen, error) and self._has_followed(session, chosen):
            return 0.0
        return min(AGAIN_AT_MOST, 2.0 + self._backoff.failed(is_watched=True))

    def _has_followed(self, session: SyncSession, chosen: HubSettings) -> bool:
        """Look for the server that was met; where it has another address, that is written down.

        What somebody has typed meanwhile stays.
        """
        found = self._lookout.where(chosen)
        kept = hub_settings(session.preferences)
        if self._stopping.is_set() or kept.address != chosen.address:
            return False
        if found in {"", chosen.address}:
            self._say(sought_at=self._desk.now())
            return False
        keep_hub_settings(session.preferences, msgspec.structs.replace(kept, address=found))
        LOG.info("the hub has another address, and goes by it from now on")
        self._say(moved_from=chosen.address, moved_at=self._desk.now())
        return True

    def _note_who_came(self, session: SyncSession, minutes: int = 0) -> None:
        """Write down who came, where it is other news than what stands there."""
        kept, came = hub_came(session.preferences), self._state.hosting.seen
        least = timedelta(minutes=minutes)
        if any(name not in kept or at - kept[name] > least for name, at in came.items()):
            keep_hub_came(session.preferences, came)

    def _attempt(self, session: SyncSession, chosen: HubSettings) -> float:
        address = read_address(chosen.address)
        self._under_way = HubRound(
            self._desk, session, address, self._stopping.is_set, self._progress
        )
        self._under_way.after = partial(self._send_files, session)
        report: HubReport = self._under_way.run()
        self._backoff.succeeded()
        self._lookout.at_once()
        self._say(
            settings=hub_settings(session.preferences),
            is_met=True,
            fault="",
            since=None,
            sought_at=None,
            last=self._desk.now(),
            here=0,
            there=0,
            files=self._files.at_hub(session),
            files_fault=self._files.fault,
        )
        self._hear_of(chosen.address, report.device)
        return min(IDLE, self._files.again)

    def _send_files(self, session: SyncSession, line: HubLine, card: HubCard, key: bytes) -> None:
        """Scans too, both ways, while nothing new is recorded; who is revoked gets none."""
        if self._under_way is not None and self._under_way.is_revoked:
            return
        self._files.exchange(session, line, (card.device, key), self._bell.is_set)

    def _hear_of(self, address: str, device: str) -> None:
        """Let an ear wait at the server that was just met; what it proved there it need not again.

        One that has fallen silent is replaced: the server may have been started anew.
        """
        ear = self._ear
        if ear is not None and ear.is_for(address, device):
            return
        if ear is not None:
            ear.stop()
        self._ear = None
        if address and not self._stopping.is_set():
            self._ear = _Ear(self._desk, address, device, self._bell.set)
            self._ear.start()

    def _progress(self, here: int, there: int) -> None:
        if there - here > 100 or self._state.there:
            self._say(here=here, there=there)

    def _say(self, **news: object) -> None:
        state = msgspec.structs.replace(self._state, **news)
        if state != self._state:
            self._state = state
            self._changed(state)


class _Ear:
    """Waits at the server; rings whenever there may be something new, and when it is gone."""

    def __init__(self, desk: Desk, address: str, device: str, ring: Callable[[], None]) -> None:
        self._desk, self._address, self._device, self._ring = desk, address, device, ring
        self._line = HubLine(read_address(address), desk.machine.entropy)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="hub-ear", daemon=True)

    def start(self) -> None:
        """Begin to wait."""
        self._thread.start()

    def stop(self) -> None:
        """Wait no longer; it ends by itself."""
        self._stopping.set()
        self._line.hang_up()

    def join(self, timeout: float) -> None:
        """Wait for its end."""
        self._thread.join(timeout)

    def is_for(self, address: str, device: str) -> bool:
        """Whether it waits there, and still does."""
        return (self._address, self._device) == (address, device) and self._thread.is_alive()

    def _run(self) -> None:
        try:
            with self._line as line:
                line.greet(self._trust())
                mark = line.changed("")
                self._ring()
                while not self._stopping.is_set():
                    found = line.changed(mark)
                    if found != mark and not self._stopping.is_set():
                        self._ring()
                    mark = found
        except (SyncError, StoreFault) as error:
            LOG.info("the hub is heard no more: %s", error.code)
            if not self._stopping.is_set():
                self._ring()

    def _trust(self) -> Trust:
        """The one that the round has just proven, and nobody else."""
        certificate = self._desk.store.reader().certificate(self._device)
        key = certificate.key if certificate else None
        commune = self._desk.store.office.commune
        return Trust(commune, lambda device: key if device == self._device else None)
