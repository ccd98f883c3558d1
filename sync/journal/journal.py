"""The journal: what happened here is appended, what happened elsewhere is accepted."""

from collections.abc import Sequence

import msgspec

from sync.journal.connection import Connection
from sync.journal.devices import Devices
from sync.journal.intake import Accepted, Intake
from sync.journal.lines import Lines, SetAside
from sync.journal.order import Order
from sync.journal.pages import Pages
from sync.journal.receivers import Receivers
from sync.protocol import chain
from sync.protocol.canonical import Object
from sync.protocol.errors import ForkFound
from sync.protocol.event import Envelope, Event, read, write
from sync.protocol.frame import AIM_RAW, MAX_LINES, Frame
from sync.protocol.identity import Author, EventId
from sync.protocol.messages import Ack
from sync.protocol.rules import Stretch, continuous
from sync.protocol.seal import make_seal
from sync.protocol.signing import Signer


class Head(msgspec.Struct, frozen=True):
    """How far a chain goes without a gap, and H there; n = 0 at its beginning."""

    n: int
    chain: bytes


class Journal:
    """One commune's journal on a connection that its owner opens, begins and commits.

    Every method belongs into one transaction of the owner; whatever changes anything may be
    repeated after a rollback. The parts: `lines` (rows), `order` (the gateway's log as far as it is
    known), `pages` (that order as it was signed), `receivers` (what others signed that they hold),
    `devices` (certificates).
    """

    def __init__(self, db: Connection, commune: str) -> None:
        self.commune = commune
        self.lines = Lines(db)
        self.order = Order(db, commune)
        self.pages = Pages(db)
        self.receivers = Receivers(db)
        self.devices = Devices(db)
        self._intake = Intake(commune, self.lines, self.order, self.devices)

    def append(self, author: Author, draft: Envelope, payload: Object, salt: bytes) -> Event:
        """Record an own act: give it its `n` and chain it; `draft.n` is not looked at.

        Raises `ForkFound` when own events above a gap are known: a new epoch must begin first.
        """
        head = self.head(author)
        if self.highest(author) != head.n:
            raise ForkFound("own events above a gap")
        line = write(msgspec.structs.replace(draft, n=head.n + 1), payload, salt)
        end = chain.extend(head.chain, line.h)
        self.lines.add(author, head.n + 1, [line], [end])
        start = chain.author_genesis(self.commune, author)
        self.lines.keep_stretches(author, [Stretch(1, head.n + 1, start, end)])
        return read(line, *author)

    def head(self, author: Author) -> Head:
        """How far the author's chain goes without a gap."""
        held = continuous(self.commune, author, self.lines.stretches(author))
        return Head(held.last, held.chain)

    def highest(self, author: Author) -> int:
        """The author's highest n that is held, gap or not."""
        stretches = self.lines.stretches(author)
        return stretches[-1].last if stretches else 0

    def heads(self) -> dict[Author, Head]:
        """The head of everyone of whom something is held."""
        return {author: self.head(author) for author in self.lines.authors()}

    def event(self, event: EventId) -> Event | None:
        """One event; None if it is not held or nobody can read it."""
        return self.lines.event(event)

    def entity(self, entity: str) -> list[Event]:
        """What happened to one entity: placed events in the log's order, then the others by id."""
        return self.lines.entity(entity)

    def entities(self) -> list[str]:
        """Every entity of which something is held."""
        return self.lines.entities()

    def aside(self) -> list[SetAside]:
        """Everything that is kept and does not count: the other branches of forks."""
        return self.lines.aside()

    def accept(self, frame: Frame, *, ordered: bool = False) -> Accepted:
        """Take a frame from any carrier; `ordered` says that it comes from the gateway's log."""
        return self._intake.accept(frame, ordered=ordered)

    def seal(self, signer: Signer, author: Author) -> None:
        """Seal an own chain up to its head, with a seal wherever a frame should be cut."""
        head = self.head(author)
        sealed = self.lines.sealed(author, head.n)
        for n in _cuts(sealed, self.lines.sizes(author, sealed + 1, head.n)):
            end = self.lines.chain_at(author, n) or head.chain
            seal = make_seal(signer, self.commune, author, n, end)
            self.lines.keep_seal(author, n, seal.signature)

    def unsent(self, receiver: str, author: Author) -> list[Event]:
        """An author's events that the receiver has not signed for with our hash."""
        ranges = self.confirmed(receiver, author)
        start = ranges[0][1] if ranges and ranges[0][0] == 1 else 0
        return [
            event
            for event in self.lines.after(author, start)
            if not any(first <= event.id.n <= last for first, last in ranges)
        ]

    def confirmed(self, receiver: str, author: Author) -> list[tuple[int, int]]:
        """The ranges of n for which the receiver signed that it holds them with our hash.

        H at the end of a range covers everything before it, so one equal hash proves the range; but
        not across a gap of ours, for what we hold before that may be another branch.
        """
        stretches = self.lines.stretches(author)
        proven = sorted(
            (max(first, stretch.first), last)
            for first, last, end in self.receivers.ranges(receiver, author)
            if self.lines.chain_at(author, last) == end
            for stretch in stretches
            if stretch.first <= last <= stretch.last
        )
        return _joined(proven)

    def take_receipt(self, ack: Ack) -> bool:
        """Keep what a receiver signed; answers whether its log began anew."""
        began_anew = self.receivers.take(ack)
        for author in {held.author for held in ack.have}:
            proven = self.confirmed(ack.server, author)
            if proven and proven[0][0] == 1:
                self.receivers.drop_below(ack.server, author, proven[0][1])
        return began_anew


def _joined(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sorted ranges without overlap."""
    joined: list[tuple[int, int]] = []
    for first, last in ranges:
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _cuts(sealed: int, sizes: Sequence[int]) -> list[int]:
    """Where to seal: as late as a frame allows, and at the end."""
    cuts, lines, total = [], 0, 0
    for index, size in enumerate(sizes):
        if lines and (total + size > AIM_RAW or lines == MAX_LINES):
            cuts.append(sealed + index)
            lines, total = 0, 0
        lines, total = lines + 1, total + size
    return cuts + ([sealed + len(sizes)] if sizes else [])
