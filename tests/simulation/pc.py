"""A PC: the real journal and the real engine on a disk that may fail, and an officer before it."""

import random
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from app.domain.events import EpochBegun, Payload, to_payload
from sync.journal import Journal
from sync.journal.epochs import lost_branch, record_again
from sync.peer import lessons
from sync.peer.answer import Answer
from sync.peer.lessons import Lesson, Step, Together
from sync.peer.pace import Window
from sync.peer.request import Client, Request, Server
from sync.protocol import chain
from sync.protocol.errors import SyncError
from sync.protocol.event import Envelope, Event, Seen
from sync.protocol.identity import Author, EventId, new_epoch
from sync.protocol.rules import Stretch
from sync.protocol.signing import Signer
from tests.helpers.dossiers import role_for
from tests.simulation.disk import Disk
from tests.simulation.ledger import Ledger, Told
from tests.simulation.poison import Poison
from tests.simulation.versions import THIS


class Slips(NamedTuple):
    """The slip journal beside the database: sealed heads and burned numbers, always fsynced."""

    heads: dict[Author, int]
    serials: dict[Author, int]

    def copy(self) -> "Slips":
        """The file as it is now."""
        return Slips(dict(self.heads), dict(self.serials))


class Image(NamedTuple):
    """A backup of everything that this PC keeps."""

    disk: sqlite3.Connection
    slips: Slips


