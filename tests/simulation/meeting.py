"""Two PCs of the office in one room: one listens as the commune's server, the other asks it.

Both sides are the real ones: `sync.hub.exchange` on the journal of the one, `sync.peer.neighbour`
on that of the other. Any PC may be asked, so there are two servers at times, and none at others.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sync.hub.exchange import Counters, Exchange
from sync.hub.refusals import Refused
from sync.hub.session import Shelf, Who
from sync.journal import Journal
from sync.peer import neighbour
from sync.peer.lessons import Lesson
from sync.peer.pace import Window
from sync.peer.request import Client, Request, Server
from sync.protocol.errors import Malformed, Unreachable, UntrustedServer
from sync.protocol.messages import Ack
from sync.protocol.records import RecordReader, RecordType
from tests.simulation.pc import Pc


class Room:
    """One PC as the others see it on the network of the house; forgets all when switched off."""

    def __init__(self, pc: Pc) -> None:
        self.pc = pc
        self._counters = Counters()
        self.refusals: Counter[str] = Counter()

    def restarts(self) -> None:
        """Nothing in memory."""
        self._counters = Counters()

    @property
    def server(self) -> Server:
        """How it is addressed: by its own device, and it gives no order."""
        return Server(self.pc.signer.device, self.pc.signer.public_key, gives_order=False)

    def hears(self, body: bytes, arrives: int) -> bytes | None:
        """Take as much as arrives; answer if all of it did. Raises `Unreachable`."""
        try:
            with self.pc.program.serves():
                return self._hears(body, arrives)
        except Refused as why:
            self.refusals[why.code] += 1
            raise Unreachable(why.code) from why
        except sqlite3.OperationalError as why:
            raise Unreachable("the neighbour's power failed") from why

    def _hears(self, body: bytes, arrives: int) -> bytes | None:
        reader = RecordReader()
        exchange: Exchange | None = None
        for record in reader.feed(body[:arrives]):
            if record.type is RecordType.HELLO:
                length = len(body) - 5 - len(record.body)
                session = _Session(self.pc)
                exchange = Exchange(session, record.body, length, self._counters, Shelf())
            elif exchange is not None:
                exchange.take(record)
        return exchange.answer(1) if exchange is not None and reader.ended else None


class Asking:
    """A PC that asks a neighbour."""

    def __init__(self, pc: Pc, room: Room) -> None:
        self.pc, self.room = pc, room
        self._heard: Ack | None = None

    def request(self, window: Window) -> tuple[Request, int]:
        """What is asked next, and how many words of the gateway go along."""
        pc, heard = self.pc, self._heard
        client = Client(pc.signer, self.room.server, pc.entropy)
        with pc.disk.transaction(), pc.program.speaks():
            pc.seals()
            words = neighbour.lacks(pc.journal, heard) if heard else ()
            return client.request(pc.journal, pc.author, window, words), len(words)

    def learns(self, request: Request, body: bytes) -> tuple[list[Lesson], bool]:
        """Bring an answer into the journal; also tells whether anything came or is to go."""
        answer = neighbour.read_neighbour(request, body)
        self._heard = answer.ack
        learned = self.pc.takes(neighbour.steps(answer, self.pc.author, self.pc.server), _bears)
        words = neighbour.lacks(self.pc.journal, answer.ack)
        return learned, bool(answer.frames or answer.signed or request.frames or words)


def _bears(why: Exception) -> bool:
    """What a neighbour passes on wrongly is left out, and the rest of its answer counts."""
    return isinstance(why, Malformed | UntrustedServer)


class _Page:
    """One transaction of the neighbour that listens."""

    def __init__(self, pc: Pc) -> None:
        self._pc, self._author = pc, pc.author

    @property
    def journal(self) -> Journal:
        return self._pc.journal

    def touch(self, entities: Iterable[str]) -> None:
        """Nothing is projected here."""

    def acknowledged(self) -> None:
        """Nor shown."""

    def need_epoch(self, reason: str) -> None:
        if self._pc.author == self._author:
            self._pc.begins_an_epoch(reason)


class _Session:
    """The journal of the neighbour that listens."""

    def __init__(self, pc: Pc) -> None:
        self._pc = pc

    def who(self) -> Who:
        return Who(self._pc.commune, self._pc.author, self._pc.signer, self._pc.server)

    @contextmanager
    def reading(self) -> Iterator[Journal]:
        yield self._pc.journal

    @contextmanager
    def page(self) -> Iterator[_Page]:
        with self._pc.disk.transaction():
            yield _Page(self._pc)
        self._pc.records_lost_branches()

    def state(self) -> tuple[int, ...]:
        return ()

    def names_file(self, file: str) -> bool:  # noqa: ARG002 - files are not simulated here
        return False

    def words_on(self, files: Iterable[str]) -> tuple[bytes, ...]:  # noqa: ARG002 - nor words
        return ()

    def file_came(self, file: str) -> None:
        """Nor shown."""

    def close(self) -> None:
        """Nothing to let go of."""
