"""One round with the province: seal, send, take, until neither side has more.

Each step is a transaction of the session, nothing is sent inside one, and a power cut between two
loses nothing: the gateway's next answer says what it has.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from app.store.sync_session import SyncSession
from app.system import crash
from app.system.clock import instant
from app.system.version import VERSION
from app.usecases.desk import Desk
from app.usecases.gateway_known import (
    Ended,
    KnownGateway,
    must_be_enrolled,
    note_attempt,
    trusted_time,
)
from app.usecases.link_profile import keep_pace, network_here, pace_of
from app.usecases.own_revocation import note_verdicts
from app.usecases.shipped import dictionaries
from app.usecases.sync_hold import must_not_be_held
from app.usecases.sync_records import RoundReport
from sync.carriers.http import HttpCarrier
from sync.carriers.http import Server as Address
from sync.clock.signed_time import at_arrival
from sync.journal import Journal
from sync.peer.answer import read_answer
from sync.peer.lessons import Lesson, recover, steps, summary
from sync.peer.pace import TELLING
from sync.peer.request import Client, Request, Server
from sync.protocol.errors import CursorLost, EpochChanged, SyncError, Unreachable
from sync.protocol.identity import Author
from sync.protocol.messages import Ack

LOG = logging.getLogger(__name__)

MOST_EXCHANGES = 200
"""A bound against two sides that never agree; at 8 KB each, on a bad line, it is 1.6 MB.

