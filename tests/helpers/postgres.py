"""A PostgreSQL server of our own: made on the spot, on a socket of its own, gone by itself."""

import itertools
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

import psycopg
import pytest

from sync.gateway.storage.postgres.migration import migrate
from sync.gateway.storage.schema import COMMUNE, REGISTRY
from tests.helpers.gateway_line import eventually
from tests.helpers.patience import PATIENCE

OWNER, GATEWAY = "motcua_owner", "motcua_gateway"
NAME = "motcua"
_SETTINGS = (
    "listen_addresses=",
    "shared_buffers=16MB",
    "max_wal_size=256MB",
    "autovacuum=off",
    "max_connections=60",
)
LET_GO = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""
WRITE_BY_THEMSELVES = """SELECT pid FROM pg_stat_activity
    WHERE backend_type IN ('walwriter', 'background writer', 'checkpointer')"""
# The server lives as long as its standard input: it never outlives who started it.
_KEEPER = """folder=$1; shift
"$@" & server=$!
cat >/dev/null
kill -QUIT $server 2>/dev/null; wait $server
[ -e "$folder/killed" ] || rm -rf "$folder"
"""


@cache
def binaries() -> Path | None:
    """Where Debian, or the PATH, has the server's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    on_path = shutil.which("postgres")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


def needed() -> None:
    """Skip without PostgreSQL on a developer's PC; where a change is judged it must be there."""
    if binaries() is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is missing; .ci/setup develop installs it")
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")


class Cluster:
    """One server; `emptied` gives the gateway's database as good as new."""

    def __init__(self) -> None:
        self._programs = binaries() or Path()
        self.folder = Path(tempfile.mkdtemp(prefix="motcua-pg-"))
        self._user = "postgres" if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(self.folder, self._user, self._user)
        self._run("initdb", "-D", self._data, "-A", "trust", "-N", "-E", "UTF8", "--no-locale",
                  "-U", "postgres")  # fmt: skip
        self._keeper: subprocess.Popen[bytes] | None = None
        self.start()
        self._prepare()

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def url(self, database: str, role: str = GATEWAY) -> str:
        """How a role comes to a database."""
        return f"postgresql://{role}@/{database}?host={self.folder}"

    def start(self) -> None:
        """Let it listen, after whatever happened to it."""
        (self.folder / "killed").unlink(missing_ok=True)
        settings = itertools.chain.from_iterable(("-c", one) for one in _SETTINGS)
        server = [self._programs / "postgres", "-D", self._data, "-k", self.folder, *settings]
        with (self.folder / "log").open("ab") as log:
            self._keeper = subprocess.Popen(  # noqa: S603 - our own server
                ["/bin/sh", "-c", _KEEPER, "keeper", str(self.folder), *map(str, server)],
                stdin=subprocess.PIPE, stdout=log, stderr=log, user=self._user,
                cwd=self.folder,
            )  # fmt: skip
        assert eventually(self._listens), (self.folder / "log").read_text()

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        """End every process of it as a power cut would; SIGQUIT is what `-m immediate` sends."""
        (self.folder / "killed").touch()
        postmaster = (self._data / "postmaster.pid").read_text().split()[0]
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        for process in (postmaster, *children) if how == signal.SIGKILL else (postmaster,):
            with suppress(ProcessLookupError):
                os.kill(int(process), how)
        assert self._keeper is not None
        self._keeper.communicate(timeout=PATIENCE)

    def leaves_its_log_alone(self) -> None:
        """From now until it is killed nobody writes the log out who is not asked to."""
        self.does("CHECKPOINT")
        for (process,) in self.does(WRITE_BY_THEMSELVES):
            os.kill(int(str(process)), signal.SIGSTOP)

    def ends(self) -> None:
        """Stop for good and leave nothing behind."""
        if self._keeper is not None:
            self._keeper.communicate(timeout=PATIENCE)
        shutil.rmtree(self.folder, ignore_errors=True)

    def emptied(self) -> str:
        """The gateway's database with nothing in it, as nobody else has it open; its name."""
        self.does(LET_GO, NAME)
        self.does(f"TRUNCATE {self._tables}", NAME)
        return NAME

    def does(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Run statements as the server's administrator; answer the last one's rows."""
        with psycopg.connect(self.url(database, "postgres"), autocommit=True) as connection:
            cursor = connection.cursor()
            for one in statement.split(";"):
                cursor.execute(one.encode())
            return cursor.fetchall() if cursor.description else []

    def dump(self, database: str, target: Path) -> None:
        """Back a database up as the administrator does."""
        target.write_bytes(self._run("pg_dump", "-Fc", "-d", self.url(database, "postgres")))

    def put_back(self, source: Path, database: str) -> None:
        """Put a backup in the place of a database."""
        self.does(f"DROP DATABASE {database} WITH (FORCE)")
        self.does(f"CREATE DATABASE {database} OWNER {OWNER}")
        self._run("pg_restore", "-d", self.url(database, "postgres"), given=source.read_bytes())

    def _prepare(self) -> None:
        for role in (OWNER, GATEWAY):
            self.does(f"CREATE ROLE {role} LOGIN")
        self.does(f"CREATE DATABASE {NAME} OWNER {OWNER}")
        migrate(self.url(NAME, OWNER), self.url(NAME))
        steps = itertools.chain(*REGISTRY, *COMMUNE)
        self._tables = ", ".join(f"motcua.{table.name}" for table in steps)

    def _listens(self) -> bool:
        try:
            psycopg.connect(self.url("postgres", "postgres")).close()
        except psycopg.OperationalError:
            return False
        return True

    def _run(self, program: str, *words: object, given: bytes = b"") -> bytes:
        return subprocess.run(  # noqa: S603 - its own programs
            [self._programs / program, *map(str, words)],
            input=given, stdout=subprocess.PIPE, check=True, user=self._user, cwd=self.folder,
        ).stdout  # fmt: skip


@contextmanager
def a_cluster() -> Iterator[Cluster]:
    """A server for a while."""
    cluster = Cluster()
    try:
        yield cluster
    finally:
        cluster.ends()
