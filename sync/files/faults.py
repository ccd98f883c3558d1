"""What stands in the way of a file; the dossier that names it never waits for it."""

from sync.protocol.errors import SyncError


class FileFault(SyncError):
    """Something about one file."""

    code = "file_fault"


class NoSuchUpload(FileFault):
    """Nothing of this file is there to go on with."""

    code = "file_not_begun"


class OffsetMoved(FileFault):
    """Another request has gone on with this upload meanwhile: ask where it stands."""

    code = "file_offset"


class WrongContent(FileFault):
    """The bytes are not what their address says; they were thrown away."""

    code = "file_content"


class NotNamed(FileFault):
    """No dossier of the commune names this file."""

    code = "file_not_named"


class NoRoom(FileFault):
    """The server's disk has no room for files; facts still go."""

    code = "file_no_room"


class Busy(FileFault):
    """The server has its hands full of files, or of this one: ask again soon; facts still go."""

    code = "file_busy"


class OldCall(FileFault):
    """The call was signed before the device's last round: it may be somebody's copy."""

    code = "file_old_call"
