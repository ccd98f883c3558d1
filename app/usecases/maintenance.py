"""Health of this PC: the journal verified or folded again, and encrypted copies of the office."""

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec

from app.domain.calendar import OFFICE_TIME
from app.domain.errors import RuleViolation
from app.store import backups as stored
from app.store import repairing
from app.store.backups import Backup
from app.store.faults import StoreFault
from app.store.profile import Profile
from app.store.records import Filter
from app.store.repairing import Mended
from app.store.restoring import restore
from app.store.verifying import Report
from app.usecases import weak_pc
from app.usecases.administration import ThisPc, officers_here
from app.usecases.desk import Desk
from app.usecases.second_disk import second_folder

LOG = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
"""Called with done and total; raises to cancel, which undoes what is under way."""


class JournalReport(msgspec.Struct, frozen=True, kw_only=True):
    """What verifying or rebuilding found."""

    events: int
    dossiers: int
    logs: int
    anchored: int
    """Own events under a head that is kept outside the database; no edit goes unseen there."""
    faults: tuple[str, ...] = ()


class BackupRow(msgspec.Struct, frozen=True):
    """One backup in the folder."""

    path: Path
    made: datetime
    bytes: int
    scans: int = 0
    lost: int = 0
    """Scans that the copy does not have: missing or damaged here, or no room there."""
    is_verified: bool = False
    """It was opened and read whole after it was made."""


def verify_journal(desk: Desk, progress: Progress | None = None) -> JournalReport:
    """Recompute every hash, chain and seal."""
    return _told(desk, desk.store.verify(progress))


def rebuild(desk: Desk, progress: Progress | None = None) -> JournalReport:
    """Drop the projections, fold them again from the journal, and verify it."""
    desk.store.rebuild(progress)
    return verify_journal(desk)


def create_backup(desk: Desk, folder: Path | None = None) -> BackupRow:
    """Write a whole encrypted copy, open it and read it again, and thin the old ones out.

    A second folder that is not there is not made: its disk would be missing, and the copy would
    lie on the very disk that it is a copy of. Raises `StoreFault('no_backup_folder')`.
    """
    target = folder or second_folder(desk) or desk.profile.backups
    made = desk.store.back_up(target)
    desk.store.check_backup(made.path)
    for device in desk.store.device.mine:
        stored.thin_out(target, device)
    return _row(made)


def backups(desk: Desk, folder: Path | None = None) -> tuple[BackupRow, ...]:
    """List this PC's copies, newest first."""
    there, mine = backup_folder(desk, folder), desk.store.device.mine
    return tuple(_row(one) for device in mine for one in stored.listed(there, device))


def verify_backup(desk: Desk, path: Path) -> JournalReport:
    """Open a copy aside and verify its journal; raises `StoreFault`."""
    return _told(desk, desk.store.check_backup(path))


def restore_backup(pc: ThisPc, path: Path, officer: str, typed: str) -> None:
    """Put a copy in the place of the office; the PC begins a new epoch and works on at once.

    `officer` is an id or a full name, and may be left out where only one officer can sign in;
    `typed` is a password or the recovery code, of the day of the copy.
    """
    copied = ThisPc(Profile(path), pc.machine)
    restore(pc.profile, path, _officer_id(copied, officer), typed, pc.machine)
    weak_pc.measure(pc)


def repair_office(pc: ThisPc, folders: Sequence[Path], officer: str, typed: str) -> Mended:
    """Mend a damaged office out of what can be read, its copies and the last acts.

    `typed` is a password or the recovery code.
    Raises `StoreFault`: nothing_to_mend, wrong_password, already_open ...
    """
    places = (pc.profile.backups, *folders)
    copies = [copy for place in places for copy in stored.listed(place)]
    known = repairing.names_here(pc.profile, copies)
    ids = [one for one, name in known if officer in {one, name} or len(known) == 1]
    if not ids:
        raise RuleViolation("officer_missing")
    return repairing.repair(pc.profile, places, ids[0], typed, pc.machine)[1]


def backup_folder(desk: Desk, folder: Path | None = None) -> Path:
    """Return the folder that was named, the office's second folder, or the profile's own."""
    if folder is None:
        with suppress(StoreFault):
            folder = second_folder(desk)
    return folder or desk.profile.backups


def _officer_id(pc: ThisPc, officer: str) -> str:
    known = officers_here(pc)
    for one in known:
        if officer in {one.id, one.name} or (not officer and len(known) == 1):
            return one.id
    raise RuleViolation("officer_missing")


def _told(desk: Desk, report: Report) -> JournalReport:
    return JournalReport(
        events=report.events,
        dossiers=desk.store.reader().count(Filter()),
        logs=report.authors,
        anchored=report.anchored,
        faults=report.faults,
    )


def _row(backup: Backup) -> BackupRow:
    made = backup.manifest.made.astimezone(OFFICE_TIME)
    told = backup.manifest
    return BackupRow(backup.path, made, backup.bytes, told.scans, told.lost, backup.is_verified)
