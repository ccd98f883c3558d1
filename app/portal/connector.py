"""The connector's work: take the commune's log, hand on what came online, tell what is owed.

One pass is: a round with the gateway, what came online, what is owed by its legal deadline, and a
round again. A pass may be killed anywhere; the next one finds in the journal what was said, and in
the list of doubts what was sent.
"""

import logging
import threading
from collections.abc import Iterator

import msgspec

from app.domain.events import DeviceCertified, DeviceRevoked
from app.domain.provincial import Line
from app.portal.config import Config
from app.portal.doubts import Doubts
from app.portal.faults import LineDown, TakenOver
from app.portal.files import file_links
from app.portal.health import HealthKeeper
from app.portal.inbox import Inbox
from app.portal.line import SystemLine
from app.portal.mapping import language_of
from app.portal.teller import Teller, Told
from app.store.projections.provincial import OwedToProvince
from app.usecases import synchronise
from app.usecases.desk import Desk
from app.usecases.file_round import send_files
from sync.files.faults import FileFault
from sync.peer.backoff import Backoff
from sync.protocol.certificate import CONNECTOR_ROLE
from sync.protocol.errors import SyncError

LOG = logging.getLogger(__name__)

_IN_A_ROW = 3
"""So many dossiers that fail one after another are the line's fault, not theirs."""
_BETWEEN_ROUNDS = 50
"""Dossiers told before the log is asked again: a newer one may be more urgent."""
_DRAWN = 1 << 32


class Pass(msgspec.Struct, kw_only=True):
    """What one pass has done."""

    recorded: int = 0
    refused: int = 0
    rows: int = 0
    skipped: int = 0
    inbound: int = 0
    line: Line = Line.OPEN
    gateway: str = ""
    retry_after: float = 0.0

    @property
    def is_fine(self) -> bool:
        """Nothing has to be tried again."""
        return self.line is Line.OPEN and not self.skipped and not self.gateway


class Connector:
    """One commune, one system. For one thread; `stop` may be called from any."""

    def __init__(self, desk: Desk, config: Config) -> None:
        self._desk = desk
        self._config = config
        language = language_of(config.system)
        self._line = SystemLine(config.system, language)
        self._doubts = Doubts(desk.store.preferences, config.system.name)
        self._inbox = Inbox(desk, config, language, self._line)
        self._teller = Teller(
            desk, config, language, self._line, self._doubts, file_links(desk, config)
        )
        self.health = HealthKeeper(desk, config)
        self._stopping = threading.Event()
        self._backoff = Backoff(lambda: int.from_bytes(desk.machine.entropy(4)) / _DRAWN)

    def run(self) -> None:
        """Work until `stop`; a line that is down is tried again for ever. Raises `TakenOver`."""
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
        """One pass; raises `TakenOver`."""
        done = Pass()
        items: list[str] = []
        self._round(done)
        self._must_be_the_newest()
        try:
            items = self._inbox.take()
            self._tell_all(done)
            self._tell_files()
            self.health.is_open()
        except LineDown as why:
            self._is_down(done, why)
        self._keep(done)
        self._round(done)
        self._send_files()
        self._acknowledge(done, items)
        return done

    def _tell_all(self, done: Pass) -> None:
        """What is owed, by its legal deadline; what fails by itself is passed over this time."""
        failed: dict[str, LineDown] = {}
        in_a_row = 0
        for dossier in self._owed(failed, done):
            try:
                told = self._teller.tell(dossier)
            except LineDown as why:
                failed[dossier] = why
                in_a_row += 1
                if in_a_row >= _IN_A_ROW or why.line in {Line.MAINTENANCE, Line.NOT_ADMITTED}:
                    raise
                continue
            in_a_row = 0
            self._count(done, told)
        done.skipped = len(failed)

    def _tell_files(self) -> None:
        """Links of scans that reached the gateway after their dossier was told; files come last."""
        for dossier in self._teller.awaited:
            if self._stopping.is_set():
                return
            self._teller.tell_files(dossier)

    def _owed(self, failed: dict[str, LineDown], done: Pass) -> Iterator[str]:
        """Dossiers by deadline, asked anew after each few of them."""
        while not self._stopping.is_set():
            rows = (
                self._desk.store.reader()
                .topic(OwedToProvince)
                .waiting(_BETWEEN_ROUNDS + len(failed))
            )
            fresh = [row.id for row in rows if row.id not in failed]
            if not fresh:
                return
            before = done.recorded + done.refused + len(failed)
            yield from self._unless_stopped(fresh)
            if done.recorded + done.refused + len(failed) == before:
                return  # nothing of it can be told now: not ordered yet, or read only
            self._keep(done)
            self._round(done)

    def _unless_stopped(self, ids: list[str]) -> Iterator[str]:
        for one in ids:
            if self._stopping.is_set():
                return
            yield one

    def _count(self, done: Pass, told: Told) -> None:
        done.recorded += told.recorded
        done.refused += bool(told.refused)
        done.rows += told.rows
        self.health.count(told=int(told.recorded), rows=told.rows)
        self.health.is_open()

    def _acknowledge(self, done: Pass, items: list[str]) -> None:
        """Only what the gateway has signed for may be forgotten by the province."""
        if not items or synchronise.status(self._desk).waiting_events:
            return
        try:
            self._inbox.acknowledge(items)
            done.inbound = len(items)
        except LineDown as why:
            self._is_down(done, why)

    def _round(self, done: Pass) -> None:
        """Exchange with the gateway; without it the work goes on with what is known."""
        try:
            synchronise.one_round(self._desk)
            done.gateway = ""
        except SyncError as error:
            LOG.warning("no round with the gateway: %s", error.code)
            done.gateway = error.code

    def _send_files(self) -> None:
        """What came online with its content goes on to the gateway, after every act."""
        try:
            send_files(self._desk)
        except (SyncError, FileFault) as error:
            LOG.warning("files stay for the next pass: %s", error.code)

    def _is_down(self, done: Pass, why: LineDown) -> None:
        done.line, done.retry_after = why.line, why.retry_after
        self.health.is_down(why.line)

    def _keep(self, done: Pass) -> None:
        self.health.keep(
            in_doubt=len(self._doubts),
            unplaced=self._inbox.unplaced,
            calls=self._line.calls,
            gateway=done.gateway,
        )

    def _must_be_the_newest(self) -> None:
        """Of two connectors of a commune the one admitted last works."""
        own = self._desk.store.device.device
        admitted: list[tuple[int, str]] = []
        revoked: set[str] = set()
        for deeds in self._desk.store.reader().deeds("device"):
            for one in deeds:
                if isinstance(one.said, DeviceRevoked):
                    revoked.add(one.said.device)
                elif isinstance(one.said, DeviceCertified) and one.said.role == CONNECTOR_ROLE:
                    admitted.append((one.position or 0, one.said.device))
        standing = [device for _, device in sorted(admitted) if device not in revoked]
        if standing and standing[-1] != own:
            raise TakenOver(standing[-1])
