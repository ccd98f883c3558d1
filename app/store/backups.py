"""Encrypted copies of the office: made while work goes on, read back, listed, thinned out.

A backup is a folder: the database as SQLite itself copied it, the slots, and a manifest that is
written last. Without the manifest it is none. The attachments lie beside, once for all of them.
A step holds, instead of the database, what came after the whole copy on which it stands.
"""

import shutil
from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import count
from pathlib import Path

import msgspec

from app.domain import ladder
from app.domain.ladder import Rung
from app.store import copied_files, secrets, slots, steps
from app.store import device as devices
from app.store import manifest as manifests
from app.store.answering import store_faults
from app.store.blobs import Blobs
from app.store.connection import Connection, open_reader
from app.store.copying import Pace, at_once, copy_database
from app.store.device import Device
from app.store.faults import StoreFault
from app.store.manifest import Manifest
from app.store.profile import Profile
from app.store.slip_journal import SlipJournal
from app.store.verifying import Report, verify
from app.system import crash, disk, durable
from app.system.machine import Machine
from sync.journal import Journal

_PREFIX = "motcua-"
_PART = ".part"
_DATABASE = "office.db"

Make = Callable[[Path], tuple[str, ...]]
"""Puts the content of a backup into its folder; answers the names."""


class Backup(msgspec.Struct, frozen=True):
    """One backup in a folder."""

    path: Path
    manifest: Manifest

    @property
    def bytes(self) -> int:
        """Its size on the disk."""
        return sum(entry.bytes for entry in self.manifest.files)

    @property
    def is_whole(self) -> bool:
        """Whether it needs no other one."""
        return not self.manifest.base

    @property
    def base(self) -> Path:
        """Where the database lies: here, or in the whole copy on which this step stands."""
        name = Path(self.manifest.base).name
        return self.path.parent / name if name else self.path

    @property
    def is_verified(self) -> bool:
        """Whether it was opened and read whole, and all that it stands on."""
        return all(manifests.is_verified(path) for path in {self.path, self.base})


class How(msgspec.Struct, frozen=True):
    """Where to and how fast; without a folder it is the profile's own."""

    folder: Path | None = None
    is_sure: bool = True
    pace: Pace = at_once


def create(profile: Profile, secret: bytes, machine: Machine, how: How | None = None) -> Backup:
    """Write a whole copy into a folder and read it back.

    Any thread may; acts go on meanwhile. A power cut leaves a folder that is no backup and is
    cleared away next time.
    """
    how = how or How()

    def make(part: Path) -> tuple[str, ...]:
        copy_database(profile.database, part / _DATABASE, secret, how.pace)
        return (_DATABASE,)

    return _Maker(profile, secret, machine, how).run(make, "")


def create_step(
    profile: Profile, secret: bytes, machine: Machine, base: Backup, how: How
) -> Backup | None:
    """Write what came after a whole copy of the same folder; None when it cannot stand on that."""
    reader = open_reader(profile.database, secrets.database_key(secret))
    try:
        with reader.reading():
            device = devices.read(reader)
            journal = Journal(reader.raw, device.office.commune)
            if not steps.can_stand_on(journal, base.manifest):
                return None
            later = steps.gather(reader, device, base.manifest)
    finally:
        reader.close()

    def make(part: Path) -> tuple[str, ...]:
        steps.write(part, later, secret, machine.entropy)
        steps.verify(steps.read(part, secret), base.manifest, device)
        return (steps.NAME,)

    made = _Maker(profile, secret, machine, how).run(make, base.path.name)
    manifests.note_verified(made.path)  # it was: its events and seals, read back from the disk
    return made


def listed(folder: Path, device: str | None = None) -> list[Backup]:
    """The backups of a folder, of one PC or of all, the newest first; what is none is passed over.

    Several PCs of an office may use one folder.
    """
    if not folder.is_dir():
        return []
    found = [backup for path in folder.iterdir() if (backup := _read(path)) is not None]
    chosen = [backup for backup in found if device in {None, backup.manifest.device}]
    return sorted(chosen, key=lambda one: (one.manifest.serial, one.manifest.made), reverse=True)


def fullest_first(copies: Iterable[Backup]) -> list[Backup]:
    """Copies of several folders, what holds the most entries first.

    Neither clock nor serial compares them: a clock may have been wrong, and a serial counts in its
    own folder, which a PC that was put back on a new disk begins anew.
    """
    told = [(one.manifest.events, one.manifest.serial, one.manifest.made, one) for one in copies]
    return [one for *_order, one in sorted(told, key=lambda row: row[:3], reverse=True)]


def check(backup: Path, secret: bytes, machine: Machine, pace: Pace = at_once) -> Report:
    """Compare hashes, decrypt every page and scan, recompute the journal; raises `StoreFault`.

    What stands it is noted beside it as verified.
    """
    manifest = manifests.read(backup)
    manifests.check(backup, manifest)
    manifests.check_seal(manifest, secret)
    base = Backup(backup, manifest).base
    if manifest.base:
        manifests.check(base, manifests.read(base))
    connection = open_reader(base / _DATABASE, secrets.database_key(secret))
    try:
        report = _Check(secret, machine, pace).run(connection, Backup(backup, manifest))
    finally:
        connection.close()
    if report.is_sound:
        for path in {base, backup}:
            manifests.note_verified(path)
    return report


