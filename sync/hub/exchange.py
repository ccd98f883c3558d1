"""One request of a neighbour, record by record; no HTTP in here.

A PC that the province has revoked may bring what it wrote (above its head the fold sets it aside),
and is told nothing but what is held of itself.

Who asks follows from its key, which the province has certified in our own journal. All steps run on
the session's thread; what was taken is durable before the next record is looked at.
"""

from collections.abc import Sequence
from contextlib import suppress

import msgspec

from sync.hub.refusals import Refused
from sync.hub.session import Session, Shelf, Who
from sync.hub.standing import known
from sync.journal import Journal
from sync.peer import passing
from sync.peer.lessons import Lesson, lesson_of
from sync.peer.relay import take_page, take_word
from sync.peer.request import Server, held
from sync.protocol.errors import Malformed, UntrustedServer
from sync.protocol.frame import Frame, newest_of, unpack
from sync.protocol.identity import Author
from sync.protocol.messages import (
    MAX_HEADS,
    Ack,
    Hello,
    Mark,
    Note,
    read_hello,
    write_ack,
)
from sync.protocol.records import Record, RecordType, write_end, write_record
from sync.protocol.rules import Outcome
from sync.protocol.standing import Known
from sync.protocol.versions import PROTOCOL, SPOKEN

MAX_TOLD = 3 << 20
_TRIVIAL = {Outcome.APPENDED, Outcome.DUPLICATE}
REFUSALS = {
    Known.UNKNOWN: (403, "unknown_device"),
    Known.FORGED: (401, "bad_signature"),
}


class Counters:
    """The highest request of each PC's epoch that was heard since the start."""

    def __init__(self) -> None:
        self._highest: dict[Author, int] = {}

    def hear(self, author: Author, counter: int) -> bool:
        """Tell whether this is a new request, and not one that somebody has kept."""
        is_new = counter > self.of(author)
        self._highest[author] = max(counter, self.of(author))
        return is_new

    def of(self, author: Author) -> int:
        """The highest that was heard."""
        return self._highest.get(author, 0)


