"""Scans between this PC and the commune's server, where the line to the province is bad or none.

What somebody here waits for comes down first, if it lies there. Then what this PC owes goes up
where it has no line of its own. The province's words on scans that wait here are asked for last: a
server that gives none must not keep a scan from its way.

Whoever holds a file owes it to the province, so the server's PC, or any other with a line, brings
it on; the province is asked first what it has, so nothing goes there twice. Acts go before: this
runs after a round, a slice at a time, and ends as soon as something new is recorded.
"""

import logging
from collections.abc import Callable
from math import inf
from typing import NamedTuple

from app.domain.link import LINE
from app.store.faults import StoreFault
from app.store.sync_session import SyncSession
from app.usecases.desk import Desk
from app.usecases.file_round import OwedFiles, Wishes
from app.usecases.file_words import heed
from app.usecases.gateway_known import known_gateway
from sync.carriers.files import HttpFileLine, words
from sync.carriers.neighbour import HubLine
from sync.files.calls import Caller, read_passed_on_held
from sync.files.faults import Busy, FileFault, NoRoom, OldCall
from sync.files.sending import Fetching, Sending
from sync.files.slices import MOST, Slices
from sync.protocol.errors import Malformed, NotAuthorised, ServerBusy, UntrustedServer

LOG = logging.getLogger(__name__)

_AGAIN, _JITTER = 10.0, 10.0


class _Visit(NamedTuple):
    """One connection with the server after a round; `is_enough` is asked after each slice."""

    session: SyncSession
    line: HubLine
    device: str
    key: bytes
    is_enough: Callable[[], bool]


class FilesToHub:
    """Keeps, as long as the program runs, what the server has said it holds."""

    def __init__(self, desk: Desk, wishes: Wishes | None = None) -> None:
        self._desk = desk
        self._wishes = wishes or Wishes()
        self._coming: Fetching | None = None
        self._owed = OwedFiles(desk)
        self._server = ""
        self._there: set[str] = set()
        self.slices = Slices(MOST // 4)
        self.fault = ""
        """Why the server took none the last time: a code, or empty."""
        self.again = inf
        """After how many seconds a server that had its hands full may be asked again."""

    def at_hub(self, session: SyncSession) -> int:
        """How many of the files that the province lacks lie at the server."""
        return sum(one.file in self._there for one in self._owed.owed(session))

    def exchange(
        self,
        session: SyncSession,
        line: HubLine,
        server: tuple[str, bytes],
        is_enough: Callable[[], bool] = lambda: False,
    ) -> None:
        """All that there is to do about files after a round; raises `SyncError`."""
        self.again, self.fault = inf, ""
        visit = _Visit(session, line, *server, is_enough)
        for deal in (self._bring, self._send, self._hear):
            deal(visit)
            if self.again < inf or self.fault:
                return  # the server has hung up

    def _bring(self, visit: _Visit) -> None:
        """Tải về: fetch what somebody waits for; what does not lie there the province may have."""
        passed_over = set[str]()
        while (file := self._wishes.first(passed_over)) is not None:
            asking = HttpFileLine(visit.line, self._caller(visit))
            try:
                if self._has_come(file, asking):
                    visit.session.file_changed(file)
            except (OldCall, Busy) as fault:
                self._later(fault)
                return
            except (FileFault, StoreFault) as fault:
                LOG.info("the file %s does not come from the hub: %s", file[:8], fault.code)
                passed_over.add(file)
                self._coming = None
            if visit.is_enough():
                return

    def _hear(self, visit: _Visit) -> None:
        """Ask what the province has said of scans that wait here; its signature decides."""
        session = visit.session
        gateway = known_gateway(session.preferences)
        owed = [] if has_line(session) else [one.file for one in self._owed.owed(session)]
        if gateway is None or not owed:
            return
        owed.sort(key=lambda file: file not in self._there)
        try:
            for word in words(visit.line, self._caller(visit), owed):
                heed(session, read_passed_on_held(word, gateway.key, gateway.server), word)
        except (Malformed, UntrustedServer) as why:
            LOG.warning("the hub passed on what does not prove itself: %s", why.code)
        except (NotAuthorised, ServerBusy) as why:
            LOG.info("the hub says nothing of scans now: %s", why.code)

    def _send(self, visit: _Visit) -> None:
        """Bring what is owed, the most urgent first."""
        if visit.device != self._server:
            self._server, self._there = visit.device, set()
        if has_line(visit.session):
            return
        asking = HttpFileLine(visit.line, self._caller(visit))
        lacking = (one for one in self._owed.owed(visit.session) if one.file not in self._there)
        try:
            for owed in lacking:
                if not self._try(owed.file, asking, visit.is_enough):
                    break
        except NoRoom:
            self.fault = "hub_no_room"
        except (OldCall, Busy) as fault:
            self._later(fault)

    def _later(self, fault: FileFault) -> None:
        """With some jitter: all of them were sent away at the same moment."""
        self.again = _AGAIN + _JITTER * self._desk.machine.entropy(1)[0] / 256
        LOG.info("files wait for the next round: %s", fault.code)

    def _has_come(self, file: str, line: HttpFileLine) -> bool:
        """Fetch a slice; answers whether the file is whole and here."""
        if self._coming is None or self._coming.file != file:
            self._coming = Fetching(file, self._desk.machine.clock.monotonic)
        content, self.slices = self._coming.step(line, self.slices)
        if not content:
            return False
        files = self._desk.store.files
        files.settle(files.keep(content))
        self._wishes.fulfil(file)
        self._coming = None
        return True

    def _try(self, file: str, line: HttpFileLine, is_enough: Callable[[], bool]) -> bool:
        """Move one file, or pass it over for now; answers whether there is time for another."""
        try:
            return self._move(file, line, is_enough)
        except (NoRoom, OldCall, Busy):
            raise
        except (FileFault, StoreFault) as fault:
            LOG.warning("the file %s is passed over: %s", file[:8], fault.code)
            return not is_enough()

    def _move(self, file: str, line: HttpFileLine, is_enough: Callable[[], bool]) -> bool:
        """Move one file; answers whether there is time for another."""
        content = self._desk.store.files.read(file)
        sending = Sending(file, content, self._desk.machine.clock.monotonic)
        while True:
            held, self.slices = sending.step(line, self.slices)
            if held.whole:
                self._there.add(file)
                LOG.info("the file %s is at the commune's server", file[:8])
            if held.whole or is_enough():
                return not is_enough()

    def _caller(self, visit: _Visit) -> Caller:
        return caller(self._desk, visit.session, visit.device, visit.key)


def caller(desk: Desk, session: SyncSession, device: str, key: bytes) -> Caller:
    """Who this PC is where it speaks of files to the server of that device and key."""
    with session.reading() as journal:
        counter = journal.receivers.counter()
    own = session.device
    return Caller(own.signer(), own.epoch, device, key, counter, desk.machine.entropy)


def has_line(session: SyncSession) -> bool:
    """Whether this PC's own last attempt reached the province; then its scans go there at once."""
    last = session.evidence.recent(1, LINE)
    return bool(last) and not last[0].is_no_line
