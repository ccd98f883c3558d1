"""Carry over from the present database what a backup does not know: later events and drafts."""

import logging

from app.store import carrying, secrets, steps
from app.store import device as devices
from app.store.connection import Connection, open_writer
from app.store.faults import StoreFault
from app.store.keys import Key
from app.store.profile import Profile
from sync.journal import Journal

LOG = logging.getLogger(__name__)


def take_over(copy: Connection, profile: Profile, key: Key) -> None:
    """All of it or nothing; a database that is damaged, or another's, has nothing to give."""
    if not profile.database.exists():
        return
    try:
        present = open_writer(profile.database, secrets.database_key(key.secret))
    except StoreFault as fault:
        LOG.warning("nothing could be carried over: %s", fault.code)
        return
    try:
        _carry(present, copy)
    except StoreFault as fault:
        LOG.warning("nothing could be carried over: %s", fault.code)
    finally:
        present.close()


def _carry(present: Connection, copy: Connection) -> None:
    device = devices.read(present)
    source = Journal(present.raw, device.office.commune)
    with present.writing():
        source.seal(device.signer(), device.author)
    target = Journal(copy.raw, device.office.commune)
    with present.reading(), copy.writing():
        carrying.trust(target, device, source.devices.all().values())
        for author in source.lines.authors():
            above = target.head(author).n
            carrying.take_in(target, carrying.frames_above(source, author, above))
        evidence = steps.EVIDENCE if devices.read(copy).device == device.device else ()
        for table in ("local_draft", *evidence):
            steps.put_rows(copy, table, steps.rows_of(present, table))
