"""The profile as the commune's server has it: a process of its own beside the window's.

It works on the same database through a connection of its own. It never acts, so it writes no own
event and no number, and it needs no password: the window hands it the data key.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from app.store import device as devices
from app.store import migrate, opening, secrets, views
from app.store.answering import store_faults
from app.store.arriving import Arriving
from app.store.blobs import Blobs
from app.store.connection import Connection, open_writer
from app.store.faults import StoreFault
from app.store.listeners import Listener, Listeners
from app.store.profile import Profile
from app.store.recorder import Recorder
from app.store.slip_journal import SlipJournal
from app.store.sparing import cache_of
from app.store.sync_session import SyncSession
from app.system.lock import AlreadyLocked, ProfileLock
from app.system.machine import Machine


@contextmanager
def served(profile: Profile) -> Iterator[None]:
    """One server a profile; raises `StoreFault('already_open')`.

    The window holds the profile's own lock; this one lies beside it.
    """
    opening.check_folder(profile)
    lock = ProfileLock(profile.hub_lock)
    with store_faults():
        try:
            lock.take()
        except AlreadyLocked as error:
            raise StoreFault("already_open", "hub") from error
    try:
        yield
    finally:
        lock.release()


def open_session(
    profile: Profile, secret: bytes, machine: Machine, listener: Listener
) -> SyncSession:
    """A session for the thread that asks; `listener` hears of each change after its commit.

    Migrates nothing and makes nothing anew: the window has done so before. Raises `StoreFault`.
    """
    raw_key = secrets.database_key(secret)
    connection = open_writer(profile.database, raw_key, cache_kib=cache_of(profile))
    try:
        with store_faults():
            _must_be_ready(connection)
            device = devices.read(connection)
            recorder = Recorder(connection, device, machine.entropy)
            slips = SlipJournal(
                profile.slip_journal, secrets.slip_journal_key(secret), machine.entropy
            )
    except BaseException:
        connection.close()
        raise
    listeners = Listeners()
    listeners.add(listener)
    return SyncSession(connection, recorder, slips, listeners, machine.clock)


def arriving(profile: Profile, secret: bytes, machine: Machine) -> Arriving:
    """Where files of neighbours arrive; whole ones lie beside the PC's own, sealed alike."""
    blobs = Blobs(profile.files, secret, machine.entropy)
    return Arriving(profile.arriving, blobs, secret, machine.entropy)


def _must_be_ready(connection: Connection) -> None:
    if migrate.pending(connection) or not views.are_current(connection):
        raise StoreFault("already_open", "not ready")
