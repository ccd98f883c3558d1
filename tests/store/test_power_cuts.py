"""The process dies at the worst moments; then the office is opened again and compared with what it
had promised."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from app.store import backups, keys
from app.store.profile import Profile
from app.store.records import Filter
from app.store.restoring import restore
from app.store.store import Store
from app.system import crash
from tests.helpers.killed import KILLED
from tests.helpers.office import MAI, PASSWORD, AnOffice, a_machine, an_office

ROOT = Path(__file__).parents[2]
SERIES = 5 if int(os.environ.get("MOTCUA_KILLS", "0")) >= 50 else 2
VISITORS = (
    Path(__file__),
    ROOT / "tests/e2e/test_power_cut_at_the_counter.py",  # printing, and rounds with the province
    ROOT / "tests/stick/test_kills.py",
    ROOT / "tests/store/test_new_key.py",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A founded office that nobody has open, with one dossier."""
    office = an_office(tmp_path)
    office.receives()
    office.closes()
    return office.profile.path


def child(folder: Path, work: str, point: str = "") -> "subprocess.Popen[str]":
    """The program, told where to die."""
    environment = {**os.environ, "MOTCUA_CRASH_AT": point, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.helpers.crash_child", str(folder), work]
    return subprocess.Popen(  # noqa: S603 - our own program
        command, env=environment, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )


def dies(folder: Path, work: str, point: str) -> list[str]:
    """Let it work until it dies there; answers what it had promised."""
    with child(folder, work, point) as process:
        assert process.stdout is not None
        promised = process.stdout.read().splitlines()
    assert process.returncode == KILLED, "the crash point was never reached"
    return promised


def opened(folder: Path) -> AnOffice:
    """The office after the power is back."""
    profile = Profile(folder)
    key = keys.unlock(profile, MAI.id, PASSWORD)
    return AnOffice(Store.open(profile, key, a_machine(seed=1)), key, "")


def check(office: AnOffice, promised: list[str]) -> None:
    """What was promised is there; no number twice; lists say what the journal says."""
    rows = office.reader.dossiers(Filter(), limit=10_000)
    numbers = [row.provisional_code for row in rows]
    assert len(numbers) == len(set(numbers))
    known = {f"{row.id} {row.provisional_code}" for row in rows}
    assert known >= set(promised)
    assert len(rows) <= len(promised) + 2  # the first one, and at most one not yet promised
    assert office.store.verify().is_sound
    for row in rows[:3]:
        assert office.reader.dossier(row.id).number == row.provisional_code
    new = office.receives()
    assert new.number not in numbers


@pytest.mark.parametrize("times", [1, 4])
@pytest.mark.parametrize(
    "point",
    [
        "save.before_commit",
        "save.after_commit",
        "number.before_slip",
        "number.after_slip",
        "slip.half_written",
    ],
)
def test_a_dossier_is_there_wholly_or_not_at_all(folder: Path, point: str, times: int):
    promised = dies(folder, "receive", f"{point}:{times}")
    assert len(promised) == times - 1
    office = opened(folder)
    check(office, promised)
    office.closes()


def test_a_number_that_reached_only_the_slip_journal_is_never_given_again(folder: Path):
    promised = dies(folder, "receive", "number.after_slip:2")
    office = opened(folder)
    burned = f"{promised[0].rpartition('-')[0].split()[1]}-003"
    assert office.receives().number == burned.replace("-003", "-004")
    office.closes()


def test_a_draft_survives(folder: Path):
    promised = dies(folder, "draft", "draft.before_commit:5")
    office = opened(folder)
    kept = office.store.drafts.load("d")
    assert kept is not None
    assert kept.body.decode() == promised[-1]
    office.closes()


@pytest.mark.parametrize(
    "point", ["backup.before_copy", "backup.after_copy", "backup.before_manifest"]
)
def test_half_a_backup_is_none_and_the_office_is_unharmed(folder: Path, point: str):
    promised = dies(folder, "back_up", f"{point}:2")
    office = opened(folder)
    check(office, promised)
    assert len(backups.listed(office.profile.backups)) == 1
    assert list(office.profile.backups.glob("*.part"))
    office.store.back_up()
    assert not list(office.profile.backups.glob("*.part"))
    office.closes()


@pytest.mark.parametrize("point", ["backup.file_copied:2", "durable.before_replace:9"])
def test_scans_that_were_copied_by_half_are_copied_by_the_next_backup(folder: Path, point: str):
    dies(folder, "scan_and_back_up", point)
    office = opened(folder)
    made = office.store.back_up()
    assert made.manifest.scans
    assert made.manifest.lost == 0
    assert office.store.check_backup(made.path).is_sound
    office.closes()


def test_a_restore_that_died_among_the_scans_is_done_again(folder: Path):
    dies(folder, "scan", "file.before_settled:4")
    office = opened(folder)
    backup = office.store.back_up()
    office.closes()
    for path in (folder / "files").iterdir():
        path.unlink()
    dies(folder, "restore", "restore.file_back:2")
    restore(office.profile, backup.path, MAI.id, PASSWORD, a_machine())
    office = opened(folder)
    assert len(list((folder / "files").iterdir())) == backup.manifest.scans == 4
    assert office.store.check_backup(backup.path).is_sound
    office.closes()


def test_half_a_removal_of_an_old_backup_is_ended_by_the_next_one(folder: Path):
    dies(folder, "thin_out", "backup.half_removed")
    office = opened(folder)
    assert len(list(office.profile.backups.glob("*.part"))) == 1
    office.store.back_up()
    assert not list(office.profile.backups.glob("*.part"))
    for backup in backups.listed(office.profile.backups):
        office.store.check_backup(backup.path)
    office.closes()


@pytest.mark.parametrize("point", ["restore.before_swap", "restore.after_swap"])
def test_a_restore_that_was_cut_off_leaves_the_old_office_or_the_new(folder: Path, point: str):
    office = opened(folder)
    office.store.back_up()
    later = office.receives()
    office.closes()
    dies(folder, "restore", point)
    office = opened(folder)
    assert office.reader.dossier(later.id).number == later.number
    assert office.store.verify().is_sound
    office.closes()


def test_the_log_of_a_damaged_database_never_meets_the_restored_one(folder: Path):
    office = opened(folder)
    backup = office.store.back_up()
    office.closes()
    dies(folder, "receive", "save.after_commit:30")
    is_beyond_reading(folder)
    restore(office.profile, backup.path, MAI.id, PASSWORD, a_machine())
    office = opened(folder)
    assert office.reader.count(Filter()) == 30  # what stood outside the database came back
    assert office.store.verify().is_sound
    (aside,) = (folder / "set-aside").iterdir()
    assert {path.name for path in aside.iterdir()} == {"office.db", "office.db-wal"}
    office.closes()


def is_beyond_reading(folder: Path) -> None:
    """Page 1 is lost in the database and in its log, whose earlier commits are still whole."""
    data = bytearray((folder / "office.db").read_bytes())
    data[100:200] = bytes(100)
    (folder / "office.db").write_bytes(data)
    log = bytearray((folder / "office.db-wal").read_bytes())
    frames = range(32, len(log), 24 + 4096)
    first = next(at for at in frames if int.from_bytes(log[at : at + 4], "big") == 1)
    assert first > 32
    log[first + 100 : first + 200] = bytes(100)
    (folder / "office.db-wal").write_bytes(log)


@pytest.mark.parametrize("point", ["durable.before_replace", "durable.after_replace"])
def test_a_password_is_the_old_one_or_the_new(folder: Path, point: str):
    dies(folder, "password", f"{point}:3")
    opened(folder).closes()


@pytest.mark.parametrize(
    "point", ["file.kept:2", "file.before_settled:2", "durable.before_replace:2"]
)
def test_a_scan_that_was_promised_is_there_and_nothing_is_left_over(folder: Path, point: str):
    promised = dies(folder, "scan", point)
    assert list((folder / "files").glob("*.*"))
    office = opened(folder)
    check(office, [line.rsplit(" ", 2)[0] for line in promised])
    for line in promised:
        dossier_id, _number, sha, _turn = line.split()
        assert [one.said.file for one in office.reader.dossier(dossier_id).scans] == [sha]
        assert office.store.files.is_sound(sha)
    assert len(list((folder / "files").iterdir())) == len(promised)
    office.closes()


@pytest.mark.parametrize("point", ["sync.before_seal", "sync.after_seal"])
def test_a_seal_that_was_cut_off_is_made_again(folder: Path, point: str):
    promised = dies(folder, "seal", f"{point}:2")
    office = opened(folder)
    check(office, promised)
    session = office.store.sync_session()
    session.seal()
    session.close()
    report = office.store.verify()
    assert report.is_sound
    assert report.sealed == report.events
    office.closes()


@pytest.mark.parametrize("series", range(SERIES))
def test_ten_kills_at_any_moment(folder: Path, series: int):
    """Two series say whether it holds at all; `make crash` makes five, fifty kills in all."""
    moments = random.Random(series)  # noqa: S311
    promised: list[str] = []
    for _ in range(10):
        with child(folder, "receive") as process:
            assert process.stdout is not None
            lines = range(moments.randrange(1, 12))
            promised += [process.stdout.readline().strip() for _ in lines]
            process.kill()
            promised += [line.strip() for line in process.stdout if line.endswith("\n")]
    office = opened(folder)
    rows = office.reader.dossiers(Filter(), limit=10_000)
    numbers = [row.provisional_code for row in rows]
    assert len(numbers) == len(set(numbers))
    assert {f"{row.id} {row.provisional_code}" for row in rows} >= set(promised)
    assert len(rows) <= len(promised) + 1 + 10
    assert office.store.verify().is_sound
    office.closes()


def test_lists_that_were_being_made_anew_are_whole(folder: Path):
    with child(folder, "rebuild") as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.kill()
    office = opened(folder)
    assert office.reader.count(Filter()) == 1
    office.closes()


@pytest.mark.parametrize("point", ["migrate.before_commit", "durable.before_replace:2"])
def test_an_office_that_was_half_founded_is_founded_again(tmp_path: Path, point: str):
    dies(tmp_path / "office", "found", point)
    office = an_office(tmp_path)
    office.receives()
    assert office.reader.count(Filter()) == 1
    office.closes()


def test_every_named_place_is_visited():
    """Each visit asserts that the process died there; a place that nobody visits fails here."""
    visited = "".join(path.read_text("utf-8") for path in VISITORS)
    assert [point for point in crash.POINTS if f'"{point}' not in visited] == []
