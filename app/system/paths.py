"""Where things lie on this machine: what ships with the program, and where an office may lie."""

import os
import sys
from importlib import import_module
from pathlib import Path

_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "9p", "ncpfs", "davfs"})
PRACTICE = "-luyen-tap"
"""How the folder of the practice office ends."""
_CLOUD = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "zalo received")


def resources() -> Path:
    """The folder of data that ships with the program; in a bundle it lies beside the packages."""
    return Path(__file__).resolve().parents[2] / "resources"


def usual_profile() -> Path:
    """Where the office lies when nobody names another folder."""
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", "C:\\ProgramData")) / "MotCua" / "office"
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "motcua" / "office"


def is_practice(profile: Path) -> bool:
    """Whether a folder is meant for practising, beside that of the office."""
    return profile.name.endswith(PRACTICE)


def is_on_network(path: Path) -> bool:
    """Whether a folder lies on another machine, where locks and flushes promise nothing."""
    if sys.platform == "win32":
        return _is_remote_drive(path)
    kind = _file_system(path.resolve())
    return kind in _NETWORK or kind.startswith("fuse.")


def is_in_cloud(path: Path) -> bool:
    """Whether a synchronising program would take the files away while we write them."""
    names = {part.lower() for part in path.resolve().parts}
    return any(name.startswith(word) for name in names for word in _CLOUD)


def _file_system(path: Path) -> str:
    """The type of the mount that holds a path; empty where the system does not say."""
    table = Path("/proc/self/mounts")
    if not table.exists():
        return ""
    mounts = [line.split()[1:3] for line in table.read_text("utf-8").splitlines()]
    holding = [(where, kind) for where, kind in mounts if path.is_relative_to(_plain(where))]
    return max(holding, key=lambda mount: len(mount[0]), default=("", ""))[1]


def _plain(where: str) -> str:
    """A mount point as a path: blanks are written as octal there."""
    return where.replace("\\040", " ")


def _is_remote_drive(path: Path) -> bool:
    """Windows: a share, or a letter that stands for one."""
    drive = path.resolve().drive
    remote = 4  # DRIVE_REMOTE
    return drive.startswith("\\\\") or _drive_type(drive) == remote


def _drive_type(drive: str) -> int:
    """What Windows says a letter stands for."""
    kernel = import_module("ctypes").windll.kernel32
    return int(kernel.GetDriveTypeW(drive + "\\"))
