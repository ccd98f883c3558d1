"""Cán bộ: who works at the centre now, in what role, who is away and who stands in."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from app.domain.access import Role
from app.domain.errors import RuleViolation
from app.domain.events import OfficerAdded, OfficerRemoved
from app.domain.events.officers import (
    AbsenceEnded,
    AbsenceNoted,
    AgencyNamed,
    OfficerChanged,
    OfficerKeyGiven,
)
from app.domain.events.parts import OfficerKey
from app.domain.fold.office import Deed
from app.domain.text import fold

MANAGERS = frozenset({Role.LEADER, Role.TECHNICIAN})


class Absence(NamedTuple):
    """Away from `first` to `last` (ISO days, both included); `event` is the note's."""

    event: str
    first: str
    last: str
    deputy: str
    with_rights: bool
    paper: str
    reason: str

    def covers(self, day: str) -> bool:
        """Is the officer away on that ISO day?"""
        return self.first <= day <= self.last


class OfficerRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One officer as the office knows them; days are ISO."""

    id: str
    name: str
    role: Role
    position: str = ""
    phone: str = ""
    agency: str = ""
    until: str = ""
    removed: bool = False
    absences: tuple[Absence, ...] = ()
    keys: tuple[OfficerKey, ...] = ()
    """Those that the password ever had, the present one last."""

    @property
    def key(self) -> OfficerKey | None:
        """The one of the present password; None where it never travelled."""
        return self.keys[-1] if self.keys else None

    def has_had(self, public: str) -> bool:
        """Was this ever the officer's key?"""
        return any(key.public == public for key in self.keys)

    def works_on(self, day: str) -> bool:
        """Does the officer belong to the centre on that day? Absence does not matter here."""
        return not self.removed and (not self.until or day <= self.until)

    def next_absence(self, day: str) -> Absence | None:
        """The absence of that day, else the next one that is noted."""
        coming = (one for one in self.absences if one.first > day)
        ahead = sorted(coming, key=lambda one: one.first)
        return self.away_on(day) or next(iter(ahead), None)

    def away_on(self, day: str) -> Absence | None:
        """The absence that covers a day, the newest first."""
        return next((one for one in reversed(self.absences) if one.covers(day)), None)


class Agency(msgspec.Struct, frozen=True, kw_only=True):
    """An agency with a counter at the centre, and the fields of procedures that are its own."""

    code: str
    name: str
    fields: tuple[str, ...] = ()
    closed: bool = False

    def handles(self, field: str) -> bool:
        """Is a field of procedures (lĩnh vực) its own?"""
        return bool(field) and any(fold(one) == fold(field) for one in self.fields)


class StandIn(NamedTuple):
    """Somebody whose rights an officer has for a time."""

    officer: OfficerRecord
    until: str


def fold_officer(entity: str, deeds: Iterable[Deed]) -> OfficerRecord | None:
    """The officer that these events make; None before anybody was added.

    Who was removed and is added again works again.
    """
    officer: OfficerRecord | None = None
    for deed in deeds:
        officer = _apply(entity, officer, deed)
    return officer


def agencies(histories: Iterable[Sequence[Deed]]) -> tuple[Agency, ...]:
    """The agencies at the centre, by name; the last word on each counts."""
    found: dict[str, Agency] = {}
    for history in histories:
        for deed in history:
            if isinstance(deed.said, AgencyNamed):
                said = deed.said
                found[said.code] = Agency(
                    code=said.code, name=said.name, fields=said.fields, closed=said.closed
                )
    standing = (one for one in found.values() if not one.closed)
    return tuple(sorted(standing, key=lambda one: fold(one.name)))


def fields_of_others(here: Iterable[Agency], mine: str) -> tuple[str, ...]:
    """Folded fields that are only other agencies' own; nothing for who belongs to none."""
    agencies_here = tuple(here)
    own = {fold(field) for one in agencies_here if one.code == mine for field in one.fields}
    others = (field for one in agencies_here if mine and one.code != mine for field in one.fields)
    return tuple(folded for field in others if (folded := fold(field)) not in own)


def agency_of_field(agencies_here: Iterable[Agency], field: str) -> str:
    """The code of the agency whose field this is; empty where it is the office's."""
    return next((one.code for one in agencies_here if one.handles(field)), "")


