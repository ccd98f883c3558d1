"""The gateway's signed words as they came: the order page by page, and one `Ack` a log epoch.

Whoever holds them can pass them on, and whoever gets them needs no line of its own to know the
order: the signature says whose it is, and the chain of hashes that it is about our very events.
"""

from collections.abc import Iterator
from typing import NamedTuple

from sync.journal.connection import Connection
from sync.protocol.messages import Ack, Positions


class SignedPage(NamedTuple):
    """A piece of the order: of which log epoch, after which position, up to which, as signed."""

    log_epoch: str
    start: int
    last: int
    body: bytes


class Word(NamedTuple):
    """That there is such a log epoch: when the gateway said so last (UTC ms), as signed."""

    log_epoch: str
    time: int
    body: bytes


class Pages:
    """Keeps what was proven before; a page may overlap the one before it."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def keep(self, page: Positions, body: bytes) -> None:
        """Keep a page; what began at its place or behind it is not the order any more."""
        if page.start.position == page.last and self._ends_in(page.log_epoch):
            return
        self._db.execute("DELETE FROM journal_page WHERE start >= ?", (page.start.position,))
        self._db.execute(
            "INSERT INTO journal_page (log_epoch, start, last, body) VALUES (?, ?, ?, ?)",
            SignedPage(page.log_epoch, page.start.position, page.last, body),
        )

    def after(self, position: int, log_epoch: str) -> Iterator[SignedPage]:
        """The pages that lead on from a position, in their order, the first perhaps from before it.

        To who stands at the end they tell only what is another log epoch than his. Read as far as
        they are asked for: a log of years has many.
        """
        rows = self._db.execute(
            """SELECT log_epoch, start, last, body FROM journal_page
            WHERE start >= coalesce(
                (SELECT max(start) FROM journal_page WHERE start <= ?), 0) ORDER BY start""",
            (position,),
        )
        pages = (SignedPage(*row) for row in rows)
        return (page for page in pages if page.last > position or page.log_epoch != log_epoch)

    def keep_word(self, ack: Ack, body: bytes) -> None:
        """Keep the latest word of its log epoch, without what else it said."""
        known = self.word(ack.log_epoch)
        if known is None or known.time < ack.time:
            self._db.execute(
                "INSERT OR REPLACE INTO journal_word VALUES (?, ?, ?)",
                Word(ack.log_epoch, ack.time, body),
            )

    def word(self, log_epoch: str) -> Word | None:
        """The gateway's latest word of a log epoch that came here."""
        row = self._db.execute(
            "SELECT log_epoch, time, body FROM journal_word WHERE log_epoch = ?", (log_epoch,)
        ).fetchone()
        return Word(*row) if row else None

    def leads_on(self, before: str, after: str) -> bool:
        """Whether one log epoch came after another; they are named so that the later is greater.

        Who knows no order yet may begin with any; a replay of an old one turns nobody back.
        """
        if after == before or not before:
            return True
        return after > before and self.word(after) is not None

    def _ends_in(self, log_epoch: str) -> bool:
        row = self._db.execute(
            "SELECT log_epoch FROM journal_page ORDER BY start DESC LIMIT 1"
        ).fetchone()
        return row is not None and row[0] == log_epoch
