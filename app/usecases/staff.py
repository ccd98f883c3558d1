"""Cán bộ và cơ quan tại Trung tâm: who works here, who is away, whose counter is whose."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from app.domain.access import Role
from app.domain.errors import RuleViolation
from app.domain.events import (
    AbsenceEnded,
    AbsenceNoted,
    AgencyNamed,
    OfficerChanged,
    OfficerRemoved,
    ProcedureRef,
)
from app.domain.fold.office import Deed
from app.domain.officers import (
    MANAGERS,
    Agency,
    OfficerRecord,
    StandIn,
    agencies,
    agency_of_field,
    check_absence,
    check_change,
    check_delegation,
    check_leave,
    check_management,
    fields_of_others,
    fold_officer,
    stand_ins,
)
from app.domain.text import clean, fold
from app.store import keys
from app.store.act import Act
from app.store.faults import StoreFault
from app.store.projections.fields import Fields
from app.store.reader import Reader
from app.store.records import Officer
from app.usecases import password_notes
from app.usecases.desk import Desk
from app.usecases.step import Entity, record_office

OFFICER: Final = "officer"
AGENCY: Final = "agency"


class Change(NamedTuple):
    """What an officer is from now on."""

    role: Role
    position: str = ""
    phone: str = ""
    agency: str = ""
    until: str = ""
    reason: str = ""


class Away(NamedTuple):
    """An officer who is away until an ISO day, and their deputy's name if there is one."""

    name: str
    until: str
    deputy: str


def staff(desk: Desk) -> tuple[OfficerRecord, ...]:
    """Every officer that the office ever had, those who work here now first, by name."""
    today = _today(desk)
    found = _staff(desk.store.reader())
    return tuple(sorted(found, key=lambda one: (not one.works_on(today), fold(one.name))))


def officer_now(reader: Reader, officer: Officer) -> OfficerRecord | None:
    """What the office's history says of who signed in; None for one that it does not know."""
    return fold_officer(officer.id, reader.deeds_of(officer.id))


def agencies_here(reader: Reader) -> tuple[Agency, ...]:
    """The agencies that have a counter at the centre."""
    return agencies(reader.deeds(AGENCY))


def change_officer_record(desk: Desk, officer_id: str, change: Change) -> None:
    """Sửa thông tin cán bộ; the new role counts from the next sign-in."""
    must_be_oneself(desk)
    with desk.store.act(by=desk.officer) as act:
        deeds = act.deeds(officer_id)
        known = _must_be_known(fold_officer(officer_id, deeds))
        everybody = _of(act.deeds_of_type(OFFICER))
        mine = Role(desk.officer.role)
        check_management(mine, (known.role, change.role), everybody, _today(desk))
        check_change(own_id(desk), known, change.role, change.until)
        said = OfficerChanged(
            role=change.role.value,
            position=clean(change.position),
            phone=clean(change.phone),
            agency=clean(change.agency),
            until=change.until,
            reason=clean(change.reason),
        )
        record_office(desk, act, Entity(officer_id, OFFICER), said, deeds)
    desk.pins.forget(officer_id)


def remove_officer(desk: Desk, officer_id: str, reason: str) -> None:
    """Cho cán bộ nghỉ: the slot on this PC goes at once, other PCs refuse once they hear of it.

    Raises `RuleViolation('reason_missing')`, `StoreFault('last_officer')`.
    """
    must_be_oneself(desk)
    signs_in_here = {one.id for one in keys.officers(desk.profile)}
    password_notes.must_record(desk)  # they go with the slot
    with desk.store.act(by=desk.officer) as act:
        deeds = act.deeds(officer_id)
        known = _must_be_known(fold_officer(officer_id, deeds))
        check_leave(own_id(desk), known, reason)
        if signs_in_here == {officer_id}:
            raise StoreFault("last_officer")
        everybody = _of(act.deeds_of_type(OFFICER))
        check_management(Role(desk.officer.role), (known.role,), everybody, _today(desk))
        said = OfficerRemoved(name=known.name, reason=clean(reason))
        record_office(desk, act, Entity(officer_id, OFFICER), said, deeds)
    desk.pins.forget(officer_id)
    if officer_id in signs_in_here:
        keys.remove_officer(desk.profile, officer_id)


def note_absence(desk: Desk, officer_id: str, said: AbsenceNoted) -> None:
    """Ghi vắng mặt; one's rights are handed over by oneself or by a leader (ủy quyền)."""
    must_be_oneself(desk)
    with desk.store.act(by=desk.officer) as act:
        deeds = act.deeds(officer_id)
        known = _must_be_known(fold_officer(officer_id, deeds))
        check_absence(said, officer_id, _of(act.deeds_of_type(OFFICER)))
        if said.with_rights:
            giver = fold_officer(own_id(desk), act.deeds(own_id(desk)))
            check_delegation(giver, known)
        record_office(desk, act, Entity(officer_id, OFFICER), said, deeds)


def end_absence(desk: Desk, officer_id: str, of: str, reason: str = "") -> None:
    """The officer is back, or it was a mistake."""
    with desk.store.act(by=desk.officer) as act:
        deeds = act.deeds(officer_id)
        _must_be_known(fold_officer(officer_id, deeds))
        said = AbsenceEnded(of=of, reason=clean(reason))
        record_office(desk, act, Entity(officer_id, OFFICER), said, deeds)


def name_agency(desk: Desk, agency: Agency) -> None:
    """Ghi cơ quan có quầy tại Trung tâm, or that it has none any more."""
    code = clean(agency.code).upper()
    if not code or not agency.name.strip():
        raise RuleViolation("agency_name_missing")
    entity = Entity(f"agency-{code}", AGENCY)
    with desk.store.act(by=desk.officer) as act:
        said = AgencyNamed(
            code=code,
            name=clean(agency.name),
            fields=tuple(clean(one) for one in agency.fields if one.strip()),
            closed=agency.closed,
        )
        record_office(desk, act, entity, said, act.deeds(entity.id))


