"""The code broken on purpose, one idea each; each must be noticed by the tier that it names."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple

import pytest

from app.domain.fold import merging, placing, steps, story
from app.store import connection, counters
from app.store.act import Act
from app.store.store import Store
from sync.files import depot
from sync.gateway.commune import CommuneLog
from sync.gateway.exchange import Exchange
from sync.gateway.storage.log import Writer
from sync.gateway.storage.sqlite import SqliteFile
from sync.journal import Journal
from sync.journal.order import PullCursor
from sync.journal.receivers import Receivers
from sync.peer import answer as answers
from sync.peer import lessons, pace, request
from sync.peer.answer import Answer
from sync.peer.request import Client
from sync.protocol import rules
from sync.protocol.errors import CaptivePortal
from sync.protocol.identity import MAX_N, Author
from sync.protocol.messages import Ack, Mark, read_hello
from sync.protocol.records import RecordReader

_WEEK = 7 * 86_400_000
Break = Callable[[pytest.MonkeyPatch], None]


class Mutant(NamedTuple):
    """One way to be wrong: its number in the plan of tests, what it does, and who must notice."""

    number: int
    name: str
    tier: str
    breaks: Break
    is_slow: bool = False
    """Many seeds pass before it shows itself: `make mutants` alone has the time."""


def acknowledges_before_it_commits(patch: pytest.MonkeyPatch) -> None:
    """The gateway leaves its transactions open and commits some time later."""

    @contextmanager
    def writing(self: Any) -> Iterator[Any]:
        with self._lock:
            self.writes = getattr(self, "writes", 0) + 1
            if self.writes % 3 == 0 and self._connection.in_transaction:
                self._connection.execute("COMMIT")
            if not self._connection.in_transaction:
                self._connection.execute("BEGIN IMMEDIATE")
            yield self._connection

    @contextmanager
    def reading(self: Any) -> Iterator[Any]:
        with self._lock:
            yield self._connection

    patch.setattr(SqliteFile, "writing", writing)
    patch.setattr(SqliteFile, "reading", reading)


def moves_the_cursor_before_it_applies(patch: pytest.MonkeyPatch) -> None:
    """The cursor is stored first, what it covers afterwards."""
    right = lessons.steps

    def wrong(answer: Answer, own: Author) -> Iterator[lessons.Step]:
        for page in answer.positions:
            cursor = PullCursor(page.log_epoch, page.last, page.chain)
            yield lambda journal, cursor=cursor: _keep_cursor(journal, cursor)  # type: ignore[misc]
        yield from right(answer, own)

    patch.setattr(lessons, "steps", wrong)


def takes_equal_ids_for_duplicates(patch: pytest.MonkeyPatch) -> None:
    """Nobody compares hashes."""
    patch.setattr(rules, "_clash", lambda *_: 0)


def believes_what_it_sent(patch: pytest.MonkeyPatch) -> None:
    """The sender remembers what it sent, and does not ask what was taken."""
    right = Client.request

    def wrong(self: Any, journal: Journal, author: Author, window: pace.Window, *words: Any) -> Any:
        made = right(self, journal, author, window, *words)
        journal.receivers._keep(made.server.id, [request.held(journal, author)])
        return made

    patch.setattr(Client, "request", wrong)
    patch.setattr(Receivers, "take", lambda *_: False)


def deletes_what_is_absent(patch: pytest.MonkeyPatch) -> None:
    """What the server does not have must have been deleted."""
    right = lessons.take_ack

    def wrong(journal: Journal, ack: Ack, own: Author) -> lessons.Lesson:
        lesson = right(journal, ack, own)
        for held in ack.have:
            stretches = journal._intake._cut(held.author, held.n + 1)
            journal.lines.drop_between(held.author, held.n + 1, MAX_N)
            journal.lines.keep_stretches(held.author, stretches)
        return lesson

    patch.setattr(lessons, "take_ack", wrong)


def takes_any_200_for_an_ack(patch: pytest.MonkeyPatch) -> None:
    """An answer that came with 200 says that all is well."""
    right = answers.read_answer

    def wrong(asked: request.Request, data: bytes) -> Answer:
        with suppress(CaptivePortal):
            return right(asked, data)
        hello = read_hello(next(RecordReader().feed(asked.body)).body)
        ack = Ack(
            protocol=1,
            server=asked.server.id,
            log_epoch=hello.pull.log_epoch,
            time=0,
            nonce=asked.nonce,
            counter=hello.counter,
            have=hello.heads,
            head=Mark(0, bytes(32)),
        )
        return Answer(ack, (), (), is_whole=False)

    patch.setattr(answers, "read_answer", wrong)


def reads_the_scope_from_the_request(patch: pytest.MonkeyPatch) -> None:
    """The commune is that of the events which the request speaks of."""
    right = Exchange._check

    def wrong(self: Any, body: bytes, length: int) -> Any:
        device = right(self, body, length)
        spoken_of = self._gateway.registry.device(self.hello.heads[-1].device)
        return device._replace(commune=(spoken_of or device).commune)

    patch.setattr(Exchange, "_check", wrong)


def discards_the_loser(patch: pytest.MonkeyPatch) -> None:
    """Of two values one is forgotten."""
    patch.setattr(merging.Fields, "_set_aside", lambda *_: None)


def lets_the_last_act_win(patch: pytest.MonkeyPatch) -> None:
    """Acts are merged like telephone numbers."""
    patch.setattr(story.Story, "knows_the_last_act", lambda *_: True)
    patch.setattr(steps, "_is_legal", lambda *_: True)


def ignores_what_was_seen(patch: pytest.MonkeyPatch) -> None:
    """Events are told in the order in which they came, whatever they build on."""
    patch.setattr(placing._Placer, "_is_here", lambda *_: True)


def lets_the_clock_decide(patch: pytest.MonkeyPatch) -> None:
    """What a PC's clock calls later is told later, be it 2099 there."""
    patch.setattr(placing, "_by_position", lambda told: (told.event.envelope.at, told.event.id))


