"""The gateway's tables in one PostgreSQL database that all communes share.

Each transaction names its commune first (`motcua.commune`), and the row-level policies of the
tables let it see and write that commune's rows alone; the registry's scope is `*`, which is no
commune's code. The policies bind every role but superusers and those set free from them, so the
gateway refuses to work as one of these, or as the owner, who could lift them.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache

from psycopg import sql

from sync.gateway.faults import WrongDatabase
from sync.gateway.storage.database import Rows, Session
from sync.gateway.storage.postgres.migration import check_version
from sync.gateway.storage.postgres.pool import Connection, Pool

_REGISTRY = "*"
_WRITE = b"BEGIN ISOLATION LEVEL READ COMMITTED"
_READ = b"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
_LOCK_LOG = b"SELECT 1 FROM log FOR UPDATE"
_LOCK_REGISTRY = b"SELECT pg_advisory_xact_lock(hashtext('motcua.registry'))"
_CONNECTIONS = 8
"""For the logs, and half as many for the registry: a log's writer may ask the registry, and never
the other way, so nobody waits in a circle."""

_IS_BOUND = b"""SELECT NOT r.rolsuper AND NOT r.rolbypassrls
        AND NOT pg_has_role(c.relowner, 'MEMBER'), current_setting('fsync') = 'on',
        current_setting('server_version')
    FROM pg_roles r, pg_class c WHERE r.rolname = current_user AND c.oid = 'log'::regclass"""


class PostgresStorage:
    """A gateway's database; `url` is that of the gateway's own role and bears no password."""

    def __init__(self, url: str) -> None:
        self._logs = Pool(url, _CONNECTIONS)
        self._others = Pool(url, _CONNECTIONS // 2)
        try:
            self._version = self._checked()
        except BaseException:
            self.close()
            raise

    def _checked(self) -> str:
        """The server's version, once it is sure that it keeps our rules."""
        with self._others.transaction(_READ) as connection:
            check_version(connection)
            is_bound, is_durable, version = connection.run(_IS_BOUND).fetchone()
        if not is_bound:
            raise WrongDatabase("the role is not bound by row-level security")
        if not is_durable:
            raise WrongDatabase("fsync is off")
        return str(version)

    @property
    def name(self) -> str:
        """The server at work."""
        return f"postgresql {self._version}"

    def registry(self) -> "Scoped":
        """The tables of the registry."""
        return Scoped(self._others, _REGISTRY, _LOCK_REGISTRY)

    def commune(self, code: str) -> "Scoped":
        """One commune's rows."""
        return Scoped(self._logs, code, _LOCK_LOG)

    def close(self) -> None:
        """Let go of every connection."""
        self._logs.close()
        self._others.close()


class Scoped:
    """The database as one commune, or the registry, may see it."""

    def __init__(self, pool: Pool, scope: str, lock: bytes) -> None:
        self._pool = pool
        self._lock = lock
        name = sql.SQL("SELECT set_config('motcua.commune', {}, true)").format(sql.Literal(scope))
        self._scope = name.as_bytes()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Write everything inside or nothing, one writer at a time; durable when it is left."""
        with self._pool.transaction(_WRITE, self._scope, self._lock) as connection:
            yield _Session(connection)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Read one consistent state."""
        with self._pool.transaction(_READ, self._scope) as connection:
            yield _Session(connection)


class _Session:
    """Statements with question marks, as the rest of the gateway writes them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def execute(self, statement: str, values: Sequence[object] = (), /) -> Rows:
        return self._connection.run(_placed(statement), values)

    def executemany(self, statement: str, rows: Iterable[Sequence[object]], /) -> None:
        self._connection.run_many(_placed(statement), rows)


@lru_cache(maxsize=256)
def _placed(statement: str) -> bytes:
    """The same statement with the driver's marks for its values."""
    return statement.replace("%", "%%").replace("?", "%s").encode()