def stand_ins(officers: Iterable[OfficerRecord], officer_id: str, day: str) -> tuple[StandIn, ...]:
    """Whose rights an officer has on a day: absent officers who handed them over."""
    found = []
    for one in officers:
        away = one.away_on(day)
        if away and away.with_rights and away.deputy == officer_id and one.works_on(day):
            found.append(StandIn(one, away.last))
    return tuple(found)


def check_management(
    by: Role, concerned: Iterable[Role], officers: Iterable[OfficerRecord], day: str
) -> None:
    """Raise `RuleViolation` unless this role may give, change or take away these roles.

    Leaders and technicians may; where an office has neither, whoever the table lets may do it, so
    that nobody is locked out of an office of one clerk.
    """
    if by in MANAGERS:
        return
    has_manager = any(one.role in MANAGERS and one.works_on(day) for one in officers)
    if has_manager and any(role in MANAGERS for role in concerned):
        raise RuleViolation("managers_are_not_yours", by.value)


def check_change(by: str, known: OfficerRecord, role: Role, until: str) -> None:
    """Raise `RuleViolation` where somebody gives themselves another role or another last day."""
    if by == known.id and (role is not known.role or until != known.until):
        raise RuleViolation("not_ones_own_role", known.name)


def check_leave(by: str, known: OfficerRecord, reason: str) -> None:
    """Raise `RuleViolation` for a leave without a reason, or one that somebody gives themselves."""
    if not reason.strip():
        raise RuleViolation("reason_missing")
    if by == known.id:
        raise RuleViolation("not_oneself", known.name)


def check_delegation(by: OfficerRecord | None, known: OfficerRecord) -> None:
    """Raise `RuleViolation` unless the rights are one's own, or a leader gives them.

    Who manages the PCs alone gives nobody's rights away.
    """
    if by is None or (by.id != known.id and by.role is not Role.LEADER):
        raise RuleViolation("rights_not_yours", known.name)


def check_absence(said: AbsenceNoted, absent: str, officers: Iterable[OfficerRecord]) -> None:
    """Raise `RuleViolation` for days in the wrong order, or a deputy who cannot be one."""
    if not said.first or said.last < said.first:
        raise RuleViolation("absence_reversed")
    if said.with_rights and not said.deputy:
        raise RuleViolation("deputy_missing")
    if said.deputy:
        deputy = next((one for one in officers if one.id == said.deputy), None)
        if said.deputy == absent or deputy is None or not deputy.works_on(said.first):
            raise RuleViolation("deputy_missing")


def _apply(entity: str, officer: OfficerRecord | None, deed: Deed) -> OfficerRecord | None:
    if isinstance(deed.said, OfficerAdded):
        return _added(entity, deed.said, officer.keys if officer else ())
    if officer is None:
        return None
    return msgspec.structs.replace(officer, **_changes(officer, deed))


def _changes(officer: OfficerRecord, deed: Deed) -> dict[str, object]:
    changes: dict[str, object] = {}
    match deed.said:
        case OfficerRemoved():
            changes = {"removed": True}
        case OfficerChanged() as said:
            changes = _changed(said)
        case AbsenceNoted() as said:
            changes = {"absences": (*officer.absences, _away(deed, said))}
        case AbsenceEnded() as said:
            changes = {"absences": tuple(one for one in officer.absences if one.event != said.of)}
        case OfficerKeyGiven(key=key) if deed.by == officer.name:
            changes = {"keys": (*officer.keys, key)}
        case _:
            pass  # nothing about the person
    return changes


def _added(entity: str, said: OfficerAdded, keys: tuple[OfficerKey, ...]) -> OfficerRecord | None:
    """A role that this program does not know makes nobody."""
    if said.role not in set(Role):
        return None
    return OfficerRecord(
        id=entity,
        name=said.name,
        role=Role(said.role),
        position=said.position,
        phone=said.phone,
        agency=said.agency,
        until=said.until,
        keys=(*keys, said.key) if said.key else keys,
    )


def _changed(said: OfficerChanged) -> dict[str, object]:
    names = ("position", "phone", "agency", "until")
    told = {name: getattr(said, name) for name in names}
    changes: dict[str, object] = {name: text for name, text in told.items() if text is not None}
    if said.role is not None and said.role in set(Role):
        changes["role"] = Role(said.role)
    return changes


def _away(deed: Deed, said: AbsenceNoted) -> Absence:
    return Absence(
        event=deed.id,
        first=said.first,
        last=said.last,
        deputy=said.deputy,
        with_rights=said.with_rights,
        paper=said.paper,
        reason=said.reason,
    )
