"""What a node passes on to another that asks: events of everybody, then the order that we know.

The frames that a page of the order needs go before it, so that a PC with months to fetch learns its
dossiers in their order, piece by piece; what has no order yet comes last.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from sync.journal import Journal
from sync.journal.outgoing import frames_beyond, frames_settling
from sync.journal.pages import SignedPage
from sync.protocol.frame import NO_DICTIONARIES, Dictionaries, Frame, pack
from sync.protocol.identity import Author
from sync.protocol.messages import (
    Held,
    Hello,
    Mark,
    Positions,
    Pull,
    Run,
    read_message,
    runs_of,
)
from sync.protocol.records import RecordType, write_record

MOST_EVENTS = 2000
"""How many events the pages of one answer place, if it is more than one page."""


MOST_WORDS = 1 << 20
"""How many bytes of the order one request carries."""


class Told(NamedTuple):
    """Records to be written after the own `Ack`; `more` if the receiver should ask again."""

    records: tuple[bytes, ...]
    more: bool


class Stand(NamedTuple):
    """Where a receiver stands: what it holds of each author, and its place in the order."""

    heads: tuple[Held, ...]
    pull: Pull


class Shelf(NamedTuple):
    """In what frames are packed: the newest dictionary that both sides know, and all of them."""

    dictionary: int = 0
    dictionaries: Dictionaries = NO_DICTIONARIES


def passed_on(journal: Journal, hello: Hello, own: Author, shelf: Shelf | None = None) -> Told:
    """Frames, words and pages for who says this of itself; about as many bytes as it asks for.

    One frame goes whatever its size, and a page only with everything that it needs.
    """
    telling = _Telling(journal, Stand(hello.heads, hello.pull), own, shelf or Shelf())
    pages, is_last = telling.pages()
    packed, is_cut = telling.frames_for(pages)
    while is_cut and len(pages) > 1:
        pages, is_last = pages[: len(pages) // 2], False
        packed, is_cut = telling.frames_for(pages)
    if is_cut:
        return Told(tuple(packed), more=True)
    if packed or not is_last:
        return Told((*packed, *telling.written(pages)), more=True)
    rest, is_cut = telling.rest()
    return Told((*rest, *telling.written(pages)), more=is_cut)


def placed_beyond(
    journal: Journal, stand: Stand, own: Author, shelf: Shelf | None = None
) -> Iterator[bytes]:
    """Everything that has its place, for who stood there and cannot ask again: by a stick.

    The gateway's last word goes first. A piece of the order comes after the events that it needs,
    so whoever writes this may stop behind any record.
    """
    telling = _Telling(journal, stand, own, shelf or Shelf())
    word = journal.pages.word(journal.order.cursor().log_epoch)
    if word is not None:
        yield write_record(RecordType.ACK, word.body)
    is_last = False
    while not is_last:
        pages, is_last = telling.pages()
        yield from telling.all_frames(pages)
        yield from telling.written(pages)
        telling.has_told(pages)


def words_after(journal: Journal, head: Mark, log_epoch: str) -> Iterator[bytes]:
    """The order as records, for who stands there; about as much as one request bears."""
    start, size = head.position if journal.order.has(head) else 0, 0
    for record in _written(journal, journal.pages.after(start, log_epoch), log_epoch):
        size += len(record)
        if size > MOST_WORDS:
            return
        yield record


def _written(journal: Journal, pages: Iterable[SignedPage], log_epoch: str) -> Iterator[bytes]:
    """Pages as records, each log epoch after the word that says it is one."""
    for page in pages:
        if page.log_epoch != log_epoch:
            log_epoch = page.log_epoch
            if (word := journal.pages.word(log_epoch)) is not None:
                yield write_record(RecordType.ACK, word.body)
        yield write_record(RecordType.POSITIONS, page.body)


class _Telling:
    """One answer in the making."""

    def __init__(self, journal: Journal, stand: Stand, own: Author, shelf: Shelf) -> None:
        self._journal, self._own, self._shelf = journal, own, shelf
        self._heads = {held.author: held for held in stand.heads}
        self._room = stand.pull.max_bytes
        self._log_epoch = stand.pull.log_epoch
        self._position = self._common(stand.pull.marks)

    def pages(self) -> tuple[list[SignedPage], bool]:
        """The pages that follow, and whether these are all: so many events at once, or one page."""
        found = list[SignedPage]()
        for page in self._journal.pages.after(self._position, self._log_epoch):
            if found and page.last - self._position > MOST_EVENTS:
                return found, False
            found.append(page)
        return found, True

    def frames_for(self, pages: Sequence[SignedPage]) -> tuple[list[bytes], bool]:
        """Frames with the events that these pages place, and whether they are more than fits."""
        return self._within(self._needed_by(pages))

    def all_frames(self, pages: Sequence[SignedPage]) -> Iterator[bytes]:
        """The same without a bound, each saying what came before it; they are held from now on."""
        for frame in self._needed_by(pages, tells_before=True):
            yield write_record(RecordType.FRAME, pack(frame, *self._shelf))
            if (end := self._journal.lines.chain_at(frame.author, frame.last)) is not None:
                self._heads[frame.author] = Held(*frame.author, frame.last, end)

    def has_told(self, pages: Sequence[SignedPage]) -> None:
        """The receiver stands behind these pages."""
        if pages:
            self._position, self._log_epoch = pages[-1].last, pages[-1].log_epoch

    def _needed_by(
        self, pages: Sequence[SignedPage], *, tells_before: bool = False
    ) -> Iterator[Frame]:
        order = [run for page in pages for run in self._beyond(page)]
        limits = dict[Author, int]()
        for run in order:
            author = Author(run.device, run.epoch)
            limits[author] = max(limits.get(author, 0), run.n + run.length - 1)
        heads = dict(self._heads)
        wanted = frames_beyond(self._journal, heads, self._own, limits, tells_before=tells_before)
        return chain(wanted, frames_settling(self._journal, heads, order))

    def rest(self) -> tuple[list[bytes], bool]:
        """Frames with what has no order yet, and whether they are more than fits."""
        return self._within(frames_beyond(self._journal, self._heads, self._own))

    def written(self, pages: Iterable[SignedPage]) -> Iterator[bytes]:
        """The pages as records."""
        return _written(self._journal, pages, self._log_epoch)

    def _beyond(self, page: SignedPage) -> tuple[Run, ...]:
        """What a page says, from the receiver's place on."""
        told = read_message(page.body, Positions)
        ids = list(told.ids())[max(0, self._position - page.start) :]
        return runs_of(ids)

    def _within(self, frames: Iterable[Frame]) -> tuple[list[bytes], bool]:
        packed, size = list[bytes](), 0
        for frame in frames:
            record = write_record(RecordType.FRAME, pack(frame, *self._shelf))
            if packed and size + len(record) > self._room:
                return packed, True
            packed.append(record)
            size += len(record)
        return packed, False

    def _common(self, marks: Sequence[Mark]) -> int:
        """The highest place in the order where the receiver and we are equal."""
        return max((m.position for m in marks if self._journal.order.has(m)), default=0)
