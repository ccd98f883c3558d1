"""What a PC makes of a bundle: steps that bring it into the journal, each one transaction.

What the gateway says in a return was said to nobody in particular, and the stick may be old: so it
is taken like every word that somebody passes on (`sync.peer.relay`). Beyond that a return names its
gaps, for a person has to fetch what is missing.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple

from sync.files.calls import Held, read_passed_on_held
from sync.journal import Journal
from sync.peer.lessons import Lesson, Step, take_frame
from sync.peer.relay import take_page, take_word
from sync.peer.request import Server
from sync.protocol.bundle import Piece, read_piece
from sync.protocol.errors import SyncError
from sync.protocol.frame import NO_DICTIONARIES, Dictionaries, Frame, unpack
from sync.protocol.identity import Author
from sync.protocol.messages import (
    NONCE_BYTES,
    read_passed_on_ack,
    read_passed_on_positions,
)
from sync.protocol.records import Record, RecordType

NO_NONCE = bytes(NONCE_BYTES)
"""What stands where a request's nonce would: the gateway says it to whoever reads it."""

_MOST_CLASHING = 64


class FeedGap(SyncError):
    """The order goes on only behind a place that is not known here yet."""

    code = "bundle_feed_gap"
    retryable = False

    def __init__(self, first: int, last: int) -> None:
        super().__init__(f"{first}-{last}")
        self.first, self.last = first, last


class OldReturn(SyncError):
    """The gateway has said something later to this PC already."""

    code = "bundle_old"
    retryable = False


class Gap(NamedTuple):
    """Events that are missing between what is held of an author and what came."""

    author: Author
    first: int
    last: int


class Taking:
    """A bundle of the commune, record by record: events of everybody, and the gateway's words.

    A neighbour's bundle has the same records as a return: what it passes on of the gateway's order
    counts as much, for the gateway signed it.
    """

    def __init__(
        self, server: Server, own: Author, dictionaries: Dictionaries = NO_DICTIONARIES
    ) -> None:
        self._server, self._own, self._dictionaries = server, own, dictionaries
        self._clashing: list[Frame] = []
        self.fresh = self.known = self.refused = 0
        self.time = 0
        """When the gateway spoke (UTC milliseconds); 0 where it did not."""
        self.is_old = False
        """The gateway has said something later already: this takes nothing of that back."""
        self.held: list[tuple[Held, bytes]] = []
        """The gateway's words on files, each also as it was signed."""

    def steps(self, record: Record) -> Iterator[Step]:
        """What one record asks for; raises `SyncError` for what is no such record or is forged."""
        match record.type:
            case RecordType.FRAME:
                yield partial(self._frame, frame=unpack(record.body, self._dictionaries))
            case RecordType.ACK:
                yield partial(self._word, body=record.body)
            case RecordType.POSITIONS:
                yield partial(self._page, body=record.body)
            case RecordType.HELD:
                server = self._server
                held = read_passed_on_held(record.body, server.public_key, server.id)
                self.held.append((held, record.body))
            case _:
                return

    def _frame(self, journal: Journal, frame: Frame) -> Lesson:
        """Take what is new; what clashes with our branch is decided by the page that places it."""
        before = _held(journal, frame)
        lesson = take_frame(journal, frame, self._own, ordered=False)
        now = _held(journal, frame)
        self.fresh += now - before
        self.known += before
        self.refused += not now
        is_here = journal.lines.is_held(frame.id(len(frame.lines) - 1), frame.lines[-1].h)
        if not is_here and len(self._clashing) < _MOST_CLASHING:
            self._clashing.append(frame)
        return lesson

    def _word(self, journal: Journal, body: bytes) -> Lesson:
        ack = read_passed_on_ack(body, self._server.public_key)
        known = journal.receivers.known(self._server.id)
        said = ack.log_epoch, ack.time
        self.is_old = known is not None and said < (known.log_epoch, known.time)
        self.time = ack.time
        return take_word(journal, self._server, body)

    def _page(self, journal: Journal, body: bytes) -> Lesson:
        page = read_passed_on_positions(body, self._server.public_key)
        here = journal.order.cursor()
        if not journal.pages.leads_on(here.log_epoch, page.log_epoch):
            raise OldReturn(page.log_epoch)
        if page.start.position > here.position:
            raise FeedGap(here.position + 1, page.start.position)
        return take_page(journal, self._server, body, self._own, self._clashing)


class Run(NamedTuple):
    """Bytes of one file that came one after the other."""

    file: str
    size: int
    start: int
    data: bytes

    @property
    def is_whole(self) -> bool:
        """Whether it is all of the file."""
        return self.start == 0 and len(self.data) == self.size


class Pieces:
    """Joins the pieces of one file at a time, so that never more than one is held in memory."""

    def __init__(self, kind: RecordType = RecordType.PIECE) -> None:
        self._kind = kind
        self._first: Piece | None = None
        self._data = bytearray()

    def take(self, record: Record) -> Run | None:
        """Take a record of any kind; answers what ended with it. Raises `Malformed`."""
        if record.type is not self._kind:
            return None
        piece = read_piece(record.body)
        ended = None if self._goes_on(piece) else self.end()
        if self._first is None:
            self._first = piece
        self._data += piece.data
        return ended

    def end(self) -> Run | None:
        """What is held at the end."""
        first, data = self._first, bytes(self._data)
        self._first, self._data = None, bytearray()
        return Run(first.file, first.size, first.offset, data) if first else None

    def _goes_on(self, piece: Piece) -> bool:
        first = self._first
        if first is None or (first.sha, first.size) != (piece.sha, piece.size):
            return False
        return piece.offset == first.offset + len(self._data)


def gaps(journal: Journal) -> tuple[Gap, ...]:
    """Everything that is missing below something that is held, author by author."""
    return tuple(gap for author in journal.lines.authors() for gap in _gaps(journal, author))


def _gaps(journal: Journal, author: Author) -> Iterable[Gap]:
    following = 1
    for stretch in journal.lines.stretches(author):
        if stretch.first > following:
            yield Gap(author, following, stretch.first - 1)
        following = stretch.last + 1


def _held(journal: Journal, frame: Frame) -> int:
    """How many of a frame's events are held."""
    stretches = journal.lines.stretches(frame.author)
    pieces = (min(one.last, frame.last) - max(one.first, frame.n0) + 1 for one in stretches)
    return sum(piece for piece in pieces if piece > 0)
