"""Put a backup in the place of the office, without losing what it does not know yet.

The copy is prepared beside the office: whatever of our own events the present database still has is
taken over, then the copy is told to begin a new epoch, and only then it takes the office's place.
The old database is set aside, never deleted.
"""

import logging
import shutil
from datetime import datetime
from pathlib import Path

from app.store import (
    backups,
    copied_files,
    keys,
    migrate,
    opening,
    salvaging,
    secrets,
    slot_mending,
    slots,
    steps,
    views,
)
from app.store import device as devices
from app.store import manifest as manifests
from app.store.answering import store_faults
from app.store.backups import Backup
from app.store.blobs import Blobs
from app.store.connection import Connection, open_reader, open_writer
from app.store.copied_files import Named
from app.store.copying import copy_database
from app.store.faults import StoreFault
from app.store.held import Held, hold
from app.store.keys import Key
from app.store.manifest import Manifest
from app.store.profile import Profile
from app.system import crash, durable
from app.system.machine import Machine

LOG = logging.getLogger(__name__)


def restore(profile: Profile, backup: Path, officer_id: str, typed: str, machine: Machine) -> Key:
    """Answers the key to open the office with; the next start begins a new epoch.

    `typed` is the officer's password as it was when the backup was made, or the recovery code of
    that day. The office must be closed.
    Raises `StoreFault`: backup_damaged, backup_foreign, wrong_password, already_open ...
    """
    manifest = manifests.read(backup)
    manifests.check(backup, manifest)
    base = Backup(backup, manifest).base
    manifests.check(base, manifests.read(base))
    key = keys.opened_by(slots.read(backup / "slots"), officer_id, typed)
    manifests.check_seal(manifest, key.secret)
    opening.check_folder(profile)
    with store_faults():
        profile.make()
    lock = opening.take_lock(profile)
    try:
        with store_faults():
            _restore(profile, backup, key, machine)
    finally:
        lock.release()
    LOG.warning("restored from a backup of epoch %s up to %s", manifest.epoch, manifest.n)
    return key


def _restore(profile: Profile, backup: Path, key: Key, machine: Machine) -> None:
    manifest = manifests.read(backup)
    _check_same_office(profile, manifest)
    staged = profile.path / "office.db.restoring"
    source = Backup(backup, manifest)
    copy_database(source.base / "office.db", staged, key.secret)
    if profile.database.exists():
        set_aside(profile, machine.clock.now())
    there = backups.attachments(backup, manifest, key.secret, machine)
    here = Blobs(profile.files, key.secret, machine.entropy)
    _prepare(staged, profile, key, source)
    copied_files.bring_back(there, here, _named(staged, profile, key, manifest.device))
    durable.remove(profile.path / "office.db-wal")  # it must never meet the new database
    durable.remove(profile.path / "office.db-shm")
    slot_mending.mend(profile, manifest.commune, manifest.device, [backup])
    _clear_beside(staged)
    crash.here("restore.before_swap")
    durable.move(staged, profile.database)
    crash.here("restore.after_swap")


def _clear_beside(staged: Path) -> None:
    """What SQLite leaves beside a file that was read last; a log that holds anything stays."""
    log = staged.with_name(f"{staged.name}-wal")
    if not log.exists() or log.stat().st_size == 0:
        durable.remove(log)
        durable.remove(staged.with_name(f"{staged.name}-shm"))


def _check_same_office(profile: Profile, manifest: Manifest) -> None:
    """A folder that holds another PC's office is left alone."""
    if _has_slots(profile) and not slots.read(profile.slots).is_about(manifest.device):
        raise StoreFault("backup_foreign")


def _has_slots(profile: Profile) -> bool:
    """Whether the slots can be read; newer passwords in them than the backup's stay in force."""
    try:
        slots.read(profile.slots)
    except StoreFault:
        return False
    return True


def _named(staged: Path, profile: Profile, key: Key, device: str) -> set[Named]:
    """The files that the copy names, and those that the present database still knows of."""
    named: set[Named] = set()
    for path in (staged, profile.database):
        try:
            connection = open_reader(path, secrets.database_key(key.secret))
        except StoreFault as fault:
            LOG.warning("no attachments named by %s: %s", path.name, fault.code)
            continue
        named |= _all_named(connection, device)
    return named


def _all_named(connection: Connection, device: str) -> set[Named]:
    try:
        with store_faults():
            return set(copied_files.named_in(connection, device))
    except StoreFault:
        return set()
    finally:
        connection.close()


def _prepare(staged: Path, profile: Profile, key: Key, source: Backup) -> None:
    """The copy as it will be opened: with our later events, marked as restored, sending nothing."""
    connection = open_writer(staged, secrets.database_key(key.secret))
    try:
        if migrate.pending(connection):
            migrate.migrate(connection)
        if source.manifest.base:
            with connection.writing():
                steps.apply(connection, steps.read(source.path, key.secret))
        salvaging.take_over(connection, profile, key)
        with connection.writing():
            hold(connection, Held("restored", source.manifest.made))
            devices.ask_new_epoch(connection, "restored")
            views.mark_stale(connection)
        connection.checkpoint()
    finally:
        connection.close()


def set_aside(profile: Profile, now: datetime) -> None:
    """Keep the old database and its log as they are, before anything touches them."""
    aside = profile.path / "set-aside" / f"{now:%Y%m%d-%H%M%S}"
    aside.mkdir(parents=True, exist_ok=True)
    for source in (profile.database, profile.path / "office.db-wal"):
        if source.exists():
            shutil.copyfile(source, aside / source.name)
            durable.sync_file(aside / source.name)
    durable.sync_folder(aside)
