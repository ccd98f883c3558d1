"""Attacks that speak SQL: what the gateway's own role cannot do, were its program fooled."""

import psycopg
import pytest
from psycopg import errors, sql

from sync.gateway.faults import WrongDatabase
from sync.gateway.storage.postgres.storage import PostgresStorage
from sync.gateway.storage.schema import COMMUNE, REGISTRY
from tests.helpers.gateway_line import eventually
from tests.helpers.gateway_scene import Scene
from tests.helpers.gateway_world import DAO_SAN, SI_LO_LAU
from tests.helpers.postgres import OWNER

LOG_TABLES = [table.name for step in COMMUNE for table in step]
ALL_TABLES = LOG_TABLES + [table.name for step in REGISTRY for table in step]


@pytest.fixture(params=["postgresql"])
def database(cluster):
    """Only where there is a server to attack."""
    return cluster.url(cluster.emptied())


@pytest.fixture
def scene(world):
    return Scene(world)


@pytest.fixture
def attacker(scene, database):
    """Whoever got hold of the gateway's connection."""
    with psycopg.connect(database, autocommit=True, options="-c search_path=motcua") as connection:
        yield connection


def _names(connection, scope):
    connection.execute("SELECT set_config('motcua.commune', %s, false)", (scope,))


def _count(connection, table):
    counting = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
    (count,) = connection.execute(counting).fetchone()
    return count


@pytest.mark.parametrize("table", ALL_TABLES)
def test_without_a_commune_there_is_nothing(attacker, table):
    assert _count(attacker, table) == 0


@pytest.mark.parametrize("table", LOG_TABLES)
def test_neither_the_registrys_scope_nor_an_empty_or_joined_one_opens_a_log(attacker, table):
    for scope in ("*", "", f"{SI_LO_LAU},{DAO_SAN}", "%", f"{SI_LO_LAU}' OR '1'='1"):
        _names(attacker, scope)
        assert _count(attacker, table) == 0


def test_a_communes_scope_shows_its_own_rows_and_nothing_of_the_registry(attacker):
    _names(attacker, SI_LO_LAU)
    assert _count(attacker, "events") > 0
    assert attacker.execute("SELECT DISTINCT commune FROM events").fetchall() == [(SI_LO_LAU,)]
    assert [_count(attacker, name) for step in REGISTRY for name, *_ in step] == [0] * sum(
        map(len, REGISTRY)
    )


WRITES = [
    "UPDATE events SET payload = NULL",
    "DELETE FROM events",
    "DELETE FROM positions",
    "UPDATE log SET position = 0",
    "DELETE FROM stretches",
    "DELETE FROM log_epochs",
]


@pytest.mark.parametrize("statement", WRITES)
def test_what_one_commune_overwrites_or_deletes_is_its_own(attacker, scene, statement):
    before = scene.state(DAO_SAN)
    _names(attacker, SI_LO_LAU)
    attacker.execute(statement.encode())
    assert scene.state(DAO_SAN) == before


REFUSED = [
    ("a row in another's name",
     "INSERT INTO named_files (commune, file) VALUES ('03430', 'x')", errors.InsufficientPrivilege),
    ("a row handed over to another",
     "UPDATE log_epochs SET commune = '03430'", errors.InsufficientPrivilege),
    ("a row that nobody owns",
     "INSERT INTO named_files (commune, file) VALUES (NULL, 'x')", errors.InsufficientPrivilege),
    ("a device let in from a commune's scope",
     "INSERT INTO communes VALUES ('1', 'x', 'x')", errors.InsufficientPrivilege),
    ("policies switched off for oneself", "SET row_security = off; SELECT * FROM events",
     errors.InsufficientPrivilege),
    ("policies taken off the table",
     "ALTER TABLE events NO FORCE ROW LEVEL SECURITY", errors.InsufficientPrivilege),
    ("a policy of one's own",
     "CREATE POLICY all_mine ON events USING (true)", errors.InsufficientPrivilege),
    ("everything emptied at once, past the policies", "TRUNCATE events",
     errors.InsufficientPrivilege),
    ("the owner's role", f"SET ROLE {OWNER}", errors.InsufficientPrivilege),
    ("the administrator's role", "SET ROLE postgres", errors.InsufficientPrivilege),
    ("a function that runs as somebody else",
     "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'", errors.InsufficientPrivilege),
    ("a view over everybody's rows", "CREATE VIEW v AS SELECT * FROM events",
     errors.InsufficientPrivilege),
    ("rows written past the policies", "COPY named_files FROM STDIN", errors.FeatureNotSupported),
    ("a file of the server", "COPY (SELECT 1) TO '/nowhere/x'", errors.InsufficientPrivilege),
    ("a program on the server", "COPY (SELECT 1) TO PROGRAM 'id'", errors.InsufficientPrivilege),
    ("another version", "UPDATE versions SET version = 99", errors.InsufficientPrivilege),
]  # fmt: skip