class Pc:
    """One device with its disk, its slip journal and its key."""

    def __init__(
        self, name: str, secret: bytes, commune: str, chance: random.Random, ledger: Ledger
    ) -> None:
        self.name, self.commune = name, commune
        self.signer, self.secret = Signer(secret), secret
        self.disk = Disk()
        self.slips = Slips({}, {})
        self.server = Server("", b"")
        self.clock_error = 0
        self.program = THIS
        self._known: dict[Author, tuple[object, frozenset[Told]]] = {}
        self._chance, self._ledger = chance, ledger
        with self.disk.transaction():
            epoch = new_epoch(chance.randbytes(3))
            self.disk.db.execute("INSERT INTO local VALUES (1, ?, 0, 0)", (epoch,))

    @property
    def journal(self) -> Journal:
        """A program that was just started: nothing in memory."""
        return Journal(self.disk.db, self.commune)

    @property
    def author(self) -> Author:
        """The present epoch, from the disk."""
        (epoch,) = self.disk.db.execute("SELECT epoch FROM local").fetchone()
        return Author(self.signer.device, epoch)

    def starts(self) -> None:
        """Switched on again; begins a new epoch if the slip journal knows more than the disk."""
        self.disk.power_is_back()
        if self.slips.heads.get(self.author, 0) > self.journal.head(self.author).n:
            with self.disk.transaction():
                self.begins_an_epoch("slip_journal")

    def shows(self, entity: str) -> tuple[Seen, ...]:
        """The heads of a history as the screen shows it now."""
        heads: dict[object, Seen] = {}
        for event in self.journal.entity(entity):
            for seen in event.envelope.seen:
                heads.pop(seen.id, None)
            heads[event.id] = event.seen_as
        return tuple(sorted(heads.values()))

    def acts(
        self,
        entity: str,
        said: Payload,
        seen: tuple[Seen, ...],
        now: int,
        files: tuple[str, ...] = (),
    ) -> Event:
        """Record an act; on return the officer has seen that it is saved."""
        with self.disk.transaction():
            event = self._records(entity, said, seen, now, files)
        self._notes(event)
        return event

    def receives(self, entity: str, said: Callable[[str], Payload], now: int) -> str:
        """Record a reception and burn a number, both or neither; answers the printed code."""
        with self.disk.transaction():
            code = f"TAM-{self.name}-{self.author.epoch}-{self._next_serial():03}"
            event = self._records(entity, said(code), (), now)
        self._notes(event)
        self._ledger.saw_printed(code, entity)
        return code

    def begins_an_epoch(self, reason: str) -> None:
        """Count anew under a new name; inside a transaction. The first event names the old head."""
        old, head = self.author, self.journal.head(self.author)
        epoch = new_epoch(self._chance.randbytes(3))
        self.disk.db.execute("UPDATE local SET epoch = ?, serial = 0", (epoch,))
        said = EpochBegun(
            reason=reason, old_epoch=old.epoch, old_n=head.n, old_chain=head.chain.hex()
        )
        self._records(f"device-{self.signer.device}", said, (), 0)

    def holds_poison(self, poison: Poison, now: int) -> Told:
        """A program with a mistake has written what no sound one would."""
        author, journal = self.author, self.journal
        with self.disk.transaction():
            head = journal.head(author)
            line = poison.line(head.n + 1, now, self._chance)
            end = chain.extend(head.chain, line.h)
            journal.lines.add(author, head.n + 1, [line], [end])
            start = chain.author_genesis(self.commune, author)
            journal.lines.keep_stretches(author, [Stretch(1, head.n + 1, start, end)])
        told = Told(EventId(*author, head.n + 1), line.h)
        self._ledger.saw_saved(self.name, told, line.payload or b"")
        return told

    def asks(self, window: Window, words: Sequence[bytes] = ()) -> Request:
        """Write the next request; its seals and counter are on the disk before it leaves."""
        client = Client(self.signer, self.server, self._chance.randbytes)
        with self.disk.transaction(), self.program.speaks():
            self.seals()
            return client.request(self.journal, self.author, window, words)

    def seals(self) -> None:
        """What leaves is noted beside the database first."""
        self.slips.heads[self.author] = self.journal.head(self.author).n

    def stands_ready(self) -> None:
        """What stands in the journal is sealed, so that whoever asks may have it."""
        with self.disk.transaction():
            self.seals()
            for own in self.journal.lines.authors():
                if own.device == self.signer.device:
                    self.journal.seal(self.signer, own)

    def entropy(self, size: int) -> bytes:
        """Bytes that this seed draws."""
        return self._chance.randbytes(size)

    def learns(self, answer: Answer) -> list[Lesson]:
        """Bring an answer into the journal, step by step, each a transaction."""
        return self.takes(lessons.steps(answer, self.author), lambda _why: False)

    def takes(self, steps: Iterable[Step], bears: Callable[[Exception], bool]) -> list[Lesson]:
        """Take steps one by one; one that fails in a way that is borne is left out."""
        learned, author = list[Lesson](), self.author
        for step in steps:
            try:
                with self.disk.transaction():
                    lesson = step(self.journal)
                    reason = lesson.needs_epoch or ("counter_fell" if lesson.counter_fell else "")
                    if reason and self.author == author:
                        self.begins_an_epoch(reason)
            except SyncError as why:
                if not bears(why):
                    raise
                if isinstance(step, Together):
                    learned += self.takes(step.steps, bears)
                continue
            learned.append(lesson)
        self.records_lost_branches()
        return learned

    def records_lost_branches(self) -> None:
        """What another branch of our own name pushed aside is recorded again."""
        if lost_branch(self.journal, self.signer.device):
            with self.disk.transaction():
                again = record_again(
                    self.journal, self.signer.device, self.author, self._chance.randbytes
                )
            for event in again:
                self._notes(event)

    def levels(self) -> set[Told]:
        """What the screen says has reached the province."""
        return self.levels_at(self.server)

    def levels_at(self, server: Server) -> set[Told]:
        """What the screen says has reached a server, the province's or a neighbour's."""
        journal, told = self.journal, set[Told]()
        for author in journal.lines.authors():
            ranges = journal.confirmed(server.id, author)
            if ranges:
                told |= self._between(author, ranges, journal.lines.chain_at(author, ranges[-1][1]))
        return told

    def _between(
        self, author: Author, ranges: Sequence[tuple[int, int]], end: bytes | None
    ) -> frozenset[Told]:
        """An author's events in these ranges; the chain at their end says which they are."""
        known, found = self._known.get(author, (None, frozenset[Told]()))
        if known == (ranges, end):
            return found
        rows = self.disk.db.execute(
            "SELECT n, h FROM journal_event WHERE device = ? AND epoch = ?", author
        ).fetchall()
        found = frozenset(
            Told(EventId(*author, n), h)
            for n, h in rows
            if any(first <= n <= last for first, last in ranges)
        )
        self._known[author] = ((ranges, end), found)
        return found

    def image(self) -> Image:
        """Back everything up."""
        return Image(self.disk.image(), self.slips.copy())

    def is_put_back(self, image: Image, *, with_slips: bool) -> None:
        """The disk is an old one again; unless the slip journal went back too, that is noticed."""
        before = {Told(event, h) for event, h in self.holds()}
        self.disk.put_back(image.disk)
        if with_slips:
            self.slips = image.slips.copy()
        left = {Told(event, h) for event, h in self.holds()}
        self._ledger.lost_with_a_disk |= before - left
        self.starts()

    def cloned(self, name: str) -> "Pc":
        """The whole disk in another machine, which sees that it is another and counts anew."""
        twin = Pc(name, self.secret, self.commune, self._chance, self._ledger)
        twin.disk.put_back(self.disk.image())
        twin.slips = self.slips.copy()
        twin.server, twin.clock_error = self.server, self.clock_error
        twin.program = self.program
        with twin.disk.transaction():
            twin.begins_an_epoch("other_machine")
        return twin

    def holds(self) -> set[Told]:
        """Every line on the disk, whether it counts or not."""
        rows = self.disk.db.execute(
            """SELECT device, epoch, n, h FROM journal_event
            UNION SELECT device, epoch, n, h FROM journal_aside"""
        )
        return {Told(EventId(*row[:3]), row[3]) for row in rows}

    def counts(self) -> set[Told]:
        """Every line that stands in the history, or waits for it."""
        rows = self.disk.db.execute("SELECT device, epoch, n, h FROM journal_event")
        return {Told(EventId(*row[:3]), row[3]) for row in rows}

    def _next_serial(self) -> int:
        """Above whatever the disk or the slip journal knows; the slip journal hears of it first."""
        (kept,) = self.disk.db.execute("SELECT serial FROM local").fetchone()
        serial = max(int(kept), self.slips.serials.get(self.author, 0)) + 1
        self.slips.serials[self.author] = serial
        self.disk.db.execute("UPDATE local SET serial = ?", (serial,))
        return serial

    def _records(
        self,
        entity: str,
        said: Payload,
        seen: tuple[Seen, ...],
        now: int,
        files: tuple[str, ...] = (),
    ) -> Event:
        draft = Envelope(
            v=said.version,
            e=entity,
            t=entity.partition("-")[0],
            k=said.kind,
            seen=seen,
            at=max(0, now + self.clock_error),
            clk="bad" if self.clock_error else "ok",
            by=f"Cán bộ {self.name}",
            role=role_for(said),
            f=files,
        )
        return self.journal.append(self.author, draft, to_payload(said), self._chance.randbytes(16))

    def _notes(self, event: Event) -> None:
        line = self.journal.lines.get(event.id)
        assert line is not None
        self._ledger.saw_saved(self.name, Told(event.id, event.h), line.payload or b"")
