"""A PC as the gateway sees it: keys, a chain, requests and answers; no journal, no disk."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from sync.protocol import chain, event
from sync.protocol.canonical import Object
from sync.protocol.event import Envelope, Line
from sync.protocol.frame import Frame, pack, unpack
from sync.protocol.identity import Author
from sync.protocol.messages import (
    Ack,
    Held,
    Hello,
    Mark,
    Positions,
    Pull,
    read_ack,
    read_positions,
    write_hello,
)
from sync.protocol.records import RecordReader, RecordType, write_end, write_record
from sync.protocol.seal import make_seal
from sync.protocol.signing import Signer

DOSSIER = "01930000-0000-7000-8000-000000000001"


class Answer(NamedTuple):
    """What came back: the acknowledgement, the frames, the order."""

    ack: Ack
    frames: tuple[Frame, ...]
    positions: Positions
    is_told: bool = True
    """Whether a page of the order came; none means that there is nothing after our place."""


class Pc:
    """One device of one office."""

    def __init__(self, secret: int, commune: str, epoch: str = "AAAA") -> None:
        self.signer = Signer(bytes([secret]) * 32)
        self.commune = commune
        self.author = Author(self.signer.device, epoch)
        self.lines: list[Line] = []
        self.server = ""
        self.server_key = b""
        self.log_epoch = ""
        self.counter = 0
        self.marks: list[Mark] = []

    def trusts(self, server: str, server_key: bytes, log_epoch: str) -> None:
        """Remember what the enrolment said."""
        self.server, self.server_key, self.log_epoch = server, server_key, log_epoch

    def does(
        self,
        count: int = 1,
        kind: str = "office.note_added",
        said: str = "x",
        *,
        files: Sequence[str] = (),
        entity: str = DOSSIER,
        payload: Object | None = None,
    ) -> None:
        """Add events to the own chain; `files` are named by each, `payload` is said instead."""
        for _ in range(count):
            n = len(self.lines) + 1
            envelope = Envelope(
                v=1, n=n, e=entity, t="dossier", k=kind, at=1, by="o1", role="clerk",
                f=tuple(files),
            )  # fmt: skip
            content = payload or {"text": f"{said} {n}"}
            line = event.write(envelope, content, n.to_bytes(16, "big"))
            self.lines.append(line)

    def chain_at(self, n: int) -> bytes:
        """H(n) of the own chain."""
        start = chain.author_genesis(self.commune, self.author)
        return [start, *chain.run(start, (line.h for line in self.lines))][n]

    def frame(self, first: int, last: int, *, says_before: bool = False) -> bytes:
        """Pack own events, sealed."""
        seal = make_seal(self.signer, self.commune, self.author, last, self.chain_at(last))
        before = self.chain_at(first - 1) if says_before else None
        lines = tuple(self.lines[first - 1 : last])
        return pack(Frame(*self.author, first, lines, before, seal.signature))

    def frames(self, size: int = 1) -> list[bytes]:
        """Pack the whole chain into frames of so many events."""
        firsts = range(1, len(self.lines) + 1, size)
        return [self.frame(n, min(n + size - 1, len(self.lines))) for n in firsts]

    def hello(self, length: int, /, max_bytes: int = 100_000, **changes: Any) -> Hello:
        """The next greeting."""
        self.counter += 1
        last = len(self.lines)
        hello = Hello(
            protocol=1,
            server=self.server,
            device=self.author.device,
            epoch=self.author.epoch,
            counter=self.counter,
            nonce=self.counter.to_bytes(16, "big"),
            heads=(Held(*self.author, last, self.chain_at(last)),),
            pull=Pull(self.log_epoch, tuple(self.marks), max_bytes),
            length=length,
        )
        return msgspec.structs.replace(hello, **changes)

    def request(
        self, frames: Sequence[bytes] = (), max_bytes: int = 100_000, **changes: Any
    ) -> bytes:
        """A whole body."""
        rest = b"".join(write_record(RecordType.FRAME, frame) for frame in frames)
        rest += write_end(len(frames) + 1)
        hello = self.hello(len(rest), max_bytes, **changes)
        return write_record(RecordType.HELLO, write_hello(hello, self.signer)) + rest

    def reads(self, body: bytes) -> Answer:
        """Read an answer to the last request and move the cursor."""
        records = list(RecordReader().feed(body))
        nonce = self.counter.to_bytes(16, "big")
        ack = read_ack(records[0].body, self.server_key, nonce)
        frames = tuple(unpack(one.body) for one in records if one.type is RecordType.FRAME)
        pages = [one.body for one in records if one.type is RecordType.POSITIONS]
        page = read_positions(pages[0], self.server_key, nonce) if pages else _no_page(ack)
        self._move_to(ack, page)
        return Answer(ack, frames, page, bool(pages))

    def _move_to(self, ack: Ack, positions: Positions) -> None:
        self.log_epoch = ack.log_epoch
        kept = [mark for mark in self.marks if mark.position <= positions.start.position]
        self.marks = [*kept, Mark(positions.last, positions.chain)]


def _no_page(ack: Ack) -> Positions:
    """What it means that none came: the log ends where we stand."""
    return Positions(
        server=ack.server,
        log_epoch=ack.log_epoch,
        nonce=ack.nonce,
        start=ack.head,
        runs=(),
        chain=ack.head.chain,
        more=0,
    )
