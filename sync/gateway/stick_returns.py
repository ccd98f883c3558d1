"""The way back: what the province says to a commune, on the stick that came from there.

A return is for every PC of the commune. It carries what is held, the order and its events from
where the slowest PC stands, what is held of the files that came, a newer catalogue, and files that
were asked for; it is sealed for the devices that are not revoked. One that is revoked hears what is
held of its own words alone, as on a line, in a volume of its own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from sync.files.calls import Held as HeldFile
from sync.files.calls import write_held
from sync.gateway.commune import CommuneLog
from sync.gateway.feed import Page, page, start_of
from sync.gateway.file_desk import FileDesk
from sync.gateway.gateway import Gateway
from sync.gateway.hearing import Hearing
from sync.gateway.stick_desk import Came, StickDesk
from sync.gateway.stick_letters import OFFICE, Letters
from sync.gateway.storage.registry import Device
from sync.protocol import age
from sync.protocol.bundle import MAX_FILE, ROOT, Letter, Manifest, commune_folder
from sync.protocol.errors import SyncError
from sync.protocol.frame import newest_of
from sync.protocol.messages import (
    MAX_HEADS,
    Ack,
    Held,
    Mark,
    Note,
    Positions,
    Pull,
    write_ack,
    write_positions,
)
from sync.protocol.records import RecordType, write_record
from sync.protocol.versions import PROTOCOL
from sync.stick.disk import Disk, remove_bundle
from sync.stick.faults import NoBundle, StickGone, UnknownWriter, stick_faults
from sync.stick.outgoing import put_file
from sync.stick.reading import Found, find, stick_of, unfinished_of
from sync.stick.taking import NO_NONCE
from sync.stick.writing import BundleWriter, Sender

MAX_PAGE = 512 << 10
_NOBODY: Mapping[str, Hearing] = {}


class Gave(NamedTuple):
    """The return that one commune got, or why it got none."""

    commune: str
    manifest: Manifest | None = None
    devices: int = 0
    """For how many PCs it is sealed."""
    last: int = 0
    """The last position that it tells."""
    fault: SyncError | None = None


class Returns:
    """Writes the returns of one stick."""

    def __init__(self, gateway: Gateway, files: FileDesk, disk: Disk) -> None:
        self._gateway, self._files, self._disk = gateway, files, disk

    def give(
        self,
        root: Path,
        commune: str,
        brought: Sequence[str] = (),
        heard: Mapping[str, Hearing] = _NOBODY,
    ) -> Gave:
        """Write a commune's return; `brought` are files of which a piece has just come.

        `heard` are the devices, of any commune, whose bundles have just been read.

        Older returns of ours to this commune go once the new one is whole: it says all that they
        said, unless there was no room for everything.
        """
        known = self._gateway.registry.devices(commune)
        devices = _readers(known)
        alone = [(one, heard[one.device]) for one in known if one.revoked and one.device in heard]
        if not devices:
            return Gave(commune, fault=UnknownWriter(commune))
        try:
            older = self._older(root, commune)
            keys = tuple(age.recipient_of(device.public_key) for device in devices)
            sender = Sender(self._gateway.id, commune, self._gateway.signer, keys)
            serial = Letters(self._gateway, commune).next_serial(_highest(older))
            writer = BundleWriter(self._disk, stick_of(root), sender, serial, self._gateway.now())
            writing = _Writing(self._gateway, self._files, writer, commune)
            manifest = writing.write(brought, alone)
            gone = unfinished_of(_lies_in(root, commune), self._gateway.id)
            gone += [] if manifest.more else [found.folder for found in older]
            self._remove(root, gone)
        except SyncError as fault:
            return Gave(commune, devices=len(devices), fault=fault)
        return Gave(commune, manifest, len(devices), writing.last)

    def _older(self, root: Path, commune: str) -> list[Found]:
        with suppress(NoBundle, StickGone):
            return [
                found
                for found in find(_lies_in(root, commune))
                if found.manifest
                and (found.manifest.writer, found.manifest.commune) == (self._gateway.id, commune)
            ]
        return []

    def _remove(self, root: Path, folders: Sequence[Path]) -> None:
        with stick_faults(root):
            for folder in folders:
                remove_bundle(folder)


def read_stick(
    gateway: Gateway, files: FileDesk, disk: Disk, root: Path
) -> tuple[list[Came], list[Gave]]:
    """Take what a stick brings, and write the return of each commune that brought something."""
    desk = StickDesk(gateway, files)
    came = desk.take(root)
    brought: dict[str, list[str]] = {}
    for one in came:
        if one.device is not None:
            brought.setdefault(one.device.commune, []).extend(one.brought)
    returns = Returns(gateway, files, disk)
    told = {code: list(dict.fromkeys(named)) for code, named in brought.items()}
    read = [code for code in sorted(told) if _readers(gateway.registry.devices(code))]
    gave = [returns.give(root, code, told[code], desk.heard) for code in read]
    return came, gave


def _readers(devices: Iterable[Device]) -> list[Device]:
    """For whom a return is sealed; a commune whose PCs are all revoked gets none."""
    return [one for one in devices if not one.revoked and OFFICE in one.prefixes]


class _Writing:
    """One return, in the order in which a PC takes it."""

    def __init__(
        self, gateway: Gateway, files: FileDesk, writer: BundleWriter, commune: str
    ) -> None:
        self._gateway, self._files, self._writer = gateway, files, writer
        self._code = commune
        self._commune: CommuneLog = gateway.commune(commune)
        letters = Letters(gateway, commune)
        self._letters = letters.of_those_without_a_line()
        self._is_for_a_new_one = letters.has_silent_one()
        self.last = 0

    def write(self, brought: Sequence[str], alone: Sequence[tuple[Device, Hearing]]) -> Manifest:
        """Facts first, files as room allows.

        Who is to hear of itself alone would else never learn that a server put back has lost what
        it had signed for, and would keep to itself what nobody else holds.
        """
        everybody = self._commune.log.authors()[: 2 * MAX_HEADS]
        self._writer.must_put(self._ack(self._commune.have(everybody)))
        is_whole = all(self._put_alone(*one) for one in alone) and self._feed()
        is_whole = is_whole and all(self._writer.put(self._held(file)) for file in brought)
        is_whole = is_whole and self._packages() and self._wanted()
        return self._writer.finish(more=not is_whole)

    def _put_alone(self, device: Device, hearing: Hearing) -> bool:
        ack = self._ack(hearing.have(device), hearing.notes)
        return self._writer.put_alone(ack, (age.recipient_of(device.public_key),))

    def _ack(self, have: tuple[Held, ...], notes: tuple[Note, ...] = ()) -> bytes:
        """What is held."""
        end = self._commune.acknowledged()
        ack = Ack(
            protocol=PROTOCOL,
            server=self._gateway.id,
            log_epoch=end.log_epoch,
            time=self._gateway.now(),
            nonce=NO_NONCE,
            counter=0,
            have=have,
            head=Mark(end.position, end.chain),
            dictionary=newest_of(self._commune.dictionaries),
            durable=end.covered,
            notes=notes,
        )
        return write_record(RecordType.ACK, write_ack(ack, self._gateway.signer))

    def _feed(self) -> bool:
        """The order and its events, page by page; answers whether all of it fitted."""
        start, newest = self._start(), self._dictionary()
        while True:
            pull = Pull(self._commune.log.end().log_epoch, (start,), MAX_PAGE)
            told = page(self._commune, pull, (), newest, tells_before=True)
            if not all(self._writer.put(record) for record in self._page(told)):
                return False
            self._writer.acts += sum(run.length for run in told.runs)
            self.last = told.start.position + sum(run.length for run in told.runs)
            if not told.more:
                return True
            start = Mark(self.last, told.chain)

    def _page(self, told: Page) -> Iterator[bytes]:
        """The events before the page that places them."""
        positions = Positions(
            server=self._gateway.id,
            log_epoch=self._commune.log.end().log_epoch,
            nonce=NO_NONCE,
            start=told.start,
            runs=told.runs,
            chain=told.chain,
            more=int(told.more),
        )
        yield from (write_record(RecordType.FRAME, frame) for frame in told.frames)
        body = write_positions(positions, self._gateway.signer)
        yield write_record(RecordType.POSITIONS, body)

    def _start(self) -> Mark:
        """Where the slowest of the PCs stands that live on sticks; a new one has nothing yet."""
        marks = [start_of(self._commune, letter.pull) for letter in self._letters]
        if self._is_for_a_new_one or not marks:
            return start_of(self._commune, Pull("", (), 0))
        return min(marks)

    def _dictionary(self) -> int:
        if self._is_for_a_new_one:
            return 0
        return min((letter.dictionary for letter in self._letters), default=0)

    def _held(self, file: str) -> bytes:
        standing = self._files.holds(self._code, file)
        held = HeldFile(
            server=self._gateway.id,
            nonce=NO_NONCE,
            log_epoch=self._commune.log.end().log_epoch,
            file=bytes.fromhex(file),
            offset=standing.offset,
            size=standing.size,
            whole=int(standing.is_whole),
        )
        return write_record(RecordType.HELD, write_held(held, self._gateway.signer))

    def _packages(self) -> bool:
        """The newest package of procedures, unless each PC has it."""
        folder = self._gateway.folder.packages()
        newest = max(folder.glob("*.mcp"), key=lambda path: path.stat().st_mtime, default=None)
        if newest is None or newest.stat().st_size > MAX_FILE:
            return True
        content = newest.read_bytes()
        sha = sha256(content).digest()
        if self._letters and all(sha in letter.packages for letter in self._letters):
            return True
        end = put_file(self._writer, sha.hex(), content, kind=RecordType.PACKAGE)
        return end == len(content)

    def _wanted(self) -> bool:
        """Files that a PC misses, each whole or as much of it as fits."""
        for file in _wanted(self._letters):
            content = self._files.whole(self._code, file)
            if content is None:
                continue
            if put_file(self._writer, file, content) < len(content):
                return False
            self._writer.files += 1
        return True


def _lies_in(root: Path, commune: str) -> Path:
    """Where a commune's bundles lie on a stick, wherever on it we were pointed to."""
    return stick_of(root) / ROOT / commune_folder(commune)


def _wanted(letters: Sequence[Letter]) -> list[str]:
    return list(dict.fromkeys(file.hex() for letter in letters for file in letter.wanted))


def _highest(older: Sequence[Found]) -> int:
    return max((found.manifest.serial for found in older if found.manifest), default=0)
