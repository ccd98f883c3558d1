"""What goes up once every act has: the files that acts name, one slice at a time.

One rule, and no setting: acts first. A file moves only after a round in which everything recorded
has left, in slices of at most 15 seconds; whatever is recorded meanwhile goes before the next one.
Files of open dossiers come first, by their limit; what is over and heavy waits for the evening.
"""

import logging
import threading
from collections.abc import Callable, Container, Iterator
from functools import partial
from typing import NamedTuple

from app.domain.link import FILES, SENT_FILES
from app.store.faults import StoreFault
from app.store.sent_files import Owed
from app.store.sync_session import SyncSession
from app.usecases.desk import Desk
from app.usecases.file_order import SlicesOfLines, is_for_the_evening
from app.usecases.gateway_known import (
    Ended,
    KnownGateway,
    known_gateway,
    must_be_enrolled,
    note_attempt,
    trusted_time,
)
from app.usecases.link_profile import network_here
from sync.carriers.files import HttpFileLine
from sync.carriers.http import HttpCarrier
from sync.carriers.http import Server as Address
from sync.carriers.traffic import Traffic
from sync.files.calls import Caller, Held
from sync.files.faults import FileFault, NoRoom, OldCall
from sync.files.sending import Fetching, Sending
from sync.protocol.errors import SyncError

LOG = logging.getLogger(__name__)


class FilesLeft(NamedTuple):
    """Files that lie here and that the gateway has not signed for."""

    files: int
    bytes: int
    for_the_evening: int = 0
    """Those of them that were left for the evening."""


class OwedFiles:
    """Which files this PC has to bring: its own, and those of other PCs that lie here.

    Whoever holds a file owes it until the gateway has signed for it. The folder is looked through
    again when something in it has changed, be it by the process that serves the commune.
    """

    def __init__(self, desk: Desk) -> None:
        self._files = desk.store.files
        self._looked: tuple[str, int] | None = None
        self._of_others: frozenset[str] = frozenset()

    def owed(self, session: SyncSession) -> list[Owed]:
        """Those that lie here, the most urgent first; its own go before those of others."""
        device, epoch = session.device.device, session.log_epoch
        own = [one for one in session.sent_files.owed(device, epoch) if self._files.has(one.file)]
        looks = (epoch, self._files.changed())
        if looks == self._looked and not self._of_others:
            return own
        others = session.sent_files.owed(device, epoch, own=False)
        if looks != self._looked:
            self._of_others = self._files.lying(one.file for one in others)
            self._looked = looks
        wanted = self._of_others - {one.file for one in own}
        return [*own, *(one for one in others if one.file in wanted)]

    def left(self, session: SyncSession) -> FilesLeft:
        """How many of them, and about how many bytes."""
        weights = [self._files.weight(one.file) or 0 for one in self.owed(session)]
        return FilesLeft(len(weights), sum(weights))


class Wishes:
    """Files of other PCs that somebody here wants to see; any thread may wish."""

    def __init__(self) -> None:
        self._files: dict[str, None] = {}
        self._lock = threading.Lock()

    def add(self, file: str) -> None:
        """Somebody waits for it."""
        with self._lock:
            self._files[file] = None

    def first(self, passed_over: Container[str]) -> str | None:
        """The one that was wished for first, of those that can come now."""
        with self._lock:
            return next((file for file in self._files if file not in passed_over), None)

    def fulfil(self, file: str) -> None:
        """It is here."""
        with self._lock:
            self._files.pop(file, None)


