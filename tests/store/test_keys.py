"""Passwords, slots and the sealed recovery code."""

from pathlib import Path

import msgspec
import pytest

from app.store import forgotten, keys, recovery, slots
from app.store.derivation import WEAKEST, Derivation, calibrated
from app.store.faults import StoreFault
from app.store.forgotten import Wish
from app.store.records import Officer
from app.store.slots import Reset, Tries
from app.store.store import Store
from app.system.clock import SystemClock
from tests.helpers.clock import FrozenClock
from tests.helpers.office import MAI, PASSWORD, AnOffice

PAO = Officer("01937000-0000-7000-8000-0000000000bb", "Giàng A Páo", "specialist")


def _resets(office, code, password="x"):  # noqa: S107 - invented
    reset = Reset("r1", 0, "recovery", ("Vàng A Dơ",))
    wish = Wish(MAI.id, password, reset)
    entropy = office.store.machine.entropy
    return forgotten.by_recovery_code(office.profile, wish, code, entropy)


def test_officers_are_offered_by_name_before_any_password(office: AnOffice):
    assert keys.officers(office.profile) == [MAI]


def test_a_wrong_password_is_said_to_be_wrong(office: AnOffice):
    with pytest.raises(StoreFault, match="wrong_password"):
        keys.unlock(office.profile, MAI.id, PASSWORD + "x")


def test_the_same_letters_typed_another_way_are_the_same_password():
    derivation = Derivation(memory_kib=64, passes=1)
    composed, apart = "m\u1eadt kh\u1ea9u", "ma\u0323\u0302t kha\u0302\u0309u"
    assert derivation.key(composed, b"0123456789abcdef") == derivation.key(
        apart, b"0123456789abcdef"
    )


def test_another_officer_signs_in_with_her_own_password(office: AnOffice):
    keys.add_officer(
        office.profile, office.key, PAO, "mật khẩu của Páo", office.store.machine.entropy
    )
    key = keys.unlock(office.profile, PAO.id, "mật khẩu của Páo")
    assert (key.officer, key.secret) == (PAO, office.key.secret)
    with pytest.raises(StoreFault, match="wrong_password"):
        keys.unlock(office.profile, PAO.id, PASSWORD)


def test_a_changed_password_replaces_the_old_one(office: AnOffice):
    keys.change_password(office.profile, office.key, "mới", office.store.machine.entropy)
    assert keys.unlock(office.profile, MAI.id, "mới").secret == office.key.secret
    with pytest.raises(StoreFault, match="wrong_password"):
        keys.unlock(office.profile, MAI.id, PASSWORD)


def test_an_officer_who_left_cannot_sign_in_and_the_last_one_stays(office: AnOffice):
    keys.add_officer(office.profile, office.key, PAO, "khác", office.store.machine.entropy)
    keys.remove_officer(office.profile, PAO.id)
    with pytest.raises(StoreFault, match="unknown_officer"):
        keys.unlock(office.profile, PAO.id, "khác")
    with pytest.raises(StoreFault, match="last_officer"):
        keys.remove_officer(office.profile, MAI.id)


def test_a_forgotten_password_is_reset_on_the_spot(office: AnOffice):
    dossier = office.receives()
    office.closes()
    code = office.recovery_code.lower().replace("-", " ")
    key = _resets(office, code, "nhớ rồi")
    store = Store.open(office.profile, key, office.store.machine)
    assert store.reader().dossier(dossier.id) == dossier
    store.close()
    assert keys.unlock(office.profile, MAI.id, "nhớ rồi").secret == key.secret


@pytest.mark.parametrize("spoil", ["slip of the pen", "another code", "too short"])
def test_a_wrong_recovery_code_changes_nothing(office: AnOffice, spoil: str):
    code = {
        "slip of the pen": ("1" if office.recovery_code[0] != "1" else "2")
        + office.recovery_code[1:],
        "another code": recovery.code_from(bytes(15)),
        "too short": office.recovery_code[:-6],
    }[spoil]
    before = slots.read(office.profile.slots)
    with pytest.raises(StoreFault, match="wrong_recovery_code"):
        _resets(office, code)
    after = slots.read(office.profile.slots)
    assert msgspec.structs.replace(after, tries=Tries()) == before
    assert after.tries.count == (spoil == "another code"), "a slip of the pen is no guess"


def test_a_new_recovery_code_ends_the_old_one(office: AnOffice):
    code, sealed = office.store.recovery_code()
    _resets(office, office.recovery_code)  # until it is on paper the old one opens
    keys.keep_recovery_code(office.profile, sealed)
    _resets(office, code)
    with pytest.raises(StoreFault, match="wrong_recovery_code"):
        _resets(office, office.recovery_code)


def test_a_recovery_code_has_120_bits_and_letters_that_are_told_apart():
    code = recovery.code_from(bytes(range(15)))
    assert [len(group) for group in code.split("-")] == [5] * 5
    assert not set(code) & set("ILOU")
    assert len({recovery.code_from(bytes([n] * 15)) for n in range(200)}) == 200


@pytest.mark.parametrize("damage", [b"", b"{", b'{"version": 1}'])
def test_a_damaged_slots_file_is_said_to_be_damaged(office: AnOffice, damage: bytes):
    office.profile.slots.write_bytes(damage)
    with pytest.raises(StoreFault, match="slots_damaged"):
        keys.officers(office.profile)


def test_slots_of_a_newer_program_are_refused(office: AnOffice):
    file = slots.read(office.profile.slots)
    newer = slots.headed(msgspec.structs.replace(file, version=99))
    slots.write(office.profile.slots, newer)
    with pytest.raises(StoreFault, match="newer_program"):
        keys.unlock(office.profile, MAI.id, PASSWORD)


def test_no_slots_no_office(tmp_path: Path):
    with pytest.raises(StoreFault, match="no_profile"):
        slots.read(tmp_path / "slots")


def test_the_slowness_is_measured_and_never_too_small():
    measured = calibrated(SystemClock())
    assert measured.memory_kib >= WEAKEST.memory_kib
    assert measured.passes >= WEAKEST.passes
    assert calibrated(FrozenClock()) == WEAKEST


def test_the_key_shows_itself_nowhere(office: AnOffice):
    assert office.key.secret.hex() not in repr(office.key)
    assert repr(office.key.secret) not in repr(office.key)
    assert repr(office.store.device.secret) not in repr(office.store.device)
