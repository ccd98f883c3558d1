"""Carry over from the present database what a backup does not know: later events and drafts."""

import logging
from collections.abc import Iterator

from app.store import device as devices
from app.store import secrets
from app.store.connection import Connection, open_writer
from app.store.device import Device
from app.store.faults import StoreFault
from app.store.keys import Key
from app.store.profile import Profile
from sync.journal import Journal
from sync.protocol.certificate import certify
from sync.protocol.frame import Frame
from sync.protocol.identity import Author

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
        _trust(source, target, device)
        for author in source.lines.authors():
            for frame in _later(source, target, author):
                target.accept(frame)
        drafts = present.rows("SELECT * FROM local_draft")
        copy.run_many("INSERT OR REPLACE INTO local_draft VALUES (?,?,?,?,?,?)", drafts)


def _trust(source: Journal, target: Journal, device: Device) -> None:
    """Whose frames may be taken: everybody's known there, and our own."""
    own = certify(device.signer().public_key, ("office.", "device."), "", "")
    for certificate in ({own.device: own} | source.devices.all()).values():
        target.devices.trust(certificate)


def _later(source: Journal, target: Journal, author: Author) -> Iterator[Frame]:
    """An author's events above what the copy has, cut at seals."""
    begin = target.head(author).n + 1
    for n, signature in source.lines.seals(author, begin):
        lines = tuple(source.lines.between(author, begin, n))
        before = source.lines.chain_before(author, begin)
        yield Frame(*author, begin, lines, before, signature)
        begin = n + 1
