"""What can be wrong with a profile, and that nothing is lost by it."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec
import pytest

from app.domain.dossier import Dossier
from app.store import answering, keys, secrets, slots
from app.store.connection import assert_durable, open_reader, open_writer
from app.store.faults import CODES, StoreFault
from app.store.founding import found
from app.store.profile import Profile
from app.store.records import Filter
from app.store.sparing import SPARING_CACHE, cache_of
from app.store.store import Store
from app.system import ground, paths, settings
from tests.helpers.office import (
    MAI,
    PASSWORD,
    QUICK,
    THE_OFFICE,
    AnOffice,
    a_machine,
    an_office,
)


def opens(office: AnOffice) -> Store:
    return Store.open(office.profile, office.key, office.store.machine)


def is_refused(office: AnOffice, code: str) -> None:
    """It is refused with that code, and the files are as they were."""
    before = {path: path.read_bytes() for path in office.profile.path.glob("office.db*")}
    with pytest.raises(StoreFault) as caught:
        opens(office)
    assert caught.value.code == code
    assert {path: path.read_bytes() for path in before} == before


def test_a_second_window_is_refused_and_the_first_goes_on(office: AnOffice):
    with pytest.raises(StoreFault, match="already_open"):
        opens(office)
    office.receives()


def test_a_second_process_is_refused(office: AnOffice):
    program = (
        "import sys; from app.system.lock import *; from pathlib import Path\n"
        "try: ProfileLock(Path(sys.argv[1])).take()\n"
        "except AlreadyLocked: sys.exit(7)"
    )
    command = [sys.executable, "-c", program, str(office.profile.lock)]
    root = Path(__file__).parents[2]
    assert subprocess.run(command, cwd=root, check=False).returncode == 7  # noqa: S603
    office.closes()
    assert subprocess.run(command, cwd=root, check=False).returncode == 0  # noqa: S603


def test_a_closed_office_opens_again_as_it_was(office: AnOffice):
    dossier = office.receives()
    device = office.store.device
    office.reopens()
    assert office.store.device == device
    assert office.reader.dossier(dossier.id) == dossier
    assert office.receives().number == dossier.number.replace("-001", "-002")


@pytest.mark.parametrize(
    "name", ["Sì Lở Lầu #1", "50% & xã" if sys.platform == "win32" else "50% ? & xã", "a'b"]
)
def test_an_office_may_lie_in_a_folder_of_any_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
):
    monkeypatch.chdir(tmp_path)
    office = an_office(Path(name))
    dossier = office.receives()
    backup = office.store.back_up()
    assert office.reopens().reader.dossier(dossier.id) == dossier
    assert office.store.check_backup(backup.path).is_sound
    office.closes()


def test_there_is_no_second_founding(office: AnOffice):
    with pytest.raises(StoreFault, match="profile_exists"):
        found(office.profile, THE_OFFICE, MAI, PASSWORD, a_machine(), QUICK)


def test_a_missing_database_is_said_to_be_missing(office: AnOffice):
    office.closes()
    office.profile.database.unlink()
    is_refused(office, "database_missing")
    assert not office.profile.database.exists()


def test_a_damaged_database_is_said_to_be_damaged(office: AnOffice):
    office.receives()
    office.closes()
    data = bytearray(office.profile.database.read_bytes())
    data[100:140] = bytes(40)
    office.profile.database.write_bytes(data)
    is_refused(office, "database_damaged")


def test_a_damaged_database_is_let_go_of_at_once_so_that_it_can_be_mended(office: AnOffice):
    office.closes()
    damaged = bytearray(office.profile.database.read_bytes())
    damaged[100:140] = bytes(40)
    office.profile.database.write_bytes(damaged)
    with pytest.raises(StoreFault, match="database_damaged") as refused:
        opens(office)
    assert refused.value.__traceback__  # which keeps what was opened on the way alive
    assert str(office.profile.database) not in held_files()
    office.profile.database.replace(office.profile.database.with_name("aside"))  # Windows refuses


def held_files() -> set[str]:
    """The files that this process has open, where the system tells."""
    if sys.platform == "win32":  # an open file cannot be moved there
        return set()
    return {os.path.realpath(file) for file in Path("/proc/self/fd").glob("*")}


def test_damage_anywhere_is_a_fault_and_never_a_wrong_answer(office: AnOffice):
    dossier = office.receives()
    office.closes()
    sound = office.profile.database.read_bytes()
    faults = 0
    for page in range(1, len(sound) // 4096, 3):
        data = bytearray(sound)
        data[page * 4096 + 100] ^= 1
        office.profile.database.write_bytes(data)
        faults += not answers_truly(office, dossier)
    assert faults > 0


def answers_truly(office: AnOffice, dossier: Dossier) -> bool:
    """True for the right answer, false for a fault that says it; anything else fails."""
    store = None
    try:
        store = opens(office)
        return store.reader().dossier(dossier.id) == dossier and store.verify().is_sound
    except StoreFault as fault:
        if fault.code != "database_damaged":
            raise
        return False
    finally:
        if store is not None:
            store.close()


def test_a_database_of_another_office_is_not_ours(office: AnOffice, tmp_path: Path):
    other = an_office(tmp_path / "other", a_machine(seed=2))
    other.closes()
    office.closes()
    shutil.copy(other.profile.database, office.profile.database)
    is_refused(office, "foreign_key")


@pytest.mark.parametrize(
    ("field", "code"), [("commune", "foreign_commune"), ("device", "foreign_device")]
)
def test_slots_and_database_must_speak_of_the_same_pc(office: AnOffice, field: str, code: str):
    office.closes()
    file = slots.read(office.profile.slots)
    value = getattr(file, field)
    other = msgspec.structs.replace(file, **{field: "0" * len(value)})
    slots.write(office.profile.slots, slots.headed(other))
    is_refused(office, code)


def test_a_file_from_a_newer_program_is_refused_politely(office: AnOffice):
    office.closes()
    key = secrets.database_key(office.key.secret)
    connection = open_writer(office.profile.database, key)
    with connection.writing():
        connection.run(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, '')",
            ("motcua", "0999_from_the_future"),
        )
    connection.close()
    is_refused(office, "newer_program")


def test_a_commit_must_survive_a_power_cut(office: AnOffice):
    connection = open_writer(office.profile.database, secrets.database_key(office.key.secret))
    assert_durable(connection)
    connection.run("PRAGMA synchronous = NORMAL")
    with pytest.raises(StoreFault, match="not_durable"):
        assert_durable(connection)
    connection.close()


def test_a_reader_cannot_write_whatever_it_tries(office: AnOffice):
    reader = open_reader(office.profile.database, secrets.database_key(office.key.secret))
    for attempt in (
        "DELETE FROM journal_event",
        "UPDATE view_dossier SET state = 1",
        "CREATE TABLE x (y)",
    ):
        with pytest.raises(StoreFault, match="folder_read_only"), reader.writing():
            reader.run(attempt)
    reader.run("PRAGMA query_only = OFF")
    with pytest.raises(StoreFault, match="folder_read_only"), reader.writing():
        reader.run("DELETE FROM journal_event")
    reader.close()


@contextmanager
def no_file_may_grow() -> Iterator[None]:
    """Writing fails beyond 60 KB of a file, as on a disk that gives up."""
    resource = pytest.importorskip("resource", reason="Windows limits no file")
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounts("-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder))
    yield folder
    subprocess.run(["umount", str(folder)], check=True)  # noqa: S603, S607


def mounts(*arguments: str) -> None:
    """Mount, or skip the test where nobody may."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("mounting needs root")
    done = subprocess.run(["mount", *arguments], check=False, capture_output=True)  # noqa: S603, S607
    if done.returncode:
        pytest.skip("this machine lets nobody mount")


