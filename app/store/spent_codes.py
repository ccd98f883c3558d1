"""Which codes for the telephone were used up: the journal knows, whatever slots file lies there."""

import logging

from app.domain.events import PasswordReset, Way
from app.store import device as devices
from app.store import secrets
from app.store.connection import open_reader
from app.store.faults import StoreFault
from app.store.profile import Profile
from app.store.reader import Reader

LOG = logging.getLogger(__name__)

PASSWORD = "password"  # noqa: S105 - a type of entity


def spent_in(reader: Reader, device: str) -> set[int]:
    """The numbers of this PC's codes that were used, as far as that is in the journal."""
    return {
        deed.said.code
        for entity in reader.deeds(PASSWORD)
        for deed in entity
        if deed.device == device
        and isinstance(deed.said, PasswordReset)
        and deed.said.way is Way.PHONE
    }


def was_spent(profile: Profile, secret: bytes, number: int) -> bool:
    """Ask the journal of a closed or an open office; one that does not open says nothing."""
    try:
        connection = open_reader(profile.database, secrets.database_key(secret))
    except StoreFault as fault:
        LOG.warning("the journal was not asked about codes: %s", fault.code)
        return False
    try:
        device = devices.read(connection)
        return number in spent_in(Reader(connection, device), device.device)
    except StoreFault as fault:
        LOG.warning("the journal was not asked about codes: %s", fault.code)
        return False
    finally:
        connection.close()