def fields_known(desk: Desk) -> tuple[str, ...]:
    """The fields of procedures to choose an agency's from."""
    return tuple(desk.store.reader().topic(Fields).known())


def who_is_away(desk: Desk) -> tuple[Away, ...]:
    """List officers who are away today, until when, and who does their work."""
    today, everybody = _today(desk), _staff(desk.store.reader())
    names = {one.id: one.name for one in everybody}
    found = ((one, one.away_on(today)) for one in everybody if one.works_on(today))
    return tuple(
        Away(one.name, absence.last, names.get(absence.deputy, ""))
        for one, absence in found
        if absence is not None
    )


def who_stands_in(desk: Desk) -> tuple[StandIn, ...]:
    """Whose rights the officer at the counter has today."""
    return stand_ins(_staff(desk.store.reader()), own_id(desk), _today(desk))


def own_id(desk: Desk) -> str:
    """The officer at the counter, in whoever's place they work just now."""
    return desk.officer.id.partition("+")[0]


def is_standing_in(desk: Desk) -> bool:
    """Say whether the officer works with somebody else's rights just now."""
    return "+" in desk.officer.id


def act_for(desk: Desk, absent_id: str) -> Desk:
    """Work with an absent officer's rights; every act says on whose behalf.

    Raises `RuleViolation('rights_not_yours')` where nobody handed them over for today.
    """
    own_name = desk.officer.name.partition(" (")[0]
    for one in who_stands_in(desk):
        if one.officer.id == absent_id:
            name = f"{own_name} (thay {one.officer.name})"
            both = Officer(f"{own_id(desk)}+{absent_id}", name, one.officer.role.value)
            return replace(desk, officer=both, rights_until=one.until)
    raise RuleViolation("rights_not_yours")


def as_oneself(desk: Desk) -> Desk:
    """Go back to one's own rights."""
    for slot in keys.officers(desk.profile):
        if slot.id == own_id(desk):
            known = officer_now(desk.store.reader(), slot)
            return replace(desk, officer=_named(slot, known), rights_until="")
    raise StoreFault("unknown_officer")


def admitted(reader: Reader, officer: Officer, today: str, *, is_clock_sure: bool) -> Officer:
    """The officer as the office's history knows them; raises `RuleViolation` for one who is gone.

    A last day that has passed counts only while the clock is certain: a dead battery locks nobody
    out. Who stands in no history (a copy of an older office) is taken as the slot says.
    """
    known = officer_now(reader, officer)
    if known is None:
        return officer
    if known.removed:
        raise RuleViolation("officer_removed", known.name)
    if is_clock_sure and not known.works_on(today):
        raise RuleViolation("officer_expired", known.until)
    return _named(officer, known)


def hidden_fields(desk: Desk, reader: Reader) -> tuple[str, ...]:
    """Fields of other agencies that this officer does not see, folded; leaders see everything.

    A screen's courtesy between agencies, no secrecy: the database is one.
    """
    here = agencies_here(reader)
    if not here or Role(desk.officer.role) in MANAGERS:
        return ()
    return fields_of_others(here, agency_at(desk, reader))


def hidden_dossiers(desk: Desk, reader: Reader, ids: Sequence[str]) -> frozenset[str]:
    """Those of these dossiers that another agency has at its counter."""
    hidden = frozenset(hidden_fields(desk, reader))
    if not hidden or not ids:
        return frozenset()
    fields = reader.topic(Fields).of(ids)
    return frozenset(one for one in ids if fields.get(one, "") in hidden)


def must_be_seen(desk: Desk, reader: Reader, field: str) -> None:
    """Raise `RuleViolation` for a dossier of another agency's counter; it names whose."""
    if fold(field) in hidden_fields(desk, reader):
        whose = agency_of_field(agencies_here(reader), field)
        name = next((one.name for one in agencies_here(reader) if one.code == whose), whose)
        raise RuleViolation("other_agency", name)


def agency_at(desk: Desk, reader: Reader) -> str:
    """Whose counter this is: the officer's agency, else that of the PC; empty for the commune's."""
    officer_id = desk.officer.id.rpartition("+")[2]  # whose place is taken decides
    known = fold_officer(officer_id, reader.deeds_of(officer_id))
    return (known.agency if known else "") or desk.settings.agency


def agency_of(act: Act, procedure: ProcedureRef | None) -> str:
    """The agency whose money and work a procedure is; empty for the commune's own."""
    field = procedure.field if procedure else ""
    return agency_of_field(agencies(act.deeds_of_type(AGENCY)), field)


def must_be_oneself(desk: Desk) -> None:
    """Rights that were lent say nothing about who works here: they would prolong themselves."""
    if is_standing_in(desk):
        raise RuleViolation("not_while_standing_in")


def _named(officer: Officer, known: OfficerRecord | None) -> Officer:
    return Officer(officer.id, known.name, known.role.value) if known else officer


def _staff(reader: Reader) -> list[OfficerRecord]:
    return _of(reader.deeds(OFFICER))


def _of(histories: Iterable[Sequence[Deed]]) -> list[OfficerRecord]:
    found = (fold_officer(deeds[0].entity, deeds) for deeds in histories if deeds)
    return [one for one in found if one is not None]


def _must_be_known(officer: OfficerRecord | None) -> OfficerRecord:
    if officer is None or officer.removed:
        raise RuleViolation("officer_unknown")
    return officer


def _today(desk: Desk) -> str:
    return desk.now().date().isoformat()
