"""PCs that send what real offices recorded, again and again under new names; nothing is stored."""

import itertools
import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from app.cli.bench_acts import received, worked_on
from app.cli.bench_office import an_office, opened
from sync.carriers.http import HttpCarrier
from sync.protocol import chain
from sync.protocol.event import Line, full_line
from sync.protocol.frame import Frame, pack
from sync.protocol.identity import Author
from sync.protocol.messages import (
    Held,
    Hello,
    Mark,
    Pull,
    read_ack,
    read_positions,
    write_hello,
)
from sync.protocol.records import RecordReader, RecordType, write_end, write_record
from sync.protocol.seal import make_seal
from sync.protocol.signing import Signer
from sync.protocol.versions import PROTOCOL

DOSSIERS = 20
WINDOW = 256 * 1024
_EPOCH = "AAAA"
_FRAME = 56 * 1024
_NUMBER = re.compile(rb'"n":\d+')
_ENTITY = re.compile(rb'"e":"[^"]+"')


class Pattern(NamedTuple):
    """One real event: its envelope without its number and its entity, and its payload."""

    envelope: tuple[bytes, bytes, bytes]
    payload: bytes
    dossier: int


def patterns() -> list[Pattern]:
    """What the use cases record for twenty dossiers, each taken in and worked on five times."""
    with an_office() as pc, opened(pc) as desk:
        for number in range(DOSSIERS):
            worked_on(desk, received(desk, number), number)
        events = desk.store.unsent()
        session = desk.store.sync_session()
        try:
            lines = session.journal.lines.between(
                session.device.author, events[0].id.n, events[-1].id.n
            )
            entities = list(dict.fromkeys(event.envelope.e for event in events))
            return [
                _pattern(line, entities.index(event.envelope.e))
                for line, event in zip(lines, events, strict=True)
            ]
        finally:
            session.close()


def _pattern(line: Line, dossier: int) -> Pattern:
    """Cut an envelope where its entity and its number stand; keys are sorted, so `e` is first."""
    before, entity, rest = _cut(_ENTITY, line.envelope)
    between, number, after = _cut(_NUMBER, rest)
    del entity, number
    return Pattern((before, between, after), line.payload or b"", dossier)


def _cut(pattern: re.Pattern[bytes], text: bytes) -> tuple[bytes, bytes, bytes]:
    found = pattern.search(text)
    if found is None:
        raise ValueError("an envelope without its names")
    return text[: found.start()], found[0], text[found.end() :]


class Packed(NamedTuple):
    """A frame, and the head of its author's chain when it is the last one."""

    data: bytes
    n: int
    link: bytes


class BenchPc:
    """One device of one commune: makes lines, frames and requests, and follows the log."""

    def __init__(self, secret: int, commune: str, server: str, shapes: Sequence[Pattern]) -> None:
        self.signer = Signer(secret.to_bytes(32, "big"))
        self.author = Author(self.signer.device, _EPOCH)
        self.commune = commune
        self._server = server
        self._shapes = shapes
        self.n = 0
        self.chain = chain.author_genesis(commune, self.author)
        self._sent = Held(*self.author, 0, self.chain)
        self._counter = itertools.count(1)
        self.pull = Pull("", (), WINDOW)

    def lines(self, count: int) -> tuple[list[Line], list[bytes]]:
        """Go on with the chain: so many lines, and H after each."""
        lines = [self._line(n) for n in range(self.n + 1, self.n + count + 1)]
        chains = chain.run(self.chain, (line.h for line in lines))
        self.n, self.chain = self.n + count, chains[-1]
        return lines, chains

    def _line(self, n: int) -> Line:
        turn, at = divmod(n, len(self._shapes))
        shape = self._shapes[at]
        before, between, after = shape.envelope
        number = (turn << 40) | (shape.dossier << 32) | int.from_bytes(self.signer.public_key[:4])
        envelope = b'%b"e":"%b"%b"n":%d%b' % (
            before, str(uuid.UUID(int=number)).encode(), between, n, after,
        )  # fmt: skip
        return full_line(envelope, shape.payload, n.to_bytes(16, "big"))

    def frames(self, count: int, each: int = 0) -> Iterator[Packed]:
        """Pack so many new events into sealed frames, `each` of so many or of the usual size."""
        each = each or _FRAME // (sum(map(_size, self._shapes)) // len(self._shapes))
        while count > 0:
            first, lines = self.n + 1, self.lines(min(each, count))[0]
            signature = self.seal_at(self.n, self.chain)
            frame = pack(Frame(*self.author, first, tuple(lines), None, signature))
            yield Packed(frame, self.n, self.chain)
            count -= len(lines)

    def seal_at(self, n: int, link: bytes) -> bytes:
        """The signature that stands at an event."""
        return make_seal(self.signer, self.commune, self.author, n, link).signature

    def follows(self, log_epoch: str, position: int, link: bytes) -> None:
        """Know the log up to here."""
        self.pull = Pull(log_epoch, (Mark(position, link),), WINDOW)

    def is_held(self) -> None:
        """Everything so far is at the gateway already."""
        self._sent = Held(*self.author, self.n, self.chain)

    def round(self, carrier: HttpCarrier, key: bytes, frames: Sequence[Packed] = ()) -> int:
        """Send, read the answer, follow its order; answer how many events it told."""
        if frames:
            self._sent = Held(*self.author, frames[-1].n, frames[-1].link)
        counter = next(self._counter)
        nonce = counter.to_bytes(16, "big")
        records = list(RecordReader().feed(carrier.sync(self._body(counter, nonce, frames), nonce)))
        ack = read_ack(records[0].body, key, nonce)
        pages = [one.body for one in records if one.type is RecordType.POSITIONS]
        if not pages:  # nothing that we do not know
            return 0
        told = read_positions(pages[0], key, nonce)
        self.follows(ack.log_epoch, told.last, told.chain)
        return sum(run.length for run in told.runs)

    def _body(self, counter: int, nonce: bytes, frames: Sequence[Packed]) -> bytes:
        rest = b"".join(write_record(RecordType.FRAME, frame.data) for frame in frames)
        rest += write_end(len(frames) + 1)
        hello = Hello(
            protocol=PROTOCOL, server=self._server, device=self.author.device, epoch=_EPOCH,
            counter=counter, nonce=nonce, heads=(self._sent,),
            pull=self.pull, length=len(rest),
        )  # fmt: skip
        return write_record(RecordType.HELLO, write_hello(hello, self.signer)) + rest


def by_window(frames: Iterable[Packed]) -> list[list[Packed]]:
    """Frames by request: no more in one than a PC sends at once."""
    requests, room = [list[Packed]()], WINDOW
    for frame in frames:
        if len(frame.data) > room:
            requests.append([])
            room = WINDOW
        requests[-1].append(frame)
        room -= len(frame.data)
    return requests


def _size(shape: Pattern) -> int:
    return sum(map(len, shape.envelope)) + len(shape.payload) + 90
