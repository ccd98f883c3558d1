"""What a PC writes onto a stick: where it stands, what the server has not signed for, files.

Nothing here moves a cursor: what was written waits as before, until a signed word comes back.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from sync.journal import Journal
from sync.journal.outgoing import lacking
from sync.peer.pace import Window
from sync.peer.passing import Shelf, Stand, placed_beyond
from sync.peer.request import heads, pull
from sync.protocol.bundle import (
    MAX_WANTED,
    Letter,
    pieces_of,
    write_letter,
    write_piece,
)
from sync.protocol.frame import NO_DICTIONARIES, Dictionaries, Frame, newest_of, pack
from sync.protocol.identity import Author
from sync.protocol.records import RecordType, write_record
from sync.protocol.signing import Signer
from sync.stick.writing import BundleWriter

MOST_OF_THE_ORDER = 4 << 20
_WINDOW = Window()


class Wish(NamedTuple):
    """What a PC tells and asks beside its events."""

    program: str = ""
    wanted: tuple[str, ...] = ()
    """Files of others that are missed here."""
    packages: tuple[bytes, ...] = ()
    """SHA-256 of the catalogues at hand."""


class Sent(msgspec.Struct, frozen=True):
    """A run of events that lies on the stick."""

    device: str
    epoch: str
    first: int
    last: int

    @property
    def author(self) -> Author:
        """Who wrote them."""
        return Author(self.device, self.epoch)

    @property
    def events(self) -> int:
        """How many."""
        return self.last - self.first + 1


class Outgoing:
    """Puts the records of one PC into a bundle."""

    def __init__(
        self,
        writer: BundleWriter,
        journal: Journal,
        server: str,
        dictionaries: Dictionaries = NO_DICTIONARIES,
    ) -> None:
        self._writer, self._journal, self._server = writer, journal, server
        self._dictionaries = dictionaries

    def letter(self, signer: Signer, author: Author, serial: int, wish: Wish) -> None:
        """Say where this PC stands; raises `StickFull`."""
        letter = Letter(
            server=self._server,
            device=author.device,
            epoch=author.epoch,
            serial=serial,
            heads=heads(self._journal, self._server, author),
            pull=pull(self._journal, _WINDOW),
            dictionary=newest_of(self._dictionaries),
            program=wish.program,
            wanted=tuple(bytes.fromhex(file) for file in wish.wanted[:MAX_WANTED]),
            packages=wish.packages,
        )
        self._writer.must_put(write_letter(letter, signer))

    def events(self, first: Author) -> Iterator[tuple[Sent, bool]]:
        """Whatever the server has not signed for, run by run, and whether there was room for it.

        Raises `StickFull` where not even the first run fits.
        """
        dictionary = self._dictionary()
        for place, frame in enumerate(
            lacking(self._journal, self._server, first, tells_before=True)
        ):
            record = write_record(RecordType.FRAME, pack(frame, dictionary, self._dictionaries))
            if place == 0:
                self._writer.must_put(record)
            elif not self._writer.put(record):
                yield _sent(frame), False
                return
            self._writer.acts += len(frame.lines)
            yield _sent(frame), True

    def order_for(self, stand: Stand, own: Author) -> bool:
        """What a neighbour that stood there lacks of the order; answers whether all of it went in.

        At most 4 MB, the oldest first: its next letter says how far it came.
        """
        dictionary = self._dictionary()
        size = 0
        for record in placed_beyond(
            self._journal, stand, own, Shelf(dictionary, self._dictionaries)
        ):
            size += len(record)
            if size > MOST_OF_THE_ORDER or not self._writer.put(record):
                return False
        return True

    def _dictionary(self) -> int:
        """The newest that both can unpack, by the server's own word."""
        known = self._journal.receivers.known(self._server)
        return newest_of(self._dictionaries, known.dictionary if known else 0)


def put_file(
    writer: BundleWriter,
    file: str,
    content: bytes,
    start: int = 0,
    kind: RecordType = RecordType.PIECE,
) -> int:
    """Put as much of a file as there is room for, from an offset on; answers where it ends."""
    end = start
    for piece in pieces_of(bytes.fromhex(file), content, start):
        if not writer.put(write_piece(piece, kind)):
            break
        end = piece.offset + len(piece.data)
    return end


def all_put(writer: BundleWriter, records: Iterable[bytes]) -> bool:
    """Put records as long as there is room; answers whether all of them went in."""
    return all(writer.put(record) for record in records)


def _sent(frame: Frame) -> Sent:
    return Sent(frame.device, frame.epoch, frame.n0, frame.last)
