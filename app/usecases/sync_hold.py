"""After a restore nothing is sent before a person has said that the old PC runs no more."""

from datetime import datetime

import msgspec

from app.domain.calendar import OFFICE_TIME
from app.domain.errors import RuleViolation
from app.store.held import NAME, Held
from app.store.preferences import Preferences
from app.usecases.desk import Desk


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
    """The old PC does not run any more: rounds go again. On the store's thread."""
    desk.store.preferences.put(NAME, b"")
