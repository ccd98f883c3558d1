"""What is on a stick, what was written last, and whether its acknowledgement has come back."""

import logging
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from app.domain.calendar import OFFICE_TIME
from app.store.sync_session import SyncSession
from app.system import drives, hardware
from app.system.hardware import DiskKind
from app.system.paths import usual_profile
from app.usecases.bundle_readers import writer_of
from app.usecases.bundle_records import (
    KeptExport,
    Lying,
    Stick,
    Trouble,
    Writer,
    kept_bundles,
)
from app.usecases.desk import Desk
from app.usecases.gateway_known import known_gateway, must_be_enrolled
from sync.journal import Journal
from sync.protocol.errors import SyncError
from sync.stick.faults import NoBundle
from sync.stick.outgoing import Sent
from sync.stick.reading import Found, find, proven, stick_of

LOG = logging.getLogger(__name__)


class LastExport(msgspec.Struct, frozen=True):
    """The last bundle that was written here, and whether the province has signed for it."""

    at: datetime
    serial: int
    acts: int
    files: int
    is_acknowledged: bool
    waiting: int = 0
    """Acts of it that the province has not signed for."""


def sticks() -> tuple[Stick, ...]:
    """The disks that are plugged in, removable ones first; asks the system, not for the screen."""
    found = [_stick(root) for root in drives.roots() if not _is_systems(root)]
    there = [one for one in found if one is not None and one.total]
    return tuple(sorted(there, key=lambda one: (not one.is_removable, str(one.path))))


def folder_as_stick(path: Path) -> Stick:
    """A folder that somebody chose: a copy of a stick, a stick that is told as a disk."""
    found = _stick(path)
    return found or Stick(path, 0, 0, is_removable=False)


def stick_under(file: Path) -> Path:
    """The stick on which a file of a bundle lies; where no stick is known by it, its folder."""
    return stick_of(file.resolve().parent)


def last_export(desk: Desk) -> LastExport | None:
    """What was written last and how it stands."""
    session = desk.store.sync_session()
    try:
        kept = kept_bundles(session.preferences).exports
        if not kept or known_gateway(session.preferences) is None:
            return None
        last = kept[0]
        with session.reading() as journal:
            left = sum(_unconfirmed(journal, session.gateway, run) for run in last.runs)
        return LastExport(
            at=last.at.astimezone(OFFICE_TIME),
            serial=last.serial,
            acts=last.acts,
            files=len(last.files),
            is_acknowledged=_is_acknowledged(session, last),
            waiting=left,
        )
    finally:
        session.close()


def inspect_stick(desk: Desk, path: Path) -> tuple[Lying, ...]:
    """Every bundle that lies there, as far as it concerns this office; opens none."""
    session = desk.store.sync_session()
    try:
        return tuple(_lying(desk, session, found) for found in find(path))
    finally:
        session.close()


def is_acknowledged(session: SyncSession, serial: int) -> bool:
    """Whether the province has signed for all that this PC's bundle of that number holds."""
    kept = kept_bundles(session.preferences).exports
    return any(one.serial == serial and _is_acknowledged(session, one) for one in kept)


def _is_acknowledged(session: SyncSession, made: KeptExport) -> bool:
    with session.reading() as journal:
        if any(_unconfirmed(journal, session.gateway, run) for run in made.runs):
            return False
    return all(session.sent_files.is_sent(file) for file in made.files)


def _unconfirmed(journal: Journal, gateway: str, run: Sent) -> int:
    """How many events of a run the gateway has not signed for."""
    confirmed = journal.confirmed(gateway, run.author)
    pieces = (min(last, run.last) - max(first, run.first) + 1 for first, last in confirmed)
    return run.events - sum(piece for piece in pieces if piece > 0)


def _lying(desk: Desk, session: SyncSession, found: Found) -> Lying:
    said = found.manifest
    if said is None:
        code = found.fault.code if found.fault else ""
        return Lying(folder=found.folder.name, writer=Writer.UNKNOWN, code=code)
    lying = Lying(
        folder=found.folder.name,
        writer=Writer.PROVINCE if said.is_return else Writer.UNKNOWN,
        serial=said.serial,
        made=datetime.fromtimestamp(said.made / 1000, UTC).astimezone(OFFICE_TIME),
        acts=said.acts,
        files=said.files,
        bytes=said.size,
        more=bool(said.more),
    )
    try:
        known = writer_of(desk, session, must_be_enrolled(session.preferences), said)
        bundle = proven(found, known.key)
    except SyncError as fault:
        return msgspec.structs.replace(lying, code=fault.code)
    is_own = known.writer is Writer.THIS_PC
    return msgspec.structs.replace(
        lying,
        writer=known.writer,
        name=known.name,
        is_acknowledged=is_own and is_acknowledged(session, said.serial),
        troubles=tuple(Trouble(one.name, one.fault.code) for one in bundle.missing() if one.fault),
    )


def _stick(root: Path) -> Stick | None:
    try:
        disk = hardware.disk_under(root)
        return Stick(
            path=root,
            free=disk.free_bytes,
            total=disk.total_bytes,
            bundles=_count(root),
            is_removable=disk.kind is DiskKind.USB,
        )
    except OSError as why:
        LOG.info("a disk cannot be looked at: %s", why)
        return None


def _count(root: Path) -> int:
    try:
        return len(find(root))
    except (NoBundle, SyncError):
        return 0


def _is_systems(root: Path) -> bool:
    """The disk that the office's data usually lies on is no stick."""
    return usual_profile().is_relative_to(root)
