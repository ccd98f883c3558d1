"""What others have signed that they hold: the push cursor belongs to the receiver."""

from collections.abc import Iterable

import msgspec

from sync.journal.connection import Connection
from sync.protocol.identity import Author
from sync.protocol.messages import Ack, Held


class Receiver(msgspec.Struct, frozen=True):
    """What a receiver said of itself last; `time` is its signed clock, UTC milliseconds.

    `dictionary` is the newest that it can unpack.
    """

    log_epoch: str
    durable: int
    time: int
    dictionary: int


class Receivers:
    """Keeps signed receipts; a receipt is what was said, not yet that it is our history."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def next_counter(self) -> int:
        """The next number of our requests; never the same twice, unless this disk was restored."""
        self.raise_counter(0)
        row = self._db.execute(
            "UPDATE journal_counter SET counter = counter + 1 RETURNING counter"
        ).fetchone()
        return int(row[0])

    def counter(self) -> int:
        """The number of our last request; 0 before the first."""
        row = self._db.execute("SELECT counter FROM journal_counter").fetchone()
        return int(row[0]) if row else 0

    def raise_counter(self, known: int) -> bool:
        """Go on above what a receiver has seen; answers whether ours had fallen behind it."""
        self._db.execute("INSERT OR IGNORE INTO journal_counter VALUES (1, 0)")
        changed = self._db.execute(
            "UPDATE journal_counter SET counter = ? WHERE counter < ?", (known, known)
        )
        return changed.rowcount > 0

    def known(self, receiver: str) -> Receiver | None:
        """What the receiver said last, if it ever did."""
        row = self._db.execute(
            """SELECT log_epoch, durable, time, dictionary FROM journal_receiver
            WHERE receiver = ?""",
            (receiver,),
        ).fetchone()
        return Receiver(*row) if row else None

    def others(self, receiver: str) -> list[str]:
        """Whoever else has signed for anything."""
        rows = self._db.execute(
            "SELECT receiver FROM journal_receiver WHERE receiver <> ? ORDER BY receiver",
            (receiver,),
        )
        return [name for (name,) in rows]

    def lose(self, receiver: str) -> None:
        """Nobody counts on this receiver any more."""
        self.forget(receiver)
        self._db.execute("DELETE FROM journal_receiver WHERE receiver = ?", (receiver,))

    def take(self, ack: Ack) -> bool:
        """Keep what a receiver signed; answers whether its log began anew: the rest is void."""
        known = self.known(ack.server)
        is_new = known is not None and known.log_epoch != ack.log_epoch
        if is_new:
            self.forget(ack.server)
        self._db.execute(
            "INSERT OR REPLACE INTO journal_receiver VALUES (?, ?, ?, ?, ?)",
            (ack.server, ack.log_epoch, ack.durable, ack.time, ack.dictionary),
        )
        self._keep(ack.server, ack.have)
        return is_new

    def note(self, receiver: str, author: Author, n: int, end: bytes) -> None:
        """The receiver has signed for an author's events up to n in another way: by their order."""
        self._db.execute(
            "INSERT OR REPLACE INTO journal_receipt VALUES (?, ?, ?, 1, ?, ?)",
            (receiver, *author, n, end),
        )
        self.drop_below(receiver, author, n)

    def forget(self, receiver: str) -> None:
        """Believe nothing that this receiver signed before: it will be asked again."""
        self._db.execute("DELETE FROM journal_receipt WHERE receiver = ?", (receiver,))

    def keep_only(self, receiver: str, authors: Iterable[Author]) -> None:
        """The receiver has named all that it holds: of others it holds nothing (any more)."""
        named = set(authors)
        told = self._db.execute(
            "SELECT DISTINCT device, epoch FROM journal_receipt WHERE receiver = ?", (receiver,)
        ).fetchall()
        self._db.executemany(
            "DELETE FROM journal_receipt WHERE receiver = ? AND device = ? AND epoch = ?",
            [(receiver, *author) for author in told if Author(*author) not in named],
        )

    def ranges(self, receiver: str, author: Author) -> list[tuple[int, int, bytes]]:
        """What the receiver signed that it holds of an author: first, last, H(last)."""
        return self._db.execute(
            """SELECT first, last, chain FROM journal_receipt
            WHERE receiver = ? AND device = ? AND epoch = ? ORDER BY last""",
            (receiver, *author),
        ).fetchall()

    def drop_below(self, receiver: str, author: Author, last: int) -> None:
        """Forget what a later receipt proves as well."""
        self._db.execute(
            """DELETE FROM journal_receipt
            WHERE receiver = ? AND device = ? AND epoch = ? AND last < ?""",
            (receiver, *author, last),
        )

    def _keep(self, receiver: str, have: Iterable[Held]) -> None:
        """Take a later word; an older one stays beside it as far as the later one reaches.

        The later one may end at an event that is still on its way to us, and proves nothing before
        that has come.
        """
        for held in have:
            self._db.execute(
                """DELETE FROM journal_receipt
                WHERE receiver = ? AND device = ? AND epoch = ? AND last > ?""",
                (receiver, *held.author, held.n),
            )
            self._db.executemany(
                "INSERT OR REPLACE INTO journal_receipt VALUES (?, ?, ?, ?, ?, ?)",
                [(receiver, *held.author, *piece) for piece in _pieces(held)],
            )


def _pieces(held: Held) -> list[tuple[int, int, bytes]]:
    start = [(1, held.n, held.chain)] if held.n else []
    return [*start, *held.beyond]
