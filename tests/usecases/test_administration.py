"""Founding, signing in, passwords and settings; keys as slow as on a real PC."""

from pathlib import Path

import msgspec
import pytest

from app.domain.access import Role
from app.domain.errors import RuleViolation
from app.store.faults import StoreFault
from app.store.profile import Profile
from app.system import hardware
from app.system.hardware_facts import SystemFacts, is_weak
from app.usecases.administration import (
    Founded,
    NewOfficer,
    ThisPc,
    add_officer,
    change_facts,
    change_officer,
    change_password,
    change_settings,
    found_office,
    office_exists,
    officers_here,
    sign_in,
    sign_out,
    window_settings,
)
from app.usecases.maintenance import create_backup, restore_backup
from app.usecases.office import OfficeSettings
from tests.helpers.desk import FACTS, a_dossier
from tests.helpers.office import a_machine

PASSWORD = "ruộng bậc thang"  # noqa: S105 - an invented officer's
NEW = "mùa nước đổ"
MAI = NewOfficer("mai", "Lò Thị Mai", Role.CLERK)
DOA = NewOfficer("doa", "Vàng A Dơ", Role.LEADER)


@pytest.fixture
def pc(tmp_path: Path) -> ThisPc:
    return ThisPc(Profile(tmp_path / "office"), a_machine())


@pytest.fixture
def founded(pc: ThisPc) -> Founded:
    return found_office(pc, FACTS, MAI, PASSWORD)


def test_an_office_is_founded_once_and_found_again(pc, founded):
    assert office_exists(pc)
    assert [one.name for one in officers_here(pc)] == ["Lò Thị Mai"]
    desk = sign_in(pc, "mai", PASSWORD)
    assert desk.office == FACTS
    file = pc.profile.forms / "receipt" / "rieng.json"
    file.parent.mkdir(parents=True)
    shipped = Path("resources/forms/receipt/tt03-2025.1.json").read_text()
    file.write_text(shipped.replace('"tt03-2025.1"', '"rieng"'))
    assert desk.templates.on("receipt", "2026-11-27").version == "rieng"
    sign_out(desk)
    with pytest.raises(StoreFault, match="profile_exists"):
        found_office(pc, FACTS, MAI, PASSWORD)


@pytest.mark.parametrize(("gigabytes", "spares"), [(0, False), (2, True), (3.9, False)])
def test_a_weak_pc_spares_its_memory_from_the_first_day(pc, monkeypatch, gigabytes, spares):
    told = SystemFacts(system="windows", ram_bytes=int(gigabytes * (1 << 30)))
    facts = msgspec.structs.replace(hardware.facts(pc.profile.path, pc.machine.clock), system=told)
    assert is_weak(facts) is spares
    monkeypatch.setattr(hardware, "facts", lambda *_asked: facts)
    found_office(pc, FACTS, MAI, PASSWORD)
    desk = sign_in(pc, "mai", PASSWORD)
    assert desk.settings.spares_memory is spares
    assert window_settings(pc).spares_memory is spares
    desk = change_settings(desk, OfficeSettings(spares_memory=not spares))
    assert window_settings(pc).spares_memory is not spares
    sign_out(desk)


def test_a_pc_that_got_its_office_from_a_copy_is_measured_itself(
    pc, founded, tmp_path, monkeypatch
):
    desk = sign_in(pc, "mai", PASSWORD)
    copy = create_backup(desk).path
    sign_out(desk)
    told = SystemFacts(system="windows", ram_bytes=2 << 30)
    facts = msgspec.structs.replace(hardware.facts(pc.profile.path, pc.machine.clock), system=told)
    monkeypatch.setattr(hardware, "facts", lambda *_asked: facts)
    other = ThisPc(Profile(tmp_path / "other"), pc.machine)
    restore_backup(other, copy, "mai", PASSWORD)
    desk = sign_in(other, "mai", PASSWORD)
    assert desk.settings.spares_memory
    sign_out(desk)


def test_a_wrong_password_opens_nothing_and_loses_nothing(pc, founded):
    with pytest.raises(StoreFault, match="wrong_password"):
        sign_in(pc, "mai", "sai rồi nhé")
    desk = sign_in(pc, "mai", PASSWORD)
    a_dossier(desk)
    sign_out(desk)


def test_a_second_program_is_refused_politely(pc, founded):
    desk = sign_in(pc, "mai", PASSWORD)
    try:
        with pytest.raises(StoreFault, match="already_open"):
            sign_in(pc, "mai", PASSWORD)
    finally:
        sign_out(desk)


def test_a_short_password_protects_nothing(pc):
    with pytest.raises(RuleViolation, match="password_too_short"):
        found_office(pc, FACTS, MAI, "ngắn")
    assert not office_exists(pc)


def test_a_second_officer_takes_the_open_counter(pc, founded):
    desk = sign_in(pc, "mai", PASSWORD)
    try:
        add_officer(desk, DOA, PASSWORD, NEW)
        other = change_officer(desk, "doa", NEW)
        assert other.store is desk.store
        assert a_dossier(other).accepted_by == "Vàng A Dơ"
    finally:
        sign_out(desk)


def test_ones_own_password_is_changed_with_the_old_one(pc, founded):
    desk = sign_in(pc, "mai", PASSWORD)
    with pytest.raises(StoreFault, match="wrong_password"):
        change_password(desk, NEW, NEW)
    change_password(desk, PASSWORD, NEW)
    sign_out(desk)
    sign_out(sign_in(pc, "mai", NEW))


def test_settings_and_printed_facts_are_kept_and_the_commune_is_not_changed(pc, founded):
    desk = sign_in(pc, "mai", PASSWORD)
    desk = change_settings(desk, type(desk.settings)(font_points=14, same_day_until="14:00"))
    desk = change_facts(desk, type(FACTS)(**{**_fields(FACTS), "phone": "0213 3000 112"}))
    with pytest.raises(RuleViolation, match="commune_is_fixed"):
        change_facts(desk, type(FACTS)(**{**_fields(FACTS), "commune_code": "00001"}))
    sign_out(desk)
    again = sign_in(pc, "mai", PASSWORD)
    assert (again.settings.same_day_until, again.office.phone) == ("14:00", "0213 3000 112")
    assert window_settings(pc).font_points == 14
    sign_out(again)


def _fields(facts):
    return {name: getattr(facts, name) for name in facts.__struct_fields__}
