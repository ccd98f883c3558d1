"""A round with the commune's server: what its answer means, and what it lacks of the order.

Its word counts for what it holds itself. It gives no order; what it passes on of the gateway's
words proves itself (see `relay`).
"""

from collections.abc import Iterator
from functools import partial

import msgspec

from sync.journal import Journal
from sync.peer import passing, relay
from sync.peer.lessons import Lesson, Step, Together, lesson_of, take_ack
from sync.peer.request import Request, Server
from sync.protocol.errors import CaptivePortal, Malformed, UntrustedServer
from sync.protocol.frame import NO_DICTIONARIES, Dictionaries, Frame, unpack
from sync.protocol.identity import Author
from sync.protocol.messages import MAX_HEADS, Ack, read_ack
from sync.protocol.records import Record, RecordReader, RecordType
from sync.protocol.rules import Outcome


class Answer(msgspec.Struct, frozen=True):
    """What came through: its word, frames, and what the gateway has signed, in their order."""

    ack: Ack
    frames: tuple[Frame, ...]
    signed: tuple[Record, ...]


def read_neighbour(
    request: Request, data: bytes, dictionaries: Dictionaries = NO_DICTIONARIES
) -> Answer:
    """Read an answer; raises `CaptivePortal` unless it begins with the server's word."""
    records = list[Record]()
    try:
        records.extend(RecordReader().feed(data))
    except Malformed:
        if not records:
            raise
    if not records or records[0].type is not RecordType.ACK:
        raise CaptivePortal("no signed answer")
    ack = read_ack(records[0].body, request.server.public_key, request.nonce)
    if ack.server != request.server.id:
        raise UntrustedServer("another server")
    frames = [r.body for r in records[1:] if r.type is RecordType.FRAME]
    signed = [r for r in records[1:] if r.type in {RecordType.ACK, RecordType.POSITIONS}]
    return Answer(ack, tuple(unpack(each, dictionaries) for each in frames), tuple(signed))


def steps(answer: Answer, own: Author, gateway: Server | None) -> Iterator[Step]:
    """The steps in their order, each one transaction; what proves itself wrong is left out."""
    clashing = list[Frame]()
    yield partial(_take_ack, ack=answer.ack, own=own)
    for frame in answer.frames:
        yield partial(_take_frame, frame=frame, own=own, clashing=clashing)
    if gateway is not None:
        for group in relay.gathered(answer.signed):
            yield _together([_signed(record, own, gateway, clashing) for record in group])


def _together(steps: list[Step]) -> Step:
    return steps[0] if len(steps) == 1 else Together(tuple(steps))


def _signed(record: Record, own: Author, gateway: Server, clashing: list[Frame]) -> Step:
    """What the gateway has signed: its word, or a page of the order."""
    if record.type is RecordType.ACK:
        return partial(relay.take_word, gateway=gateway, body=record.body)
    return partial(relay.take_page, gateway=gateway, body=record.body, own=own, others=clashing)


def lacks(journal: Journal, ack: Ack) -> tuple[bytes, ...]:
    """The gateway's words that the server does not know, as records for the next request."""
    here = journal.order.cursor()
    if ack.log_epoch == here.log_epoch and ack.head.position >= here.position:
        return ()
    if not here.log_epoch or not journal.pages.leads_on(ack.log_epoch, here.log_epoch):
        return ()
    if not journal.order.has(ack.head) and ack.log_epoch == here.log_epoch:
        return ()
    return tuple(passing.words_after(journal, ack.head, ack.log_epoch))


def is_behind(journal: Journal, ack: Ack) -> bool:
    """Whether the server holds something that we do not."""
    ends = ((held, journal.highest(held.author)) for held in ack.have)
    return any(held.n > highest for held, highest in ends)


def _take_ack(journal: Journal, ack: Ack, own: Author) -> Lesson:
    """Its word on all that it holds; a neighbour that was put back has lost what it names no more.

    No log epoch of its own tells that, as a gateway's does.
    """
    lesson = take_ack(journal, ack, own)
    if len(ack.have) < MAX_HEADS:
        journal.receivers.keep_only(ack.server, (held.author for held in ack.have))
    return lesson


def _take_frame(journal: Journal, frame: Frame, own: Author, clashing: list[Frame]) -> Lesson:
    accepted = journal.accept(frame)
    if accepted.verdict.outcome is Outcome.FORK:
        clashing.append(frame)
    return lesson_of(journal, frame, accepted, own)
