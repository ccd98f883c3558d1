"""Sticks at the province: bundles of any communes come in, and each commune gets its return.

    communes/<code>/sticks/<device>.json   where a PC stood by its last bundle
    communes/<code>/sticks/return.json     the number of the last return

Who wrote a bundle follows from the key that signed it, and its commune from the registry: nothing
on a stick can widen what it may bring or what is told. No counter is moved: a bundle of last week
is as good today, and makes no later round of its PC look like an old one.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from sync.files.faults import NotNamed
from sync.gateway.commune import CommuneLog
from sync.gateway.file_desk import FileDesk
from sync.gateway.gateway import Gateway
from sync.gateway.hearing import Hearing
from sync.gateway.stick_letters import Letters
from sync.gateway.storage.registry import Device
from sync.protocol.bundle import Manifest, read_letter
from sync.protocol.errors import SyncError
from sync.protocol.identity import Author
from sync.protocol.messages import Note
from sync.protocol.records import Record, RecordType
from sync.stick.faults import BundleUnfinished, OtherServer, UnknownWriter
from sync.stick.reading import Bundle, Found, find, proven
from sync.stick.taking import Pieces, Run

MOST_NOTES = 100


class Trouble(NamedTuple):
    """What was wrong with one volume or file of a bundle; the rest was taken."""

    name: str
    code: str


class Came(NamedTuple):
    """What became of one folder of the stick."""

    folder: str
    manifest: Manifest | None = None
    device: Device | None = None
    placed: int = 0
    """Acts that are new at the province and have their place."""
    files: int = 0
    """Files that are whole now and were not before."""
    brought: tuple[str, ...] = ()
    """Every file of which it had a piece."""
    troubles: tuple[Trouble, ...] = ()
    notes: tuple[Note, ...] = ()
    fault: SyncError | None = None
    """Why nothing of it was taken."""


class StickDesk:
    """Reads in what lies on a stick; see `stick_returns` for the way back."""

    def __init__(self, gateway: Gateway, files: FileDesk) -> None:
        self._gateway, self._files = gateway, files
        self._identity = gateway.folder.identity()
        self.heard: dict[str, Hearing] = {}
        """What each PC said and brought, by device."""

    def take(self, root: Path) -> list[Came]:
        """Take every bundle of the stick; repeated, nothing happens. Raises `NoBundle`.

        A bundle whose writer is unknown is tried again at the end: a registry that was put back
        from a backup learns of a PC from the bundles of its neighbours.
        """
        waiting = [found for found in _in_turn(find(root)) if not self._is_ours(found)]
        came: dict[Path, Came] = {}
        for _ in range(2):
            came |= {found.folder: self._came(found) for found in waiting}
            waiting = [one for one in waiting if isinstance(came[one.folder].fault, UnknownWriter)]
        return list(came.values())

    def _is_ours(self, found: Found) -> bool:
        """Whether it is a return that we wrote, or began: a power cut leaves one, and it goes."""
        if found.manifest is None:
            began = isinstance(found.fault, BundleUnfinished)
            return began and found.folder.name.upper().startswith(f"{self._gateway.id}-")
        return found.manifest.writer == self._gateway.id

    def _came(self, found: Found) -> Came:
        try:
            device = self._writer(found)
            return self._taken(proven(found, device.public_key), device)
        except SyncError as fault:
            return Came(found.folder.name, found.manifest, fault=fault)

    def _writer(self, found: Found) -> Device:
        """Whose bundle it says it is; raises `UnknownWriter`, `OtherServer`."""
        if found.manifest is None:
            raise found.fault or BundleUnfinished(found.folder.name)
        if found.manifest.server != self._gateway.id:
            raise OtherServer(found.manifest.server)
        device = self._gateway.registry.device(found.manifest.writer)
        if device is None:
            raise UnknownWriter(found.manifest.writer)
        return device

    def _taken(self, bundle: Bundle, device: Device) -> Came:
        commune = self._gateway.commune(device.commune)
        hearing = Hearing(commune, self._gateway.registry)
        hearing = self.heard.setdefault(device.device, hearing)
        reading = _Reading(self._gateway, self._files, bundle, device, hearing)
        for volume in bundle.volumes(self._identity):
            if volume.fault is not None:
                reading.trouble(volume.name, volume.fault)
            for record in volume.records:
                reading.take(record)
        return reading.end()


class _Reading:
    """One bundle on its way in; whatever was taken is durable at once."""

    def __init__(
        self,
        gateway: Gateway,
        files: FileDesk,
        bundle: Bundle,
        device: Device,
        hearing: Hearing,
    ) -> None:
        self._gateway, self._bundle, self._device = gateway, bundle, device
        self._hearing = hearing
        self._commune: CommuneLog = gateway.commune(device.commune)
        self._desk = files
        self._letters = Letters(gateway, device.commune)
        self._pieces = Pieces()
        self._troubles: list[Trouble] = []
        self._notes: list[Note] = []
        self._brought: dict[str, None] = {}
        self._whole = 0
        self._before = self._commune.log.end().position

    def trouble(self, name: str, fault: SyncError) -> None:
        """Something is wrong with a part; the others are taken."""
        if len(self._troubles) < MOST_NOTES:
            self._troubles.append(Trouble(name, fault.code))

    def take(self, record: Record) -> None:
        """Take one record, durably."""
        try:
            match record.type:
                case RecordType.LETTER:
                    self._letter(record.body)
                case RecordType.FRAME:
                    self._frame(record.body)
                case RecordType.PIECE:
                    self._file(self._pieces.take(record))
                case _:
                    return
        except SyncError as fault:
            self.trouble(record.type.name, fault)

    def end(self) -> Came:
        """What became of it."""
        try:
            self._file(self._pieces.end())
        except SyncError as fault:
            self.trouble(RecordType.PIECE.name, fault)
        placed = self._commune.acknowledged().position - self._before
        return Came(
            self._bundle.folder.name,
            self._bundle.manifest,
            self._device,
            placed,
            self._whole,
            tuple(self._brought),
            tuple(self._troubles),
            tuple(self._notes),
        )

    def _letter(self, body: bytes) -> None:
        """Remember where a PC stands; one that was revoked is told no order.

        An old letter proves as much as a new one: the order of one log epoch only grows.
        """
        letter = read_letter(body, self._device.public_key, self._bundle.manifest)
        self._hearing.stands(Author(letter.device, letter.epoch), letter.heads)
        if not self._device.revoked:
            self._gateway.compare(self._commune, letter.pull)
            self._letters.keep(letter)

    def _frame(self, body: bytes) -> None:
        taken = self._commune.take(body, self._gateway.now())
        self._hearing.brought(taken)
        if taken.note and len(self._notes) < MOST_NOTES:
            self._notes.append(taken.note)

    def _file(self, run: Run | None) -> None:
        """Bytes of a file that an event of this commune names; a gap is left to another stick."""
        if run is None:
            return
        if self._device.revoked:
            raise NotNamed(run.file[:8])
        was_whole = self._desk.holds(self._device.commune, run.file).is_whole
        held = self._desk.accept(self._device.commune, run.file, run.size, run.start, run.data)
        self._brought[run.file] = None
        self._whole += held.is_whole and not was_whole


def _in_turn(found: Iterable[Found]) -> list[Found]:
    """One PC's bundles in the order in which it wrote them."""
    return sorted(found, key=_place)


def _place(found: Found) -> tuple[str, int, str]:
    said = found.manifest
    return (said.writer, said.serial, "") if said else ("", 0, found.folder.name)
