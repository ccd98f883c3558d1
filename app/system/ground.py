"""On what ground a folder lies: a disk of this machine, a network, a cloud that carries it off.

What the system is asked lies in `ground_windows`; what is concluded from it is pure and lies here.
"""

import json
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

from app.system import ground_windows

_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "9p", "ncpfs", "davfs", "ceph", "coda"}
    | {"lustre", "vboxsf"}
)
_CLOUD = re.compile(
    r"onedrive( - .*)?|dropbox( \(.*\))?|google ?drive|icloud ?drive|zalo received files"
)
"""Whole names of folders that these programs make; a folder called "OneDrive-cu" is none."""
_REMOTE = 4  # DRIVE_REMOTE
_MOST_STEPS = 8

Ask = Callable[[str], str]


def is_on_network(path: Path) -> bool:
    """Whether a folder lies on another machine, where locks and flushes promise nothing."""
    if sys.platform == "win32":
        asked = PureWindowsPath(path.absolute())
        return any(
            is_share(one, ground_windows.stands_for, ground_windows.drive_type)
            for one in (asked, PureWindowsPath(path.resolve()))
        )
    table = Path("/proc/self/mounts")
    return table.exists() and is_network_mount(table.read_text("utf-8"), path.resolve())


def is_in_cloud(path: Path) -> bool:
    """Whether a synchronising program would take the files away while we write them.

    A moved folder of Windows (Documents, Desktop) lies below the root of its cloud.
    """
    places: list[PurePath] = [path.resolve()]
    if sys.platform == "win32":
        places.append(without_subst(PureWindowsPath(path.absolute()), ground_windows.stands_for))
    roots = [*_roots()]
    return any(is_below_cloud(place, roots) for place in places)


def is_below_cloud(path: PurePath, roots: Iterable[PurePath]) -> bool:
    """By the roots that the programs name themselves, else by the names that they give."""
    if any(path.is_relative_to(root) for root in roots):
        return True
    names = (unicodedata.normalize("NFC", part).casefold() for part in path.parts)
    return any(_CLOUD.fullmatch(name) for name in names)


def is_network_mount(table: str, path: PurePath) -> bool:
    """Linux: by the mount that holds a path; of two on one place the later one covers the other."""
    place, kind = PurePosixPath("/"), ""
    for line in table.splitlines():
        where, found = line.split()[1:3]
        mount = PurePosixPath(re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), where))
        if path.is_relative_to(mount) and mount.is_relative_to(place):
            place, kind = mount, found
    return kind in _NETWORK or kind.startswith("fuse.")


def is_share(path: PureWindowsPath, stands_for: Ask, drive_type: Callable[[str], int]) -> bool:
    """Windows: a share, a letter that stands for one, or a letter put over a folder of one."""
    whole = without_subst(path, stands_for)
    drive = whole.drive
    if drive.startswith("\\\\"):
        return not drive.startswith(("\\\\?\\", "\\\\.\\")) or drive.upper().startswith(
            "\\\\?\\UNC"
        )
    device = stands_for(drive).casefold()
    return device.startswith(("\\device\\lanman", "\\device\\mup")) or drive_type(drive) == _REMOTE


def without_subst(path: PureWindowsPath, stands_for: Ask) -> PureWindowsPath:
    """A path with every `subst` letter replaced by the folder that it stands for."""
    for _ in range(_MOST_STEPS):
        told = stands_for(path.drive)
        if not told.startswith("\\??\\"):
            break
        below = told.removeprefix("\\??\\")
        folder = f"\\\\{below[4:]}" if below.upper().startswith("UNC\\") else below
        rest = path.relative_to(path.anchor) if path.anchor else path
        path = PureWindowsPath(folder + "\\") / rest
    return path


def _roots() -> Iterator[PurePath]:
    """The folders that the programs on this machine say they carry off."""
    told = [os.environ.get(f"OneDrive{kind}", "") for kind in ("", "Commercial", "Consumer")]
    if sys.platform == "win32":
        told += ground_windows.onedrive_folders()
    yield from (Path(one).resolve() for one in told if one)
    bases = [os.environ.get(name, "") for name in ("APPDATA", "LOCALAPPDATA")]
    notes = [Path(base) / "Dropbox" / "info.json" for base in bases if base]
    for note in (*notes, Path.home() / ".dropbox" / "info.json"):
        yield from dropbox_roots(note)


def dropbox_roots(note: Path) -> Iterator[Path]:
    """What Dropbox writes down of its own folders; nothing when it is not here."""
    try:
        accounts = json.loads(note.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return
    for account in accounts.values() if isinstance(accounts, dict) else ():
        if isinstance(account, dict) and isinstance(place := account.get("path"), str) and place:
            yield Path(place).resolve()
