"""In sẵn giấy tiếp nhận trống: numbers burned beforehand for an outage or for the village."""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from app.domain.calendar import OFFICE_TIME
from app.domain.errors import RuleViolation
from app.domain.events import SlipsBurned
from app.store.reader import Reader
from app.system.clock import instant
from app.usecases.desk import Desk

MOST = 50
_SLIPS = "slips"


class BlankSlip(msgspec.Struct, frozen=True):
    """One burned provisional number that waits for its dossier."""

    code: str
    burned: datetime
    by: str


def burn_blank_slips(desk: Desk, count: int, reason: str = "") -> tuple[BlankSlip, ...]:
    """Burn `count` (1 to 50) provisional numbers; each is then printed on an empty form 01."""
    if not 1 <= count <= MOST:
        raise RuleViolation("blank_slips_count", str(count))
    with desk.store.act(by=desk.officer) as act:
        numbers = tuple(act.next_provisional().code for _ in range(count))
        act.record_office(act.new_id(), _SLIPS, SlipsBurned(numbers=numbers, reason=reason))
    now = desk.now()
    return tuple(BlankSlip(number, now, desk.officer.name) for number in numbers)


def unused_blank_slips(desk: Desk) -> tuple[BlankSlip, ...]:
    """List burned numbers that no dossier has used yet, oldest first."""
    reader = desk.store.reader()
    return tuple(slip for slip in _burned(desk) if not _is_used(reader, slip.code))


def must_be_unused(desk: Desk, code: str) -> None:
    """Raise `RuleViolation` unless this number was burned here and no dossier bears it."""
    if all(slip.code != code for slip in _burned(desk)):
        raise RuleViolation("blank_slip_unknown")
    if _is_used(desk.store.reader(), code):
        raise RuleViolation("blank_slip_used")


def _is_used(reader: Reader, code: str) -> bool:
    """Say whether a dossier bears this number."""
    return any(row.provisional_code == code for row in reader.search(code))


def _burned(desk: Desk) -> Iterator[BlankSlip]:
    for fact in desk.store.reader().facts(_SLIPS):
        said, envelope = fact.said, fact.event.envelope
        if isinstance(said, SlipsBurned):
            burned = instant(envelope.at).astimezone(OFFICE_TIME)
            yield from (BlankSlip(number, burned, envelope.by) for number in said.numbers)
