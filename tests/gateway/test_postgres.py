"""What only PostgreSQL can do wrong: connections, transactions, tables of another version."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import psycopg
import pytest

from sync.gateway.faults import (
    DatabaseAway,
    NewerDatabase,
    OlderDatabase,
    StorageFailed,
    WrongDatabase,
)
from sync.gateway.storage import opening
from sync.gateway.storage.postgres import migration
from sync.gateway.storage.postgres import storage as postgres
from sync.gateway.storage.postgres.pool import connect
from sync.gateway.storage.postgres.storage import PostgresStorage
from sync.gateway.storage.schema import COMMUNE
from sync.gateway.storage.tables import Table
from tests.helpers.gateway_world import SI_LO_LAU
from tests.helpers.patience import PATIENCE
from tests.helpers.postgres import LET_GO, NAME, OWNER

NAME_FILE = "INSERT INTO named_files (file) VALUES (?)"


@pytest.fixture
def url(cluster):
    return cluster.url(cluster.emptied())


@pytest.fixture
def storage(url):
    storage = PostgresStorage(url)
    yield storage
    storage.close()


@pytest.fixture
def files(storage):
    return storage.commune(SI_LO_LAU)


def _kept(files):
    with files.reading() as db:
        return [file for (file,) in db.execute("SELECT file FROM named_files ORDER BY file")]


def test_what_fails_in_the_middle_takes_everything_back(files):
    with pytest.raises(psycopg.IntegrityError), files.writing() as db:
        db.executemany(NAME_FILE, [("a",), ("b",), ("a",), ("c",)])
    assert _kept(files) == []
    with files.writing() as db:
        db.executemany(NAME_FILE, [("a",), ("b",)])
    assert _kept(files) == ["a", "b"]


def test_a_failure_that_nobody_minded_is_no_commit(files):
    def writes_on():
        with files.writing() as db:
            db.execute(NAME_FILE, ("a",))
            with suppress(psycopg.DataError):
                db.execute("SELECT 1 / 0").fetchone()

    with pytest.raises(StorageFailed):
        writes_on()
    assert _kept(files) == []


def test_an_exception_of_our_own_takes_everything_back(files):
    def changes_its_mind():
        with files.writing() as db:
            db.execute(NAME_FILE, ("a",))
            raise KeyError

    with pytest.raises(KeyError):
        changes_its_mind()
    assert _kept(files) == []


def test_rows_are_counted_when_they_are_written(files):
    with files.writing() as db:
        assert db.execute(NAME_FILE, ("a",)).rowcount == 1
        assert db.execute("DELETE FROM named_files WHERE file = ?", ("b",)).rowcount == 0


def test_a_reader_reads_one_state_whatever_others_write(files):
    with files.reading() as db:
        before = db.execute("SELECT count(*) FROM named_files").fetchall()
        with files.writing() as other:
            other.execute(NAME_FILE, ("a",))
        assert db.execute("SELECT count(*) FROM named_files").fetchall() == before
    assert _kept(files) == ["a"]


def test_names_are_in_the_order_of_their_code_points_as_in_a_file(files):
    with files.writing() as db:
        db.executemany(NAME_FILE, [(name,) for name in ("ă", "b", "B", "a", "0", "-")])
    assert _kept(files) == ["-", "0", "B", "a", "b", "ă"]


def test_connections_that_died_while_nobody_used_them_are_replaced_unseen(cluster, files):
    _kept(files)
    cluster.does(LET_GO, NAME)
    assert _kept(files) == []
    cluster.does(LET_GO, NAME)
    with files.writing() as db:
        db.execute(NAME_FILE, ("a",))
    assert _kept(files) == ["a"]


def test_a_connection_that_dies_inside_a_transaction_keeps_nothing(cluster, files):
    def writes_twice():
        with files.writing() as db:
            assert db.execute(NAME_FILE, ("a",)).rowcount == 1
            cluster.does(LET_GO, NAME)
            db.execute(NAME_FILE, ("b",))

    with pytest.raises(DatabaseAway):
        writes_twice()
    assert _kept(files) == []


def test_so_many_connections_and_no_more(cluster, storage, files):
    free, inside = threading.Event(), threading.Barrier(postgres._CONNECTIONS + 1)

    def reads(number):
        with files.reading() as db:
            db.execute("SELECT 1").fetchone()
            if number < postgres._CONNECTIONS:
                inside.wait(PATIENCE)
            free.wait(PATIENCE)

    with ThreadPoolExecutor(20) as office:
        reading = [office.submit(reads, number) for number in range(20)]
        with suppress(threading.BrokenBarrierError):
            inside.wait(0.5)
        counting = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'motcua'"
        ((count,),) = cluster.does(counting, NAME)
        free.set()
        for one in reading:
            with suppress(threading.BrokenBarrierError):
                one.result(PATIENCE)
    assert count <= postgres._CONNECTIONS + 1


def test_tables_of_a_newer_program_are_left_alone(cluster, url):
    cluster.does("UPDATE motcua.versions SET version = version + 1", NAME)
    try:
        with pytest.raises(NewerDatabase):
            PostgresStorage(url)
        with pytest.raises(NewerDatabase):
            migration.migrate(cluster.url(NAME, OWNER), url)
    finally:
        cluster.does("UPDATE motcua.versions SET version = version - 1", NAME)


def test_a_new_step_is_made_by_the_owner_and_shut_like_every_table(cluster, url, monkeypatch):
    cluster.does("CREATE DATABASE growing TEMPLATE motcua OWNER motcua_owner")
    url = cluster.url("growing")
    grown = (*COMMUNE, (Table("new", "word TEXT NOT NULL", key="word"),))
    parts = (migration._PARTS[0], ("commune", grown))
    monkeypatch.setattr(migration, "_PARTS", parts)
    with pytest.raises(OlderDatabase):
        PostgresStorage(url)
    migration.migrate(cluster.url("growing", OWNER), url)
    migration.migrate(cluster.url("growing", OWNER), url)
    storage = PostgresStorage(url)
    with storage.commune("1").writing() as db:
        db.execute("INSERT INTO new (word) VALUES (?)", ("own",))
    with storage.commune("2").reading() as db:
        assert db.execute("SELECT * FROM new").fetchall() == []
    storage.close()


def test_a_gateway_is_made_on_a_database_by_its_owner_and_says_so(cluster, types, tmp_path):
    cluster.does(f"CREATE DATABASE fresh OWNER {OWNER}")
    data, url = tmp_path / "g", cluster.url("fresh")
    with pytest.raises(OlderDatabase):
        types("init", "--data", data, "--database", url)
    owner = cluster.url("fresh", OWNER)
    types("init", "--data", data, "--database", url, "--database-owner", owner)
    assert OWNER not in (data / "gateway.json").read_text()
    told = json.loads(types("status", "--data", data, "--json"))
    assert told["database"].startswith("postgresql 1")


def test_an_owner_who_owns_nothing_is_named(cluster):
    cluster.does("CREATE DATABASE nobodys")
    with pytest.raises(WrongDatabase):
        migration.migrate(cluster.url("nobodys", OWNER), cluster.url("nobodys"))


def test_a_role_that_was_never_let_in_is_told_what_to_do(cluster, url):
    cluster.does("CREATE ROLE stranger LOGIN")
    with pytest.raises(OlderDatabase):
        PostgresStorage(cluster.url(NAME, "stranger"))
    cluster.does("GRANT USAGE ON SCHEMA motcua TO stranger", NAME)
    with pytest.raises(OlderDatabase):
        PostgresStorage(cluster.url(NAME, "stranger"))


def test_a_server_that_is_not_there_is_named():
    nowhere = "postgresql://gateway@/motcua?host=/nonexistent"
    with pytest.raises(DatabaseAway):
        PostgresStorage(nowhere)
    with pytest.raises(DatabaseAway):
        migration.migrate(nowhere, nowhere)


def test_without_its_driver_there_is_no_postgresql(monkeypatch, tmp_path):
    monkeypatch.setattr(opening, "import_module", _nothing)
    with pytest.raises(WrongDatabase, match="psycopg"):
        opening.opened("postgresql://gateway@/motcua", tmp_path, lambda code: tmp_path / code)


def _nothing(name):
    raise ImportError(name)


def test_a_server_that_vanished_is_noticed_within_a_minute(cluster):
    with connect(cluster.url(cluster.emptied())) as connection:
        said = connection.info.get_parameters()
    assert (said["keepalives_idle"], said["tcp_user_timeout"]) == ("30", "60000")