class _Check:
    """Opens a backup with the key, and believes nothing."""

    def __init__(self, secret: bytes, machine: Machine, pace: Pace) -> None:
        self._secret, self._machine, self._pace = secret, machine, pace

    def run(self, connection: Connection, backup: Backup) -> Report:
        if not is_sound(connection):
            raise StoreFault("backup_damaged", "pages")
        device, slips = devices.read(connection), backup.path / "no-slips"
        added = self._added(backup, device) if backup.manifest.base else 0
        self._check_scans(connection, backup)
        key = secrets.slip_journal_key(self._secret)
        report = verify(
            connection,
            device,
            SlipJournal(slips, key, self._machine.entropy),
            lambda _done, _total: self._pace(),
        )
        return msgspec.structs.replace(report, events=report.events + added)

    def _added(self, backup: Backup, device: Device) -> int:
        later = steps.read(backup.path, self._secret)
        return steps.verify(later, manifests.read(backup.base), device)

    def _check_scans(self, connection: Connection, backup: Backup) -> None:
        manifest = manifests.read(backup.base)
        there = attachments(backup.path, manifest, self._secret, self._machine)
        named = copied_files.named_in(connection, manifest.device)
        if copied_files.readable(there, named) < manifest.scans - manifest.lost:
            raise StoreFault("backup_scans_missing")


def thin_out(folder: Path, device: str) -> None:
    """Keep a PC's ladder of hours, days and weeks; nobody else's copies are touched."""
    backups = listed(folder, device)
    staying = ladder.kept(map(rung_of, backups))
    for backup in backups:
        if backup.path.name not in staying:
            _remove(backup.path)


def make_room(folder: Path, device: str, needed: int) -> bool:
    """Let the oldest copies go until so much is free; answers whether it is.

    The newest copy and the newest verified one stay, whatever is wanted.
    """
    with store_faults():
        for name in ladder.expendable(map(rung_of, listed(folder, device))):
            if disk.free_bytes(folder) >= needed:
                break
            _remove(folder / name)
        return disk.free_bytes(folder) >= needed


def rung_of(backup: Backup) -> Rung:
    """A backup as the rules of the ladder see it."""
    told = backup.manifest
    return Rung(
        name=backup.path.name,
        serial=told.serial,
        made=told.made,
        is_sure=told.is_sure,
        is_verified=backup.is_verified,
        base=told.base,
        turn=told.turn,
    )


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


class _Maker:
    """One backup on its way into a folder."""

    def __init__(self, profile: Profile, secret: bytes, machine: Machine, how: How) -> None:
        self._profile, self._secret, self._machine, self._how = profile, secret, machine, how
        self._folder = how.folder or profile.backups

    def run(self, make: Make, base: str) -> Backup:
        """Write it under a broken one's name, read it back, and give it its own name."""
        folder, device = self._folder, slots.read(self._profile.slots).device
        with store_faults():
            folder.mkdir(parents=True, exist_ok=True)
            _clear_broken(folder, device)
            part = folder / f"{_free_name(folder, device, self._machine.clock.now())}{_PART}"
            part.mkdir()
            try:
                return self._fill(part, make, base)
            except StoreFault:
                shutil.rmtree(part, ignore_errors=True)
                raise

    def _fill(self, part: Path, make: Make, base: str) -> Backup:
        crash.here("backup.before_copy")
        names = make(part)
        durable.replace(part / "slots", slots.for_a_copy(self._profile.slots))
        crash.here("backup.after_copy")
        manifest = self._manifest(part, (*names, "slots"), base)
        crash.here("backup.before_manifest")
        manifests.write(part, manifest, self._secret)
        whole = part.with_name(part.name.removesuffix(_PART))
        durable.move(part, whole)
        written = manifests.read(whole)
        manifests.check(whole, written)
        return Backup(whole, written)

    def _manifest(self, part: Path, names: tuple[str, ...], base: str) -> Manifest:
        copied = self._profile.database if base else part / _DATABASE
        now, is_sure = self._machine.clock.now(), self._how.is_sure
        connection = open_reader(copied, secrets.database_key(self._secret))
        try:
            with connection.reading():
                device = devices.read(connection)
                journal = Journal(connection.raw, device.office.commune)
                files = self._attach(connection, device.device, part.parent)
                rungs = [rung_of(one) for one in listed(part.parent, device.device)]
                return Manifest(
                    made=now,
                    commune=device.office.commune,
                    device=device.device,
                    epoch=device.epoch,
                    n=journal.head(device.author).n,
                    files=manifests.describe(part, names),
                    scans=files.wanted,
                    lost=files.lost,
                    serial=max((rung.serial for rung in rungs), default=0) + 1,
                    turn=ladder.turn_now(rungs, now, is_sure=is_sure),
                    base=base,
                    heads=steps.heads(journal),
                    mark=mark(connection),
                    is_sure=is_sure,
                )
        finally:
            connection.close()

    def _attach(self, connection: Connection, device: str, folder: Path) -> copied_files.Copied:
        there = copied_files.place(folder, device)
        there.mkdir(exist_ok=True)
        return copied_files.copy_out(
            Blobs(self._profile.files, self._secret, self._machine.entropy),
            Blobs(there, self._secret, self._machine.entropy),
            copied_files.named_in(connection, device),
            self._machine.clock.now().date(),
        )


def mark(connection: Connection) -> str:
    """Tells whether anything was recorded or typed since; settings and receipts do not count."""
    events = connection.value("SELECT coalesce(max(seq), 0) FROM journal_event")
    drafts = connection.row("SELECT count(*), coalesce(max(saved), 0) FROM local_draft")
    return ":".join(map(str, (events, *(drafts or ()))))


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
