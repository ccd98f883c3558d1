"""What is told of bundles on a stick, as frozen records; and what this PC remembers of them."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import msgspec

from app.store.preferences import Preferences
from sync.stick.outgoing import Sent

Report = Callable[[int, int], None]
"""Told how much is done of how much, in bytes or volumes; may raise to stop."""

_NAME = "bundles"
_KEPT = 20


def say_nothing(_done: int, _total: int) -> None:
    """Nobody watches."""


class Writer(StrEnum):
    """Who wrote a bundle."""

    THIS_PC = "this_pc"
    PROVINCE = "province"
    NEIGHBOUR = "neighbour"
    UNKNOWN = "unknown"


class Stick(msgspec.Struct, frozen=True):
    """A disk that is plugged in: where, its room, how many bundles lie there."""

    path: Path
    free: int
    total: int
    bundles: int = 0
    is_removable: bool = True


class Trouble(msgspec.Struct, frozen=True):
    """What is wrong with a part of a bundle: its name and the code of a sentence."""

    name: str
    code: str


class Lying(msgspec.Struct, frozen=True, kw_only=True):
    """One bundle on a stick; `code` says why it cannot be read."""

    folder: str
    writer: Writer
    name: str = ""
    """What the PC is called."""
    serial: int = 0
    made: datetime | None = None
    acts: int = 0
    files: int = 0
    bytes: int = 0
    more: bool = False
    is_acknowledged: bool = False
    """Written here, and the province has signed for all of it."""
    code: str = ""
    troubles: tuple[Trouble, ...] = ()


class Exported(msgspec.Struct, frozen=True, kw_only=True):
    """What was written, and what had to go for it."""

    folder: str
    serial: int
    acts: int
    files: int
    bytes: int
    more: bool = False
    """There was no room for everything; acts went before files."""
    cleaned: int = 0
    """Own bundles that were removed because the province has signed for all of them."""
    has_recovery: bool = False
    for_pcs: int = 0


class ImportedBundle(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one bundle."""

    folder: str
    writer: Writer
    name: str = ""
    serial: int = 0
    fresh: int = 0
    known: int = 0
    files: int = 0
    code: str = ""
    troubles: tuple[Trouble, ...] = ()


class MissingRun(msgspec.Struct, frozen=True):
    """Entries of one PC that are missing between others."""

    device: str
    name: str
    first: int
    last: int


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """What reading a stick did."""

    bundles: tuple[ImportedBundle, ...]
    confirmed: int = 0
    """Own acts that the province has signed for since."""
    waiting: int = 0
    missing: tuple[MissingRun, ...] = ()
    catalogue: str = ""
    """The version of a catalogue that came along and was installed."""


class KeptExport(msgspec.Struct, frozen=True, kw_only=True):
    """What this PC has put onto a stick once; it waits until the province signs for it."""

    serial: int
    at: datetime
    runs: tuple[Sent, ...]
    files: tuple[str, ...] = ()
    acts: int = 0
    bytes: int = 0


class KeptBundles(msgspec.Struct, frozen=True):
    """The last exports, newest first; how far the province holds files that it has in part."""

    serial: int = 0
    exports: tuple[KeptExport, ...] = ()
    log_epoch: str = ""
    parts: dict[str, int] = {}
    imported_at: datetime | None = None


def kept_bundles(preferences: Preferences) -> KeptBundles:
    """What is remembered."""
    found = preferences.get(_NAME)
    return msgspec.json.decode(found, type=KeptBundles) if found else KeptBundles()


def keep_bundles(preferences: Preferences, kept: KeptBundles) -> None:
    """Remember it; of exports the last twenty."""
    short = msgspec.structs.replace(kept, exports=kept.exports[:_KEPT])
    preferences.put(_NAME, msgspec.json.encode(short))
