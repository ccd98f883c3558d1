"""Vướng mắc: settling what two people did without knowing of each other, and giving up a gap."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec

from app.domain.dossier import Dossier
from app.domain.errors import RuleViolation
from app.domain.history import ACT, Conflict, DossierVersion, Side
from app.usecases.desk import Desk
from app.usecases.promises import office_time
from app.usecases.step import record, take

PATIENCE = timedelta(days=1)
"""How long what waits for earlier data is given before a person may call that data lost."""


class Choice(msgspec.Struct, frozen=True):
    """What a person decides: nothing named keeps what stands."""

    upheld: tuple[str, ...] = ()
    """The set-aside events that hold after all."""
    value: str | int | None = None
    """A value of its own, where neither side was right; for plain fields only."""


class Way(msgspec.Struct, frozen=True):
    """One way out of a conflict: what it chooses, and who had said so."""

    choice: Choice
    sides: tuple[Side, ...]


def settle(desk: Desk, shown: DossierVersion, conflict_id: str, choice: Choice) -> Dossier:
    """Decide an open conflict; of two decisions the first to be ordered stands."""
    return take(
        desk,
        shown,
        lambda now: now.settle(conflict_id, upheld=choice.upheld, value=choice.value),
    )


def ways_out(conflict: Conflict) -> tuple[Way, ...]:
    """List what can be chosen: what stands first, then each other branch or value once.

    The acts of one PC build on each other and hold together; of a field one value holds.
    """
    keep = Way(Choice(), (conflict.stands,))
    others = _branches(conflict) if conflict.subject == ACT else _values(conflict)
    return (keep, *others)


def gaps(dossier: Dossier, now: datetime) -> tuple[str, ...]:
    """List the events (device:epoch:n) that others have waited for in vain for over a day."""
    missing = [
        name
        for waiting in dossier.waiting
        if now - office_time(waiting.at) > PATIENCE
        for name in waiting.missing
    ]
    return tuple(dict.fromkeys(missing))


def declare_lost(desk: Desk, shown: DossierVersion, reason: str) -> Dossier:
    """Give up what has been waited for in vain; what waits for it goes on.

    Raises `RuleViolation` when nothing has waited long enough.
    """
    with desk.store.act(by=desk.officer) as act:
        now, moment, version = act.dossier(shown.id), desk.now(), shown
        if not gaps(now, moment):
            raise RuleViolation("gap_too_young" if now.waiting else "nothing_waits_for_it")
        for missing in gaps(now, moment):
            now = record(desk, act, shown.id, now.declare_lost(missing, reason), version)
            version = now.version
        return now


def review_aside(desk: Desk, shown: DossierVersion, reason: str) -> Dossier:
    """Say what was done about entries that change nothing; raises `RuleViolation` without any."""
    return take(desk, shown, lambda now: now.review_aside(reason))


def _branches(conflict: Conflict) -> Iterator[Way]:
    by_device: dict[str, list[Side]] = {}
    for side in conflict.set_aside:
        by_device.setdefault(side.event.partition(":")[0], []).append(side)
    for sides in by_device.values():
        yield Way(Choice(tuple(side.event for side in sides)), tuple(sides))


def _values(conflict: Conflict) -> Iterator[Way]:
    said: list[object] = []
    for side in conflict.set_aside:
        if side.value not in said:
            said.append(side.value)
            yield Way(Choice((side.event,)), (side,))
