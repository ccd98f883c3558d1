"""What was done to passwords before the journal was open is put into it at the next opening."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from app.domain.calendar import OFFICE_TIME
from app.domain.events import PasswordReset, Payload, RecoveryCodeChanged, Way
from app.store import slots
from app.store.faults import StoreFault
from app.store.spent_codes import PASSWORD
from app.usecases.desk import Desk

LOG = logging.getLogger(__name__)


class _Note(NamedTuple):
    id: str
    at: int
    said: Payload


def record_resets(desk: Desk) -> None:
    """Record what the slots tell and the journal does not have yet; repeated, it does nothing.

    The notes are sealed into the slots with the password itself. A full disk locks nobody out: the
    next opening tries again.
    """
    try:
        must_record(desk)
    except StoreFault as fault:
        LOG.warning("a password's change is not in the journal yet: %s", fault.code)


def must_record(desk: Desk) -> None:
    """The same for whoever is about to take a slot away; raises `StoreFault` where it cannot be."""
    reader = desk.store.reader()
    for note in _notes(desk):
        if not reader.deeds_of(note.id):
            _record(desk, note)


def _record(desk: Desk, note: _Note) -> None:
    happened = min(datetime.fromtimestamp(note.at / 1000, UTC), desk.now())
    with desk.store.act(by=desk.officer, eff=happened.astimezone(OFFICE_TIME)) as act:
        act.record_office(note.id, PASSWORD, note.said)


def _notes(desk: Desk) -> Iterator[_Note]:
    file = slots.read(desk.profile.slots)
    for slot in file.slots:
        for reset in slot.resets:
            said = PasswordReset(
                officer=slot.officer,
                name=slot.name,
                way=Way(reset.way),
                who=reset.who,
                code=reset.code,
            )
            yield _Note(reset.id, reset.at, said)
    if file.recovery.id:
        changed = RecoveryCodeChanged(keeper=file.recovery.keeper)
        yield _Note(file.recovery.id, file.recovery.made, changed)
