"""Recompute what the journal claims: hashes, chains, seals, the anchors outside the database."""

from collections.abc import Callable

import msgspec

from app.store.connection import Connection
from app.store.device import Device
from app.store.slip_journal import SlipJournal
from sync.journal import Journal
from sync.protocol import chain
from sync.protocol.errors import Malformed
from sync.protocol.event import Line, payload_hash, read
from sync.protocol.identity import Author, EventId
from sync.protocol.seal import Seal

Progress = Callable[[int, int], None]
_PIECE = 500


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What was found; `anchored` own events stand under a head kept outside the database."""

    events: int
    authors: int
    sealed: int
    anchored: int
    own_events: int
    faults: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Nothing contradicts anything."""
        return not self.faults


def verify(
    connection: Connection, device: Device, slips: SlipJournal, progress: Progress | None = None
) -> Report:
    """Read everything once, as of one moment."""
    with connection.reading():
        return _Check(connection, device, slips).run(progress)


class _Check:
    def __init__(self, connection: Connection, device: Device, slips: SlipJournal) -> None:
        self._journal = Journal(connection.raw, device.office.commune)
        self._commune = device.office.commune
        self._device = device
        self._slips = slips
        self._faults: list[str] = []
        self._events = self._sealed = self._anchored = self._own = 0

    def run(self, progress: Progress | None) -> Report:
        heads = self._journal.heads()
        for done, author in enumerate(heads):
            if progress is not None:
                progress(done, len(heads))
            self._check_author(author)
        if self._slips.damaged:
            self._faults.append(f"slip_journal_records:{self._slips.damaged}")
        return Report(
            events=self._events,
            authors=len(heads),
            sealed=self._sealed,
            anchored=self._anchored,
            own_events=self._own,
            faults=tuple(self._faults),
        )

    def _check_author(self, author: Author) -> None:
        for stretch in self._journal.lines.stretches(author):
            before = stretch.before
            if stretch.first == 1 and before != chain.author_genesis(self._commune, author):
                self._faults.append(f"genesis:{author.device}:{author.epoch}")
            chains = self._check_lines(author, stretch.first, stretch.last, before)
            if chains.get(stretch.last) != stretch.chain:
                self._faults.append(f"chain:{EventId(*author, stretch.last)}")
            self._check_seals(author, chains)
            self._check_anchor(author, chains)

    def _check_lines(self, author: Author, first: int, last: int, end: bytes) -> dict[int, bytes]:
        chains: dict[int, bytes] = {}
        for start in range(first, last + 1, _PIECE):
            lines = self._journal.lines.between(author, start, min(last, start + _PIECE - 1))
            for n, line in enumerate(lines, start=start):
                self._check_line(EventId(*author, n), line)
                end = chains[n] = chain.extend(end, line.h)
        self._events += len(chains)
        self._own += len(chains) if self._device.is_mine(author.device) else 0
        return chains

    def _check_line(self, event: EventId, line: Line) -> None:
        if line.payload is not None and payload_hash(line.payload, line.salt or b"") != line.dh:
            self._faults.append(f"payload:{event}")
        stored = self._journal.lines.chain_at(event.author, event.n)
        try:
            is_itself = read(line, event.device, event.epoch).id == event
        except Malformed:
            is_itself = True  # authentic and unreadable is allowed: it changes nothing
        if stored is None or not is_itself:
            self._faults.append(f"line:{event}")

    def _check_seals(self, author: Author, chains: dict[int, bytes]) -> None:
        key = self._public_key(author.device)
        seals = [seal for seal in self._journal.lines.seals(author) if seal[0] in chains]
        for n, signature in seals:
            seal = Seal(self._commune, *author, n, chains[n], signature)
            if key is not None and not seal.is_genuine(key):
                self._faults.append(f"seal:{EventId(*author, n)}")
        if seals and key is not None:
            self._sealed += sum(1 for n in chains if n <= seals[-1][0])

    def _check_anchor(self, author: Author, chains: dict[int, bytes]) -> None:
        head = self._slips.head(*author)
        if head is None or head.n not in chains:
            return
        if chains[head.n].hex() != head.chain:
            self._faults.append(f"anchor:{EventId(*author, head.n)}")
        else:
            self._anchored += sum(1 for n in chains if n <= head.n)

    def _public_key(self, device: str) -> bytes | None:
        if (signer := self._device.signer_of(device)) is not None:
            return signer.public_key
        certificate = self._journal.devices.certificate(device)
        return certificate.key if certificate else None
