"""The second disk or stick of the office: chosen once, known again, missed when it stays away."""

from datetime import datetime, timedelta
from pathlib import Path

from app.domain.calendar import OFFICE_TIME
from app.store import disk_mark
from app.store.faults import StoreFault
from app.store.preferences import Preferences
from app.system import drives, ground, paths
from app.usecases.desk import Desk

MISSED_AFTER = timedelta(days=7)
_LAST = "second_copy"


def choose(desk: Desk, folder: Path) -> str:
    """Mark a folder as the office's second one; answers the disk's own name.

    Raises `StoreFault`: no_backup_folder, folder_too_long, cloud_folder, backup_disk_foreign. A
    folder on another machine of the office is allowed: a copy is written once, renamed when whole,
    and read back.
    """
    if not folder.is_dir():
        raise StoreFault("no_backup_folder")
    if paths.is_too_long(folder):
        raise StoreFault("folder_too_long")
    if ground.is_in_cloud(folder):
        raise StoreFault("cloud_folder")
    return disk_mark.claim(folder, desk.store.office.commune, desk.machine.entropy).disk


def second_folder(desk: Desk) -> Path | None:
    """Where copies go beside the profile's own folder; None when no second one is set."""
    chosen = desk.settings.backup_folder
    if not chosen:
        return None
    folder = Path(chosen)
    below = drives.below_root(folder)
    places = [root / below for root in drives.roots()]
    commune = desk.store.office.commune
    return disk_mark.find(folder, commune, desk.settings.backup_disk, places)


def note_copied(desk: Desk, kept: Preferences) -> None:
    """Remember that the second folder has what there is now."""
    kept.put(_LAST, desk.now().isoformat().encode())


def days_away(desk: Desk, kept: Preferences) -> int:
    """For how many days it has been missed; 0 as long as nobody needs to be told."""
    found = kept.get(_LAST)
    if not desk.settings.backup_folder or not found:
        return 0
    away = desk.now() - datetime.fromisoformat(found.decode()).astimezone(OFFICE_TIME)
    return away.days if away >= MISSED_AFTER else 0
