"""The schema only grows: released steps are never edited, old files are copied before they grow."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.store import bootstrap, keys, migrate, schema, secrets
from app.store.connection import Connection, open_reader, open_writer
from app.store.faults import StoreFault
from app.store.profile import Profile
from app.store.records import Filter
from app.store.schema import STEPS, Step
from app.store.store import Store
from tests.helpers.office import MAI, PASSWORD, AnOffice, a_machine

RELEASED: dict[str, str] = {}
"""Name of a released step -> SHA-256 of its statements; filled at each release, never changed."""

MORE = (*STEPS, Step("0099_a_later_idea", ("CREATE TABLE local_idea (id INTEGER) STRICT",)))


def fingerprint(step: Step) -> str:
    return hashlib.sha256("\n;\n".join(step.statements).encode()).hexdigest()


@pytest.fixture
def connection(office: AnOffice):
    connection = open_writer(office.profile.database, secrets.database_key(office.key.secret))
    yield connection
    connection.close()


def test_released_steps_are_as_they_were_released():
    found = {step.name: fingerprint(step) for step in STEPS if step.name in RELEASED}
    assert found == RELEASED


def test_steps_are_numbered_without_gaps():
    assert [int(step.name[:4]) for step in STEPS] == list(range(1, len(STEPS) + 1))


def test_a_present_file_needs_nothing(connection: Connection):
    assert migrate.pending(connection) == []


def test_every_table_of_our_own_is_strict(connection: Connection):
    sql = (
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict"
    )
    loose = {name for (name,) in connection.rows(sql)}
    assert loose <= {"sqlite_schema", "_sqlite_migrations"}


def test_a_step_runs_once_and_is_remembered(connection: Connection):
    assert migrate.pending(connection, MORE) == ["0099_a_later_idea"]
    migrate.migrate(connection, MORE)
    migrate.migrate(connection, MORE)
    assert migrate.pending(connection, MORE) == []
    assert connection.value("SELECT count(*) FROM local_idea") == 0


def test_a_step_that_fails_leaves_nothing_behind(connection: Connection):
    bad = (*STEPS, Step("0099_bad", ("CREATE TABLE local_idea (id INTEGER)", "NONSENSE")))
    with pytest.raises(Exception, match="syntax"):
        migrate.migrate(connection, bad)
    assert migrate.pending(connection, bad) == ["0099_bad"]
    assert connection.row("SELECT 1 FROM sqlite_schema WHERE name = 'local_idea'") is None


def test_a_step_of_a_newer_program_is_refused(connection: Connection):
    migrate.migrate(connection, MORE)
    with pytest.raises(StoreFault, match="newer_program"):
        migrate.pending(connection)


def test_the_file_is_copied_before_it_is_migrated(
    office: AnOffice, monkeypatch: pytest.MonkeyPatch
):
    dossier = office.receives()
    monkeypatch.setattr(migrate.pending, "__defaults__", (MORE,))
    monkeypatch.setattr(migrate.migrate, "__defaults__", (MORE,))
    office.reopens()
    assert office.reader.dossier(dossier.id) == dossier
    (copy,) = office.profile.backups.glob("before-migration-*.db")
    old = open_reader(copy, secrets.database_key(office.key.secret))
    assert migrate.pending(old, MORE) == ["0099_a_later_idea"]
    assert old.value("SELECT count(*) FROM view_dossier") == 1
    old.close()


def test_a_start_with_a_present_schema_loads_no_sqlite_utils(office: AnOffice):
    office.receives()
    office.closes()
    program = (
        "import sys; from pathlib import Path; from tests.helpers.office import *\n"
        "profile = Profile(Path(sys.argv[1])); key = keys.unlock(profile, MAI.id, PASSWORD)\n"
        "store = Store.open(profile, key, a_machine())\n"
        "assert store.reader().search('pan')\n"
        "store.close()\n"
        "sys.exit('sqlite_utils' in sys.modules or 'requests' in sys.modules)"
    )
    command = [sys.executable, "-c", program, str(office.profile.path)]
    root = Path(__file__).parents[2]
    assert subprocess.run(command, cwd=root, check=False).returncode == 0  # noqa: S603


def test_sqlite_utils_works_on_the_encrypted_file(connection: Connection):
    assert "view_dossier" in bootstrap.database(connection.raw).table_names()


def test_a_file_of_every_release_still_opens(tmp_path: Path):
    for file in sorted((Path(__file__).parent / "released").glob("*/office")):
        profile = Profile(tmp_path / file.parent.name)
        shutil.copytree(file, profile.path)
        store = Store.open(profile, keys.unlock(profile, MAI.id, PASSWORD), a_machine())
        assert store.reader().count(Filter()) > 0
        assert store.verify().is_sound
        store.close()


def test_the_schema_has_one_description():
    text = Path(schema.__file__).read_text("utf-8")
    assert text.count("CREATE TABLE") == 11
