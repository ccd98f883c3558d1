"""Beginning a new epoch, and recording a branch again that lost its place."""

from collections.abc import Callable
from typing import TypeAlias

import msgspec

from sync.journal.intake import GAVE_WAY
from sync.journal.journal import Journal
from sync.journal.lines import Lines, SetAside
from sync.protocol import canonical
from sync.protocol.canonical import Object
from sync.protocol.errors import Malformed
from sync.protocol.event import SALT_BYTES, Envelope, Event, Seen, read
from sync.protocol.identity import Author

EPOCH_BEGUN = "device.epoch_begun"

Original: TypeAlias = tuple[str, Envelope, bytes | None]
"""An act that was recorded again: its id and what it says; without content where that was erased.

Two copies of one disk give one id to two acts, and both may have to be recorded again.
"""


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
    again = originals(journal.lines) if lost else frozenset()
    return [
        event
        for event in lost
        if event.payload is not None
        and not stands_again(_original(str(event.id), event.envelope, event.payload), again)
    ]


def originals(lines: Lines) -> frozenset[Original]:
    """Everything that is recorded again in what is held here."""
    return frozenset(
        _original(event.envelope.o, event.envelope, event.payload)
        for event in lines.recorded_again()
    )


def stands_again(original: Original | None, again: frozenset[Original]) -> bool:
    """Whether an act is among them; of what was erased its content need not be the same."""
    return original is not None and (original in again or (*original[:2], None) in again)


def original_of(kept: SetAside) -> Original | None:
    """What a line that is set aside says; None where nobody can read it."""
    try:
        event = read(kept.line, kept.id.device, kept.id.epoch)
    except Malformed:
        return None
    return _original(str(event.id), event.envelope, event.payload)


def record_again(
    journal: Journal, device: str, author: Author, entropy: Callable[[int], bytes]
) -> list[Event]:
    """Record a lost branch again in the new epoch, each event naming its original; may be repeated.

    What an event had seen on the lost branch becomes what stands for that now.
    """
    renamed: dict[Seen, Seen] = {}
    recorded = []
    for event in lost_branch(journal, device):
        seen = tuple(renamed.get(seen, seen) for seen in event.envelope.seen)
        draft = msgspec.structs.replace(event.envelope, seen=seen, o=str(event.id))
        fresh = journal.append(author, draft, event.payload or {}, entropy(SALT_BYTES))
        renamed[event.seen_as] = fresh.seen_as
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


def _original(event: str, envelope: Envelope, payload: Object | None) -> Original:
    said = msgspec.structs.replace(envelope, n=0, seen=(), o="")
    return event, said, None if payload is None else canonical.encode(payload)


def _is_held(journal: Journal, head: Seen) -> bool:
    line = journal.lines.get(head.id)
    return line is not None and line.h[:4].hex() == head.short


def _recorded_again(journal: Journal) -> dict[str, Seen]:
    """What stands for each original now; of two under one id, for the later one."""
    return {event.envelope.o: event.seen_as for event in journal.lines.recorded_again()}


def _gave_way(journal: Journal, device: str) -> list[Event]:
    events = []
    for event, line, reason in journal.aside():
        if event.device == device and reason == GAVE_WAY:
            try:
                events.append(read(line, event.device, event.epoch))
            except Malformed:
                continue
    return events
