"""After a restore nothing is sent before a person has said that the old PC runs no more."""

from datetime import datetime

import msgspec

from app.domain.calendar import OFFICE_TIME
from app.domain.errors import RuleViolation
from app.domain.events import RoundsLetGo
from app.store.held import NAME, Held
from app.store.preferences import Preferences
from app.system.clock import milliseconds
from app.usecases.desk import Desk
from app.usecases.step import Entity, record_office

RESTORED = "restored"


def why_held(kept: Preferences) -> Held | None:
    """Why rounds are off, and up to when the copy reached that was put back; None: they go."""
    found = kept.get(NAME)
    return msgspec.json.decode(found, type=Held) if found else None


def must_not_be_held(kept: Preferences) -> None:
    """Raise `RuleViolation('sync_held')` while nobody has answered."""
    if why_held(kept) is not None:
        raise RuleViolation("sync_held")


def held_since(desk: Desk) -> datetime | None:
    """Up to when the copy reached from which this PC was put back, while rounds are off."""
    held = why_held(desk.store.reader().preferences)
    return held.until.astimezone(OFFICE_TIME) if held else None


def let_rounds_go(desk: Desk) -> None:
    """The old PC does not run any more: rounds go again, and who said so is written down first.

    Where nothing is held, nothing is said. On the store's thread.
    """
    held = why_held(desk.store.reader().preferences)
    if held is None:
        return
    said = RoundsLetGo(reason=held.reason, until=milliseconds(held.until))
    with desk.store.act(by=desk.officer) as act:
        record_office(desk, act, Entity(act.new_id(), RESTORED), said)
    desk.store.preferences.put(NAME, b"")
