"""What the commune's server can be asked, on the one thread that has the journal.

One request of one neighbour at a time comes to the journal: eight PCs that come back together after
a power cut wait for each other here and not inside the database.
"""

import hashlib
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import NamedTuple, TypeVar

from sync.files.calls import (
    FileCall,
    Held,
    Verb,
    WordsAsked,
    read_call,
    read_words_asked,
    write_held,
)
from sync.files.faults import NotNamed, OldCall
from sync.hub.exchange import REFUSALS, Counters, Exchange
from sync.hub.files import Files, Told
from sync.hub.refusals import Refused
from sync.hub.session import Session, Shelf, Who
from sync.hub.standing import handed_to, known
from sync.journal import Journal
from sync.journal.outgoing import frame_with
from sync.protocol.answers import Problem, write_problem
from sync.protocol.card import HubCard, write_card
from sync.protocol.certificate import CERTIFIED
from sync.protocol.errors import Malformed
from sync.protocol.frame import pack
from sync.protocol.identity import EventId
from sync.protocol.records import Record, RecordType, write_end, write_record
from sync.protocol.standing import Known, Standing, read_enquiry, write_standing
from sync.protocol.versions import PROTOCOL, SPOKEN

WAIT_SECONDS = 25.0
_LOOK_SECONDS = 0.3

_T = TypeVar("_T")


class Means(NamedTuple):
    """What the desk is handed: how a session is opened, the name of this PC, the clock."""

    open: Callable[[], Session]
    name: str
    now: Callable[[], int]
    seen: Callable[[str], None] = lambda _device: None
    shelf: Shelf = Shelf()
    files: Files | None = None


