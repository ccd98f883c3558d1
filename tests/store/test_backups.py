"""Copies of the office, and what a restore brings back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from app.store import backups
from app.store.faults import StoreFault
from app.store.profile import Profile
from app.store.records import Draft, Filter
from app.store.restoring import restore
from app.store.store import Store
from app.system import disk
from tests.helpers.dossiers import a_person
from tests.helpers.office import MAI, PASSWORD, THE_OFFICE, AnOffice, a_machine, an_office


def restored(office: AnOffice, backup: Path) -> AnOffice:
    """The office is closed, the copy put in its place, and the office opened again."""
    office.closes()
    machine = office.store.machine
    office.key = restore(office.profile, backup, MAI.id, PASSWORD, machine)
    office.store = Store.open(office.profile, office.key, machine)
    return office


def test_a_backup_is_read_back_and_listed(office: AnOffice):
    office.receives()
    backup = office.store.back_up()
    assert backups.listed(office.profile.backups) == [backup]
    report = office.store.check_backup(backup.path)
    assert report.is_sound
    assert report.events == 2
    assert backup.bytes > 50_000


def test_a_backup_may_lie_in_a_second_folder(office: AnOffice, tmp_path: Path):
    backup = office.store.back_up(tmp_path / "usb")
    assert backup.path.parent == tmp_path / "usb"


def test_copies_asked_for_at_once_do_not_clear_each_other_away(office: AnOffice):
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda _: office.store.back_up(), range(8)))
    assert {each.path for each in made} == {
        each.path for each in backups.listed(made[0].path.parent)
    }


def test_file_names_of_a_backup_name_nobody(office: AnOffice):
    backup = office.store.back_up()
    assert sorted(path.name for path in backup.path.iterdir()) == [
        "manifest.json",
        "office.db",
        "slots",
    ]
    assert backup.path.name == f"motcua-20261124-014000-{office.store.device.device}"


@pytest.mark.parametrize("name", ["office.db", "slots", "manifest.json"])
def test_a_backup_with_a_damaged_file_is_refused(office: AnOffice, name: str):
    path = office.store.back_up().path / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(StoreFault, match=r"backup_(damaged|foreign)"):
        office.store.check_backup(path.parent)


def test_a_backup_without_its_manifest_is_none(office: AnOffice):
    backup = office.store.back_up()
    (backup.path / "manifest.json").unlink()
    assert backups.listed(office.profile.backups) == []
    with pytest.raises(StoreFault, match="backup_damaged"):
        office.store.check_backup(backup.path)


def test_a_copy_whose_manifest_is_spoilt_hides_no_other(office: AnOffice):
    spoilt, good = office.store.back_up(), office.store.back_up()
    (spoilt.path / "manifest.json").write_bytes(b"?")
    assert backups.listed(office.profile.backups) == [good]


def test_two_pcs_may_keep_their_copies_in_one_folder(office: AnOffice, tmp_path: Path):
    folder = tmp_path / "usb"
    other = an_office(tmp_path / "second", a_machine(seed=7, clock=office.clock))
    rare = office.store.back_up(folder)
    for _ in range(12):
        office.clock.pass_by(timedelta(days=1))
        other.store.back_up(folder)
    under_way = folder / "motcua-20261201-014000-AAAAAAAAAA.part"
    under_way.mkdir()
    backups.thin_out(folder, other.store.device.device)
    assert rare in backups.listed(folder)
    other.store.back_up(folder)
    assert under_way.exists()
    other.closes()


def test_old_backups_make_room_and_the_last_of_each_hour_stays(office: AnOffice):
    for _ in range(6):
        office.store.back_up()
        office.clock.pass_by(timedelta(minutes=30))
    backups.thin_out(office.profile.backups, office.store.device.device)
    serials = [each.manifest.serial for each in backups.listed(office.profile.backups)]
    assert serials == [6, 5, 3, 1]  # begun at 08:40


def test_a_clock_set_back_within_the_hour_costs_no_copy(office: AnOffice):
    made = []
    for minutes in (45, -15, 30):  # from 08:40
        office.clock.pass_by(timedelta(minutes=minutes))
        made.append(office.store.back_up())
    for _ in range(2):
        backups.thin_out(office.profile.backups, office.store.device.device)
        there = backups.listed(office.profile.backups)
        assert [one.manifest.turn for one in there] == [1, 0]
        assert [one.path for one in there] == [made[2].path, made[0].path]


def test_for_want_of_room_the_oldest_go_and_the_verified_and_the_newest_stay(
    office: AnOffice, monkeypatch: pytest.MonkeyPatch
):
    for _ in range(4):
        made = office.store.back_up()
        if made.manifest.serial == 2:
            office.store.check_backup(made.path)
    monkeypatch.setattr(disk, "free_bytes", lambda _folder: 1000)
    device = office.store.device.device
    assert not backups.make_room(office.profile.backups, device, 2000)
    left = backups.listed(office.profile.backups)
    assert [(each.manifest.serial, each.is_verified) for each in left] == [(4, False), (2, True)]
    assert backups.make_room(office.profile.backups, device, 500)


def test_after_a_restore_the_pc_counts_anew_and_works_on_at_once(office: AnOffice):
    before = office.receives()
    backup = office.store.back_up()
    old_epoch = office.store.device.epoch
    restored(office, backup.path)
    assert office.store.device.epoch != old_epoch
    assert office.reader.dossier(before.id) == before
    after = office.receives()
    assert after.number != before.number
    assert office.store.verify().is_sound


def test_the_first_event_after_a_restore_names_the_old_head(office: AnOffice):
    office.receives()
    backup = office.store.back_up()
    old = office.store.device
    restored(office, backup.path)
    begun = office.store.unsent()[0]
    assert begun.payload is not None
    assert (begun.payload["reason"], begun.payload["old_epoch"]) == ("restored", old.epoch)
    assert begun.payload["old_n"] == 2


def test_what_was_done_after_the_backup_is_carried_over(office: AnOffice):
    backup = office.store.back_up()
    later = office.receives()
    office.store.drafts.save(Draft("d1", "reception", MAI.id, "đang gõ", office.clock.now(), b"{}"))
    restored(office, backup.path)
    assert office.reader.dossier(later.id).number == later.number
    assert [row.id for row in office.reader.search(later.number)] == [later.id]
    assert office.store.drafts.load("d1") is not None


def test_a_damaged_database_is_replaced_and_kept_aside(office: AnOffice):
    dossier = office.receives()
    backup = office.store.back_up()
    office.store.rest()
    office.closes()
    office.profile.database.write_bytes(b"\xff" * 100_000)
    with pytest.raises(StoreFault):
        Store.open(office.profile, office.key, office.store.machine)
    restored(office, backup.path)
    assert office.reader.dossier(dossier.id) == dossier
    (aside,) = (office.profile.path / "set-aside").glob("*/office.db")
    assert aside.stat().st_size == 100_000


def test_an_office_comes_back_on_a_new_pc(office: AnOffice, tmp_path: Path):
    dossier = office.receives()
    backup = office.store.back_up(tmp_path / "usb")
    office.closes()
    profile, machine = Profile(tmp_path / "new pc"), a_machine(seed=2)
    key = restore(profile, backup.path, MAI.id, PASSWORD, machine)
    new = AnOffice(Store.open(profile, key, machine), key, "")
    assert new.reader.dossier(dossier.id) == dossier
    assert new.receives().number != dossier.number
    new.closes()


def test_a_wrong_password_restores_nothing(office: AnOffice):
    backup = office.store.back_up()
    office.closes()
    before = office.profile.database.read_bytes()
    with pytest.raises(StoreFault, match="wrong_password"):
        restore(office.profile, backup.path, MAI.id, "sai", office.store.machine)
    assert office.profile.database.read_bytes() == before


def test_a_backup_of_another_office_is_refused(office: AnOffice, tmp_path: Path):
    other = an_office(tmp_path / "other", a_machine(seed=2), THE_OFFICE)
    other.receives(submitter=a_person("Chẻo Tả Mẩy"))
    backup = other.store.back_up()
    other.closes()
    office.closes()
    with pytest.raises(StoreFault, match="backup_foreign"):
        restore(office.profile, backup.path, MAI.id, PASSWORD, office.store.machine)


def test_an_open_office_is_not_restored_under_its_officer(office: AnOffice):
    backup = office.store.back_up()
    with pytest.raises(StoreFault, match="already_open"):
        restore(office.profile, backup.path, MAI.id, PASSWORD, office.store.machine)
    assert office.reader.count(Filter()) == 0
