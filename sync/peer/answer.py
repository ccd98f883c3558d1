"""Reading an answer while it arrives: believed only from the server's signature on."""

import msgspec

from sync.peer.request import Request
from sync.protocol.errors import CaptivePortal, Malformed, SyncError, UntrustedServer
from sync.protocol.frame import NO_DICTIONARIES, Dictionaries, Frame, unpack
from sync.protocol.messages import Ack, Positions, read_ack, read_positions
from sync.protocol.records import Record, RecordReader, RecordType


class Answer(msgspec.Struct, frozen=True):
    """What the server said, as far as it came through; `is_whole` if nothing was cut off.

    `word` is the `Ack` as it was signed, `pages` are the `positions` so: both can be passed on.
    """

    ack: Ack
    frames: tuple[Frame, ...]
    positions: tuple[Positions, ...]
    is_whole: bool
    word: bytes = b""
    pages: tuple[bytes, ...] = ()


class AnswerReader:
    """Takes the bytes of an answer in any pieces; holds what came whole if the line dies."""

    def __init__(self, request: Request, dictionaries: Dictionaries = NO_DICTIONARIES) -> None:
        self._request, self._dictionaries = request, dictionaries
        self._records = RecordReader()
        self._ack: Ack | None = None
        self._frames: list[Frame] = []
        self._positions: list[Positions] = []
        self._word = b""
        self._pages: list[bytes] = []

    def feed(self, data: bytes) -> None:
        """Take some bytes; raises `CaptivePortal` for an answer that the server did not sign."""
        try:
            for record in self._records.feed(data):
                self._take(record)
        except (Malformed, UntrustedServer) as why:
            if self._ack is None:
                raise CaptivePortal(why.detail) from why
            raise

    def answer(self) -> Answer:
        """What came through, whole or not; raises `CaptivePortal` if not even an `Ack` did."""
        if self._ack is None:
            raise CaptivePortal("no signed answer")
        return Answer(
            self._ack,
            tuple(self._frames),
            tuple(self._positions),
            self._records.ended,
            self._word,
            tuple(self._pages),
        )

    def _take(self, record: Record) -> None:
        key, nonce = self._request.server.public_key, self._request.nonce
        match record.type:
            case RecordType.ACK if self._ack is None:
                self._ack = self._checked(read_ack(record.body, key, nonce))
                self._word = record.body
            case RecordType.FRAME if self._ack is not None:
                self._frames.append(unpack(record.body, self._dictionaries))
            case RecordType.POSITIONS if self._ack is not None:
                self._positions.append(read_positions(record.body, key, nonce))
                self._pages.append(record.body)
            case _:
                raise Malformed("a record that has no business here")

    def _checked(self, ack: Ack) -> Ack:
        if ack.server != self._request.server.id:
            raise UntrustedServer("another server")
        return ack


def read_answer(
    request: Request, data: bytes, dictionaries: Dictionaries = NO_DICTIONARIES
) -> Answer:
    """Read an answer that is at hand, perhaps cut off or damaged after its `Ack`."""
    reader = AnswerReader(request, dictionaries)
    try:
        reader.feed(data)
    except CaptivePortal:
        raise
    except SyncError:
        return reader.answer()
    return reader.answer()
