"""Beginning a new epoch, and recording a branch again that lost its place."""

from collections.abc import Callable

import msgspec

from sync.journal.intake import GAVE_WAY
from sync.journal.journal import Journal
from sync.protocol.canonical import Object
from sync.protocol.errors import Malformed
from sync.protocol.event import SALT_BYTES, Event, Seen, read
from sync.protocol.identity import Author, EventId

EPOCH_BEGUN = "device.epoch_begun"


def epoch_begun(journal: Journal, old: Author, reason: str) -> Object:
    """The content of a new epoch's first event: it names the old head as it is known here."""
    head = journal.head(old)
    return {
        "device": old.device,
        "epoch": old.epoch,
        "n": head.n,
        "chain": head.chain.hex(),
        "reason": reason,
    }


def lost_branch(journal: Journal, device: str) -> list[Event]:
    """Own events that gave way to another branch and are not recorded again yet."""
    lost = _gave_way(journal, device)
    again = _recorded_again(journal) if lost else {}
    return [event for event in lost if str(event.id) not in again and event.payload is not None]


def record_again(
    journal: Journal, device: str, author: Author, entropy: Callable[[int], bytes]
) -> list[Event]:
    """Record a lost branch again in the new epoch, each event naming its original; may be repeated.

    What an event had seen on the lost branch becomes what stands for that now.
    """
    renamed: dict[EventId, Seen] = {}
    recorded = []
    for event in lost_branch(journal, device):
        seen = tuple(renamed.get(seen.id, seen) for seen in event.envelope.seen)
        draft = msgspec.structs.replace(event.envelope, seen=seen, o=str(event.id))
        fresh = journal.append(author, draft, event.payload or {}, entropy(SALT_BYTES))
        renamed[event.id] = fresh.seen_as
        recorded.append(fresh)
    return recorded


def as_they_stand(journal: Journal, seen: tuple[Seen, ...]) -> tuple[Seen, ...]:
    """What a screen showed, by its present names: a branch may have been recorded again since."""
    if all(_is_held(journal, head) for head in seen):
        return seen
    again = _recorded_again(journal)
    return tuple(
        head if _is_held(journal, head) else again.get(str(head.id), head) for head in seen
    )


def _is_held(journal: Journal, head: Seen) -> bool:
    line = journal.lines.get(head.id)
    return line is not None and line.h[:4].hex() == head.short


def _recorded_again(journal: Journal) -> dict[str, Seen]:
    """What stands for each original now."""
    return {
        event.envelope.o: event.seen_as
        for author in journal.lines.authors()
        for event in journal.lines.recorded_again(author)
    }


def _gave_way(journal: Journal, device: str) -> list[Event]:
    events = []
    for event, line, reason in journal.aside():
        if event.device == device and reason == GAVE_WAY:
            try:
                events.append(read(line, event.device, event.epoch))
            except Malformed:
                continue
    return events
