"""One round with the commune's server: cheap, so it goes at once after each act."""

import logging
from collections.abc import Callable
from typing import NamedTuple

import msgspec

from app.store.sync_session import Page, SyncSession
from app.system.version import VERSION
from app.usecases.desk import Desk
from app.usecases.gateway_known import known_gateway
from app.usecases.hub_known import hub_settings, keep_hub_settings
from app.usecases.shipped import dictionaries
from app.usecases.sync_hold import must_not_be_held
from app.usecases.sync_round import Stopped
from sync.carriers.neighbour import Address, HubLine, Trust
from sync.carriers.neighbour_faults import HubIsHere, HubSaysRevoked, HubUnknown
from sync.hub.standing import is_revoked
from sync.peer import neighbour
from sync.peer.lessons import Lesson, Step, Together, summary
from sync.peer.pace import Window
from sync.peer.request import Client, Server
from sync.protocol.card import HubCard
from sync.protocol.errors import Malformed, SyncError, UntrustedServer
from sync.protocol.frame import unpack
from sync.protocol.messages import Ack
from sync.protocol.records import RecordReader, RecordType

LOG = logging.getLogger(__name__)

LAN = Window(push=2 << 20, pull=2 << 20)
MOST_EXCHANGES = 2000


class HubReport(NamedTuple):
    """What one round with the commune's server did."""

    device: str
    name: str
    received: int
    bytes_up: int
    bytes_down: int
    lacking: int
    """Events that the server holds and that have not come yet."""


Progress = Callable[[int, int], None]
"""Called with how many events are here of how many the server holds."""


After = Callable[[HubLine, HubCard, bytes], None]
"""Called on the same connection when neither side has more to tell; with the server's key."""


