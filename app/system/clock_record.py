"""What is known about the machine's clock, in a small file of the profile.

It lies beside the database, so that a restored database does not forget the time.
"""

import logging
from pathlib import Path

import msgspec

from app.system import durable
from sync.protocol.canonical import UNREADABLE

LOG = logging.getLogger(__name__)


class Known(msgspec.Struct, frozen=True):
    """What the file keeps; all in UTC milliseconds."""

    bound: int = 0  # the last time signed by the gateway
    offset: int = 0  # true time minus the clock's ...
    offset_boot: str = ""  # ... as long as the machine is not started again ...
    offset_origin: int = 0  # ... and nobody sets the clock: what it showed at the counter's 0
    offset_proved: bool = False  # by the gateway; otherwise an officer's word for the date
    last_seen: int = 0  # the best instant when the clock was last looked at


def read(path: Path) -> Known:
    """What was known; a damaged file knows nothing, which asks for the date at worst."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Known)
    except (FileNotFoundError, *UNREADABLE):
        return Known()


def write(path: Path, known: Known) -> None:
    """Keep it; a disk that keeps nothing must not stop an act, or the start."""
    try:
        durable.replace(path, msgspec.json.encode(known))
    except OSError as error:
        LOG.warning("the clock's file was not written: errno %s", error.errno)
