"""Encrypted copies of the office: made while work goes on, read back, listed, thinned out.

A backup is a folder: the database as SQLite itself copied it, the slots, and a manifest that is
written last. Without the manifest it is none. The attachments lie beside, once for all of them.
"""

import shutil
from datetime import datetime
from itertools import count
from pathlib import Path

import msgspec

from app.store import copied_files, secrets, slots
from app.store import device as devices
from app.store import manifest as manifests
from app.store.answering import store_faults
from app.store.blobs import Blobs
from app.store.connection import Connection, open_reader
from app.store.copying import copy_database
from app.store.faults import StoreFault
from app.store.manifest import Manifest
from app.store.profile import Profile
from app.store.slip_journal import SlipJournal
from app.store.verifying import Report, verify
from app.system import crash, durable
from app.system.machine import Machine
from sync.journal import Journal

_PREFIX = "motcua-"
_PART = ".part"
_NEWEST_KEPT = 7
_MONTHS_KEPT = 12


class Backup(msgspec.Struct, frozen=True):
    """One backup in a folder."""

    path: Path
    manifest: Manifest

    @property
    def bytes(self) -> int:
        """Its size on the disk."""
        return sum(entry.bytes for entry in self.manifest.files)


def create(profile: Profile, secret: bytes, machine: Machine, folder: Path | None = None) -> Backup:
    """Write a copy into a folder (the profile's own if none is named) and read it back.

    Any thread may; acts go on meanwhile. A power cut leaves a folder that is no backup and is
    cleared away next time.
    """
    folder = folder or profile.backups
    device = slots.read(profile.slots).device
    with store_faults():
        folder.mkdir(parents=True, exist_ok=True)
        _clear_broken(folder, device)
        part = folder / f"{_free_name(folder, device, machine.clock.now())}{_PART}"
        part.mkdir()
        try:
            return _fill(profile, secret, machine, part)
        except StoreFault:
            shutil.rmtree(part, ignore_errors=True)
            raise


def listed(folder: Path, device: str | None = None) -> list[Backup]:
    """The backups of a folder, of one PC or of all, the newest first; what is none is passed over.

    Several PCs of an office may use one folder.
    """
    if not folder.is_dir():
        return []
    found = [backup for path in folder.iterdir() if (backup := _read(path)) is not None]
    chosen = [backup for backup in found if device in {None, backup.manifest.device}]
    return sorted(chosen, key=lambda backup: backup.manifest.made, reverse=True)


def check(backup: Path, secret: bytes, machine: Machine) -> Report:
    """Compare hashes, decrypt every page and scan, recompute the journal; raises `StoreFault`."""
    manifest = manifests.read(backup)
    manifests.check(backup, manifest)
    manifests.check_seal(manifest, secret)
    connection = open_reader(backup / "office.db", secrets.database_key(secret))
    try:
        if not is_sound(connection):
            raise StoreFault("backup_damaged", "pages")
        there = attachments(backup, manifest, secret, machine)
        named = copied_files.named_in(connection, manifest.device)
        if copied_files.readable(there, named) < manifest.scans - manifest.lost:
            raise StoreFault("backup_scans_missing")
        slips = SlipJournal(backup / "no-slips", secrets.slip_journal_key(secret), machine.entropy)
        return verify(connection, devices.read(connection), slips)
    finally:
        connection.close()


def thin_out(folder: Path, device: str) -> None:
    """Keep a PC's newest ones and one a month for a year; never the last, and nobody else's."""
    backups = listed(folder, device)
    months = {f"{backup.manifest.made:%Y-%m}": backup for backup in backups}  # each month's oldest
    kept = {backup.path for backup in backups[:_NEWEST_KEPT]}
    kept |= {months[month].path for month in sorted(months, reverse=True)[:_MONTHS_KEPT]}
    for backup in backups:
        if backup.path not in kept:
            _remove(backup.path)


def attachments(backup: Path, manifest: Manifest, secret: bytes, machine: Machine) -> Blobs:
    """The scans that lie beside a backup."""
    folder = copied_files.place(backup.parent, manifest.device)
    return Blobs(folder, secret, machine.entropy)


def is_sound(connection: Connection) -> bool:
    """Whether every page is authentic and the database holds together."""
    pages = connection.rows("PRAGMA cipher_integrity_check")
    return not pages and connection.value("PRAGMA quick_check") == "ok"


def _free_name(folder: Path, device: str, now: datetime) -> str:
    """Named for the moment and the PC; a second one in the same second gets a number."""
    name = f"{_PREFIX}{now:%Y%m%d-%H%M%S}-{device}"
    names = (f"{name}-{copy}" if copy > 1 else name for copy in count(1))
    return next(each for each in names if not (folder / each).exists())


def _fill(profile: Profile, secret: bytes, machine: Machine, part: Path) -> Backup:
    crash.here("backup.before_copy")
    copy_database(profile.database, part / "office.db", secret)
    durable.replace(part / "slots", profile.slots.read_bytes())
    crash.here("backup.after_copy")
    manifest = _manifest(profile, part, secret, machine)
    crash.here("backup.before_manifest")
    manifests.write(part, manifest, secret)
    whole = part.with_name(part.name.removesuffix(_PART))
    durable.move(part, whole)
    written = manifests.read(whole)
    manifests.check(whole, written)
    return Backup(whole, written)


def _manifest(profile: Profile, part: Path, secret: bytes, machine: Machine) -> Manifest:
    now = machine.clock.now()
    connection = open_reader(part / "office.db", secrets.database_key(secret))
    try:
        device = devices.read(connection)
        head = Journal(connection.raw, device.office.commune).head(device.author)
        there = copied_files.place(part.parent, device.device)
        there.mkdir(exist_ok=True)
        copied = copied_files.copy_out(
            Blobs(profile.files, secret, machine.entropy),
            Blobs(there, secret, machine.entropy),
            copied_files.named_in(connection, device.device),
            now.date(),
        )
    finally:
        connection.close()
    return Manifest(
        made=now,
        commune=device.office.commune,
        device=device.device,
        epoch=device.epoch,
        n=head.n,
        files=manifests.describe(part, ("office.db", "slots")),
        scans=copied.wanted,
        lost=copied.lost,
    )


def _read(path: Path) -> Backup | None:
    """A folder as a backup; None for one that is none, or whose manifest cannot be read."""
    if not path.name.startswith(_PREFIX) or path.name.endswith(_PART):
        return None
    try:
        return Backup(path, manifests.read(path))
    except StoreFault:
        return None


def _clear_broken(folder: Path, device: str) -> None:
    """Clear away what this PC did not bring to its end; another one's may be under way."""
    for path in folder.glob(f"{_PREFIX}*-{device}*{_PART}"):
        _remove(path)


def _remove(path: Path) -> None:
    """Give it a broken one's name first: half a removal looks like none and is gone next time."""
    part = path if path.name.endswith(_PART) else path.with_name(path.name + _PART)
    durable.move(path, part)
    crash.here("backup.half_removed")
    shutil.rmtree(part)
