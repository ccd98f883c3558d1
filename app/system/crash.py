"""Named places where a test may cut the power.

`MOTCUA_CRASH_AT=save.before_commit:3` kills the process, without any clean-up, the third time it
comes by that place. Without the variable a place costs one comparison.
"""

import os
import signal
import sys

POINTS = (
    "save.before_commit",
    "save.after_commit",
    "number.before_slip",
    "number.after_slip",
    "slip.half_written",
    "key.before_change",
    "key.after_change",
    "draft.before_commit",
    "file.kept",
    "file.before_settled",
    "durable.before_replace",
    "durable.after_replace",
    "backup.before_copy",
    "backup.after_copy",
    "backup.file_copied",
    "backup.before_manifest",
    "backup.half_removed",
    "restore.file_back",
    "restore.before_swap",
    "restore.after_swap",
    "migrate.before_commit",
    "print.before_spool",
    "print.after_spool",
    "print.after_confirm",
    "sync.before_seal",
    "sync.after_seal",
    "sync.before_send",
    "sync.after_answer",
    "sync.before_page_commit",
    "sync.after_page_commit",
    "bundle.part_written",
    "bundle.part_compared",
    "bundle.named",
    "bundle.before_manifest",
    "bundle.after_manifest",
)

_wanted, _, _times = os.environ.get("MOTCUA_CRASH_AT", "").partition(":")
_left = int(_times or 1)


def here(name: str) -> None:
    """Die on the spot if this is the place and the time that was asked for."""
    if _wanted and name == _wanted:
        _count_down()


def is_armed(name: str) -> bool:
    """Whether the next visit to that place is the last; for places that tear a write in two."""
    return name == _wanted and _left == 1


def _count_down() -> None:
    global _left  # noqa: PLW0603 - the process has one life
    _left -= 1
    if _left == 0:
        _die()


def _die() -> None:
    if sys.platform == "win32":
        os._exit(137)
    os.kill(os.getpid(), signal.SIGKILL)
