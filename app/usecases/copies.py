"""The ladder of copies: what is due is made, verified by opening, and the old ones are thinned out.

In the profile's own folder always, and on the second disk or stick when one is set and there.
"""

import logging
from datetime import date
from pathlib import Path

from app.domain.calendar import OFFICE_TIME
from app.domain.ladder import CopyKind, kind_due
from app.store import backups as stored
from app.store.backups import Backup
from app.store.copying import Pace, at_once
from app.store.faults import StoreFault
from app.store.sync_session import SyncSession
from app.usecases import second_disk
from app.usecases.desk import Desk

LOG = logging.getLogger(__name__)

_LEFT_HERE = 2 << 30
"""What a whole copy leaves free on the office's own disk."""
_LEFT_THERE = 16 << 20


def keep_copies(desk: Desk, pace: Pace = at_once) -> tuple[Backup, ...]:
    """Make what is due in both folders; the first trouble is raised when both were tried."""
    session = desk.store.sync_session()
    try:
        made, trouble = _tried(desk, session, desk.profile.backups, pace)
        also, missing = _second(desk, session, pace)
    finally:
        session.close()
    if trouble := missing or trouble:
        raise trouble
    return (*made, *also)


def copied_to(desk: Desk, folder: Path | None = None) -> date | None:
    """The day up to which everything is in a verified copy here; None while there is none.

    That is today as long as nothing has changed since the newest one. Without a folder it is the
    profile's own.
    """
    device = desk.store.device
    there = stored.listed(folder or desk.profile.backups, device.device)
    good = next((one for one in there if one.is_verified), None)
    if good is None:
        return None
    session = desk.store.sync_session()
    try:
        has_all = (good.manifest.mark, good.manifest.epoch) == (session.mark, device.epoch)
    finally:
        session.close()
    return desk.now().date() if has_all else good.manifest.made.astimezone(OFFICE_TIME).date()


def _second(
    desk: Desk, session: SyncSession, pace: Pace
) -> tuple[tuple[Backup, ...], StoreFault | None]:
    try:
        folder = second_disk.second_folder(desk)
    except StoreFault as fault:
        return (), fault
    if folder is None:
        return (), None
    made, trouble = _tried(desk, session, folder, pace)
    if trouble is None:
        second_disk.note_copied(desk, session.preferences)
    return made, _of_the_stick(trouble, folder)


def _tried(
    desk: Desk, session: SyncSession, folder: Path, pace: Pace
) -> tuple[tuple[Backup, ...], StoreFault | None]:
    try:
        made = _keep(desk, session, folder, pace)
    except StoreFault as fault:
        LOG.warning("no copy: %s", fault.code)
        return (), fault
    return ((made,) if made else ()), None


def _of_the_stick(fault: StoreFault | None, folder: Path) -> StoreFault | None:
    """The same trouble by the name that it has on a stick."""
    if fault is None or fault.code not in {"disk_full", "disk_failed", "folder_read_only"}:
        return fault
    if not folder.is_dir():
        return StoreFault("backup_disk_gone")
    return StoreFault("backup_disk_full") if fault.code == "disk_full" else fault


def _keep(desk: Desk, session: SyncSession, folder: Path, pace: Pace) -> Backup | None:
    """One folder: nothing when nothing has changed since its newest copy."""
    device = desk.store.device
    there = stored.listed(folder, device.device)
    if there and (there[0].manifest.mark, there[0].manifest.epoch) == (session.mark, device.epoch):
        return None
    base = _base(there, device.epoch)
    made = None
    if _kind(desk, there, base) is CopyKind.STEP and base is not None:
        made = desk.store.add_step(base, pace)
    if made is None:
        made = _whole(desk, folder, base, pace)
    for one in device.mine:
        stored.thin_out(folder, one)
    return made


def _base(there: list[Backup], epoch: str) -> Backup | None:
    """The newest whole copy that can be built upon."""
    wholes = (one for one in there if one.is_whole and one.manifest.epoch == epoch)
    return next(wholes, None)


def _kind(desk: Desk, there: list[Backup], base: Backup | None) -> CopyKind:
    size = desk.profile.database.stat().st_size
    name = base.path.name if base else ""
    later = next((one.bytes for one in there if name and one.manifest.base == name), 0)
    now = desk.machine.clock.now()
    return kind_due(size, stored.rung_of(base) if base else None, later, now)


def _whole(desk: Desk, folder: Path, base: Backup | None, pace: Pace) -> Backup:
    """A whole copy, opened and read again; a nearly full disk gets a step as long as it can."""
    is_here = folder == desk.profile.backups
    needed = desk.profile.database.stat().st_size + (_LEFT_HERE if is_here else _LEFT_THERE)
    mine = reversed(desk.store.device.mine)  # what an earlier key has copied goes first
    if folder.is_dir() and not any(stored.make_room(folder, one, needed) for one in mine):
        made = desk.store.add_step(base, pace) if base else None
        if made is not None or not is_here:
            return _or_full(made)
    made = desk.store.back_up(folder, pace)
    desk.store.check_backup(made.path, pace)
    return made


def _or_full(made: Backup | None) -> Backup:
    if made is None:
        raise StoreFault("disk_full")
    return made
