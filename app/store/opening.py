"""Open a profile step by step; each step may refuse, and a refusal has changed nothing."""

from collections.abc import Callable
from datetime import datetime

from app.store import device as devices
from app.store import migrate, secrets, slots, views
from app.store.answering import store_faults
from app.store.connection import Connection, open_writer
from app.store.copying import copy_database
from app.store.device import Device
from app.store.faults import StoreFault
from app.store.keys import Key
from app.store.profile import Profile
from app.store.sparing import cache_of
from app.system import ground, paths
from app.system.lock import AlreadyLocked, ProfileLock
from app.system.machine import Machine

Progress = Callable[[int, int], None]


def take_lock(profile: Profile) -> ProfileLock:
    """One process a profile; raises `StoreFault('already_open')`."""
    check_folder(profile)
    lock = ProfileLock(profile.lock)
    with store_faults():
        try:
            lock.take()
        except AlreadyLocked as error:
            raise StoreFault("already_open") from error
    return lock


def check_folder(profile: Profile) -> None:
    """Refuse folders in which a flush or a lock promises nothing, or no name is short enough."""
    if paths.is_too_long(profile.path):
        raise StoreFault("folder_too_long")
    if ground.is_on_network(profile.path):
        raise StoreFault("network_folder")
    if ground.is_in_cloud(profile.path):
        raise StoreFault("cloud_folder")


def open_database(profile: Profile, key: Key, machine: Machine) -> Connection:
    """The database of this very key, in the present schema."""
    check_is_ours(profile, key)
    raw_key = secrets.database_key(key.secret)
    connection = open_writer(profile.database, raw_key, cache_kib=cache_of(profile))
    try:
        if migrate.pending(connection):
            _keep_a_copy(profile, key, machine.clock.now())
            migrate.migrate(connection)
        check_device(profile, devices.read(connection))
    except BaseException:
        connection.close()
        raise
    return connection


def check_is_ours(profile: Profile, key: Key) -> None:
    """Tell a missing, a foreign and our own file apart before trying the key."""
    if not profile.database.exists():
        raise StoreFault("database_missing")
    with store_faults(), profile.database.open("rb") as file:
        salt = file.read(16)
    if salt != secrets.database_salt(key.secret):
        raise StoreFault("foreign_key")


def check_device(profile: Profile, device: Device) -> None:
    """The slots file and the database speak of the same PC and commune."""
    file = slots.read(profile.slots)
    if file.commune != device.office.commune:
        raise StoreFault("foreign_commune")
    if not (file.is_about(device.device) or device.is_mine(file.device)):
        raise StoreFault("foreign_device")


def need_views(connection: Connection) -> bool:
    """Whether the projections have to be made anew."""
    return not views.are_current(connection)


def _keep_a_copy(profile: Profile, key: Key, now: datetime) -> None:
    """Before a migration the file as it was is put beside the backups."""
    with store_faults():
        profile.backups.mkdir(exist_ok=True)
        target = profile.backups / f"before-migration-{now:%Y%m%d-%H%M%S}.db"
        copy_database(profile.database, target, key.secret)
