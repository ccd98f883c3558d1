"""The log of what the program did, without personal data, in the office's own folder."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.system import log
from app.usecases.this_pc import ThisPc, office_exists


@contextmanager
def log_kept(pc: ThisPc) -> Iterator[None]:
    """Write the log while the block lasts; an office that is not founded yet has none.

    A folder that cannot be written is no reason not to begin: the store says so in its own words.
    """
    if not office_exists(pc):
        yield
        return
    try:
        handler = log.start(pc.profile.logs)
    except OSError:
        yield
        return
    try:
        yield
    finally:
        log.stop(handler)
