"""Begin an office on this PC: keys, database, first officer, first epoch."""

from app.store import epochs, keys, migrate, opening, secrets, slots, views
from app.store.answering import store_faults
from app.store.connection import Connection, open_writer
from app.store.derivation import Derivation, calibrated
from app.store.device import Device
from app.store.faults import StoreFault
from app.store.keys import Key
from app.store.profile import Profile
from app.store.records import Office, Officer
from app.store.store import Store
from app.store.whereabouts import settled
from app.system import durable
from app.system.clock import milliseconds
from app.system.clock_guard import ClockGuard
from app.system.machine import Machine
from sync.protocol.signing import SECRET_KEY_BYTES, Signer


def found(  # noqa: PLR0913, PLR0917 - six different things a new office consists of
    profile: Profile,
    office: Office,
    officer: Officer,
    password: str,
    machine: Machine,
    derivation: Derivation | None = None,
) -> tuple[Store, str]:
    """A new profile, open and ready, and the recovery code to print and seal once.

    The slots file is written last: before it there is no office, and founding may be tried again.
    Without `derivation` the slowness of passwords is measured on this PC.
    """
    opening.check_folder(profile)
    if profile.exists():
        raise StoreFault("profile_exists")
    with store_faults():
        profile.make()
    key = Key(
        officer, machine.entropy(secrets.SECRET_BYTES), derivation or calibrated(machine.clock)
    )
    device = _write_database(profile, office, key, machine)
    now = milliseconds(machine.clock.now())
    code, sealed = keys.sealed_recovery(key.secret, machine.entropy, now)
    slot = keys.wrapped_slot(key, officer, password, machine.entropy)
    slots.write(profile.slots, keys.first_slots(office.commune, device.device, slot, sealed))
    return Store.open(profile, key, machine), code


def _write_database(profile: Profile, office: Office, key: Key, machine: Machine) -> Device:
    """The database with its device and first epoch; leftovers of a broken attempt are no loss."""
    for leftover in profile.path.glob("office.db*"):
        durable.remove(leftover)
    durable.remove(profile.slip_journal)
    lock = opening.take_lock(profile)
    try:
        raw_key = secrets.database_key(key.secret)
        connection = open_writer(profile.database, raw_key, new=True)
        try:
            return _fill(connection, profile, office, machine)
        finally:
            connection.close()
    finally:
        lock.release()


def _fill(connection: Connection, profile: Profile, office: Office, machine: Machine) -> Device:
    migrate.migrate(connection)
    secret = machine.entropy(SECRET_KEY_BYTES)
    blank = Device(office, secret, Signer(secret).device, "0000", machine.fingerprint)
    guard = ClockGuard(machine.clock, profile.clock)
    with connection.writing():
        views.make_empty(connection)
        views.mark_current(connection)
        return epochs.begin(connection, blank, "founded", guard, settled(profile, machine))
