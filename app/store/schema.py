"""What the database holds that no rebuild drops, step by step; a released step is never edited.

Projections are not here: `app.store.views` makes them, and drops them for a new version.
"""

from typing import NamedTuple

from sync.journal import SCHEMA as JOURNAL


class Step(NamedTuple):
    """One migration: plain SQL, statement by statement."""

    name: str
    statements: tuple[str, ...]


_DEVICE = """
CREATE TABLE local_device (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    office BLOB NOT NULL,
    secret BLOB NOT NULL,
    device TEXT NOT NULL,
    epoch TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    epoch_reason TEXT NOT NULL
) STRICT
"""

_ENTITY = """
CREATE TABLE local_entity (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL
) STRICT
"""

_STALE = """
CREATE TABLE local_stale (
    entity TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID
"""

_DRAFT = """
CREATE TABLE local_draft (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    officer TEXT NOT NULL,
    title TEXT NOT NULL,
    saved INTEGER NOT NULL,
    body BLOB NOT NULL
) STRICT, WITHOUT ROWID
"""

_COUNTERS = """
CREATE TABLE local_counters (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    body BLOB NOT NULL
) STRICT
"""

_SETTING = """
CREATE TABLE local_setting (
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID
"""

_PIN = """
CREATE TABLE local_pin (
    officer TEXT NOT NULL,
    place INTEGER NOT NULL,
    procedure TEXT NOT NULL,
    PRIMARY KEY (officer, place)
) STRICT, WITHOUT ROWID
"""

_SENT_FILE = """
CREATE TABLE local_sent_file (
    file TEXT PRIMARY KEY,
    log_epoch TEXT NOT NULL
) STRICT, WITHOUT ROWID
"""

_LINK = """
CREATE TABLE local_link (
    id INTEGER PRIMARY KEY,
    began INTEGER NOT NULL,
    until INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    lane TEXT NOT NULL,
    tries INTEGER NOT NULL,
    up INTEGER NOT NULL,
    down INTEGER NOT NULL,
    trips INTEGER NOT NULL,
    took INTEGER NOT NULL,
    clk TEXT NOT NULL
) STRICT
"""

_DELIVERY = """
CREATE TABLE local_delivery (
    device TEXT NOT NULL,
    epoch TEXT NOT NULL,
    n INTEGER NOT NULL,
    tried INTEGER,
    tried_clk TEXT NOT NULL,
    hub INTEGER,
    signed INTEGER,
    learned INTEGER,
    carrier TEXT NOT NULL,
    PRIMARY KEY (device, epoch, n)
) STRICT, WITHOUT ROWID
"""

_FORMER_KEY = """
CREATE TABLE local_former_key (
    place INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    device TEXT NOT NULL UNIQUE,
    secret BLOB NOT NULL
) STRICT
"""

_WORD = "ALTER TABLE local_sent_file ADD COLUMN word BLOB NOT NULL DEFAULT x''"

STEPS = (
    Step(
        "0001_the_journal_and_what_is_local",
        (
            *JOURNAL,
            _DEVICE,
            _ENTITY,
            "CREATE INDEX local_entity_type ON local_entity (type)",
            "CREATE INDEX local_event_kind ON journal_event (kind)",
            _STALE,
            _DRAFT,
            _COUNTERS,
            _SETTING,
            _PIN,
            _SENT_FILE,
        ),
    ),
    Step("0002_what_proves_when_the_province_was_told", (_LINK, _DELIVERY)),
    Step("0003_keys_that_this_pc_had_before", (_FORMER_KEY,)),
    Step("0004_the_words_of_the_province_on_files", (_WORD,)),
)
