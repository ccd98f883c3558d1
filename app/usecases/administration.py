"""Cơ quan: founding the office, officers, signing in, passwords, settings."""

from dataclasses import replace
from pathlib import Path

import msgspec

from app.domain import access
from app.domain.access import Role
from app.domain.errors import RuleViolation
from app.domain.events import OfficeFounded, OfficerAdded
from app.domain.fold.office import heads
from app.domain.guessing import is_easy
from app.domain.officers import check_management
from app.domain.pins import looks_like as looks_like_pin
from app.store import keys, slots
from app.store.faults import StoreFault
from app.store.founding import found
from app.store.profile import Profile
from app.store.records import Office, Officer
from app.store.slots import Slot
from app.store.store import Store
from app.system import settings as window
from app.system.clock_guard import Quality
from app.system.paths import resources
from app.system.settings import WindowSettings
from app.usecases import first_start, officer_keys, second_disk, shipped, weak_pc
from app.usecases.desk import Desk
from app.usecases.office import OfficeFacts, OfficeSettings
from app.usecases.password_notes import record_resets
from app.usecases.procedure_choice import overrides_of
from app.usecases.staff import OFFICER, admitted, must_be_oneself, own_id, staff
from app.usecases.templates import Templates
from app.usecases.this_pc import (
    SHORTEST_PASSWORD,
    OfficerName,
    ThisPc,
    office_exists,
    officers_here,
    this_pc,
    window_settings,
)

__all__ = [
    "SHORTEST_PASSWORD",
    "Founded",
    "NewOfficer",
    "OfficerName",
    "ThisPc",
    "add_officer",
    "change_facts",
    "change_officer",
    "change_password",
    "change_settings",
    "check_password",
    "found_office",
    "keep_pin",
    "office_exists",
    "officers_here",
    "settings",
    "sign_in",
    "sign_out",
    "this_pc",
    "window_settings",
]

_FACTS = "office"
_SETTINGS = "settings"


class NewOfficer(msgspec.Struct, frozen=True):
    """An officer to be written into this PC's slots; `name` is the full name as printed."""

    id: str
    name: str
    role: Role
    agency: str = ""
    until: str = ""


class Founded(msgspec.Struct, frozen=True):
    """The new office's recovery code, to be sealed in an envelope; it is shown once."""

    recovery_code: str


def found_office(
    pc: ThisPc, office: OfficeFacts, officer: NewOfficer, password: str, *, slot: int = 1
) -> Founded:
    """Lập cơ quan trên máy này: profile, keys, first officer; `slot` tells PCs apart.

    Who signs in first is led through what is left to set up (`first_start`).
    """
    check_password(password)
    identity = Office(
        commune=office.commune_code,
        commune_name=office.commune_name,
        province=office.province_code,
        province_name=office.province_name,
        slot=slot,
    )
    first = _officer(officer)
    store, recovery_code = found(pc.profile, identity, first, password, pc.machine)
    try:
        store.preferences.put(_FACTS, msgspec.json.encode(office))
        first_start.begin(store.preferences)
        weak_pc.measure(pc)
        with store.act(by=first) as act:
            act.record_office(act.new_id(), "office", _founded(office))
            own = slots.read(pc.profile.slots).of(officer.id)
            act.record_office(officer.id, OFFICER, _added(officer, own))
    finally:
        store.close()
    return Founded(recovery_code)


def sign_in(pc: ThisPc, officer_id: str, password: str) -> Desk:
    """Open the office; raises `StoreFault`: wrong password, damaged, already open ..."""
    key = keys.unlock(pc.profile, officer_id, password)
    store = Store.open(pc.profile, key, pc.machine)
    try:
        desk = _desk(pc, store, admitted_now(store, key.officer))
        record_resets(desk)
        officer_keys.record_own(desk)
    except BaseException:
        store.close()
        raise
    return desk


def change_officer(desk: Desk, officer_id: str, password: str) -> Desk:
    """Another officer takes the same open counter, by password or by the PIN of the day."""
    today = desk.now().date().isoformat()
    if looks_like_pin(password) and desk.pins.has(officer_id, today):
        known = desk.pins.opens(officer_id, password, today)
        if known is None:
            raise StoreFault("wrong_pin" if desk.pins.has(officer_id, today) else "pin_forgotten")
        back = replace(desk, officer=admitted_now(desk.store, known), rights_until="")
        record_resets(back)
        return back
    key = keys.unlock(desk.profile, officer_id, password)
    changed = replace(desk, officer=admitted_now(desk.store, key.officer), rights_until="")
    record_resets(changed)
    officer_keys.record_own(changed)
    return changed


def keep_pin(desk: Desk, password: str, pin: str) -> None:
    """Keep a PIN for the rest of the day, in memory only; the own password is shown first."""
    key = keys.unlock(desk.profile, own_id(desk), password)
    today = desk.now().date().isoformat()
    desk.pins.keep(key.officer, pin, today, desk.machine.entropy)


def sign_out(desk: Desk) -> None:
    """Close the office; drafts stay."""
    desk.store.close()


