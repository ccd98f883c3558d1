"""The projections: tables that screens read, made from folded dossiers and nothing else.

They may be dropped at any time. Whoever changes a table or what goes into it raises `VERSION`: the
next start rebuilds.
"""

from app.store.connection import Connection
from app.store.projections import DOSSIER_VIEWS, OFFICE_VIEWS

_OWN_VERSION = 7

_DOSSIER = """
CREATE TABLE view_dossier (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    state INTEGER NOT NULL,
    code TEXT NOT NULL,
    provisional_code TEXT NOT NULL,
    official_code TEXT NOT NULL,
    procedure TEXT NOT NULL,
    procedure_name TEXT NOT NULL,
    owner TEXT NOT NULL,
    owner_order TEXT NOT NULL,
    submitter TEXT NOT NULL,
    holder TEXT NOT NULL,
    accepted INTEGER,
    due INTEGER,
    ended INTEGER,
    returned INTEGER,
    level INTEGER NOT NULL,
    waiting INTEGER NOT NULL,
    conflicts INTEGER NOT NULL,
    recorded INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    doubtful INTEGER NOT NULL,
    troubled INTEGER
        GENERATED ALWAYS AS (conflicts > 0 OR waiting OR refused OR doubtful > 0) STORED
) STRICT
"""

_PENDING = """
CREATE TABLE view_pending (
    key INTEGER NOT NULL,
    device TEXT NOT NULL,
    epoch TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (key, device, epoch, n)
) STRICT, WITHOUT ROWID
"""

_CODE = """
CREATE TABLE view_code (
    code TEXT NOT NULL,
    key INTEGER NOT NULL,
    PRIMARY KEY (code, key)
) STRICT, WITHOUT ROWID
"""

_FOLDED = """
CREATE VIRTUAL TABLE search_folded USING fts5 (
    names, codes, numbers,
    content = '', contentless_delete = 1,
    tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3'
)
"""

_EXACT = """
CREATE VIRTUAL TABLE search_exact USING fts5 (
    names,
    content = '', contentless_delete = 1,
    tokenize = "unicode61 remove_diacritics 0", prefix = '1 2 3'
)
"""

_TOPICS = (*(view.of for view in DOSSIER_VIEWS), *(view.of for view in OFFICE_VIEWS))

_OWN_TABLES = (
    "view_dossier",
    "view_pending",
    "view_code",
    "search_folded",
    "search_exact",
)

TABLES = (*_OWN_TABLES, *(table for topic in _TOPICS for table in topic.tables))
VERSION = ";".join((str(_OWN_VERSION), *(f"{topic.name}:{topic.version}" for topic in _TOPICS)))

_SCHEMA = (
    _DOSSIER,
    "CREATE INDEX view_dossier_state ON view_dossier (state, due)",
    "CREATE INDEX view_dossier_open ON view_dossier (due) WHERE ended IS NULL",
    "CREATE INDEX view_dossier_accepted ON view_dossier (accepted)",
    "CREATE INDEX view_dossier_due ON view_dossier (due)",
    "CREATE INDEX view_dossier_returned ON view_dossier (returned)",
    "CREATE INDEX view_dossier_code ON view_dossier (code)",
    "CREATE INDEX view_dossier_owner ON view_dossier (owner_order)",
    "CREATE INDEX view_dossier_procedure ON view_dossier (procedure, accepted)",
    "CREATE INDEX view_dossier_unsent ON view_dossier (due) WHERE level < 2",
    "CREATE INDEX view_dossier_troubled ON view_dossier (accepted) WHERE troubled",
    _PENDING,
    "CREATE INDEX view_pending_event ON view_pending (device, epoch, n)",
    _CODE,
    _FOLDED,
    _EXACT,
    *(statement for topic in _TOPICS for statement in topic.statements),
)

_DROP = tuple(f"DROP TABLE IF EXISTS {table}" for table in TABLES)

_MARK = "views_version"


def are_current(connection: Connection) -> bool:
    """Whether the tables are there and of this version."""
    found = connection.value("SELECT value FROM local_setting WHERE name = ?", (_MARK,))
    return bool(found == VERSION.encode())


def make_empty(connection: Connection) -> None:
    """Drop and make the tables anew; not current until `mark_current` says so."""
    mark_stale(connection)
    for statement in (*_DROP, *_SCHEMA):
        connection.run(statement)


def mark_stale(connection: Connection) -> None:
    """Say that the tables miss something: the next start rebuilds."""
    connection.run("DELETE FROM local_setting WHERE name = ?", (_MARK,))


def mark_current(connection: Connection) -> None:
    """Say that the tables hold everything the journal says."""
    connection.run("INSERT OR REPLACE INTO local_setting VALUES (?, ?)", (_MARK, VERSION.encode()))