class FileTurn:
    """Files on their way, on the session of the thread that runs it; `with FileTurn(...)`."""

    def __init__(
        self,
        desk: Desk,
        session: SyncSession,
        owed: OwedFiles,
        wishes: Wishes | None = None,
        lines: SlicesOfLines | None = None,
    ) -> None:
        self.spares_the_day = False
        """Nobody has asked for it: what is over and heavy may wait for the evening."""
        self._lines = lines or SlicesOfLines()
        self._wishes = wishes or Wishes()
        self._coming: Fetching | None = None
        self.sent = 0
        self._desk = desk
        self._session = session
        self._owed = owed
        self._gateway = must_be_enrolled(session.preferences)
        self._where = network_here(self._gateway.url)
        self.slices = self._lines.of(self._where, session.preferences)
        self._carrier = carrier_to(desk, self._gateway)
        self._under_way: Sending | None = None
        self._passed_over: set[str] = set()
        self._for_the_evening: set[str] = set()
        self._began = desk.machine.clock.monotonic()

    def __enter__(self) -> "FileTurn":
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self._carrier.close()
        self._lines.note(self._where, self.slices)
        if self.traffic.round_trips:
            self._note(error.code if isinstance(error, SyncError) else SENT_FILES)

    def step(self) -> bool:
        """Move one slice of the most urgent file; answers whether there was one to move.

        What somebody waits for comes down before anything goes up. A file that cannot be moved now
        is passed over until the next turn. Raises what stops them all: a line that is gone, a
        gateway without room. What was durable there stays.
        """
        if (wish := self._wishes.first(self._passed_over)) is not None:
            self._try(wish, lambda: self._bring(wish))
        elif (owed := self._next()) is not None:
            self._try(owed.file, lambda: self._move(owed))
        else:
            return False
        return True

    def _try(self, file: str, move: Callable[[], None]) -> None:
        try:
            move()
        except (NoRoom, OldCall):
            raise
        except (FileFault, StoreFault) as fault:
            LOG.warning("the file %s is passed over: %s", file[:8], fault.code)
            self._passed_over.add(file)
            self._under_way = self._coming = None
        except SyncError:
            self.slices = self.slices.after_failure()
            raise

    def _bring(self, file: str) -> None:
        """Fetch a slice of a file that another PC has brought up; keep it once it is whole."""
        if self._coming is None or self._coming.file != file:
            self._coming = Fetching(file, self._desk.machine.clock.monotonic)
        line = self._line()
        content, self.slices = self._coming.step(line, self.slices)
        if content:
            files = self._desk.store.files
            files.settle(files.keep(content))
            self._wishes.fulfil(file)
            self._coming = None
            self._session.file_sent(file, self._session.log_epoch, line.word)

    def _line(self) -> HttpFileLine:
        return HttpFileLine(self._carrier, caller_of(self._desk, self._session, self._gateway))

    def left(self) -> FilesLeft:
        """What is left, with the file under way counted from where it stands."""
        left = self._owed.left(self._session)
        gone = self._under_way.gone if self._under_way else 0
        evening = len(self._for_the_evening)
        return FilesLeft(left.files, max(0, left.bytes - gone), evening)

    @property
    def traffic(self) -> Traffic:
        """What it has cost so far."""
        return self._carrier.traffic

    def break_off(self) -> None:
        """From another thread: wait for the line no longer."""
        self._carrier.hang_up()

    def _note(self, outcome: str) -> None:
        """Files have a line of their own among the last attempts: most of the bytes are theirs."""
        seconds = self._desk.machine.clock.monotonic() - self._began
        stamp = self._desk.store.clock_guard.stamp()
        note_attempt(self._session, stamp, Ended(outcome, seconds, self.traffic, FILES))

    def _next(self) -> Owed | None:
        """The most urgent one; a new dossier with a nearer limit goes before one half sent."""
        owed = self._owed.owed(self._session)
        can_go = (one for one in owed if one.file not in self._passed_over)
        return next((one for one in can_go if not self._waits(one)), None)

    def _waits(self, owed: Owed) -> bool:
        """Whether it is left for the evening; one that has begun by then goes on."""
        weight = self._desk.store.files.weight(owed.file) or 0
        waits = (
            self.spares_the_day
            and owed.is_over
            and is_for_the_evening(weight, self.slices, self._desk.now())
        )
        if waits:
            self._for_the_evening.add(owed.file)
        else:
            self._for_the_evening.discard(owed.file)
        return waits

    def _move(self, owed: Owed) -> None:
        line = self._line()
        if owed.was_sent and self._is_held_still(line.ask(owed.file), line.word):
            return
        if self._under_way is None or self._under_way.file != owed.file:
            content = self._desk.store.files.read(owed.file)
            clock = self._desk.machine.clock
            self._under_way = Sending(owed.file, content, clock.monotonic)
        held, self.slices = self._under_way.step(line, self.slices)
        if held.whole:
            self._under_way = None
            self._is_held_still(held, line.word)

    def _is_held_still(self, held: Held, word: bytes) -> bool:
        """Write down what the gateway has signed for; forget what it has lost."""
        file = held.file.hex()
        if not held.whole:
            self._session.sent_files.forget(file)
            return False
        self._session.file_sent(file, held.log_epoch, word)
        self.sent += 1
        LOG.info("the file %s is at the gateway", file[:8])
        return True


def send_files(desk: Desk) -> FileTurn:
    """Bring up what is owed, for who has no service; answers the turn when nothing more moves."""
    session = desk.store.sync_session()
    try:
        with FileTurn(desk, session, OwedFiles(desk)) as turn:
            for _ in _steps(turn):
                pass
        return turn
    finally:
        session.close()


def files_left(session: SyncSession, owed: OwedFiles) -> FilesLeft:
    """What is left to bring; nothing before the enrolment."""
    return owed.left(session) if known_gateway(session.preferences) else FilesLeft(0, 0)


def caller_of(desk: Desk, session: SyncSession, gateway: KnownGateway) -> Caller:
    """How this PC speaks after its last round."""
    with session.reading() as journal:
        counter = journal.receivers.counter()
    device, entropy = session.device, desk.machine.entropy
    return Caller(device.signer(), device.epoch, gateway.server, gateway.key, counter, entropy)


def carrier_to(desk: Desk, gateway: KnownGateway) -> HttpCarrier:
    """A connection to the gateway that this PC was enrolled at."""
    address = Address(gateway.url, gateway.authority, gateway.key)
    return HttpCarrier(address, partial(trusted_time, desk), desk.machine.entropy)


def _steps(turn: FileTurn) -> Iterator[None]:
    while turn.step():
        yield