class Desk:
    """Asked by many threads; works on one."""

    def __init__(self, means: Means, certificate: bytes) -> None:
        """`certificate` is the SHA-256 of what TLS shows."""
        self._means, self._certificate = means, certificate
        self._thread = ThreadPoolExecutor(1, "hub-journal")
        self._session: Session | None = None
        self._counters = Counters()
        self._changes = Changes()
        self._stopping = threading.Event()
        self._do(self._open)
        self._watch = threading.Thread(target=self._look, name="hub-watch", daemon=True)
        self._watch.start()

    def card(self, nonce: bytes) -> bytes:
        """Who listens here."""
        return self._do(lambda session: self._card(session.who(), nonce))

    def proof(self) -> bytes:
        """Our own certificate as the province wrote it, for a PC that has heard of nobody yet."""
        return self._do(_proof)

    def standing(self, body: bytes) -> bytes:
        """Say how the PC that asks stands here."""
        return self._do(lambda session: self._standing(session, body))

    def begin(self, hello: bytes, length: int) -> Exchange:
        """Hear who asks; raises `Refused`."""
        exchange = self._do(
            lambda session: Exchange(session, hello, length, self._counters, self._means.shelf)
        )
        self._means.seen(exchange.hello.device)
        return exchange

    def take(self, exchange: Exchange, records: Sequence[Record]) -> None:
        """Store what came; durable on return."""
        self._do(lambda _session: exchange.take_together(records))

    def answer(self, exchange: Exchange) -> bytes:
        """What the neighbour may know; the others hear that there may be something new."""
        body = self._do(lambda _session: exchange.answer(self._means.now()))
        self._do(self._note_state)
        return body

    @property
    def files(self) -> Files:
        """Where scans lie; raises `Refused` where this server takes none."""
        if self._means.files is None:
            raise Refused(404, "no_such_place")
        return self._means.files

    def hear(self, line: str, verb: Verb) -> FileCall:
        """Prove who speaks of a file, and that an act names it; raises `Refused`, `NotNamed`."""
        return self._do(lambda session: self._hear(session, line, verb))

    def held(self, told: Told) -> bytes:
        """Our signed word on a file; the others hear of one that has become whole."""
        return self._do(lambda session: self._held(session, told))

    def words(self, body: bytes) -> bytes:
        """The gateway's words on files that somebody waits for, as records; raises `Refused`."""
        return self._do(lambda session: self._words(session, body))

    def changed(self, since: str) -> str:
        """What stands for our present state, as soon as it is another than `since`, or in 25 s."""
        mark = self._changes.wait(since, WAIT_SECONDS)
        if self._stopping.is_set():
            raise Refused(503, "server_busy", retry_after=5)
        return mark

    def problem(self, why: Refused) -> bytes:
        """A refusal in words that are signed."""
        return self._do(lambda session: self._problem(session.who(), why))

    def close(self) -> None:
        """Let everybody go."""
        self._stopping.set()
        self._changes.end()
        self._watch.join(5)
        with suppress(RuntimeError):
            self._thread.submit(self._close).result(10)
        self._thread.shutdown()

    def _do(self, work: Callable[[Session], _T]) -> _T:
        try:
            return self._thread.submit(self._on_thread, work).result()
        except RuntimeError as why:
            if self._stopping.is_set():
                raise Refused(503, "server_busy", retry_after=5) from why
            raise

    def _on_thread(self, work: Callable[[Session], _T]) -> _T:
        if self._session is None:
            self._session = self._means.open()
        return work(self._session)

    def _open(self, session: Session) -> None:
        self._note_state(session)

    def _close(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None

    def _look(self) -> None:
        """The window's own process writes to the same journal and tells nobody here."""
        while not self._stopping.wait(_LOOK_SECONDS):
            with suppress(Refused):
                self._do(self._note_state)

    def _note_state(self, session: Session) -> None:
        self._changes.say(session.state())

    def _card(self, who: Who, nonce: bytes) -> bytes:
        card = HubCard(
            commune=who.commune,
            device=who.author.device,
            name=self._means.name[:200],
            certificate=self._certificate,
            protocol=PROTOCOL,
            nonce=nonce,
            time=self._means.now(),
        )
        return write_card(card, who.signer)

    def _standing(self, session: Session, body: bytes) -> bytes:
        enquiry, who = read_enquiry(body), session.who()
        with session.reading() as journal:
            stands = known(journal, enquiry.device, body, "enquiry")
        told = Standing(
            server=who.author.device,
            nonce=enquiry.nonce,
            time=self._means.now(),
            spoken=tuple(sorted(SPOKEN)),
            known=stands if enquiry.device else Known.NOBODY,
        )
        return write_standing(told, who.signer)

    def _hear(self, session: Session, line: str, verb: Verb) -> FileCall:
        call, body = read_call(line)
        self._let_in(session, call, body, "file-call")
        if call.verb is not verb:
            raise Malformed("another call")
        if verb in {Verb.BEGIN, Verb.GO_ON} and not session.names_file(call.file.hex()):
            raise Refused(403, NotNamed.code, nonce=call.nonce)
        return call

    def _words(self, session: Session, body: bytes) -> bytes:
        asked = read_words_asked(body)
        self._let_in(session, asked, body, "words-asked")
        words = session.words_on(file.hex() for file in asked.files)
        records = [write_record(RecordType.HELD, word) for word in words]
        return b"".join([*records, write_end(len(records))])

    def _let_in(
        self, session: Session, said: FileCall | WordsAsked, body: bytes, purpose: str
    ) -> None:
        """Prove who speaks of files; raises `Refused`."""
        if said.server != session.who().author.device:
            raise Refused(403, "other_server", nonce=said.nonce)
        with session.reading() as journal:
            stands = known(journal, said.device, body, purpose)
        if stands is Known.REVOKED:  # it gives its acts; of the office's files it sees none
            raise Refused(403, "revoked_device", nonce=said.nonce)
        if stands in REFUSALS:
            status, code = REFUSALS[stands]
            raise Refused(status, code, nonce=said.nonce)
        if said.counter < self._counters.of(said.author):
            raise Refused(403, OldCall.code, nonce=said.nonce)

    def _held(self, session: Session, told: Told) -> bytes:
        who, call = session.who(), told.call
        with session.reading() as journal:
            log_epoch = journal.order.cursor().log_epoch
        if told.standing.is_whole and call.verb is Verb.GO_ON:
            session.file_came(call.file.hex())
        held = Held(
            server=who.author.device,
            nonce=call.nonce,
            log_epoch=log_epoch,
            file=call.file,
            offset=told.standing.offset,
            size=told.standing.size,
            whole=int(told.standing.is_whole),
        )
        return write_held(held, who.signer)

    def _problem(self, who: Who, why: Refused) -> bytes:
        problem = Problem(
            server=who.author.device,
            nonce=why.nonce,
            time=self._means.now(),
            code=why.code,
            retry_after=why.retry_after,
        )
        return write_problem(problem, who.signer)


class Changes:
    """Lets many wait until the journal is another one than they know."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._mark = ""
        self._is_over = False

    def say(self, state: tuple[int, ...]) -> None:
        """The journal stands like this now; nothing can be read out of its mark."""
        mark = hashlib.sha256(repr(state).encode()).hexdigest()[:16]
        with self._news:
            if mark != self._mark:
                self._mark = mark
                self._news.notify_all()

    def wait(self, since: str, seconds: float) -> str:
        """The mark, at once if it is not `since`."""
        with self._news:
            self._news.wait_for(lambda: self._mark != since or self._is_over, seconds)
            return self._mark

    def end(self) -> None:
        """Let everybody go."""
        with self._news:
            self._is_over = True
            self._news.notify_all()


def _proof(session: Session) -> bytes:
    device = session.who().author.device
    with session.reading() as journal:
        frames = [write_record(RecordType.FRAME, frame) for frame in _certifying(journal, device)]
    return b"".join([*frames, write_end(len(frames))])


def _certifying(journal: Journal, device: str) -> Iterator[bytes]:
    """The frames in which the province certifies a device, or another hands its place over to it.

    Each proves itself by its seal.
    """
    for event in journal.lines.of_kind(CERTIFIED):
        if event.payload is not None and event.payload.get("device") == device:
            yield from _packed(journal, event.id)
    for event in handed_to(journal, device):
        yield from _packed(journal, event.id)


def _packed(journal: Journal, event: EventId) -> Iterator[bytes]:
    frame = frame_with(journal, event)
    if frame is not None:
        yield pack(frame)
