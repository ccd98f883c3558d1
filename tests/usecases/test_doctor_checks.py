"""What the doctor says of the second disk, the program's files and folders that do not answer."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from app.system import disk
from app.usecases import health
from app.usecases.administration import ThisPc, change_settings
from app.usecases.maintenance import create_backup
from app.usecases.scanning import ScanSettings
from tests.helpers.desk import a_dossier
from tests.helpers.patience import PATIENCE


def _looked(desk, name):
    checks = health.doctor(ThisPc(desk.profile, desk.machine), desk, is_quick=True)
    return next(one for one in checks if one.name == name)


@pytest.fixture
def kept(desk, tmp_path):
    """The desk of an office that has chosen a second disk."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return change_settings(desk, replace(desk.settings, backup_folder=str(folder)))


def test_without_a_second_disk_none_is_missed(desk):
    assert (_looked(desk, "second disk").ok, _looked(desk, "second disk").figure) == (True, "-")


def test_a_second_disk_tells_when_it_was_copied_to(kept):
    assert _looked(kept, "second disk").code == "second_disk_stale"
    create_backup(kept)
    told = _looked(kept, "second disk")
    assert (told.ok, told.figure[-4:]) == (True, "2026")


def test_where_nothing_happened_an_old_copy_has_everything_and_is_no_fault(kept):
    """An office that is closed over Tết."""
    create_backup(kept)
    kept.machine.clock.pass_by(timedelta(days=9))
    assert all(_looked(kept, name).ok for name in ("last copy", "second disk"))
    a_dossier(kept)
    told = {name: _looked(kept, name).code for name in ("last copy", "second disk")}
    assert told == {"last copy": "backup_stale", "second disk": "second_disk_stale"}


def test_a_second_disk_lent_for_a_day_is_a_remark_and_for_weeks_a_fault(kept, monkeypatch):
    folder = Path(kept.settings.backup_folder)
    folder.rename(folder.with_name("lent"))
    told = _looked(kept, "second disk")
    assert (told.ok, told.code) == (True, "no_backup_folder")
    monkeypatch.setattr(health, "days_away", lambda *_: 8)
    assert _looked(kept, "second disk").ok is False


def test_a_program_without_its_files_says_so(desk, tmp_path, monkeypatch):
    assert _looked(desk, "program files").ok
    monkeypatch.setattr(health, "resources", lambda: tmp_path)
    assert _looked(desk, "program files").code == "look_refused"
    for name in health._NEEDED:
        (tmp_path / name).mkdir()
        (tmp_path / name / "x").write_bytes(b"x")
    assert _looked(desk, "program files").ok
    (tmp_path / "fonts" / "x").write_bytes(b"")
    assert _looked(desk, "program files").code == "program_incomplete"


def test_a_folder_that_does_not_answer_is_not_waited_for(desk, monkeypatch):
    never = threading.Event()
    monkeypatch.setattr(health, "LONGEST_LOOK", 0.2)
    monkeypatch.setattr(health, "scan_settings", lambda _desk: ScanSettings(folder="/x"))
    looks = Path.is_dir
    monkeypatch.setattr(
        Path, "is_dir", lambda path: never.wait(PATIENCE) if path == Path("/x") else looks(path)
    )
    assert _looked(desk, "scanner folder").code == "look_silent"
    never.set()


def _looked_outside(desk, name):
    checks = health.doctor(ThisPc(desk.profile, desk.machine))
    return next(one for one in checks if one.name == name)


def test_before_anybody_signed_in_a_missing_database_is_noticed(desk, office):
    assert _looked_outside(desk, "office").ok
    office.closes()
    desk.profile.database.rename(desk.profile.path / "gone")
    assert _looked_outside(desk, "office").code == "database_missing"


def test_before_anybody_signed_in_an_impossible_date_is_noticed(desk):
    assert _looked_outside(desk, "date").ok
    desk.machine.clock.pass_by(timedelta(days=-17 * 365))
    assert _looked_outside(desk, "date").code == "clock_before_build"


@pytest.mark.parametrize(
    ("free", "code"), [(3 << 30, ""), (1 << 30, "little_room"), (400 << 20, "no_room_for_scans")]
)
def test_the_disk_is_told_before_it_is_full(desk, monkeypatch, free, code):
    monkeypatch.setattr(disk, "free_bytes", lambda _folder: free)
    assert _looked(desk, "room on the disk").code == code
