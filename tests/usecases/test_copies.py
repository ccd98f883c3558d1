"""Copies by themselves: half an hour, only after a change, here and on the second disk."""

import shutil
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from app.store import backups, disk_mark
from app.store.backups import Backup
from app.store.faults import StoreFault
from app.system import disk, drives, paths
from app.usecases.administration import change_settings
from app.usecases.copies import keep_copies
from app.usecases.copy_keeper import CopyKeeper
from tests.helpers.desk import a_desk, a_dossier

HALF = timedelta(minutes=30)


@pytest.fixture
def stick(tmp_path, monkeypatch) -> Path:
    """A stick that may be plugged in under another letter."""
    monkeypatch.setattr(drives, "roots", lambda: [tmp_path / "E", tmp_path / "F"])
    monkeypatch.setattr(drives, "below_root", lambda path: path.relative_to(tmp_path / "E"))
    folder: Path = tmp_path / "E" / "sao luu"
    folder.mkdir(parents=True)
    return folder


def with_stick(desk, stick):
    chosen = msgspec.structs.replace(desk.settings, backup_folder=str(stick))
    return change_settings(desk, chosen)


def test_the_first_copy_is_whole_and_the_next_ones_are_steps(office, desk):
    for _ in range(4):
        a_dossier(desk)
        keep_copies(desk)
        office.clock.pass_by(HALF)
    found = backups.listed(desk.profile.backups)
    assert [one.is_whole for one in found] == [False, False, True]  # an hour keeps its last
    assert all(one.is_verified for one in found)


def test_nothing_is_copied_while_nothing_changes(office, desk):
    a_dossier(desk)
    assert len(keep_copies(desk)) == 1
    office.clock.pass_by(timedelta(days=3))
    assert keep_copies(desk) == ()


def test_the_next_day_begins_with_a_whole_copy(office, desk):
    a_dossier(desk)
    keep_copies(desk)
    office.clock.pass_by(timedelta(days=1))
    a_dossier(desk)
    (made,) = keep_copies(desk)
    assert made.is_whole


def test_a_days_copies_write_little_beside_one_whole_copy(office, desk):
    written: list[Backup] = []
    for _ in range(16):
        for _ in range(3):
            a_dossier(desk, "1.004873")
        written += keep_copies(desk)
        office.clock.pass_by(HALF)
    whole = next(one.bytes for one in written if one.is_whole)
    assert sum(one.bytes for one in written) < 3 * whole  # sixteen whole ones would be 16


def test_a_step_goes_on_where_a_whole_copy_has_no_room(office, desk, monkeypatch):
    a_dossier(desk)
    keep_copies(desk)
    office.clock.pass_by(timedelta(days=1))
    a_dossier(desk)
    monkeypatch.setattr(disk, "free_bytes", lambda _folder: 600 << 20)
    (made,) = keep_copies(desk)
    assert not made.is_whole


def test_the_second_disk_gets_the_same_and_is_known_under_another_letter(office, desk, stick):
    desk = with_stick(desk, stick)
    a_dossier(desk)
    assert len(keep_copies(desk)) == 2
    stick.parent.rename(stick.parent.with_name("F"))
    office.clock.pass_by(HALF)
    a_dossier(desk)
    made = keep_copies(desk)
    assert [one.path.parents[1].name for one in made][1] == "F"


def test_a_folder_left_behind_by_a_stick_that_is_gone_gets_nothing(office, desk, stick):
    desk = with_stick(desk, stick)
    (stick / disk_mark.NAME).unlink()
    a_dossier(desk)
    with pytest.raises(StoreFault, match="no_backup_folder"):
        keep_copies(desk)
    assert list(stick.iterdir()) == []
    assert backups.listed(desk.profile.backups)


def test_another_communes_stick_is_named_as_such_and_left_alone(office, desk, stick):
    disk_mark.claim(stick, "03430", desk.machine.entropy)
    with pytest.raises(StoreFault, match="backup_disk_foreign"):
        with_stick(desk, stick)
    with pytest.raises(StoreFault, match="backup_disk_foreign"):
        keep_copies(a_desk(office, backup_folder=str(stick)))
    assert [one.name for one in stick.iterdir()] == [disk_mark.NAME]


def test_a_cloud_folder_is_no_second_disk(desk, stick):
    folder = stick / "OneDrive - UBND"
    folder.mkdir()
    with pytest.raises(StoreFault, match="cloud_folder"):
        with_stick(desk, folder)


def test_a_folder_with_too_long_a_name_is_no_second_disk(desk, stick):
    folder = stick
    while not paths.is_too_long(folder):
        folder /= "thôn"
    folder.mkdir(parents=True)
    with pytest.raises(StoreFault, match="folder_too_long"):
        with_stick(desk, folder)


def test_a_full_stick_and_one_pulled_out_have_their_own_words(office, desk, stick, monkeypatch):
    desk = with_stick(desk, stick)
    a_dossier(desk)
    real = disk.free_bytes
    monkeypatch.setattr(disk, "free_bytes", lambda p: 0 if "E" in p.parts else real(p))
    with pytest.raises(StoreFault, match="backup_disk_full"):
        keep_copies(desk)
    monkeypatch.setattr(disk, "free_bytes", real)

    def pulled_out(folder: Path, device: str, _needed: int) -> bool:
        if folder == stick:
            shutil.rmtree(stick.parent)
            raise StoreFault("disk_failed", device)
        return True

    monkeypatch.setattr(backups, "make_room", pulled_out)
    with pytest.raises(StoreFault, match="backup_disk_gone"):
        keep_copies(desk)
    assert backups.listed(desk.profile.backups)


def test_the_keeper_says_what_stood_in_the_way_and_for_how_long_a_disk_was_missed(
    office, desk, stick
):
    told: list[object] = []
    desk = with_stick(desk, stick)
    keeper = CopyKeeper(desk, told.append)
    a_dossier(desk)
    keeper.turn()
    assert (keeper.news.error, keeper.news.days_away) == ("", 0)
    stick.parent.rename(stick.parent.with_name("home"))
    office.clock.pass_by(timedelta(days=9))
    a_dossier(desk)
    keeper.turn()
    assert (keeper.news.error, keeper.news.days_away) == ("no_backup_folder", 9)
    assert len(told) == 2
    assert backups.listed(desk.profile.backups)[0].is_whole


def test_a_keeper_that_is_stopped_leaves_no_half_copy(desk):
    keeper = CopyKeeper(desk, lambda _news: None)
    keeper.start()
    keeper.stop()
    a_dossier(desk)
    keeper.turn()
    assert keeper.news.error == ""
    assert backups.listed(desk.profile.backups) == []
    assert list(desk.profile.backups.glob("*.part")) == []
