"""A PC with a real journal and the real peer, on whatever carrier it is handed."""

import itertools
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sync.gateway.enrolment import invite
from sync.journal import SCHEMA, Journal
from sync.peer.answer import read_answer
from sync.peer.lessons import Lesson, steps, summary
from sync.peer.pace import Window
from sync.peer.request import Client, Server
from sync.protocol.enrolment import apply_with, read_welcome
from sync.protocol.event import Event
from sync.protocol.frame import Dictionaries
from sync.protocol.identity import Author
from sync.protocol.signing import Signer
from tests.helpers.gateway_world import World
from tests.helpers.sync_events import an_envelope

Carry = Callable[[bytes, bytes], bytes]


class JournalPc:
    """One enrolled PC; `carry` takes a body and its nonce and brings the answer."""

    def __init__(self, path: Path, secret: int, commune: str) -> None:
        self.signer = Signer(bytes([secret]) * 32)
        self.author = Author(self.signer.device, "AAAA")
        self.commune = commune
        self._db = sqlite3.connect(path, isolation_level=None)
        for statement in SCHEMA:
            self._db.execute(statement)
        self.journal = Journal(self._db, commune)
        self._drawn = itertools.count(1)
        self.server = ""
        self._client: Client | None = None

    def enrols(
        self, enrol: Callable[[bytes], bytes], code: str, dictionaries: Dictionaries
    ) -> None:
        """Come in by a code."""
        welcome = read_welcome(
            enrol(apply_with(code, self.signer, "Máy", 1)), code, self.signer.public_key
        )
        with self._transaction():
            for certificate in (welcome.root, welcome.certificate):
                self.journal.devices.trust(certificate)
        self.server = welcome.server
        server = Server(welcome.server, welcome.server_key)
        self._client = Client(self.signer, server, self._entropy, dictionaries)
        self._dictionaries = dictionaries

    def does(self, count: int = 1, said: str = "ghi chú") -> list[Event]:
        """Record own events."""
        with self._transaction():
            return [
                self.journal.append(self.author, an_envelope(), {"text": said}, self._entropy(16))
                for _ in range(count)
            ]

    def round(self, carry: Carry, window: Window | None = None) -> Lesson:
        """One request and what its answer teaches."""
        assert self._client is not None
        with self._transaction():
            request = self._client.request(self.journal, self.author, window or Window())
        answer = read_answer(request, carry(request.body, request.nonce), self._dictionaries)
        lessons = []
        for step in steps(answer, self.author):
            with self._transaction():
                lessons.append(step(self.journal))
        return summary(lessons)

    def unsent(self) -> int:
        """How many own events nobody has signed for."""
        return len(self.journal.unsent(self.server, self.author))

    def placed(self) -> int:
        """How far the log is known here."""
        return self.journal.order.cursor().position

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Both or neither, as the store does it."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def _entropy(self, size: int) -> bytes:
        return next(self._drawn).to_bytes(size, "big")


def enrolled(
    world: World, path: Path, secret: int, commune: str, enrol: Callable[[bytes], bytes]
) -> JournalPc:
    """A PC that has just come in."""
    pc = JournalPc(path / f"{secret}.db", secret, commune)
    pc.enrols(enrol, invite(world.gateway, commune, "office").code, world.dictionaries)
    return pc