def add_officer(desk: Desk, officer: NewOfficer, own_password: str, password: str) -> None:
    """Write an officer into this PC's slots; done by somebody who shows the own password."""
    check_password(password)
    must_be_oneself(desk)
    key = keys.unlock(desk.profile, own_id(desk), own_password)
    slot = keys.drafted_slot(desk.profile, key, _officer(officer), password, desk.machine.entropy)
    said = _added(officer, slot)
    access.check(Role(desk.officer.role), said)
    today = desk.now().date().isoformat()
    here = staff(desk)
    held = [one.role for one in here if one.id == officer.id]  # a new password for one who is here
    check_management(Role(desk.officer.role), (officer.role, *held), here, today)
    with desk.store.act(by=desk.officer) as act:  # first: nobody signs in whom no history knows
        act.record_office(officer.id, OFFICER, said, seen=heads(act.deeds(officer.id)))
    keys.keep_slot(desk.profile, slot)


def change_password(desk: Desk, old: str, new: str) -> None:
    """Change one's own password, here and, when they hear of it, on the office's other PCs."""
    check_password(new)
    key = keys.unlock(desk.profile, own_id(desk), old)
    slot = keys.drafted_slot(desk.profile, key, key.officer, new, desk.machine.entropy)
    officer_keys.give(desk, slot)
    keys.keep_slot(desk.profile, slot)


def check_password(password: str) -> None:
    """Raise `RuleViolation` for a password that is too short to protect anything."""
    if len(password) < SHORTEST_PASSWORD:
        raise RuleViolation("password_too_short")
    if is_easy(password):
        raise RuleViolation("password_too_easy")


def settings(desk: Desk) -> OfficeSettings:
    """Return the office's settings on this PC."""
    return desk.settings


def change_settings(desk: Desk, settings: OfficeSettings) -> Desk:
    """Write the settings and return the desk that keeps to them.

    Raises `StoreFault('no_backup_folder')` when a second folder is chosen that is not there.
    """
    folder = settings.backup_folder
    if folder not in {"", desk.settings.backup_folder}:
        disk = second_disk.choose(desk, Path(folder))
        settings = msgspec.structs.replace(settings, backup_disk=disk)
    _keep_settings(desk.profile, desk.store, settings)
    return replace(desk, settings=settings)


def change_facts(desk: Desk, office: OfficeFacts) -> Desk:
    """Write what papers say of the office (telephone, head lines); commune and code stay."""
    if office.commune_code != desk.office.commune_code:
        raise RuleViolation("commune_is_fixed")
    desk.store.preferences.put(_FACTS, msgspec.json.encode(office))
    return replace(desk, office=office)


def admitted_now(store: Store, officer: Officer) -> Officer:
    """Return the officer as the office knows them now; one who is gone is refused."""
    guard = store.clock_guard
    today = guard.today().isoformat()
    is_sure = guard.stamp().quality is not Quality.BAD
    return admitted(store.reader(), officer, today, is_clock_sure=is_sure)


def _desk(pc: ThisPc, store: Store, officer: Officer) -> Desk:
    kept = store.preferences.get(_FACTS)
    chosen = store.preferences.get(_SETTINGS)
    desk = Desk(
        profile=pc.profile,
        store=store,
        machine=pc.machine,
        officer=officer,
        office=msgspec.json.decode(kept, type=OfficeFacts) if kept else _facts_of(store.office),
        settings=_settings(pc, chosen),
        catalogue=shipped.catalogue(pc.profile.path / "catalogue", pc.machine.clock.now().date()),
        calendar=shipped.calendar(),
        places=shipped.places(),
        templates=Templates((resources() / "forms", pc.profile.forms)),
    )
    desk.catalogue.overrides = overrides_of(desk)
    return desk


def _facts_of(office: Office) -> OfficeFacts:
    """Return what is known of an office whose printed facts were never written."""
    return OfficeFacts(
        commune_code=office.commune,
        commune_name=office.commune_name,
        province_code=office.province,
        province_name=office.province_name,
    )


def _officer(officer: NewOfficer) -> Officer:
    return Officer(officer.id, officer.name, officer.role.value)


def _founded(office: OfficeFacts) -> OfficeFounded:
    return OfficeFounded(
        commune_code=office.commune_code,
        commune=office.commune_name,
        province_code=office.province_code,
        province=office.province_name,
        unit=office.desk_line,
        unit_code=office.unit_code,
    )


def _added(officer: NewOfficer, slot: Slot) -> OfficerAdded:
    return OfficerAdded(
        name=officer.name,
        role=officer.role.value,
        agency=officer.agency,
        until=officer.until,
        key=officer_keys.told(slot.own),
    )


def _settings(pc: ThisPc, chosen: bytes | None) -> OfficeSettings:
    """What was chosen; whether memory is spared is said by this PC, not by a copy of another."""
    told = msgspec.json.decode(chosen, type=OfficeSettings) if chosen else OfficeSettings()
    spares = window.read(pc.profile.settings).spares_memory
    return msgspec.structs.replace(told, spares_memory=spares)


def _keep_settings(profile: Profile, store: Store, settings: OfficeSettings) -> None:
    store.preferences.put(_SETTINGS, msgspec.json.encode(settings))
    window.write(profile.settings, _look(profile, settings))


def _look(profile: Profile, settings: OfficeSettings) -> WindowSettings:
    return window.read(profile.settings)._replace(
        font_points=settings.font_points,
        high_contrast=settings.high_contrast,
        idle_lock_minutes=settings.idle_lock_minutes,
        spares_memory=settings.spares_memory,
    )
