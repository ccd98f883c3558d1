"""What to send next: the request of one round, from what the receiver has signed for."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import msgspec

from sync.journal import Journal
from sync.journal.outgoing import frames_for, is_wholly_confirmed
from sync.peer.pace import Window
from sync.protocol.frame import NO_DICTIONARIES, Dictionaries, newest_of
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
    """Whom we speak with: its id and the public key that we pinned at the enrolment.

    Who gives no order (a neighbour) must hear each time of everything that we hold.
    """

    id: str
    public_key: bytes
    gives_order: bool = True


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

    def request(
        self, journal: Journal, author: Author, window: Window, words: Sequence[bytes] = ()
    ) -> Request:
        """Seal, count up and write the next request: one write transaction of the journal's owner.

        `words` are records of what the gateway signed, for a server that does not know it yet.

        The transaction must be committed before the request leaves, since the seals and the counter
        are in it. Nothing else is remembered: the same request may be lost and written again.
        """
        for own in journal.lines.authors():
            if own.device == author.device:
                journal.seal(self._signer, own)
        frames, more = self._frames(journal, author, window)
        body = b"".join(write_record(RecordType.FRAME, frame) for frame in frames)
        body += b"".join(words) + write_end(len(frames) + len(words) + 1)
        nonce = self._entropy(NONCE_BYTES)
        hello = Hello(
            protocol=PROTOCOL,
            server=self._server.id,
            device=author.device,
            epoch=author.epoch,
            counter=journal.receivers.next_counter(),
            nonce=nonce,
            heads=self._heads(journal, author),
            pull=pull(journal, window),
            length=len(body),
            dictionary=newest_of(self._dictionaries),
            program=self._program,
        )
        head = write_record(RecordType.HELLO, write_hello(hello, self._signer))
        return Request(self._server, nonce, head + body, len(frames), more)

    def _heads(self, journal: Journal, author: Author) -> tuple[Held, ...]:
        if self._server.gives_order:
            return heads(journal, self._server.id, author)
        others = [one for one in journal.lines.authors() if one != author][: MAX_HEADS - 1]
        told = (_disputed(journal, self._server.id, one) or held(journal, one) for one in others)
        return (held(journal, author), *told)

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


def pull(journal: Journal, window: Window) -> Pull:
    """Where we stand in the log, and how much of it may come at once."""
    return Pull(journal.order.cursor().log_epoch, journal.order.marks(), window.pull)


def heads(journal: Journal, receiver: str, own: Author) -> tuple[Held, ...]:
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
    return tuple(_told(journal, receiver, author) for author in [own, *others][:MAX_HEADS])


def _told(journal: Journal, receiver: str, author: Author) -> Held:
    """What we hold; where the receiver has signed for another history, at each place it signed for.

    It cannot see from our head alone that what it signed for is not ours, and we should keep our
    branch to ourselves.
    """
    told = held(journal, author)
    if _disputed(journal, receiver, author) is None:
        return told
    signed = journal.receivers.ranges(receiver, author)
    ends = [(last, journal.lines.chain_at(author, last)) for _, last, _ in signed]
    places = tuple(Range(1, last, ours) for last, ours in ends if ours is not None)
    return told._replace(beyond=(*told.beyond, *places)[:MAX_HEADS])


def _disputed(journal: Journal, receiver: str, author: Author) -> Held | None:
    """What we hold at the place where the receiver has signed for another history than ours.

    It may hold less of its own than we do of ours, and could not tell from our head that the two
    are not one.
    """
    for _, last, end in journal.receivers.ranges(receiver, author):
        ours = journal.lines.chain_at(author, last)
        if ours not in {None, end}:
            return Held(*author, last, ours or b"")
    return None


def held(journal: Journal, author: Author) -> Held:
    """What we hold of an author, as a message says it."""
    head = journal.head(author)
    beyond = tuple(
        Range(stretch.first, stretch.last, stretch.chain)
        for stretch in journal.lines.stretches(author)
        if stretch.first > 1
    )
    return Held(*author, head.n, head.chain, beyond[:MAX_HEADS])