class Exchange:
    """Takes a `Hello`, frames and the gateway's words; says what is held then, and what is new."""

    def __init__(
        self, session: Session, body: bytes, length: int, counters: Counters, shelf: Shelf
    ) -> None:
        """Check who speaks; `length` is how many bytes follow the record. Raises `Refused`."""
        self._session, self._counters, self._shelf = session, counters, shelf
        self._who: Who = session.who()
        self.hello: Hello = read_hello(body)
        self._is_revoked = self._check(body, length) is Known.REVOKED
        rose = counters.hear(self.hello.author, self.hello.counter)
        self._may_read = rose and not self._is_revoked
        self._notes: list[Note] = []
        if self._is_revoked:
            self._say(Note(self.hello.device, self.hello.epoch, 1, "aside", "revoked"))
        self._clashing: list[Frame] = []

    def take(self, record: Record) -> None:
        """Store one record; durable on return. A poisoned one delays no other."""
        try:
            if record.type is RecordType.FRAME:
                self._take_frame(unpack(record.body, self._shelf.dictionaries))
            elif record.type in {RecordType.ACK, RecordType.POSITIONS}:
                self._take_signed([record])
        except (Malformed, UntrustedServer) as why:
            self._say(Note(self.hello.device, self.hello.epoch, 1, "malformed", why.code))

    def take_together(self, records: Sequence[Record]) -> None:
        """Pages of the order in one transaction; if one is poisoned, each in its own."""
        if len(records) > 1:
            with suppress(Malformed, UntrustedServer):
                self._take_signed(records)
                return
        for record in records:
            self.take(record)

    def answer(self, now_ms: int) -> bytes:
        """What the neighbour may know now, as one body."""
        with self._session.reading() as journal:
            shelf = passing.Shelf(
                self._shelf.shared(self.hello.dictionary), self._shelf.dictionaries
            )
            told = passing.Told((), more=False)
            if self._may_read:
                bounded = self.hello.pull._replace(
                    max_bytes=min(self.hello.pull.max_bytes, MAX_TOLD)
                )
                hello = msgspec.structs.replace(self.hello, pull=bounded)
                told = passing.passed_on(journal, hello, self._who.author, shelf)
            ack = write_ack(self._ack(journal, now_ms), self._who.signer)
        records = (write_record(RecordType.ACK, ack), *told.records)
        return b"".join([*records, write_end(len(records))])

    def _check(self, body: bytes, length: int) -> Known:
        hello, own = self.hello, self._who.author.device
        if hello.protocol not in SPOKEN:
            raise Refused(426, "version_refused", nonce=hello.nonce)
        if hello.server != own:
            raise Refused(403, "other_server", nonce=hello.nonce)
        if hello.device == own:
            raise Refused(403, "itself", nonce=hello.nonce)
        with self._session.reading() as journal:
            standing = known(journal, hello.device, body, "hello")
        if standing in REFUSALS:
            status, code = REFUSALS[standing]
            raise Refused(status, code, nonce=hello.nonce)
        if hello.length != length:
            raise Refused(400, "other_length", nonce=hello.nonce)
        return standing

    def _take_frame(self, frame: Frame) -> None:
        with self._session.page() as page:
            taken = page.journal.accept(frame)
            page.touch(taken.touched)
            outcome = taken.verdict.outcome
            lesson = lesson_of(page.journal, frame, taken, self._who.author)
            if lesson.needs_epoch:
                page.need_epoch(lesson.needs_epoch)
        if outcome is Outcome.FORK:
            self._clashing.append(frame)
        if outcome not in _TRIVIAL:
            self._say(Note(*frame.id(0), outcome.value, str(taken.verdict.reason)))

    def _take_signed(self, records: Sequence[Record]) -> None:
        """What the gateway has signed; before the enrolment we can believe nobody's order."""
        gateway = self._who.gateway
        if gateway is None:
            return
        with self._session.page() as page:
            for record in records:
                lesson = self._learned(page.journal, gateway, record)
                page.touch(lesson.touched)
                if lesson.needs_epoch:
                    page.need_epoch(lesson.needs_epoch)
            page.acknowledged()

    def _learned(self, journal: Journal, gateway: Server, record: Record) -> Lesson:
        if record.type is RecordType.ACK:
            return take_word(journal, gateway, record.body)
        return take_page(journal, gateway, record.body, self._who.author, self._clashing)

    def _ack(self, journal: Journal, now_ms: int) -> Ack:
        cursor = journal.order.cursor()
        return Ack(
            protocol=PROTOCOL,
            server=self._who.author.device,
            log_epoch=cursor.log_epoch,
            time=now_ms,
            nonce=self.hello.nonce,
            counter=self._counters.of(self.hello.author),
            have=tuple(held(journal, author) for author in self._named(journal)[:MAX_HEADS]),
            head=self._head(journal),
            dictionary=newest_of(self._shelf.dictionaries),
            notes=tuple(self._notes),
        )

    def _named(self, journal: Journal) -> Sequence[Author]:
        """Of whom it is said what is held; a revoked PC hears of nobody but itself."""
        every = journal.lines.authors()
        if not self._is_revoked:
            return every
        return [author for author in every if author.device == self.hello.device]

    def _head(self, journal: Journal) -> Mark:
        """How far our order goes; to a revoked PC only how far it is the one that it has."""
        cursor = journal.order.cursor()
        if not self._is_revoked:
            return Mark(cursor.position, cursor.chain)
        common = (mark for mark in self.hello.pull.marks if journal.order.has(mark))
        return max(common, default=journal.order.marks()[-1])

    def _say(self, note: Note) -> None:
        if len(self._notes) < MAX_HEADS:
            self._notes.append(note)
