"""The journal verified and folded again, copies made and put back, and the doctor."""

import msgspec
import pytest

from app.store.faults import StoreFault
from app.store.profile import Profile
from app.usecases.administration import ThisPc, change_settings, officers_here
from app.usecases.health import doctor, self_check
from app.usecases.lookup import DossierFilter, dossiers
from app.usecases.maintenance import (
    backups,
    create_backup,
    rebuild,
    restore_backup,
    verify_backup,
    verify_journal,
)
from app.usecases.reception import receive
from tests.helpers.desk import a_desk, a_dossier, a_form
from tests.helpers.office import MAI, PASSWORD, a_machine, an_office


def test_a_sound_journal_is_said_to_be_sound(desk):
    a_dossier(desk)
    report = verify_journal(desk)
    assert (report.faults, report.dossiers) == ((), 1)


def test_rebuilding_gives_the_same_lists(desk):
    a_dossier(desk, "1.004873")
    before = dossiers(desk, DossierFilter())
    rebuild(desk)
    assert dossiers(desk, DossierFilter()) == before


def test_a_copy_is_read_back_listed_and_verified(desk):
    a_dossier(desk)
    made = create_backup(desk)
    assert backups(desk) == (made,)
    assert verify_backup(desk, made.path).faults == ()


def test_a_damaged_copy_is_not_trusted(desk):
    made = create_backup(desk)
    database = made.path / "office.db"
    database.write_bytes(database.read_bytes()[:-100])
    with pytest.raises(StoreFault, match="backup_damaged"):
        verify_backup(desk, made.path)


def test_only_a_folder_that_is_there_can_be_chosen_for_copies(tmp_path, desk):
    chosen = msgspec.structs.replace(desk.settings, backup_folder=str(tmp_path / "gone"))
    with pytest.raises(StoreFault, match="no_backup_folder"):
        change_settings(desk, chosen)
    (tmp_path / "gone").mkdir()
    assert change_settings(desk, chosen).settings.backup_folder == str(tmp_path / "gone")


def test_a_neighbours_copy_in_the_same_folder_is_not_ours(tmp_path, office):
    other = an_office(tmp_path / "second", a_machine(seed=7, clock=office.clock))
    (tmp_path / "one disk for all").mkdir()
    folder = str(tmp_path / "one disk for all")
    create_backup(a_desk(other, backup_folder=folder))
    desk = a_desk(office, backup_folder=folder)
    assert backups(desk) == ()
    assert create_backup(desk).is_verified
    other.closes()


def test_an_office_put_back_works_on_at_once_in_a_new_epoch(office, desk):
    first = a_dossier(desk)
    made = create_backup(desk)
    office.closes()
    pc = ThisPc(office.profile, office.store.machine)
    restore_backup(pc, made.path, MAI.name, PASSWORD)
    assert not [*pc.profile.path.glob("office.db.restoring*")]
    again = a_desk(office.reopens())
    second = receive(again, a_form(again))
    assert second.number != first.number
    assert dossiers(again, DossierFilter()).total == 2


def test_a_folder_whose_name_is_too_long_is_called_that_and_not_empty(desk, tmp_path):
    made = create_backup(desk)
    pc = ThisPc(Profile(tmp_path.joinpath(*["thôn bản xa xôi"] * 300)), a_machine())
    with pytest.raises(StoreFault, match="folder_too_long"):
        officers_here(pc)
    there = sorted(tmp_path.iterdir())
    with pytest.raises(StoreFault, match="folder_too_long"):
        restore_backup(pc, made.path, MAI.name, PASSWORD)
    assert sorted(tmp_path.iterdir()) == there


def test_the_doctor_names_what_is_wrong_and_nobody(desk):
    a_dossier(desk)
    told = doctor(ThisPc(desk.profile, desk.machine), desk)
    wrong = {check.name: check.code for check in told if not check.ok}
    assert wrong == {"last copy": "backup_stale"}
    assert "Páo" not in repr(told)


def test_an_installation_proves_itself(tmp_path):
    assert all(check.ok for check in self_check(tmp_path))
