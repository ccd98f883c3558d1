"""The sync thread's own connection: journal, cursor, acks and projections, page by page."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from app.store import device as devices
from app.store import new_key
from app.store.backups import mark
from app.store.connection import Connection
from app.store.device import Device
from app.store.evidence import Evidence
from app.store.listeners import Listeners
from app.store.preferences import Preferences
from app.store.recorder import Recorder
from app.store.records import Touched
from app.store.sent_files import SentFiles
from app.store.slip_journal import Head, SlipJournal
from app.system import crash
from app.system.clock import Clock, milliseconds
from app.system.clock_guard import Stamp
from sync.journal import Journal
from sync.protocol.identity import MAX_N
from sync.protocol.messages import Ack

_AT_MOST = 0.05  # seconds that a save may have to wait for a page


class Page:
    """What one transaction of the sync thread has changed."""

    def __init__(self, session: "SyncSession") -> None:
        self.journal = session.journal
        self.device = session.device
        self._own = session.own
        self._slips = session.slips
        self._evidence = session.evidence
        self._entities: set[str] = set()
        self.epoch_reason = ""
        self.has_receipts = False
        self.heard: tuple[Ack, Stamp, str] | None = None

    def touch(self, entities: Iterable[str]) -> None:
        """These entities have a new history; they are folded again before the commit."""
        self._entities.update(entities)

    def acknowledged(self) -> None:
        """A receipt was taken: levels may rise or fall."""
        self.has_receipts = True

    def hear(self, ack: Ack, stamp: Stamp, carrier: str = "line") -> None:
        """The same, and what it proves to have arrived is noted, with who brought the word."""
        self.has_receipts = True
        self.heard = (ack, stamp, carrier)

    def tried(self, stamp: Stamp) -> None:
        """An attempt to send all of ours begins."""
        author = self._own.author
        self._evidence.tried(author, self.journal.head(author).n, stamp)

    def need_epoch(self, reason: str) -> None:
        """A peer knows a later or another past of ours: the next act begins a new epoch."""
        self.epoch_reason = reason

    def seal(self) -> None:
        """Sign our chain up to its head, which the slip journal is told first."""
        author = self._own.author
        head, known = self.journal.head(author), self._slips.head(*author)
        if head.n and (known is None or known.n < head.n):
            crash.here("sync.before_seal")
            self._slips.append([Head(*author, head.n, head.chain.hex())])
        self.journal.seal(self._own.signer(), author)
        crash.here("sync.after_seal")

    def seal_all(self) -> None:
        """Sign the chains of our earlier epochs too, for who carries all of them away."""
        self.seal()
        for own in self.journal.lines.authors():
            if own.device == self.device.device:
                self.journal.seal(self.device.signer(), own)

    @property
    def entities(self) -> list[str]:
        """What was touched, in a fixed order."""
        return sorted(self._entities)


class SyncSession:
    """Belongs to the thread that asked for it."""

    def __init__(
        self,
        connection: Connection,
        recorder: Recorder,
        slips: SlipJournal,
        listeners: Listeners,
        clock: Clock,
    ) -> None:
        self.preferences = Preferences(connection)
        self.sent_files = SentFiles(connection)
        self.evidence = Evidence(connection)
        self._connection = connection
        self._recorder = recorder
        self.slips = slips
        self._listeners = listeners
        self._clock = clock

    @property
    def journal(self) -> Journal:
        """The journal on this session's connection; change it only inside `page`."""
        return self._recorder.history.journal

    @property
    def own(self) -> Device:
        """Who this PC is now, read anew: an act may have begun another epoch."""
        return devices.read(self._connection)

    @property
    def device(self) -> Device:
        """As whom this PC speaks: as its former key until the province knows of the new one."""
        return new_key.speaking(self.journal, self.own, self.gateway)

    @contextmanager
    def reading(self) -> Iterator[Journal]:
        """Several questions to the journal as of one moment."""
        with self._connection.reading():
            yield self.journal

    @contextmanager
    def page(self) -> Iterator[Page]:
        """One transaction: what was taken and the cursor it ends at, or nothing.

        Take at most 100 events; tell the page what was touched. Lists follow in the same
        transaction as far as 50 ms go, the rest in further ones, so that no save has to wait.
        """
        with self._announcing():
            with self._connection.writing():
                page = Page(self)
                self._recorder.history.read_certificates()
                yield page
                self._recorder.mark_stale(page.entities)
                is_behind = self._recorder.refold_stale(self._timer())
                if page.has_receipts:
                    self._recorder.refresh_levels()
                if page.heard:
                    self._note_deliveries(*page.heard)
                if page.epoch_reason:
                    devices.ask_new_epoch(self._connection, page.epoch_reason)
                crash.here("sync.before_page_commit")
            crash.here("sync.after_page_commit")
        while is_behind:
            with self._announcing(), self._connection.writing():
                is_behind = self._recorder.refold_stale(self._timer())

    def _note_deliveries(self, ack: Ack, stamp: Stamp, carrier: str) -> None:
        """Write down up to where the gateway holds everybody's events by this signed answer.

        Never earlier than it was: no further than the answer itself says. What a neighbour passed
        on may be a page of the order, which bears no time: then it is known from now on.
        """
        history = self._recorder.history
        for held in ack.have:
            n = history.acknowledged(held.author)
            if ack.server == self.gateway:
                self.evidence.held(held.author, min(n, held.n), ack.time, stamp, carrier)
                continue
            self.evidence.held(held.author, n, milliseconds(stamp.at), stamp, carrier)
            if self.own.is_mine(held.author.device):
                ranges = self.journal.confirmed(ack.server, held.author)
                there = max((last for first, last in ranges if first == 1), default=0)
                self.evidence.reached_hub(held.author, there, ack.time)

    @contextmanager
    def _announcing(self) -> Iterator[None]:
        """What the block changed is told after its commit, or forgotten with it."""
        try:
            yield
        except BaseException:
            self._recorder.forget_touched()
            raise
        self._listeners.announce(self._recorder.take_touched())

    def _timer(self) -> Callable[[], bool]:
        """Tells when a transaction has lasted long enough."""
        end = self._clock.monotonic() + _AT_MOST
        return lambda: self._clock.monotonic() > end

    def seal(self) -> None:
        """Seal what stands now; whatever leaves this PC is sealed in the page that takes it out."""
        with self.page() as page:
            page.seal()

    def state(self) -> tuple[int, ...]:
        """Differs whenever anybody has written to the journal, in whatever process.

        Also when the province's word on a file has come.
        """
        with self._connection.reading():
            seen = self._connection.value("SELECT coalesce(max(seq), 0) FROM journal_event")
            sealed = self.journal.lines.sealed(self.own.author, MAX_N)
            place = self.journal.order.cursor().position
            return int(seen), sealed, place, self.sent_files.words()

    @property
    def mark(self) -> str:
        """Tells whether anything was recorded or typed since a copy."""
        return mark(self._connection)

    def file_sent(self, file: str, log_epoch: str, word: bytes = b"") -> None:
        """The gateway has signed (`word`) that it holds a file whole: screens may say so."""
        self.sent_files.note(file, log_epoch, word)
        self.file_changed(file)

    def file_changed(self, file: str) -> None:
        """Something about a file of these dossiers is new: it has arrived, here or there."""
        self._listeners.announce([Touched("file", self.sent_files.dossiers_of(file))])

    def know_gateway(self, server: str) -> None:
        """After the enrolment: whose receipts raise levels."""
        with self._connection.writing():
            self._recorder.history.know_gateway(server)

    @property
    def gateway(self) -> str:
        """The province's gateway by its server id; empty before the enrolment."""
        return self._recorder.history.gateway()

    @property
    def log_epoch(self) -> str:
        """The gateway's log epoch as it said it last; empty before its first word."""
        with self.reading() as journal:
            known = journal.receivers.known(self.gateway)
        return known.log_epoch if known else ""

    def rest(self) -> None:
        """When nobody is waiting: put the log into the database, so that no act has to."""
        self._connection.checkpoint()

    def close(self) -> None:
        """Let go of the connection, once the page at hand has ended."""
        self._connection.close()
