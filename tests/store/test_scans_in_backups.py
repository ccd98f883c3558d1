"""Scans go into every copy of the office and come back from it; what cannot is said."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from app.store import backups, copied_files
from app.store.faults import StoreFault
from app.store.profile import Profile
from app.store.restoring import restore
from app.store.store import Store
from app.system import paths
from tests.helpers.office import MAI, PASSWORD, AnOffice, a_machine
from tests.unit.test_scans import a_scan


def scans(office: AnOffice, words: str) -> str:
    """A dossier with one scan; answers the name of its content."""
    content = words.encode() * 5000
    dossier = office.receives()
    sha = office.store.files.keep(content)
    with office.store.act(by=office.officer) as act:
        said = act.dossier(dossier.id).scan_paper(a_scan(file=sha, bytes=len(content)))
        act.record(dossier.id, said, seen=dossier.version, files=(sha,))
    office.store.files.settle(sha)
    return sha


def copies(office: AnOffice, folder: Path | None = None) -> list[Path]:
    folder = folder or office.profile.backups
    return sorted(copied_files.place(folder, office.store.device.device).iterdir())


def on_a_new_pc(office: AnOffice, backup: Path, place: Path) -> AnOffice:
    office.closes()
    profile, machine = Profile(place), a_machine(seed=2)
    key = restore(profile, backup, MAI.id, PASSWORD, machine)
    return AnOffice(Store.open(profile, key, machine), key, "")


def spoil(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def test_no_name_below_the_offices_folder_is_longer_than_is_said(office: AnOffice):
    scans(office, "tờ một")
    office.store.back_up(office.profile.backups)
    folder = office.profile.path
    longest = max(len(str(path.relative_to(folder))) for path in folder.rglob("*"))
    assert longest + len(".new.part") + len(paths.PRACTICE) == paths.LONGEST_INSIDE


def test_a_scan_comes_back_on_a_new_pc(office: AnOffice, tmp_path: Path):
    first, second = scans(office, "tờ một"), scans(office, "tờ hai")
    backup = office.store.back_up(tmp_path / "usb")
    assert (backup.manifest.scans, backup.manifest.lost) == (2, 0)
    assert office.store.check_backup(backup.path).is_sound
    new = on_a_new_pc(office, backup.path, tmp_path / "new pc")
    assert new.store.files.read(first) == "tờ một".encode() * 5000
    assert new.store.files.read(second) == "tờ hai".encode() * 5000
    new.closes()


def test_each_scan_is_copied_once_for_all_backups(office: AnOffice):
    scans(office, "tờ một")
    office.store.back_up()
    (copy,) = copies(office)
    written = copy.stat().st_mtime_ns
    scans(office, "tờ hai")
    office.store.back_up()
    assert len(copies(office)) == 2
    assert copy.stat().st_mtime_ns == written
    for backup in backups.listed(office.profile.backups):
        assert office.store.check_backup(backup.path).is_sound


@pytest.mark.parametrize("harm", [Path.unlink, spoil])
def test_a_copy_that_lacks_a_scan_says_so(office: AnOffice, harm: Callable[[Path], None]):
    scans(office, "tờ một")
    backup = office.store.back_up()
    (copy,) = copies(office)
    harm(copy)
    with pytest.raises(StoreFault, match="backup_scans_missing"):
        office.store.check_backup(backup.path)


@pytest.mark.parametrize("harm", [Path.unlink, spoil])
def test_an_office_is_restored_although_a_scan_is_lost(
    office: AnOffice, tmp_path: Path, harm: Callable[[Path], None]
):
    lost = scans(office, "tờ một")
    backup = office.store.back_up(tmp_path / "usb")
    (copy,) = copies(office, tmp_path / "usb")
    harm(copy)
    after = scans(office, "tờ hai")
    backup = office.store.back_up(tmp_path / "usb")
    harm(next(path for path in copies(office, tmp_path / "usb") if path != copy))
    new = on_a_new_pc(office, backup.path, tmp_path / "new pc")
    assert new.receives().number
    with pytest.raises(StoreFault, match="file_missing"):
        new.store.files.read(after)
    assert new.store.files.has(lost) is (harm is Path.unlink)  # what is gone is copied again
    new.closes()


@pytest.mark.parametrize("harm", [Path.unlink, spoil])
def test_a_scan_lost_on_this_pc_is_fetched_from_the_copy_of_the_same_pc(
    office: AnOffice, harm: Callable[[Path], None]
):
    sha = scans(office, "tờ một")
    backup = office.store.back_up()
    (path,) = office.profile.files.iterdir()
    harm(path)
    office.closes()
    machine = office.store.machine
    office.key = restore(office.profile, backup.path, MAI.id, PASSWORD, machine)
    office.store = Store.open(office.profile, office.key, machine)
    assert office.store.files.is_sound(sha)


def test_an_older_backup_brings_back_the_scans_of_later_events_too(office: AnOffice):
    old = office.store.back_up()
    later = scans(office, "tờ một")
    office.store.back_up()
    (path,) = office.profile.files.iterdir()
    path.unlink()
    office.closes()
    machine = office.store.machine
    office.key = restore(office.profile, old.path, MAI.id, PASSWORD, machine)
    office.store = Store.open(office.profile, office.key, machine)
    assert office.store.files.is_sound(later)


def test_a_scan_that_is_lost_here_does_not_stop_the_copy(office: AnOffice):
    scans(office, "tờ một")
    (path,) = office.profile.files.iterdir()
    spoil(path)
    backup = office.store.back_up()
    assert (backup.manifest.scans, backup.manifest.lost) == (1, 1)
    assert office.store.check_backup(backup.path).is_sound


def test_a_nearly_full_disk_gets_the_dossiers_and_no_scans(
    office: AnOffice, monkeypatch: pytest.MonkeyPatch
):
    class Usage(NamedTuple):
        free: int

    scans(office, "tờ một")
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(499 << 20))
    assert office.store.back_up().manifest.lost == 1
    assert copies(office) == []
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(501 << 20))
    office.clock.pass_by(timedelta(days=1))
    assert office.store.back_up().manifest.lost == 0


def test_a_disk_that_forgets_is_found_out_within_a_month_and_mended(office: AnOffice):
    scans(office, "tờ một")
    office.store.back_up()
    (copy,) = copies(office)
    spoil(copy)
    for _ in range(32):
        office.clock.pass_by(timedelta(days=1))
        office.store.back_up()
    backup = backups.listed(office.profile.backups)[0]
    assert backup.manifest.lost == 0
    assert office.store.check_backup(backup.path).is_sound