def believes_a_wrong_clock(patch: pytest.MonkeyPatch) -> None:
    """Of two telephone numbers that of 2099 stands, though its clock is known to be wrong."""
    patch.setattr(
        merging, "_is_later", lambda new, stands: new.event.envelope.at >= stands.event.envelope.at
    )


def remembers_for_a_week(patch: pytest.MonkeyPatch) -> None:
    """The gateway knows for ever that it has an event, and for seven days which one."""
    came: dict[tuple[Author, int], int] = {}
    now = [0]
    right_take, right_store = CommuneLog.take, Writer.store
    right_holding = Writer.holding

    def take(self: Any, body: bytes, now_ms: int) -> Any:
        now[0] = now_ms
        return right_take(self, body, now_ms)

    def store(self: Any, author: Author, first: int, lines: Any, chains: Any) -> None:
        came.update({(author, first + place): now[0] for place in range(len(lines))})
        right_store(self, author, first, lines, chains)

    def holding(self: Any, author: Author, first: int, last: int) -> rules.Holding:
        known = right_holding(self, author, first, last)
        fresh = {n for n in known.hashes if now[0] - came.get((author, n), now[0]) <= _WEEK}
        return rules.Holding(
            known.stretches,
            {n: h for n, h in known.hashes.items() if n in fresh},
            {n: link for n, link in known.chains.items() if n in fresh or n == first},
        )

    patch.setattr(CommuneLog, "take", take)
    patch.setattr(Writer, "store", store)
    patch.setattr(Writer, "holding", holding)


def flushes_at_leisure(patch: pytest.MonkeyPatch) -> None:
    """`synchronous=NORMAL`: a commit returns before it is on the disk."""
    right = connection._make_durable

    def wrong(opened: connection.Connection) -> None:
        right(opened)
        opened.run("PRAGMA synchronous = NORMAL")

    patch.setattr(connection, "_make_durable", wrong)


def counts_outside_the_transaction(patch: pytest.MonkeyPatch) -> None:
    """The counter and the slip journal move after the dossier is saved."""
    later: list[Callable[[], None]] = []
    right_act, right_give, right_write = Store.act, counters.give, counters.write

    def give(*asked: Any) -> Any:
        with patch.context() as inside:
            inside.setattr(counters, "write", lambda *it: later.append(lambda: right_write(*it)))
            return right_give(*asked)

    @contextmanager
    def act(self: Store, *by: Any, **eff: Any) -> Iterator[Any]:
        later.clear()
        with right_act(self, *by, **eff) as one:
            yield one
        with self._connection.writing():
            while later:
                later.pop(0)()

    patch.setattr(counters, "give", give)
    patch.setattr(Store, "act", act)
    patch.setattr(Act, "finish", lambda _: None)


def appends_without_cutting(patch: pytest.MonkeyPatch) -> None:
    """Bytes of a file are put behind whatever lies there already."""

    def wrong(self: Any, data: bytes) -> None:
        with depot._opened(self._part) as part:
            part.seek(0, os.SEEK_END)
            part.write(data)
            part.flush()
            os.fsync(part.fileno())
        self.sha.update(data)
        self.offset += len(data)

    patch.setattr(depot.Upload, "write", wrong)


def names_before_it_flushes(patch: pytest.MonkeyPatch) -> None:
    """A file gets its name while its bytes may still be nowhere but in memory."""

    def wrong(self: Any, data: bytes) -> None:
        with depot._opened(self._part) as part:
            part.seek(self.offset)
            part.truncate()
            part.write(data)
        self.sha.update(data)
        self.offset += len(data)

    patch.setattr(depot.Upload, "write", wrong)


MUTANTS = (
    Mutant(1, "ack before commit", "simulator", acknowledges_before_it_commits),
    Mutant(3, "cursor before apply", "simulator", moves_the_cursor_before_it_applies),
    Mutant(4, "same id without its hash", "simulator", takes_equal_ids_for_duplicates),
    Mutant(5, "sender-held push cursor", "simulator", believes_what_it_sent),
    Mutant(2, "synchronous=NORMAL", "recorded writes", flushes_at_leisure),
    Mutant(7, "number outside the transaction", "store", counts_outside_the_transaction),
    Mutant(9, "conflict loser discarded", "simulator", discards_the_loser),
    Mutant(10, "acts merged by last write", "simulator", lets_the_last_act_win),
    Mutant(11, "a wrong clock believed", "simulator", believes_a_wrong_clock, is_slow=True),
    Mutant(11, "order by the clocks", "simulator", lets_the_clock_decide),
    Mutant(12, "absence deletes", "simulator", deletes_what_is_absent),
    Mutant(13, "any 200 is an ack", "simulator", takes_any_200_for_an_ack),
    Mutant(14, "append without truncate", "killed carriers", appends_without_cutting),
    Mutant(15, "rename without fsync", "recorded carriers", names_before_it_flushes),
    Mutant(16, "memory of seven days", "gateway after months", remembers_for_a_week),
    Mutant(17, "scope from the request", "gateway", reads_the_scope_from_the_request),
    Mutant(18, "what was seen ignored", "simulator", ignores_what_was_seen),
)


def _keep_cursor(journal: Journal, cursor: PullCursor) -> lessons.Lesson:
    journal.order._keep_cursor(cursor)
    return lessons.Lesson()