def receives_until_it_fails(office: AnOffice, kept: Dossier) -> tuple[Dossier, str]:
    """Go on until the disk gives up; answers the last dossier that was safe, and the fault."""
    for _ in range(2000):
        try:
            kept = office.receives()
        except StoreFault as fault:
            return kept, fault.code
    raise AssertionError("this disk is never full")


def is_whole_after(office: AnOffice, kept: Dossier) -> None:
    """Everything that was safe is there, no number twice, and work goes on."""
    assert office.reader.dossier(kept.id) == kept
    later = office.receives()
    numbers = [row.provisional_code for row in office.reader.dossiers(Filter(), limit=5000)]
    assert len(numbers) == len(set(numbers))
    assert later.number not in {kept.number, ""}
    office.reopens()
    assert office.store.verify().is_sound


def test_a_disk_that_fails_while_writing_loses_nothing(office: AnOffice):
    kept = office.receives()
    with no_file_may_grow():
        kept, code = receives_until_it_fails(office, kept)
    assert code in {"disk_failed", "disk_full"}
    is_whole_after(office, kept)


def test_a_full_disk_is_said_to_be_full_and_work_goes_on_when_there_is_room(small_disk: Path):
    office = an_office(small_disk)
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(900_000))
    kept, code = receives_until_it_fails(office, office.receives())
    assert code == "disk_full"
    ballast.unlink()
    is_whole_after(office, kept)
    office.closes()


