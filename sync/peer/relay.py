"""The gateway's words that somebody passes on: a neighbour, the commune's server, a stick.

None of it was said to us, so no nonce proves that it is new. What is old does no harm: a page is
cut at our own cursor, applied only whole and only where its hash is that of our own events, and
another log epoch is followed only if it came after ours. Each step is one transaction, and may be
repeated.
"""

from collections.abc import Iterable, Iterator, Sequence

from sync.journal import Journal
from sync.peer.lessons import Lesson, take_frame
from sync.peer.request import Server
from sync.protocol.errors import CursorLost, UntrustedServer
from sync.protocol.frame import Frame
from sync.protocol.identity import Author, EventId
from sync.protocol.messages import (
    Ack,
    Positions,
    read_passed_on_ack,
    read_passed_on_positions,
)
from sync.protocol.records import Record, RecordType

TOGETHER = 16 << 10
"""Bytes of pages that one transaction takes: about fifty of one act each, or a large one."""


def gathered(records: Iterable[Record]) -> Iterator[tuple[Record, ...]]:
    """Small pages that follow one another, as many as one transaction bears; all else alone."""
    pages, size = list[Record](), 0
    for record in records:
        is_page = record.type is RecordType.POSITIONS
        if pages and (not is_page or size + len(record.body) > TOGETHER):
            yield tuple(pages)
            pages, size = [], 0
        if is_page:
            pages.append(record)
            size += len(record.body)
        else:
            yield (record,)
    if pages:
        yield tuple(pages)


def take_word(journal: Journal, gateway: Server, body: bytes) -> Lesson:
    """Take an `Ack` that the gateway gave to somebody; raises `UntrustedServer` unless it did.

    It counts for us only if it is later than the last one that we know: what the gateway held once
    it may have lost since.
    """
    ack = read_passed_on_ack(body, gateway.public_key)
    if ack.server != gateway.id:
        raise UntrustedServer("another server")
    journal.pages.keep_word(ack, body)
    known = journal.receivers.known(gateway.id)
    if known is not None and (known.log_epoch, known.time) >= (ack.log_epoch, ack.time):
        return Lesson()
    began_anew = journal.take_receipt(ack)
    _go_by_the_order(journal, ack)
    return Lesson(log_began_anew=began_anew)


def take_page(
    journal: Journal,
    gateway: Server,
    body: bytes,
    own: Author | None = None,
    others: Sequence[Frame] = (),
) -> Lesson:
    """Take a page of the order; raises `UntrustedServer` unless the gateway signed it.

    `others` are frames that came with it and clash with what is held: if the page names them, it is
    they that have an order, and our branch gives way. Should the page not lead to its hash then,
    the step fails as a whole. A page that does not follow on ours teaches nothing.
    """
    page = read_passed_on_positions(body, gateway.public_key)
    if page.server != gateway.id:
        raise UntrustedServer("another server")
    here = journal.order.cursor()
    if not journal.pages.leads_on(here.log_epoch, page.log_epoch):
        return Lesson()
    touched = set[str]()
    is_anew = here.log_epoch not in {"", page.log_epoch}
    if not is_anew and here.log_epoch and page.last <= here.position:
        return Lesson()
    try:
        if is_anew and page.start.position <= here.position:
            touched |= journal.order.rewind(page.start)
        lessons = _taken_instead(journal, page, own, others)
        placed = journal.order.extend(page)
    except CursorLost:
        return Lesson()
    if placed.missing is None:
        journal.pages.keep(page, body)
        _note_receipts(journal, gateway, page, is_anew=is_anew)
    touched |= placed.touched.union(*(lesson.touched for lesson in lessons))
    trouble = max((lesson.needs_epoch for lesson in lessons), default="")
    return Lesson(touched=frozenset(touched), missing=placed.missing, needs_epoch=trouble)


def _go_by_the_order(journal: Journal, ack: Ack) -> None:
    """Where we know more of the order than it had when the word was said, the order is later."""
    here = journal.order.cursor()
    if ack.log_epoch != here.log_epoch or ack.head.position >= here.position:
        return
    for held in ack.have:
        n = journal.order.placed_head(held.author)
        end = journal.lines.chain_at(held.author, n)
        if n > held.n and end is not None:
            journal.receivers.note(ack.server, held.author, n, end)


def _taken_instead(
    journal: Journal, page: Positions, own: Author | None, frames: Sequence[Frame]
) -> list[Lesson]:
    """Take those frames as ordered of which the page names an event."""
    named = set(page.ids()) if frames else set[EventId]()
    return [
        take_frame(journal, frame, own or frame.author)
        for frame in frames
        if any(frame.id(index) in named for index in range(len(frame.lines)))
    ]


def _note_receipts(journal: Journal, gateway: Server, page: Positions, *, is_anew: bool) -> None:
    """What has its place in the log is held by the gateway, up to there without a gap."""
    heads = dict[Author, int]()
    for run in page.runs:
        author = Author(run.device, run.epoch)
        heads[author] = max(heads.get(author, 0), run.n + run.length - 1)
    if is_anew:
        heads = journal.order.placed_heads()
    for author, n in heads.items():
        if (end := journal.lines.chain_at(author, n)) is not None:
            journal.receivers.note(gateway.id, author, n, end)