@pytest.mark.parametrize(("what", "statement", "why"), REFUSED, ids=[what for what, *_ in REFUSED])
def test_the_server_refuses(attacker, scene, what, statement, why):
    before = scene.state(DAO_SAN)
    _names(attacker, SI_LO_LAU)
    with pytest.raises(why):
        attacker.execute(statement.encode())
    assert scene.state(DAO_SAN) == before


def test_a_row_is_not_written_without_naming_a_commune(attacker):
    for scope in ("", "*"):
        _names(attacker, scope)
        with pytest.raises((errors.CheckViolation, errors.InsufficientPrivilege)):
            attacker.execute("INSERT INTO named_files (file) VALUES ('x')")


def test_a_row_that_another_has_already_is_not_given_away_by_an_error(attacker):
    """A key bears its commune: who writes another's key learns nothing from it."""
    _names(attacker, DAO_SAN)
    taken = attacker.execute("SELECT device, epoch, n FROM positions").fetchall()
    _names(attacker, SI_LO_LAU)
    inserting = "INSERT INTO seals (device, epoch, n, signature) VALUES (%s, %s, %s, '')"
    for row in taken:
        attacker.execute(inserting, row)


def test_statistics_of_the_server_tell_no_values(attacker, cluster):
    cluster.does("ANALYZE", "motcua")
    seen = attacker.execute("SELECT tablename FROM pg_stats WHERE schemaname = 'motcua'")
    assert {table for (table,) in seen} == {"versions"}


@pytest.mark.parametrize("table", ALL_TABLES)
def test_every_table_has_its_policy_and_forces_it_on_its_owner_too(cluster, database, table):
    found = cluster.does(
        "SELECT relname, relrowsecurity, relforcerowsecurity, count(polname) FROM pg_class"
        " LEFT JOIN pg_policy ON polrelid = pg_class.oid"
        " WHERE relnamespace = 'motcua'::regnamespace AND relkind = 'r' GROUP BY 1, 2, 3",
        "motcua",
    )
    assert {name for name, *_ in found} == {*ALL_TABLES, "versions"}
    assert next(row for row in found if row[0] == table) == (table, True, True, 1)


def test_roles_that_the_policies_do_not_bind_are_refused(cluster, database):
    cluster.does("DROP ROLE IF EXISTS free; CREATE ROLE free LOGIN BYPASSRLS")
    cluster.does("GRANT USAGE ON SCHEMA motcua TO free", "motcua")
    cluster.does("GRANT SELECT ON ALL TABLES IN SCHEMA motcua TO free", "motcua")
    for role in ("postgres", OWNER, "free"):
        with pytest.raises(WrongDatabase):
            PostgresStorage(cluster.url("motcua", role))


def test_a_server_that_does_not_flush_is_refused(cluster, database):
    cluster.does("ALTER SYSTEM SET fsync = off")
    cluster.does("SELECT pg_reload_conf()")
    try:
        assert _until_told(cluster, "fsync", "off")
        with pytest.raises(WrongDatabase, match="fsync"):
            PostgresStorage(database)
    finally:
        cluster.does("ALTER SYSTEM RESET fsync")
        cluster.does("SELECT pg_reload_conf()")
        assert _until_told(cluster, "fsync", "on")


def _until_told(cluster, name, value):
    return eventually(lambda: cluster.does(f"SHOW {name}") == [(value,)])
