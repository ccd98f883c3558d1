"""What the system refuses a command: a path, a disk, the terminal; as a code with its words."""

import errno
import os
from pathlib import Path

_CODES = {
    errno.ENOENT: "path_missing",
    errno.ENOTDIR: "path_of_other_kind",
    errno.EISDIR: "path_of_other_kind",
    errno.EEXIST: "path_taken",
    errno.ENOTEMPTY: "path_taken",
    errno.EACCES: "path_closed",
    errno.EPERM: "path_closed",
    errno.EROFS: "path_closed",
    errno.ENAMETOOLONG: "path_too_long",
}
_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}


class SystemRefused(Exception):
    """The system said no to something that was typed; `detail` is the path."""

    is_detail_told = True

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


def named(error: Exception) -> Exception:
    """The same error with its words, where it is the system's and speaks of a path or of room."""
    if not isinstance(error, OSError) or hasattr(error, "code"):
        return error
    where = str(error.filename or "")
    if error.errno in _FULL:
        return SystemRefused("no_room", where)
    code = _CODES.get(error.errno or 0, "path_failed")
    return SystemRefused(code, where) if where else error


def must_be_folder(path: Path) -> None:
    """Raise `OSError` as the system would, unless a folder is there."""
    if not path.is_dir():
        kind = errno.ENOTDIR if path.exists() else errno.ENOENT
        raise OSError(kind, os.strerror(kind), str(path))


def must_take_file(path: Path) -> None:
    """Raise `OSError` unless a file can be written there; whatever is made next is not lost."""
    must_be_folder(path.parent)
    if path.is_dir():
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    probe = path.with_name(f"{path.name}.part")
    probe.touch()
    probe.unlink()
