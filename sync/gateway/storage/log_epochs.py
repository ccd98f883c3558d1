"""The log epochs of one commune that were, begun here or told of by a client."""

from sync.gateway.storage.database import Session
from sync.protocol.log_epoch import draw

_NOTE = """INSERT INTO log_epochs (log_epoch, after_position, begun_at, reason)
    VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"""


def note(db: Session, log_epoch: str, position: int, now_ms: int, reason: str) -> None:
    """Count it to those that were; `position` is where the log ended then."""
    db.execute(_NOTE, (log_epoch, position, now_ms, reason))


def begin(db: Session, chance: bytes, position: int, now_ms: int, reason: str) -> str:
    """Draw a name above all that were, and note it."""
    known = [name for (name,) in db.execute("SELECT log_epoch FROM log_epochs")]
    drawn = draw(now_ms, known, chance)
    note(db, drawn, position, now_ms, reason)
    return drawn


def is_known(db: Session, log_epoch: str) -> bool:
    """Whether it was one of this log."""
    found = db.execute("SELECT 1 FROM log_epochs WHERE log_epoch = ?", (log_epoch,))
    return found.fetchone() is not None
