"""The counters of numbers, moved in the same transaction as the event that carries the number."""

import msgspec

from app.domain import numbering
from app.domain.lanes import under
from app.domain.numbering import Counters, Given, Lane
from app.store.connection import Connection
from app.store.slip_journal import SlipJournal
from app.system.clock_guard import ClockGuard


def give(
    connection: Connection,
    slips: SlipJournal,
    guard: ClockGuard,
    lane: Lane | None = None,
) -> Given:
    """The next number, above everything that the slip journal has seen; moves the counter.

    Official from `lane` where there is one and nothing forbids it, else provisional.
    """
    counters = numbering.raised_to_floor(under(read(connection), lane), slips.codes())
    given = numbering.next_number(
        counters,
        guard.code_day(),
        guard.trusted_day(),
        is_clock_doubted=guard.doubt is not None,
    )
    write(connection, given.counters)
    return given


def read(connection: Connection) -> Counters:
    """The counters as they stand."""
    body: bytes = connection.value("SELECT body FROM local_counters")
    return msgspec.json.decode(body, type=Counters)


def write(connection: Connection, counters: Counters) -> None:
    """Put the counters, within the caller's transaction."""
    connection.run(
        "INSERT OR REPLACE INTO local_counters VALUES (1, ?)", (msgspec.json.encode(counters),)
    )


def begin(connection: Connection, slot: int, epoch: str) -> None:
    """Count anew in a new epoch; the lane of the old one rests in the province's hands."""
    write(connection, Counters(slot=slot, epoch=epoch))
