"""Đổi khóa của máy: the same PC under a new key, whatever is put back or cut off afterwards."""

import shutil

import pytest

from app.store import keys
from app.store.restoring import restore
from app.store.store import Store
from tests.helpers.office import MAI, PASSWORD
from tests.numbers.pc import PowerCut, power_fails_at

POINTS = (
    "key.before_change",
    "save.before_commit",
    "save.after_commit",
    "key.after_change",
    "slip.half_written",
)


def opened_again(office):
    office.store.close()
    key = keys.unlock(office.profile, MAI.id, PASSWORD)
    office.store = Store.open(office.profile, key, office.store.machine)
    return office.store


def test_the_pc_goes_on_as_another_device_and_everything_is_still_there(office):
    before, dossier = office.store.device, office.receives()
    name = office.store.replace_key(MAI)
    assert name == office.store.device.device != before.device
    assert office.receives().number != dossier.number
    store = opened_again(office)
    assert store.device.device == name
    assert store.device.mine == (name, before.device)
    assert {row.id for row in store.reader().search(dossier.number)} == {dossier.id}
    assert store.verify().is_sound


def test_the_old_key_says_its_last_word_and_everything_of_it_is_sealed(office):
    office.receives()
    old = office.store.device
    office.store.replace_key(MAI)
    session = office.store.sync_session()
    journal = session.journal
    head = journal.head(old.author)
    assert journal.lines.sealed(old.author, head.n) == head.n
    session.close()


@pytest.mark.parametrize("point", POINTS)
def test_a_power_cut_leaves_the_old_pc_or_the_new_one(office, point):
    dossier, before = office.receives(), office.store.device
    with power_fails_at(point), pytest.raises(PowerCut):
        office.store.replace_key(MAI)
    store = opened_again(office)
    is_new = point in {"save.after_commit", "key.after_change"} or (
        store.device.device != before.device
    )
    assert before.device in store.device.mine
    assert (store.device.device != before.device) is is_new
    assert office.receives().number != dossier.number
    assert store.verify().is_sound
    assert office.profile.slots.read_bytes().count(store.device.device.encode()) >= 1
    opened_again(office).replace_key(MAI)
    assert opened_again(office).verify().is_sound


def test_an_old_database_put_back_takes_the_present_key_again(office, tmp_path):
    office.receives()
    office.store.rest()
    kept = shutil.copy(office.profile.database, tmp_path / "old.db")
    name = office.store.replace_key(MAI)
    office.store.close()
    shutil.copy(kept, office.profile.database)
    for path in office.profile.path.glob("office.db-*"):
        path.unlink()
    store = opened_again(office)
    assert store.device.device == name
    assert store.healed
    assert office.receives().number


def test_a_copy_of_before_the_change_is_restored_under_the_present_key(office):
    dossier = office.receives()
    copy = office.store.back_up()
    name = office.store.replace_key(MAI)
    later = office.receives()
    office.store.close()
    key = restore(office.profile, copy.path, MAI.id, PASSWORD, office.store.machine)
    office.store = Store.open(office.profile, key, office.store.machine)
    assert office.store.device.device == name
    reader = office.store.reader()
    assert all(reader.search(one.number) for one in (dossier, later))


def test_a_copy_of_before_the_change_on_a_new_disk_is_the_old_pc(office):
    old = office.store.device.device
    copy = office.store.back_up()
    office.store.replace_key(MAI)
    office.store.close()
    for path in (*office.profile.path.glob("office.db*"), office.profile.slip_journal):
        path.unlink()
    for path in office.profile.path.glob("last-acts*"):
        path.unlink()
    key = restore(office.profile, copy.path, MAI.id, PASSWORD, office.store.machine)
    office.store = Store.open(office.profile, key, office.store.machine)
    assert office.store.device.device == old
    office.store.replace_key(MAI)
    assert opened_again(office).device.device != old
