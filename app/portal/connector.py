"""The connector's work: take the commune's log, hand on what came online, tell what is owed.

One pass is: rounds with the gateway until its log is here, what came online, what is owed by its
legal deadline, and a round again. Nothing is told in a pass that could not reach the gateway: there
it would hear that another connector has taken its place. A pass may be killed anywhere; the next
one finds in the journal what was said, and in the list of doubts what was sent.
"""

import logging
import threading

import msgspec

from app.domain.errors import RuleViolation
from app.domain.provincial import Line
from app.portal.awaited import Awaited
from app.portal.config import Config
from app.portal.faults import Ended, Interrupted, LineDown, Revoked
from app.portal.files import file_links
from app.portal.health import HealthKeeper
from app.portal.inbox import Inbox
from app.portal.line import SystemLine
from app.portal.mapping import language_of
from app.portal.refusals import Refusal
from app.portal.resting import Resting
from app.portal.succession import must_be_the_newest
from app.portal.teller import Teller, Told
from app.store.faults import StoreFault
from app.store.projections.provincial import OwedToProvince
from app.usecases import synchronise
from app.usecases.desk import Desk
from app.usecases.file_round import send_files
from sync.files.faults import FileFault
from sync.peer.backoff import Backoff
from sync.protocol.errors import SyncError

LOG = logging.getLogger(__name__)

_BETWEEN_ROUNDS = 50
"""Dossiers told before the log is asked again: a newer one may be more urgent."""
_MOST_ROUNDS = 20
"""One after the other while the log goes on; what is longer goes on in the next pass."""
_DRAWN = 1 << 32


class Pass(msgspec.Struct, kw_only=True):
    """What one pass has done."""

    recorded: int = 0
    refused: int = 0
    rows: int = 0
    skipped: int = 0
    inbound: int = 0
    inbox: str = ""  # why the province would not hand over what came online
    line: Line = Line.OPEN
    gateway: str = ""
    is_behind: bool = False  # the gateway's log goes on beyond what is here
    retry_after: float = 0.0

    @property
    def is_fine(self) -> bool:
        """Nothing has to be tried again."""
        rest = (self.skipped, self.gateway, self.inbox, self.is_behind)
        return self.line is Line.OPEN and not any(rest)


