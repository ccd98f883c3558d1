"""A damaged slot is told from a wrong password, and comes back out of a copy."""

import os
import shutil
from pathlib import Path

import msgspec
import pytest

from app.store import backups, forgotten, keys, repairing, slot_mending, slots
from app.store.faults import StoreFault
from app.store.forgotten import Wish
from app.store.founding import found
from app.store.profile import Profile
from app.store.records import Officer
from app.store.restoring import restore
from app.store.slots import OwnKey, PhoneSlot, Reset, Slot
from app.store.store import Store
from tests.helpers.office import MAI, PASSWORD, QUICK, THE_OFFICE, AnOffice, a_machine

PAO = Officer("01937000-0000-7000-8000-0000000000bb", "Giàng A Páo", "specialist")
PAOS = "nương ngô sau nhà"


@pytest.fixture
def two(office: AnOffice) -> AnOffice:
    """An office of two officers, and a copy of it."""
    keys.add_officer(office.profile, office.key, PAO, PAOS, office.store.machine.entropy)
    office.receives()
    office.store.back_up()
    return office


def spoils(profile: Profile, which: int, field: str = "box") -> None:
    """One letter of a slot is another."""
    file = slots.read(profile.slots)
    slot = file.slots[which]
    part = slot.own if hasattr(slot.own, field) else slot
    value = getattr(part, field)
    told = {field: ("1" if value[0] != "1" else "2") + value[1:]}
    spoilt = msgspec.structs.replace(part, **told)
    if part is slot.own:
        spoilt = msgspec.structs.replace(slot, own=spoilt)
    kept = [spoilt if one is slot else one for one in file.slots]
    slots.write(profile.slots, msgspec.structs.replace(file, slots=tuple(kept)))


def mends(office: AnOffice, officer: Officer = MAI, typed: str = PASSWORD) -> repairing.Mended:
    folders = [office.profile.backups]
    return repairing.repair(office.profile, folders, officer.id, typed, office.store.machine)[1]


def test_no_wrong_byte_of_the_file_reads_as_a_wrong_password(tmp_path: Path):
    profile = Profile(tmp_path / "office")
    found(profile, THE_OFFICE, MAI, PASSWORD, a_machine(), QUICK)[0].close()
    whole = profile.slots.read_bytes()
    seen: dict[str, int] = {}
    step = 1 if "MOTCUA_DAMAGE_TO" in os.environ else 11
    for at in range(0, len(whole), step):
        spoilt = bytearray(whole)
        spoilt[at] ^= 1
        profile.slots.write_bytes(spoilt)
        try:
            keys.unlock(profile, MAI.id, PASSWORD)
        except StoreFault as fault:
            seen[fault.code] = seen.get(fault.code, 0) + 1
    assert set(seen) == {"slot_damaged", "slots_damaged"}
    assert sum(seen.values()) > len(whole) // step // 2


@pytest.mark.parametrize(
    "field", ["officer", "name", "public", "salt", "nonce", "wrapped", "box", "check"]
)
def test_a_damaged_slot_comes_back_and_the_others_stay(two: AnOffice, field: str):
    keys.change_password(two.profile, two.key, "suối sau bản", two.store.machine.entropy)
    two.closes()
    spoils(two.profile, 1, field)
    damaged = slots.read(two.profile.slots)
    with pytest.raises(StoreFault, match="slot_damaged"):
        keys.unlock(two.profile, PAO.id, PAOS)
    assert mends(two, PAO, PAOS).slots_from_copy
    assert keys.unlock(two.profile, PAO.id, PAOS).secret == two.key.secret
    assert slots.read(two.profile.slots).slots[0] == damaged.slots[0], "newer than the copy"
    assert not mends(two, PAO, PAOS).slots_from_copy


def test_a_whole_slot_and_a_wrong_password_ask_no_older_copy(two: AnOffice):
    keys.change_password(two.profile, two.key, "suối sau bản", two.store.machine.entropy)
    two.closes()
    with pytest.raises(StoreFault, match="wrong_password"):
        mends(two)


def test_a_damaged_head_is_put_right_and_every_slot_stays(two: AnOffice):
    keys.change_password(two.profile, two.key, "suối sau bản", two.store.machine.entropy)
    two.closes()
    file = slots.read(two.profile.slots)
    slots.write(two.profile.slots, msgspec.structs.replace(file, commune="x" + file.commune[1:]))
    with pytest.raises(StoreFault, match="slots_damaged"):
        keys.unlock(two.profile, MAI.id, "suối sau bản")
    assert [name for _, name in repairing.names_here(two.profile, [])] == [MAI.name, PAO.name]
    assert mends(two, MAI, "suối sau bản").slots_from_copy
    assert slots.read(two.profile.slots) == file


