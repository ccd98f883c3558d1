"""Before anyone can sign in: which copies are at hand, put one in place, or mend what is here."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from app.domain.calendar import OFFICE_TIME
from app.store import backups as stored
from app.store import repairing
from app.store.backups import Backup
from app.store.repairing import Mended
from app.system import drives
from app.usecases.maintenance import restore_backup
from app.usecases.this_pc import OfficerName, ThisPc

__all__ = ["AtHand", "CopyAtHand", "Mended", "at_hand", "mend", "put_in_place"]


class CopyAtHand(NamedTuple):
    """One copy that could be put in the office's place."""

    path: Path
    made: datetime
    commune: str
    device: str
    is_verified: bool


class AtHand(NamedTuple):
    """All copies that were found, the fullest first, and who may be asked for a password."""

    copies: tuple[CopyAtHand, ...]
    officers: tuple[OfficerName, ...]


def at_hand(pc: ThisPc, folder: Path | None = None) -> AtHand:
    """Look into the profile, into every disk that is plugged in, and into a named folder."""
    found = (backup for place in _places(pc, folder) for backup in stored.listed(place))
    once = {backup.path: backup for backup in found}
    copies = stored.fullest_first(once.values())
    known = repairing.names_here(pc.profile, copies)
    return AtHand(tuple(map(_told, copies)), tuple(OfficerName(*one) for one in known))


def put_in_place(pc: ThisPc, copy: Path, officer: str, typed: str) -> None:
    """The PC begins a new epoch and sends nothing before a person has answered.

    `typed` is a password, or the recovery code out of the envelope.
    """
    restore_backup(pc, copy, officer, typed)


def mend(pc: ThisPc, folder: Path | None, officer: str, typed: str) -> Mended:
    """Build the office anew out of its copies, what can be read and the last acts."""
    return repairing.repair(pc.profile, _places(pc, folder), officer, typed, pc.machine)[1]


def _places(pc: ThisPc, folder: Path | None) -> list[Path]:
    """Folders that may hold copies; a copy itself may be named too."""
    named = [folder, folder.parent] if folder else []
    plugged = [place for root in drives.roots() for place in (root, *_inside(root))]
    return [pc.profile.backups, *named, *plugged]


def _inside(root: Path) -> list[Path]:
    try:
        return [place for place in root.iterdir() if place.is_dir()]
    except OSError:
        return []


def _told(backup: Backup) -> CopyAtHand:
    told = backup.manifest
    made = told.made.astimezone(OFFICE_TIME)
    return CopyAtHand(backup.path, made, told.commune, told.device, backup.is_verified)
