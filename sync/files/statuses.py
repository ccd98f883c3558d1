"""How a server of files answers over HTTP, be it the province's or the commune's."""

from sync.files import tus
from sync.files.faults import (
    Busy,
    FileFault,
    NoRoom,
    NoSuchUpload,
    NotNamed,
    OffsetMoved,
    WrongContent,
)

FLUSHED = 64 << 10
"""Bytes after which an upload is flushed: what a kill or a power cut takes back at most."""
_AGAIN_SECONDS: dict[type[FileFault], int] = {NoRoom: 1800, Busy: 10}
_STATUS: dict[type[FileFault], int] = {
    NoSuchUpload: 404,
    NotNamed: 403,
    OffsetMoved: 409,
    WrongContent: tus.WRONG_CONTENT,
    NoRoom: 507,
    Busy: 503,
}


def status_of(why: FileFault) -> int:
    """The status under which a fault is told."""
    return _STATUS.get(type(why), 400)


def again_after(why: FileFault) -> int:
    """Seconds after which it is worth to ask again; 0 where time alone changes nothing."""
    return _AGAIN_SECONDS.get(type(why), 0)