class Connector:
    """One commune, one system. For one thread; `stop` may be called from any."""

    def __init__(self, desk: Desk, config: Config) -> None:
        self._desk = desk
        self._config = config
        self._language = language_of(config.system)
        self._stopping = threading.Event()
        self._line = SystemLine(config.system, self._language, self._stopping.is_set)
        self._inbox = Inbox(desk, config, self._language, self._line)
        links = file_links(desk, config)
        self._teller = Teller(desk, config, self._language, self._line, links)
        self._awaited = Awaited(desk.store.preferences, config.system.name)
        self._resting = Resting()
        self._without_files = Resting()
        self.health = HealthKeeper(desk, config)
        self._backoff = Backoff(lambda: int.from_bytes(desk.machine.entropy(4)) / _DRAWN)

    def run(self) -> None:
        """Work until `stop`; a line that is down is tried again for ever. Raises `Ended`."""
        with self._line:
            while not self._stopping.is_set():
                done = self.once()
                if done.line is Line.OPEN or done.recorded:
                    self._backoff.succeeded()  # a line that carries something is tried again soon
                if done.line is Line.OPEN:
                    pause = self._config.pace.between
                else:
                    pause = self._backoff.failed(at_least=done.retry_after)
                    pause = min(pause, self._config.pace.longest)
                self._stopping.wait(pause)

    def stop(self) -> None:
        """End after the call that is under way."""
        self._stopping.set()

    def once(self) -> Pass:
        """One pass; raises `Ended`."""
        try:
            return self._pass()
        except Ended as why:
            self.health.ends(why.code)
            raise

    def _pass(self) -> Pass:
        done = Pass()
        self._resting.next_pass()
        self._without_files.next_pass()
        answers = self._line.answers
        if self._round(done):
            must_be_the_newest(self._desk)
            try:
                self._work(done)
            except Interrupted:
                LOG.info("told to stop while an answer was being read")
            except LineDown as why:
                done.line, done.retry_after = why.line, why.retry_after
                self.health.is_down(why.line)
            else:
                if self._line.answers > answers:
                    self.health.is_open()
        done.skipped = len(self._resting)
        self._keep(done)
        if not done.gateway:
            self._round(done)
        return done

    def _work(self, done: Pass) -> None:
        """What came in and what is owed, a few at a time, until each had its turn."""
        tried = set[str]()
        while not self._stopping.is_set():
            self._take_in(done)
            ids = self._due(tried)
            if self._number(ids) and not self._round(done):
                return
            for dossier in ids:
                if self._stopping.is_set():
                    return
                self._tell(dossier, done)
            self._tell_files()
            tried.update(ids)
            self._keep(done)
            if not ids or not self._round(done):
                return

    def _due(self, tried: set[str]) -> list[str]:
        """The next few by their legal deadline that neither rest nor had their turn already."""
        topic = self._desk.store.reader().topic(OwedToProvince)
        rows = topic.waiting(_BETWEEN_ROUNDS + len(self._resting) + len(tried))
        due = [row.id for row in rows if row.id not in tried and not self._resting.has(row.id)]
        return due[:_BETWEEN_ROUNDS]

    def _number(self, ids: list[str]) -> bool:
        """Give numbers to those that lack one; answers whether any was given."""
        given = [self._teller.number(one) for one in ids if not self._stopping.is_set()]
        return any(given)

    def _tell(self, dossier: str, done: Pass) -> None:
        """One dossier; one that fails by itself rests, and keeps back no other."""
        try:
            told = self._teller.tell(dossier)
        except Interrupted:
            raise
        except LineDown as why:
            self._resting.put(dossier)
            self._probe(why)
        except (RuleViolation, SyncError) as why:
            LOG.warning("a dossier cannot be told: %s", why.code)
            self._resting.put(dossier)
        else:
            self._resting.let_go(dossier)
            self._count(dossier, told, done)

    def _probe(self, why: LineDown) -> None:
        """Is it the line, or only this matter? Raises `LineDown` where nothing gets through."""
        call = self._language.look_up(self._config.system.madonvi)
        if call is None:
            raise why
        self._line.ask(call)

    def _count(self, dossier: str, told: Told, done: Pass) -> None:
        done.recorded += told.recorded
        done.refused += bool(told.refused)
        done.rows += told.rows
        if told.recorded:
            self._awaited.note(dossier, is_awaited=told.files_follow)
            self.health.count(told=1, rows=told.rows)

    def _tell_files(self) -> None:
        """Links of scans that reached the gateway after their dossier was told."""
        for dossier in self._awaited:
            if self._stopping.is_set() or self._without_files.has(dossier):
                continue
            if self._teller.tell_files(dossier):
                self._awaited.note(dossier, is_awaited=False)
                self._without_files.let_go(dossier)
            else:
                self._without_files.put(dossier)

    def _take_in(self, done: Pass) -> None:
        """What came online: written down, brought to the gateway, and only then acknowledged."""
        try:
            taken = self._inbox.take()
            if taken and self._round(done):
                self._send_files()
                done.inbound += self._inbox.acknowledge(taken)
            done.inbox = ""
        except Interrupted:
            raise
        except LineDown as why:
            self._probe(why)
            LOG.warning("what came online cannot be heard: %s", why.line)
            done.inbox = why.line.value
        except Refusal as no:
            LOG.warning("what came online: the province says no (%s)", no.code)
            done.inbox = no.code or "refused"

    def _send_files(self) -> None:
        """What came online with its content goes on to the gateway, after every act."""
        try:
            send_files(self._desk)
        except (SyncError, FileFault, StoreFault) as error:
            LOG.warning("files stay for the next pass: %s", error.code)

    def _round(self, done: Pass) -> bool:
        """Exchange with the gateway; answers whether it was reached, and its log is here whole.

        Of half a log nothing is told: a dossier may have been withdrawn in the other half.
        """
        for _ in range(_MOST_ROUNDS):
            try:
                report = synchronise.one_round(self._desk)
            except SyncError as error:
                LOG.warning("no round with the gateway: %s", error.code)
                done.gateway = error.code
                return False
            if report.revoked:
                raise Revoked(self._desk.store.device.device)
            done.gateway, done.is_behind = "", report.more
            if not report.more or self._stopping.is_set():
                break
        return not done.is_behind

    def _keep(self, done: Pass) -> None:
        self.health.keep(
            in_doubt=len(self._teller.doubts),
            unplaced=self._inbox.unplaced,
            calls=self._line.calls,
            gateway=done.gateway,
        )
