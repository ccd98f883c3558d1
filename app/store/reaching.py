"""How far each author's entries are known here: what the coverage of a report is made from."""

from app.domain.reports import Reached
from sync.journal import Journal
from sync.protocol.identity import Author, EventId

_LOOKED_BACK = 50  # entries with a doubtful clock that are passed over


def reached(journal: Journal) -> list[Reached]:
    """Every author of whom something is held; an entry's clock counts only where it was right."""
    return [_reached(journal, author) for author in journal.lines.authors()]


def _reached(journal: Journal, author: Author) -> Reached:
    n = journal.head(author).n
    return Reached(
        device=author.device,
        epoch=author.epoch,
        n=n,
        at=_moment(journal, author, n),
        has_gap=journal.highest(author) > n,
    )


def _moment(journal: Journal, author: Author, n: int) -> int | None:
    """When the last entry up to n was written that had a clock to be trusted."""
    for before in range(n, max(0, n - _LOOKED_BACK), -1):
        event = journal.event(EventId(*author, before))
        if event is not None and event.envelope.clk != "bad":
            return event.envelope.at
    return None