def test_a_damaged_recovery_code_is_not_called_wrong_and_comes_back(two: AnOffice):
    two.closes()
    file = slots.read(two.profile.slots)
    spoilt = msgspec.structs.replace(file.recovery, salt="0" * 32)
    slots.write(two.profile.slots, msgspec.structs.replace(file, recovery=spoilt))
    wish = Wish(MAI.id, "x", Reset("r1", 0, "recovery", ("Vàng A Dơ",)))
    entropy = two.store.machine.entropy
    with pytest.raises(StoreFault, match="recovery_damaged"):
        forgotten.by_recovery_code(two.profile, wish, two.recovery_code, entropy)
    assert mends(two, typed=two.recovery_code).slots_from_copy
    assert slots.read(two.profile.slots) == file


def test_without_a_copy_a_damaged_slot_is_left_and_another_officer_gives_a_password(
    office: AnOffice,
):
    entropy = office.store.machine.entropy
    keys.add_officer(office.profile, office.key, PAO, PAOS, entropy)
    office.closes()
    spoils(office.profile, 1)
    assert not mends(office).slots_from_copy
    assert len(slots.read(office.profile.slots).slots) == 2
    with pytest.raises(StoreFault, match="slot_damaged"):
        mends(office, PAO, PAOS)
    keys.add_officer(office.profile, office.key, PAO, "mới hẳn", entropy)
    assert keys.unlock(office.profile, PAO.id, "mới hẳn").secret == office.key.secret


def test_the_only_whole_slot_stays(two: AnOffice):
    spoils(two.profile, 0)
    with pytest.raises(StoreFault, match="last_officer"):
        keys.remove_officer(two.profile, PAO.id)
    keys.remove_officer(two.profile, MAI.id)
    assert [slot.officer for slot in slots.read(two.profile.slots).slots] == [PAO.id]


def test_a_restore_mends_the_slots_too_and_leaves_newer_passwords(two: AnOffice):
    keys.change_password(two.profile, two.key, "suối sau bản", two.store.machine.entropy)
    (copy,) = backups.listed(two.profile.backups)
    two.closes()
    spoils(two.profile, 1)
    restore(two.profile, copy.path, MAI.id, PASSWORD, two.store.machine)
    for officer, password in ((MAI, "suối sau bản"), (PAO, PAOS)):
        key = keys.unlock(two.profile, officer.id, password)
        Store.open(two.profile, key, two.store.machine).close()


def test_another_pcs_damaged_slots_are_not_taken_for_ours(two: AnOffice, tmp_path: Path):
    two.closes()
    other = Profile(tmp_path / "other")
    found(other, THE_OFFICE, MAI, PASSWORD, a_machine(9), QUICK)[0].close()
    theirs = slots.read(other.slots)
    there = tmp_path / "here"
    shutil.copytree(two.profile.path, there)
    slots.write(there / "slots", msgspec.structs.replace(theirs, check="0" * 16))
    ours = slots.read(two.profile.slots)
    copies = list(two.profile.backups.iterdir())
    assert slot_mending.mend(Profile(there), ours.commune, ours.device, copies)
    assert slots.read(there / "slots") == ours


def test_the_helpdesk_is_asked_for_a_code_whose_slot_is_whole(office: AnOffice):
    made = office.store.phone_codes(1)
    first, *others = made.slots
    spoilt: PhoneSlot = msgspec.structs.replace(first, nonce="0" * 24)
    file = slots.read(office.profile.slots)
    file = msgspec.structs.replace(file, phone=(spoilt, *others))
    slots.write(office.profile.slots, file)
    assert forgotten.next_phone_number(file) == 2
    wish = Wish(MAI.id, "x", Reset("r1", 0, "phone", ("Đặng Hải",)))
    entropy = office.store.machine.entropy
    with pytest.raises(StoreFault, match="phone_code_damaged"):
        forgotten.by_phone_code(office.profile, wish, made.codes[1], entropy)
    key = forgotten.by_phone_code(office.profile, wish, made.codes[2], entropy)
    assert key.secret == office.key.secret


def test_a_later_field_does_not_spoil_what_an_older_program_wrote():
    class Later(Slot, frozen=True, omit_defaults=True):
        added: str = ""

    slot = slots.checked(Slot("mai", "Mai", "leader", OwnKey("dd", QUICK, "aa", "bb", "cc"), "ee"))
    Later.__name__ = "Slot"
    again = msgspec.json.decode(msgspec.json.encode(slot), type=Later)
    assert again.is_whole
