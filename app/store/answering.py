"""Turns what the database and the disk raise into `StoreFault`s: by class and code, not by text."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import sqlcipher3

from app.store.faults import StoreFault

_BY_SQLITE_CODE = {
    5: "already_open",  # BUSY
    6: "already_open",  # LOCKED
    9: "cancelled",  # INTERRUPT
    8: "folder_read_only",  # READONLY
    10: "disk_failed",  # IOERR
    11: "database_damaged",  # CORRUPT
    13: "disk_full",  # FULL
    14: "folder_read_only",  # CANTOPEN
    26: "database_damaged",  # NOTADB
}

_BY_ERRNO = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EFBIG: "disk_full",
    errno.EROFS: "folder_read_only",
    errno.EACCES: "folder_read_only",
    errno.EPERM: "folder_read_only",
    errno.EIO: "disk_failed",
}


@contextmanager
def store_faults() -> Iterator[None]:
    """Inside, what the disk cannot do is a `StoreFault`; our own bugs pass through unchanged."""
    try:
        yield
    except sqlcipher3.DatabaseError as error:
        code = _BY_SQLITE_CODE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if code is None:
            raise
        raise StoreFault(code, getattr(error, "sqlite_errorname", "")) from error
    except OSError as error:
        code = _BY_ERRNO.get(error.errno or 0, "disk_failed")  # a stick that is gone, and so on
        raise StoreFault(code, errno.errorcode.get(error.errno or 0, "")) from error