A round that it cuts off says so if it brought anything: a first load goes on with the next one."""


Progress = Callable[[int, int], None]


class Stopped(Exception):
    """The round was broken off because the program ends; what was durable stays."""


class Waiting(NamedTuple):
    """Own events without a signed acknowledgement."""

    events: int
    bytes: int


class Round:
    """One round on the session of the thread that runs it."""

    def __init__(
        self,
        desk: Desk,
        session: SyncSession,
        is_stopped: Callable[[], bool] = lambda: False,
        progress: Progress = lambda _here, _there: None,
    ) -> None:
        self._desk = desk
        self._session = session
        self._is_stopped, self._progress = is_stopped, progress
        self._gateway = must_be_enrolled(session.preferences)
        must_not_be_held(session.preferences)
        self._carrier = HttpCarrier(_address(self._gateway), self._now, desk.machine.entropy)
        self._dictionaries = dictionaries()
        self._where = network_here(self._gateway.url)
        self._pace = pace_of(session.preferences, self._where)
        self._received = self._poll = 0
        self._is_revoked = self._has_moved = False

    def run(self) -> RoundReport:
        """Go through the round and note it in the link journal; raises `SyncError`."""
        clock = self._desk.machine.clock
        began, before = clock.monotonic(), waiting(self._session).events
        with self._carrier as carrier:
            try:
                is_cut_off = self._exchange_all(carrier)
            except SyncError as error:
                self._go_on()
                self._note(carrier, error.code, clock.monotonic() - began)
                raise
            seconds = clock.monotonic() - began
            self._note(carrier, "ok", seconds)
        left = waiting(self._session).events
        return RoundReport(
            sent=max(0, before - left),
            received=self._received,
            bytes_up=carrier.traffic.bytes_up,
            bytes_down=carrier.traffic.bytes_down,
            round_trips=carrier.traffic.round_trips,
            seconds=seconds,
            waiting=left,
            poll=self._poll,
            revoked=self._is_revoked,
            more=is_cut_off and (self._has_moved or left < before),
        )

    def break_off(self) -> None:
        """From another thread: wait for the line no longer; what was durable stays."""
        self._carrier.hang_up()

    def _exchange_all(self, carrier: HttpCarrier) -> bool:
        """Ask until neither side has more; answers whether the bound came first."""
        for _ in range(MOST_EXCHANGES):
            try:
                more = self._exchange(carrier)
            except (EpochChanged, CursorLost) as error:
                self._recover(error)
                more = self._exchange(carrier)
            if not more:
                return False
        return True

    def _exchange(self, carrier: HttpCarrier) -> bool:
        """Ask once; answers whether one of the sides has more."""
        request, own = self._asked()
        crash.here("sync.before_send")
        clock = self._desk.machine.clock
        asked = clock.monotonic()
        is_connected = carrier.traffic.round_trips > 0
        body = self._sent(carrier, request)
        took = round((clock.monotonic() - asked) * 1000)
        crash.here("sync.after_answer")
        self._go_on()
        answer = read_answer(request, body, self._dictionaries)
        moved = len(request.body) + len(body)
        if not answer.is_whole:
            self._pace = self._pace.after_failure()
        elif is_connected or moved >= TELLING:  # TLS is in the time of the first exchange
            self._pace = self._pace.after(moved, took / 1000)
        self._trust(answer.ack.time, took)
        self._received += sum(len(frame.lines) for frame in answer.frames)
        self._poll = answer.ack.poll
        told = (self._learn(step, answer.ack) for step in steps(answer, own))
        lesson = summary(list(told))
        self._log(lesson, own.device)
        self._has_moved |= bool(lesson.touched)
        self._progress(self._position(), answer.ack.head.position)
        if not answer.is_whole and not lesson.touched:
            raise Unreachable("the answer broke off before anything new")
        return request.more or lesson.more or not answer.is_whole

    def _position(self) -> int:
        """Up to where the gateway's log is applied here."""
        with self._session.reading() as journal:
            return journal.order.cursor().position

    def _asked(self) -> tuple[Request, Author]:
        """What is said now, sealed; that it was tried is written down with it."""
        server = Server(self._gateway.server, self._gateway.key)
        with self._session.page() as page:
            page.seal()
            page.tried(self._desk.store.clock_guard.stamp())
            device, entropy = page.device, self._desk.machine.entropy
            client = Client(device.signer(), server, entropy, self._dictionaries, VERSION)
            return client.request(page.journal, device.author, self._pace.window), device.author

    def _sent(self, carrier: HttpCarrier, request: Request) -> bytes:
        """The answer; a line that breaks carries less the next time."""
        try:
            return carrier.sync(request.body, request.nonce)
        except Unreachable:
            self._pace = self._pace.after_failure()
            raise

    def _trust(self, signed: int, took: int) -> None:
        """Set our clock's offset by the signed time, as far as a slow line lets it be known."""
        guard, arrived = self._desk.store.clock_guard, at_arrival(signed, took)
        if arrived is None:
            guard.not_before(instant(signed))
        else:
            guard.trust(instant(signed), timedelta(milliseconds=arrived - signed))

    def _learn(self, step: Callable[[Journal], Lesson], ack: Ack) -> Lesson:
        """Bring one step of the answer into the journal."""
        self._go_on()
        with self._session.page() as page:
            lesson = step(page.journal)
            page.touch(lesson.touched)
            page.hear(ack, self._desk.store.clock_guard.stamp())
            if reason := lesson.needs_epoch or ("counter_fell" if lesson.counter_fell else ""):
                page.need_epoch(reason)
        return lesson

    def _recover(self, error: SyncError) -> None:
        LOG.warning("the gateway's log is another one: %s", error.code)
        with self._session.page() as page:
            recover(page.journal, self._gateway.server, error)
            page.acknowledged()

    def _now(self) -> int:
        return trusted_time(self._desk)

    def _go_on(self) -> None:
        if self._is_stopped():
            raise Stopped

    def _note(self, carrier: HttpCarrier, outcome: str, seconds: float) -> None:
        traffic = carrier.traffic
        LOG.info("a round: %s, %s up, %s down", outcome, traffic.bytes_up, traffic.bytes_down)
        keep_pace(self._session.preferences, self._where, self._pace)
        stamp = self._desk.store.clock_guard.stamp()
        note_attempt(self._session, stamp, Ended(outcome, seconds, traffic))

    def _log(self, lesson: Lesson, own: str) -> None:
        """Write down what a technician should know; the officer sees it as levels.

        `own` is as whom it was asked: by the answer we may be somebody else.
        """
        if note_verdicts(self._session.preferences, own, lesson.notes):
            self._is_revoked = True
        for note in lesson.notes:
            LOG.warning("verdict %s on %s:%s:%s", note.outcome, note.device, note.epoch, note.n)
        for author in lesson.fell:
            LOG.warning("the gateway holds less of %s:%s than it had signed for", *author)
        if lesson.needs_epoch or lesson.counter_fell or lesson.missing:
            LOG.warning("this PC or the gateway was restored: %s", lesson.needs_epoch or "other")


def waiting(session: SyncSession) -> Waiting:
    """Count the own events that the gateway has not signed for; the bytes are about so many."""
    with session.reading() as journal:
        device, gateway = session.own, session.gateway
        own = [author for author in journal.lines.authors() if device.is_mine(author.device)]
        gaps = [gap for author in own for gap in _unconfirmed(journal, gateway, author)]
        sizes = [journal.lines.bytes_between(*gap) for gap in gaps]
    return Waiting(sum(last - first + 1 for _, first, last in gaps), sum(sizes))


def _unconfirmed(journal: Journal, gateway: str, author: Author) -> list[tuple[Author, int, int]]:
    """Return the runs of an author's events that lie between the confirmed ones."""
    gaps, following = [], 1
    for first, last in sorted(journal.confirmed(gateway, author) if gateway else []):
        if first > following:
            gaps.append((author, following, first - 1))
        following = max(following, last + 1)
    head = journal.head(author).n
    return [*gaps, (author, following, head)] if head >= following else gaps


def _address(gateway: KnownGateway) -> Address:
    return Address(gateway.url, gateway.authority, gateway.key)
