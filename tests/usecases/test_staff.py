"""Officers on real stores: sign-in, PIN, leave, last days, deputies, agencies, audit."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.access import Role
from app.domain.dossier import Dossier
from app.domain.errors import RuleViolation
from app.domain.events import AbsenceNoted, OfficerRemoved, Paused
from app.domain.history import DossierVersion
from app.domain.officers import Agency
from app.store.faults import StoreFault
from app.store.profile import Profile
from app.usecases import cash, lookup, scanning, staff, visits
from app.usecases.administration import (
    NewOfficer,
    ThisPc,
    add_officer,
    change_officer,
    found_office,
    keep_pin,
    officers_here,
    sign_in,
    sign_out,
)
from app.usecases.audit import Wanted, audit
from app.usecases.cash import Taking
from app.usecases.desk import Desk
from app.usecases.dossier_view import open_dossier
from app.usecases.lookup import DossierFilter
from app.usecases.processing import forward, pause
from app.usecases.staff import Change
from tests.helpers.desk import FACTS, LAWYER, a_dossier
from tests.helpers.office import a_machine

PASSWORD = "ruộng bậc thang"  # noqa: S105 - an invented officer's
OTHER = "mùa nước đổ"
MAI = NewOfficer("mai", "Lò Thị Mai", Role.CLERK)
CHIEF = NewOfficer("chief", "Vàng A Dơ", Role.LEADER)
GUEST = NewOfficer("guest", "Giàng Thị Mỷ", Role.CLERK, until="2026-11-30")
MARITAL, COPIES = "1.004873", "2.000815"


@pytest.fixture
def pc(tmp_path: Path) -> ThisPc:
    return ThisPc(Profile(tmp_path / "office"), a_machine())


@pytest.fixture
def desk(pc: ThisPc) -> Iterator[Desk]:
    found_office(pc, FACTS, MAI, PASSWORD)
    made = sign_in(pc, "mai", PASSWORD)
    add_officer(made, CHIEF, PASSWORD, OTHER)
    yield made
    sign_out(made)


def chief(desk: Desk) -> Desk:
    return change_officer(desk, "chief", OTHER)


def refuses(code: str, work, *args: object) -> None:
    with pytest.raises((RuleViolation, StoreFault), match=code):
        work(*args)


def passes(pc: ThisPc, days: int) -> None:
    pc.machine.clock.pass_by(timedelta(days=days))  # type: ignore[attr-defined]


def test_officers_are_known_by_the_id_of_their_slot(desk: Desk):
    assert {one.id for one in staff.staff(desk)} == {"mai", "chief"}


def test_a_pin_brings_an_officer_in_quickly(desk: Desk):
    keep_pin(desk, PASSWORD, "2749")
    assert change_officer(chief(desk), "mai", "2749").officer.name == "Lò Thị Mai"
    refuses("wrong_pin", change_officer, desk, "mai", "2748")
    refuses("wrong_password", keep_pin, desk, OTHER, "2749")
    refuses("pin_too_plain", keep_pin, desk, PASSWORD, "1111")


def test_five_wrong_pins_and_only_the_password_is_left(desk: Desk):
    keep_pin(desk, PASSWORD, "2749")
    for _ in range(4):
        refuses("wrong_pin", change_officer, desk, "mai", "0007")
    refuses("pin_forgotten", change_officer, desk, "mai", "0007")
    refuses("wrong_password", change_officer, desk, "mai", "2749")
    assert change_officer(desk, "mai", PASSWORD).officer.id == "mai"


def test_a_right_pin_forgives_the_wrong_ones_before(desk: Desk):
    keep_pin(desk, PASSWORD, "2749")
    for _ in range(4):
        refuses("wrong_pin", change_officer, desk, "mai", "0007")
    change_officer(desk, "mai", "2749")
    refuses("wrong_pin", change_officer, desk, "mai", "0007")


def test_a_pin_ends_with_its_day(pc: ThisPc, desk: Desk):
    keep_pin(desk, PASSWORD, "2749")
    passes(pc, 1)
    refuses("wrong_password", change_officer, desk, "mai", "2749")


def test_no_pin_is_ever_written_down(pc: ThisPc, desk: Desk):
    keep_pin(desk, PASSWORD, "274913")
    held = [path.read_bytes() for path in pc.profile.path.rglob("*") if path.is_file()]
    assert not any(b"274913" in one for one in held)


def test_who_left_cannot_sign_in_and_what_they_did_stays(pc: ThisPc, desk: Desk):
    made = a_dossier(desk)
    staff.remove_officer(chief(desk), "mai", "chuyển công tác")
    assert [one.id for one in officers_here(pc)] == ["chief"]
    refuses("unknown_officer", change_officer, desk, "mai", PASSWORD)
    assert open_dossier(chief(desk), made.id).dossier.accepted_by == "Lò Thị Mai"


def test_another_pc_refuses_whom_it_hears_to_have_left(desk: Desk):
    with desk.store.act(by=chief(desk).officer) as act:
        act.record_office("mai", "officer", OfficerRemoved(name="Lò Thị Mai"))
    refuses("officer_removed", change_officer, desk, "mai", PASSWORD)


def test_a_leave_needs_a_reason_and_is_not_given_to_oneself(desk: Desk):
    boss = chief(desk)
    refuses("reason_missing", staff.remove_officer, boss, "mai", " ")
    refuses("not_oneself", staff.remove_officer, boss, "chief", "nghỉ")
    refuses("managers_are_not_yours", staff.remove_officer, desk, "chief", "nghỉ")
    refuses("officer_unknown", staff.remove_officer, boss, "ai", "nghỉ")


def test_temporary_staff_are_out_after_their_last_day_if_the_clock_is_right(pc: ThisPc, desk: Desk):
    add_officer(chief(desk), GUEST, OTHER, "hoa ban nở")
    passes(pc, 6)
    assert change_officer(desk, "guest", "hoa ban nở").officer.name == "Giàng Thị Mỷ"
    passes(pc, 1)
    refuses("officer_expired", change_officer, desk, "guest", "hoa ban nở")
    change = Change(Role.CLERK, until="2026-12-31")
    staff.change_officer_record(chief(desk), "guest", change)
    assert change_officer(desk, "guest", "hoa ban nở").officer.id == "guest"


def test_a_dead_battery_locks_no_temporary_staff_out(pc: ThisPc, desk: Desk):
    add_officer(chief(desk), GUEST, OTHER, "hoa ban nở")
    pc.machine.clock.set_to(datetime(2033, 1, 1, tzinfo=UTC))  # type: ignore[attr-defined]
    assert change_officer(desk, "guest", "hoa ban nở").officer.id == "guest"


def test_a_new_role_counts_from_the_next_sign_in(desk: Desk):
    staff.change_officer_record(chief(desk), "mai", Change(Role.SPECIALIST))
    assert change_officer(desk, "mai", PASSWORD).officer.role == "specialist"


def test_an_absent_leader_s_deputy_decides_in_his_place_and_it_says_so(desk: Desk):
    dossier = a_dossier(desk, MARITAL)
    refuses("needs_paper", pause, desk, forwarded(desk, dossier), "chờ xác minh")
    said = AbsenceNoted(first="2026-11-24", last="2026-11-25", deputy="mai", with_rights=True)
    refuses("rights_not_yours", staff.note_absence, desk, "chief", said)
    staff.note_absence(chief(desk), "chief", said)
    deputy = staff.act_for(desk, "chief")
    now = pause(deputy, open_dossier(desk, dossier.id).dossier.version, "chờ xác minh")
    entry = now.timeline[-1]
    assert isinstance(entry.said, Paused)
    assert (entry.by, entry.role) == ("Lò Thị Mai (thay Vàng A Dơ)", "leader")
    assert staff.is_standing_in(deputy)
    assert staff.as_oneself(deputy).officer == desk.officer


def test_nobody_changes_the_own_role_or_last_day(pc: ThisPc, desk: Desk):
    add_officer(chief(desk), GUEST, OTHER, "hoa ban nở")
    guest = change_officer(desk, "guest", "hoa ban nở")
    longer = Change(Role.CLERK, until="2030-12-31")
    refuses("not_ones_own_role", staff.change_officer_record, guest, "guest", longer)
    other = Change(Role.ACCOUNTANT, until="2026-11-30")
    refuses("not_ones_own_role", staff.change_officer_record, guest, "guest", other)
    same = Change(Role.CLERK, phone="0345", until="2026-11-30")
    staff.change_officer_record(guest, "guest", same)


def test_lent_rights_prolong_nothing_and_end_with_their_day(pc: ThisPc, desk: Desk):
    said = AbsenceNoted(first="2026-11-24", last="2026-11-25", deputy="mai", with_rights=True)
    staff.note_absence(chief(desk), "chief", said)
    deputy = staff.act_for(desk, "chief")
    longer = AbsenceNoted(first="2026-11-24", last="2027-12-31", deputy="mai", with_rights=True)
    refuses("not_while_standing_in", staff.note_absence, deputy, "chief", longer)
    leader = Change(Role.LEADER)
    refuses("not_while_standing_in", staff.change_officer_record, deputy, "mai", leader)
    refuses("not_while_standing_in", staff.remove_officer, deputy, "mai", "nghỉ")
    refuses("not_while_standing_in", add_officer, deputy, GUEST, PASSWORD, "hoa ban nở")
    dossier = a_dossier(deputy)
    passes(pc, 2)
    refuses("rights_over", pause, deputy, forwarded(desk, dossier), "chờ xác minh")


def test_a_technician_gives_nobody_s_rights_away(desk: Desk):
    technician = NewOfficer("tech", "Tẩn A Sếnh", Role.TECHNICIAN)
    add_officer(chief(desk), technician, OTHER, "hoa ban nở")
    tech = change_officer(desk, "tech", "hoa ban nở")
    said = AbsenceNoted(first="2026-11-24", last="2026-11-25", deputy="tech", with_rights=True)
    refuses("rights_not_yours", staff.note_absence, tech, "chief", said)


def test_the_own_password_and_pin_hold_while_standing_in(desk: Desk):
    said = AbsenceNoted(first="2026-11-24", last="2026-11-25", deputy="mai", with_rights=True)
    staff.note_absence(chief(desk), "chief", said)
    deputy = staff.act_for(desk, "chief")
    keep_pin(deputy, PASSWORD, "2749")
    assert change_officer(deputy, "mai", "2749").officer == desk.officer


def test_an_absence_to_come_is_seen_and_taken_back(desk: Desk):
    said = AbsenceNoted(first="2026-12-01", last="2026-12-05", deputy="mai")
    staff.note_absence(chief(desk), "chief", said)
    record = next(one for one in staff.staff(desk) if one.id == "chief")
    coming = record.next_absence("2026-11-24")
    assert coming is not None
    assert record.away_on("2026-11-24") is None
    staff.end_absence(chief(desk), "chief", coming.event)
    record = next(one for one in staff.staff(desk) if one.id == "chief")
    assert record.next_absence("2026-11-24") is None


def test_a_field_of_two_agencies_is_seen_by_both(desk: Desk):
    dossier = a_dossier(desk, MARITAL)
    (field,) = fields_of(desk, dossier.id)
    for code in ("TP", "CA"):
        staff.name_agency(chief(desk), Agency(code=code, name=code, fields=(field,)))
        staff.change_officer_record(chief(desk), "mai", Change(Role.CLERK, agency=code))
        assert shown(desk) == [dossier.id]


def test_money_of_another_agency_is_not_shown(desk: Desk):
    dossier = a_dossier(desk, COPIES)
    (field,) = fields_of(desk, dossier.id)
    cash.take_fee(desk, dossier.version, Taking(8000))
    staff.name_agency(chief(desk), Agency(code="CC", name="Chứng thực", fields=(field,)))
    staff.name_agency(chief(desk), Agency(code="TP", name="Tư pháp", fields=("Hộ tịch",)))
    staff.change_officer_record(chief(desk), "mai", Change(Role.CLERK, agency="TP"))
    assert cash.day_book(desk, date(2026, 11, 24)).rows == ()
    assert len(cash.day_book(chief(desk), date(2026, 11, 24)).rows) == 1


def test_the_rights_end_with_the_absence(pc: ThisPc, desk: Desk):
    said = AbsenceNoted(first="2026-11-24", last="2026-11-25", deputy="mai", with_rights=True)
    staff.note_absence(chief(desk), "chief", said)
    event = next(one for one in staff.staff(desk) if one.id == "chief").absences[0].event
    staff.end_absence(chief(desk), "chief", event)
    refuses("rights_not_yours", staff.act_for, desk, "chief")
    staff.note_absence(chief(desk), "chief", said)
    passes(pc, 2)
    refuses("rights_not_yours", staff.act_for, desk, "chief")


def test_an_agency_s_officer_sees_its_own_dossiers_and_the_commune_s(desk: Desk):
    ours, theirs = a_dossier(desk, MARITAL), a_dossier(desk, COPIES)
    justice, other = fields_of(desk, ours.id, theirs.id)
    staff.name_agency(chief(desk), Agency(code="TP", name="Tư pháp", fields=(justice,)))
    staff.name_agency(chief(desk), Agency(code="CC", name="Chứng thực", fields=(other,)))
    assert len(shown(desk)) == 2  # without an agency of one's own everything
    staff.change_officer_record(chief(desk), "mai", Change(Role.CLERK, agency="TP"))
    assert shown(desk) == [ours.id]
    assert [one.id for one in lookup.jump(desk, theirs.number) if one.kind == "dossier"] == []
    refuses("other_agency", open_dossier, desk, theirs.id)
    assert len(shown(chief(desk))) == 2
    counted = {one.section.value: one.count for one in lookup.today(desk).counts}
    assert counted["to_forward"] == 1


def test_a_fee_is_of_the_agency_whose_procedure_it_is(desk: Desk):
    dossier = a_dossier(desk, MARITAL)
    (field,) = fields_of(desk, dossier.id)
    refuses("agency_name_missing", staff.name_agency, chief(desk), Agency(code=" ", name="Tư pháp"))
    staff.name_agency(chief(desk), Agency(code="tp", name="Tư pháp", fields=(field,)))
    cash.take_fee(desk, dossier.version, Taking(8000))
    (row,) = cash.day_book(desk, date(2026, 11, 24), "TP").rows
    assert row.movement.agency == "TP"
    assert cash.day_book(desk, date(2026, 11, 24), "CA").rows == ()


def test_the_audit_names_who_did_what(desk: Desk):
    dossier = a_dossier(desk)
    staff.change_officer_record(chief(desk), "mai", Change(Role.CLERK, phone="0345"))
    rows = audit(desk, Wanted()).rows
    assert (rows[0].kind, rows[0].by) == ("office.officer_changed", "Vàng A Dơ")
    assert [one.by for one in audit(desk, Wanted(text=dossier.number)).rows] == ["Lò Thị Mai"]
    assert audit(desk, Wanted(text="vang a do")).rows == (rows[0],)
    assert audit(desk, Wanted(day=date(2026, 1, 1))).rows == ()


def test_a_year_without_the_province_locks_nothing(pc: ThisPc, desk: Desk):
    passes(pc, 365)
    again = change_officer(desk, "mai", PASSWORD)
    assert a_dossier(again).accepted_by == "Lò Thị Mai"
    staff.change_officer_record(chief(again), "mai", Change(Role.CLERK, phone="0346"))
    assert lookup.today(again).received_today == 1


def shown(desk: Desk) -> list[str]:
    return [row.id for row in lookup.dossiers(desk, DossierFilter()).rows]


def fields_of(desk: Desk, *dossiers: str) -> tuple[str, ...]:
    found = (open_dossier(desk, one).dossier.procedure for one in dossiers)
    return tuple(one.field for one in found if one)


def forwarded(desk: Desk, dossier: Dossier) -> DossierVersion:
    return forward(desk, dossier.version, LAWYER).version


def test_papers_and_visits_of_another_agency_are_not_shown(desk: Desk):
    mine = a_dossier(desk, MARITAL)
    theirs = a_dossier(desk, COPIES, ticket=mine.ticket)
    (field,) = fields_of(desk, theirs.id)
    staff.name_agency(chief(desk), Agency(code="CC", name="Chứng thực", fields=(field,)))
    staff.name_agency(chief(desk), Agency(code="TP", name="Tư pháp", fields=("Hộ tịch",)))
    staff.change_officer_record(chief(desk), "mai", Change(Role.CLERK, agency="TP"))
    refuses("other_agency", scanning.papers, desk, theirs.id)
    assert [one.id for one in visits.visit(desk, mine.ticket).dossiers] == [mine.id]
    assert len(visits.visit(chief(desk), mine.ticket).dossiers) == 2
