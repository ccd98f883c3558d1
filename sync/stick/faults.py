"""What goes wrong with a stick; records and earlier bundles are whole in each case."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sync.protocol.errors import Malformed, SyncError


class StickFault(SyncError):
    """Something about the stick itself."""

    code = "stick_failed"
    retryable = False


class StickGone(StickFault):
    """It was pulled out, or never there."""

    code = "stick_gone"


class StickFull(StickFault):
    """No room even for the first act."""

    code = "stick_full"


class StickReadOnly(StickFault):
    """Its switch is on, or it belongs to another."""

    code = "stick_read_only"


class StickUnsound(StickFault):
    """What was written reads back as something else."""

    code = "stick_unsound"


class BundleUnfinished(Malformed):
    """No manifest: the stick was pulled out before the last step, or only half was copied."""

    code = "bundle_unfinished"


class ManifestDamaged(Malformed):
    """The page that names the volumes is empty, cut off, or something else."""

    code = "bundle_manifest_damaged"


class VolumeMissing(Malformed):
    """A volume that the manifest names is not there."""

    code = "bundle_volume_missing"


class VolumeDamaged(Malformed):
    """A volume is not what the manifest says: cut off, overwritten, of another bundle."""

    code = "bundle_volume_damaged"


class NoBundle(StickFault):
    """Nothing of ours lies there."""

    code = "stick_empty"


class OtherCommune(StickFault):
    """Written by or for another commune."""

    code = "bundle_other_commune"


class OtherServer(StickFault):
    """Of another province."""

    code = "bundle_other_server"


class UnknownWriter(StickFault):
    """A device that nobody here knows."""

    code = "bundle_unknown_writer"


_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_CLOSED = {errno.EROFS, errno.EACCES, errno.EPERM}


@contextmanager
def stick_faults(root: Path) -> Iterator[None]:
    """Name what the system says of a stick."""
    try:
        yield
    except OSError as why:
        raise _named(why, root) from why


def _named(why: OSError, root: Path) -> StickFault:
    said = errno.errorcode.get(why.errno or 0, "?")
    if not _is_there(root):
        return StickGone(said)
    if why.errno in _FULL:
        return StickFull(said)
    if why.errno in _CLOSED:
        return StickReadOnly(said)
    return StickGone(said) if why.errno == errno.ENOENT else StickFault(said)


def _is_there(root: Path) -> bool:
    try:
        return root.is_dir()
    except OSError:
        return False