def test_an_office_on_a_wholly_full_disk_opens_or_says_why(small_disk: Path):
    office = an_office(small_disk)
    dossier = office.receives()
    office.closes()
    ballast = small_disk / "ballast"
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    try:
        store = opens(office)
    except StoreFault as fault:
        assert fault.code in {"disk_full", "disk_failed"}  # noqa: PT017
    else:
        assert store.reader().dossier(dossier.id) == dossier
        store.close()
    ballast.unlink()
    store = opens(office)
    assert store.reader().dossier(dossier.id) == dossier
    store.close()


def test_a_backup_onto_a_full_stick_is_none(office: AnOffice, small_disk: Path):
    (small_disk / "ballast").write_bytes(bytes(1_950_000))
    with pytest.raises(StoreFault, match="disk_full"):
        office.store.back_up(small_disk / "usb")
    assert list((small_disk / "usb").iterdir()) == []


@pytest.fixture
def read_only(office: AnOffice) -> Iterator[AnOffice]:
    """The office on a file system that was mounted read-only; needs root and a mount."""
    office.receives()
    office.closes()
    folder = str(office.profile.path)
    mounts("--bind", folder, folder)
    mounts("-o", "remount,ro,bind", folder)
    yield office
    subprocess.run(["umount", str(office.profile.path)], check=True)  # noqa: S603, S607


def test_a_read_only_folder_is_said_to_be_read_only(read_only: AnOffice):
    with pytest.raises(StoreFault, match="folder_read_only"):
        opens(read_only)
    with pytest.raises(StoreFault, match="folder_read_only"):
        keys.change_password(read_only.profile, read_only.key, "x", read_only.store.machine.entropy)


@pytest.mark.parametrize("folder", ["OneDrive - UBND", "Dropbox", "Google Drive"])
def test_an_office_is_not_founded_where_a_program_would_carry_it_away(tmp_path: Path, folder: str):
    profile = Profile(tmp_path / folder / "office")
    with pytest.raises(StoreFault, match="cloud_folder"):
        found(profile, THE_OFFICE, MAI, PASSWORD, a_machine(), QUICK)
    assert not profile.path.exists()


def test_an_office_is_not_founded_where_its_files_would_have_too_long_names(tmp_path: Path):
    profile = Profile(tmp_path.joinpath(*["thôn bản xa xôi"] * 300))
    with pytest.raises(StoreFault, match="folder_too_long"):
        found(profile, THE_OFFICE, MAI, PASSWORD, a_machine(), QUICK)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_long_enough_when_its_longest_file_would_pass_259_characters():
    root = Path.cwd().anchor
    longest = Path(root + "x" * (143 - len(root)))
    assert not paths.is_too_long(longest, 259)
    assert paths.is_too_long(Path(f"{longest}x"), 259)
    assert len(str(longest / ("y" * paths.LONGEST_INSIDE))) == 259


def test_a_folder_of_this_machine_is_not_on_the_network(tmp_path: Path):
    assert not ground.is_on_network(tmp_path)


def test_every_code_is_raised_somewhere_and_every_raised_one_is_listed():
    sources = sorted((Path(__file__).parents[2] / "app" / "store").glob("*.py"))
    text = "".join(path.read_text("utf-8") for path in sources if path.name != "faults.py")
    raised = set(re.findall(r'StoreFault\(\s*"([a-z_]+)"', text))
    raised |= set(re.findall(r': "([a-z_]+)",', Path(answering.__file__).read_text("utf-8")))
    raised |= {"wrong_password", "wrong_recovery_code", "disk_full", "disk_failed"}
    assert set(CODES) == raised


def test_a_weak_pc_keeps_less_of_the_database_in_memory(office: AnOffice):
    looks = settings.read(office.profile.settings)
    settings.write(office.profile.settings, looks._replace(spares_memory=True))
    raw_key, cache = secrets.database_key(office.key.secret), cache_of(office.profile)
    connection = open_reader(office.profile.database, raw_key, cache)
    assert connection.value("PRAGMA cache_size") == -SPARING_CACHE
    connection.close()
