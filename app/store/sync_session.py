"""The sync thread's own connection: journal, cursor, acks and projections, page by page."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from app.store import device as devices
from app.store.backups import mark
from app.store.connection import Connection
from app.store.device import Device
from app.store.listeners import Listeners
from app.store.preferences import Preferences
from app.store.recorder import Recorder
from app.store.records import Touched
from app.store.sent_files import SentFiles
from app.store.slip_journal import Head, SlipJournal
from app.system import crash
from app.system.clock import Clock
from sync.journal import Journal

_AT_MOST = 0.05  # seconds that a save may have to wait for a page


class Page:
    """What one transaction of the sync thread has changed."""

    def __init__(self, session: "SyncSession") -> None:
        self.journal = session.journal
        self.device = session.device
        self._slips = session.slips
        self._entities: set[str] = set()
        self.epoch_reason = ""
        self.has_receipts = False

    def touch(self, entities: Iterable[str]) -> None:
        """These entities have a new history; they are folded again before the commit."""
        self._entities.update(entities)

    def acknowledged(self) -> None:
        """A receipt was taken: levels may rise or fall."""
        self.has_receipts = True

    def need_epoch(self, reason: str) -> None:
        """A peer knows a later or another past of ours: the next act begins a new epoch."""
        self.epoch_reason = reason

    def seal(self) -> None:
        """Sign our chain up to its head, which the slip journal is told first."""
        author = self.device.author
        head, known = self.journal.head(author), self._slips.head(*author)
        if head.n and (known is None or known.n < head.n):
            crash.here("sync.before_seal")
            self._slips.append([Head(*author, head.n, head.chain.hex())])
        self.journal.seal(self.device.signer(), author)
        crash.here("sync.after_seal")

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
    def device(self) -> Device:
        """Who this PC is now, read anew: an act may have begun another epoch."""
        return devices.read(self._connection)

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
                if page.epoch_reason:
                    devices.ask_new_epoch(self._connection, page.epoch_reason)
                crash.here("sync.before_page_commit")
            crash.here("sync.after_page_commit")
        while is_behind:
            with self._announcing(), self._connection.writing():
                is_behind = self._recorder.refold_stale(self._timer())

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

    @property
    def mark(self) -> str:
        """Tells whether anything was recorded or typed since a copy."""
        return mark(self._connection)

    def file_sent(self, file: str, log_epoch: str) -> None:
        """The gateway has signed that it holds a file whole: screens may say so."""
        self.sent_files.note(file, log_epoch)
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

    def rest(self) -> None:
        """When nobody is waiting: put the log into the database, so that no act has to."""
        self._connection.checkpoint()

    def close(self) -> None:
        """Let go of the connection, once the page at hand has ended."""
        self._connection.close()
