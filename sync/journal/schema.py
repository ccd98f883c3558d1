"""The journal's tables, statement by statement; run by the store's first migration and by tests.

`journal_event` holds the lines as they came, `journal_stretch` what is held of each author without
a gap, `journal_log` the gateway's order, `journal_cursor` how far that is known here,
`journal_receipt` what others have signed that they hold, `journal_aside` the branches that do not
count, `journal_branch` H(n) of each of their lines and the seals, `journal_page` and `journal_word`
the gateway's signed words to be passed on.
"""

SCHEMA: tuple[str, ...] = (
    """CREATE TABLE journal_event (
        seq INTEGER PRIMARY KEY,
        device TEXT NOT NULL, epoch TEXT NOT NULL, n INTEGER NOT NULL,
        entity TEXT NOT NULL, kind TEXT NOT NULL, position INTEGER,
        h BLOB NOT NULL, chain BLOB NOT NULL, dh BLOB NOT NULL,
        envelope BLOB NOT NULL, payload BLOB, salt BLOB,
        UNIQUE (device, epoch, n)
    ) STRICT""",
    "CREATE INDEX journal_event_entity ON journal_event (entity, position)",
    """CREATE TABLE journal_stretch (
        device TEXT NOT NULL, epoch TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
        before BLOB NOT NULL, chain BLOB NOT NULL,
        PRIMARY KEY (device, epoch, first)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE journal_seal (
        device TEXT NOT NULL, epoch TEXT NOT NULL, n INTEGER NOT NULL, signature BLOB NOT NULL,
        PRIMARY KEY (device, epoch, n)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE journal_log (
        position INTEGER PRIMARY KEY,
        device TEXT NOT NULL, epoch TEXT NOT NULL, n INTEGER NOT NULL, chain BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE journal_cursor (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        log_epoch TEXT NOT NULL, position INTEGER NOT NULL, chain BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE journal_counter (
        one INTEGER PRIMARY KEY CHECK (one = 1), counter INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE journal_receiver (
        receiver TEXT PRIMARY KEY,
        log_epoch TEXT NOT NULL, durable INTEGER NOT NULL, time INTEGER NOT NULL,
        dictionary INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE journal_receipt (
        receiver TEXT NOT NULL, device TEXT NOT NULL, epoch TEXT NOT NULL,
        first INTEGER NOT NULL, last INTEGER NOT NULL, chain BLOB NOT NULL,
        PRIMARY KEY (receiver, device, epoch, last)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE journal_aside (
        device TEXT NOT NULL, epoch TEXT NOT NULL, n INTEGER NOT NULL, h BLOB NOT NULL,
        entity TEXT NOT NULL, reason TEXT NOT NULL,
        dh BLOB NOT NULL, envelope BLOB NOT NULL, payload BLOB, salt BLOB,
        PRIMARY KEY (device, epoch, n, h)
    ) STRICT""",
    """CREATE TABLE journal_branch (
        device TEXT NOT NULL, epoch TEXT NOT NULL, chain BLOB NOT NULL, n INTEGER NOT NULL,
        signature BLOB,
        PRIMARY KEY (device, epoch, chain)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE journal_erasure (
        device TEXT NOT NULL, epoch TEXT NOT NULL, n INTEGER NOT NULL,
        PRIMARY KEY (device, epoch, n)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE journal_page (
        start INTEGER PRIMARY KEY, last INTEGER NOT NULL, log_epoch TEXT NOT NULL,
        body BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE journal_word (
        log_epoch TEXT PRIMARY KEY, time INTEGER NOT NULL, body BLOB NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE journal_device (
        device TEXT PRIMARY KEY, certificate BLOB NOT NULL
    ) STRICT, WITHOUT ROWID""",
)
