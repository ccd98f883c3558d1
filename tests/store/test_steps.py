"""A step of the ladder: small, sealed, verified, and as good as a whole copy together with it."""

import shutil
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from app.store import backups, steps
from app.store.backups import Backup
from app.store.faults import StoreFault
from app.store.profile import Profile
from app.store.records import Draft
from app.store.restoring import restore
from app.store.store import Store
from sync.protocol.frame import pack, unpack
from tests.helpers.office import MAI, PASSWORD, AnOffice, a_machine


def a_step(office: AnOffice, base: Backup) -> Backup:
    made = office.store.add_step(base)
    assert made is not None
    return made


def elsewhere(backup: Backup, place: Path) -> AnOffice:
    profile, machine = Profile(place), a_machine(seed=2)
    key = restore(profile, backup.path, MAI.id, PASSWORD, machine)
    return AnOffice(Store.open(profile, key, machine), key, "")


def test_a_step_brings_back_all_that_came_after_its_base_on_a_new_pc(
    office: AnOffice, tmp_path: Path
):
    before = office.receives()
    base = office.store.back_up(tmp_path / "usb")
    after = office.forwards(office.receives())
    office.store.drafts.save(Draft("d1", "reception", MAI.id, "đang gõ", office.clock.now(), b"{}"))
    office.store.preferences.put("settings", b"chosen later")
    step = a_step(office, base)
    office.closes()
    new = elsewhere(step, tmp_path / "new pc")
    assert new.reader.dossier(before.id) == before
    assert new.reader.dossier(after.id) == after
    assert new.store.drafts.load("d1") is not None
    assert new.store.preferences.get("settings") == b"chosen later"
    assert new.receives().number not in {before.number, after.number}
    assert new.store.verify().is_sound
    new.closes()


def test_a_step_is_small_and_verified_as_far_as_its_base_is(office: AnOffice):
    base = office.store.back_up()
    for _ in range(5):
        office.receives()
    step = a_step(office, base)
    assert step.bytes < base.bytes / 20
    before = step.is_verified
    report = office.store.check_backup(step.path)
    assert (before, report.is_sound, report.events) == (False, True, 6)
    assert {step.is_verified, base.is_verified} == {True}


def test_each_step_holds_all_that_came_since_its_base(office: AnOffice, tmp_path: Path):
    base = office.store.back_up(tmp_path / "usb")
    first = office.receives()
    gone = a_step(office, base)
    office.clock.pass_by(timedelta(minutes=30))
    second = office.receives()
    step = a_step(office, base)
    shutil.rmtree(gone.path)
    office.closes()
    new = elsewhere(step, tmp_path / "new pc")
    assert {new.reader.dossier(one.id).number for one in (first, second)} == {
        first.number,
        second.number,
    }
    new.closes()


def test_no_step_stands_on_a_copy_whose_history_is_not_ours_any_more(
    office: AnOffice, tmp_path: Path
):
    early = office.store.back_up()
    office.receives()
    late = office.store.back_up()
    office.closes()
    machine = office.store.machine
    office.profile.database.unlink()
    for path in office.profile.path.glob("last-acts*"):
        path.unlink()  # else the office would heal by itself
    office.key = restore(office.profile, early.path, MAI.id, PASSWORD, machine)
    office.store = Store.open(office.profile, office.key, machine)
    assert office.store.add_step(late) is None
    assert office.store.add_step(early) is not None


@pytest.mark.parametrize("name", [steps.NAME, "slots", "manifest.json", "verified"])
def test_a_spoilt_step_is_refused(office: AnOffice, name: str):
    base = office.store.back_up()
    office.receives()
    step = a_step(office, base)
    path = step.path / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    if name == "verified":
        assert not step.is_verified
        return
    with pytest.raises(StoreFault, match=r"backup_(damaged|foreign)"):
        office.store.check_backup(step.path)


def test_a_step_without_its_base_is_said_to_be_damaged(office: AnOffice, tmp_path: Path):
    base = office.store.back_up()
    office.receives()
    step = a_step(office, base)
    shutil.rmtree(base.path)
    office.closes()
    with pytest.raises(StoreFault, match="backup_damaged"):
        elsewhere(step, tmp_path / "new pc")
    assert backups.listed(office.profile.backups)[0].path == step.path


def test_nobody_reads_a_step_without_the_key(office: AnOffice):
    base = office.store.back_up()
    dossier = office.receives()
    data = (a_step(office, base).path / steps.NAME).read_bytes()
    assert dossier.number.encode() not in data
    assert dossier.id.encode() not in data
    with pytest.raises(StoreFault, match="backup_damaged"):
        steps.read(backups.listed(office.profile.backups)[0].path, bytes(32))


def test_a_step_whose_seals_are_not_ours_is_no_step(office: AnOffice):
    base = office.store.back_up()
    office.receives()
    step = a_step(office, base)
    later = steps.read(step.path, office.key.secret)
    frame = unpack(later.frames[-1])
    forged = msgspec.structs.replace(frame, signature=bytes(64))
    spoilt = msgspec.structs.replace(later, frames=(*later.frames[:-1], pack(forged)))
    assert steps.verify(later, base.manifest, office.store.device) == 1
    with pytest.raises(StoreFault, match="backup_damaged"):
        steps.verify(spoilt, base.manifest, office.store.device)
