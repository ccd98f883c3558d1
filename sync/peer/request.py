"""What to send next: the request of one round, from what the receiver has signed for."""

from collections.abc import Callable
from typing import NamedTuple

import msgspec

from sync.journal import Journal
from sync.journal.outgoing import frames_for, is_wholly_confirmed
from sync.protocol.frame import NO_DICTIONARIES, Dictionaries
from sync.protocol.identity import Author
from sync.protocol.messages import (
    MAX_HEADS,
    NONCE_BYTES,
    Held,
    Hello,
    Pull,
    Range,
    write_hello,
)
from sync.protocol.records import RecordType, write_end, write_record
from sync.protocol.signing import Signer
from sync.protocol.versions import PROTOCOL


class Server(NamedTuple):
    """Whom we speak with: its id and the public key that we pinned at the enrolment."""

    id: str
    public_key: bytes


class Window(msgspec.Struct, frozen=True):
    """How much one round may carry, in bytes; at least one frame goes whatever its size."""

    push: int = 256 * 1024
    pull: int = 256 * 1024


class Request(msgspec.Struct, frozen=True):
    """The bytes of a request, and what its answer will be checked against."""

    server: Server
    nonce: bytes
    body: bytes
    frames: int
    more: bool


class Client:
    """A device that asks: its key, its present author and the server it was enrolled at."""

    def __init__(
        self,
        signer: Signer,
        server: Server,
        entropy: Callable[[int], bytes],
        dictionaries: Dictionaries = NO_DICTIONARIES,
        program: str = "",
    ) -> None:
        self._signer, self._server, self._entropy = signer, server, entropy
        self._dictionaries, self._program = dictionaries, program

    def request(self, journal: Journal, author: Author, window: Window) -> Request:
        """Seal, count up and write the next request: one write transaction of the journal's owner.

        The transaction must be committed before the request leaves, since the seals and the counter
        are in it. Nothing else is remembered: the same request may be lost and written again.
        """
        for own in journal.lines.authors():
            if own.device == author.device:
                journal.seal(self._signer, own)
        frames, more = self._frames(journal, author, window)
        body = b"".join(write_record(RecordType.FRAME, frame) for frame in frames)
        body += write_end(len(frames) + 1)
        nonce = self._entropy(NONCE_BYTES)
        hello = Hello(
            protocol=PROTOCOL,
            server=self._server.id,
            device=author.device,
            epoch=author.epoch,
            counter=journal.receivers.next_counter(),
            nonce=nonce,
            heads=_heads(journal, self._server.id, author),
            pull=_pull(journal, window),
            length=len(body),
            dictionary=max(self._dictionaries, default=0),
            program=self._program,
        )
        head = write_record(RecordType.HELLO, write_hello(hello, self._signer))
        return Request(self._server, nonce, head + body, len(frames), more)

    def _frames(self, journal: Journal, author: Author, window: Window) -> tuple[list[bytes], bool]:
        """As many frames as the window takes, and whether some are left."""
        known = journal.receivers.known(self._server.id)
        shared = (name for name in self._dictionaries if known and name <= known.dictionary)
        newest = max(shared, default=0)
        frames: list[bytes] = []
        for frame in frames_for(journal, self._server.id, author, newest, self._dictionaries):
            if frames and sum(map(len, frames)) + len(frame) > window.push:
                return frames, True
            frames.append(frame)
        return frames, False


def _pull(journal: Journal, window: Window) -> Pull:
    return Pull(journal.order.cursor().log_epoch, journal.order.marks(), window.pull)


def _heads(journal: Journal, receiver: str, own: Author) -> tuple[Held, ...]:
    """Our own head always, and those that the receiver is not known to hold equally.

    What was signed for and got no place may have gone with a disk of the receiver that was put back
    unnoticed: it is asked about again.
    """
    others = (
        author
        for author in journal.lines.authors()
        if author != own
        and not (
            is_wholly_confirmed(journal, receiver, author)
            and journal.order.has_placed(author, journal.highest(author))
        )
    )
    return tuple(held(journal, author) for author in [own, *others][:MAX_HEADS])


def held(journal: Journal, author: Author) -> Held:
    """What we hold of an author, as a message says it."""
    head = journal.head(author)
    beyond = tuple(
        Range(stretch.first, stretch.last, stretch.chain)
        for stretch in journal.lines.stretches(author)
        if stretch.first > 1
    )
    return Held(*author, head.n, head.chain, beyond[:MAX_HEADS])