class HubRound:
    """One round on the session of the thread that runs it."""

    def __init__(
        self,
        desk: Desk,
        session: SyncSession,
        address: Address,
        is_stopped: Callable[[], bool] = lambda: False,
        progress: Progress = lambda _here, _there: None,
    ) -> None:
        must_not_be_held(session.preferences)
        self._desk, self._session = desk, session
        self._is_stopped, self._progress = is_stopped, progress
        self.after: After = lambda _line, _card, _key: None
        self._line = HubLine(address, desk.machine.entropy)
        self._dictionaries = dictionaries()
        self._received = 0
        self.is_revoked = False
        """The server has said so: it takes our work, and gives nothing."""
        self._ack: Ack | None = None
        self._stand: object = None

    def run(self) -> HubReport:
        """Exchange until neither side has more; raises `SyncError`.

        Where we are revoked, too, but only after our work was given.
        """
        with self._line as line:
            card = meet(self._session, line)
            if card.device == self._session.device.device:
                raise HubIsHere(card.device)
            self._remember(card)
            for _ in range(MOST_EXCHANGES):
                if not self._exchange(card):
                    break
            self.after(line, card, self._key(card))
            traffic = line.traffic
        if self.is_revoked:
            raise HubSaysRevoked(self._session.device.device)
        here, there = self._counted()
        return HubReport(
            device=card.device,
            name=card.name,
            received=self._received,
            bytes_up=traffic.bytes_up,
            bytes_down=traffic.bytes_down,
            lacking=max(0, there - here),
        )

    def break_off(self) -> None:
        """From another thread: wait no longer."""
        self._line.hang_up()

    def _exchange(self, card: HubCard) -> bool:
        """Ask once; answers whether asking again brings more."""
        server = Server(card.device, self._key(card), gives_order=False)
        with self._session.page() as page:
            page.seal()
            device, journal = page.device, page.journal
            client = Client(
                device.signer(), server, self._desk.machine.entropy, self._dictionaries, VERSION
            )
            words = neighbour.lacks(journal, self._ack) if self._ack else ()
            request = client.request(journal, device.author, LAN, words)
        self._go_on()
        body = self._line.sync(request.body, request.nonce)
        answer = neighbour.read_neighbour(request, body, self._dictionaries)
        self._ack = answer.ack
        self._received += sum(len(frame.lines) for frame in answer.frames)
        steps = neighbour.steps(answer, device.author, self._gateway())
        lesson = summary([self._learn(step) for step in steps])
        self._progress(*self._counted())
        is_busy = bool(request.frames or words or answer.frames or answer.signed or lesson.more)
        for note in lesson.notes:
            LOG.warning("hub: %s on %s:%s:%s", note.outcome, note.device, note.epoch, note.n)
            self.is_revoked |= (note.device, note.reason) == (device.device, "revoked")
        moved = self._moved(answer.ack) or lesson.counter_fell
        return moved and (is_busy or self._has_words())

    def _moved(self, ack: Ack) -> bool:
        """Whether either side stands elsewhere than after the exchange before.

        What proves itself wrong stays where it is and is told again: asking on brings nothing.
        """
        stand = (self._session.state(), ack.have, ack.head)
        before, self._stand = self._stand, stand
        return stand != before

    def _learn(self, step: Step) -> Lesson:
        """Bring one step into the journal; a page that proves itself wrong is left out."""
        self._go_on()
        try:
            with self._session.page() as page:
                lesson = step(page.journal)
                page.touch(lesson.touched)
                self._hear(page)
                if reason := lesson.needs_epoch or ("counter_fell" if lesson.counter_fell else ""):
                    page.need_epoch(reason)
        except (Malformed, UntrustedServer) as why:
            if isinstance(step, Together):
                return summary([self._learn(each) for each in step.steps])
            LOG.warning("the hub passed on what does not prove itself: %s", why.code)
            return Lesson()
        return lesson

    def _hear(self, page: Page) -> None:
        """Levels may have risen, by this server's word or by the gateway's that it passed on."""
        page.acknowledged()
        if self._ack is not None:
            page.hear(self._ack, self._desk.store.clock_guard.stamp(), "hub")

    def _has_words(self) -> bool:
        """Whether the server still lacks what the gateway has signed."""
        if self._ack is None:
            return False
        with self._session.reading() as journal:
            return bool(neighbour.lacks(journal, self._ack))

    def _counted(self) -> tuple[int, int]:
        """How many events of the server's authors are here, and there."""
        if self._ack is None:
            return 0, 0
        with self._session.reading() as journal:
            ends = [(journal.head(held.author).n, held.n) for held in self._ack.have]
        return sum(min(ours, theirs) for ours, theirs in ends), sum(theirs for _, theirs in ends)

    def _gateway(self) -> Server | None:
        known = known_gateway(self._session.preferences)
        return Server(known.server, known.key) if known else None

    def _key(self, card: HubCard) -> bytes:
        with self._session.reading() as journal:
            known = journal.devices.certificate(card.device)
        if known is None:
            raise HubUnknown(card.device)
        return known.key

    def _remember(self, card: HubCard) -> None:
        """Whom we met; a server that was replaced is counted on no more: a level may fall."""
        kept = hub_settings(self._session.preferences)
        if (kept.device, kept.name) == (card.device, card.name):
            return
        if kept.device and kept.device != card.device:
            with self._session.page() as page:
                page.journal.receivers.lose(kept.device)
                page.acknowledged()
        now = msgspec.structs.replace(kept, device=card.device, name=card.name)
        keep_hub_settings(self._session.preferences, now)

    def _go_on(self) -> None:
        if self._is_stopped():
            raise Stopped


def meet(session: SyncSession, line: HubLine) -> HubCard:
    """Prove who is there; who has heard of nobody yet lets the province's own words tell."""
    met = line.meet()
    trust = trust_of(session)
    try:
        return line.greet(trust, met)
    except HubUnknown:
        _learn_who(session, line.proof())
        return line.greet(trust, met)


def trust_of(session: SyncSession) -> Trust:
    """What this PC knows of devices; asked of the journal each time."""

    def key_of(device: str) -> bytes | None:
        with session.reading() as journal:
            known = journal.devices.certificate(device)
        return known.key if known and known.allows("office.act") else None

    def revoked(device: str) -> bool:
        with session.reading() as journal:
            return is_revoked(journal, device)

    return Trust(session.device.office.commune, key_of, revoked)


def _learn_who(session: SyncSession, body: bytes) -> None:
    """Frames of the province's own chain; a forged one leaves no trace."""
    try:
        records = [r for r in RecordReader().feed(body) if r.type is RecordType.FRAME][:8]
        frames = [unpack(record.body) for record in records]
    except SyncError as why:
        raise HubUnknown(why.code) from why
    for frame in frames:
        with session.page() as page:
            page.touch(page.journal.accept(frame).touched)
