"""A stick between PCs and province, with real bundles: sealed, signed, copied, cut off, pulled out.

Everything is the real code (`sync.stick`, `sync.gateway.stick_desk`, age included); only the disk
is a folder in memory.
"""

import errno
import random
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from sync.gateway.file_desk import FileDesk
from sync.gateway.stick_desk import Came
from sync.gateway.stick_returns import Gave, read_stick
from sync.peer.lessons import Lesson
from sync.protocol import age
from sync.protocol.age import Identity
from sync.protocol.errors import SyncError
from sync.stick.disk import Disk
from sync.stick.faults import NoBundle, UnknownWriter
from sync.stick.outgoing import Outgoing, Wish, put_file
from sync.stick.reading import Found, find, proven
from sync.stick.taking import Taking
from sync.stick.writing import BundleWriter, Sender, next_serial
from tests.simulation.pc import Pc
from tests.simulation.province import Province

ROOMY, NARROW = 1 << 30, (512 << 10) + 70_000
_PLACES = ("bundle.part_written", "bundle.part_compared", "bundle.named", "bundle.before_manifest")


class Stick:
    """One stick; what somebody did to it is done to its files."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.root, self._old, self._chance = folder, folder.with_name(f"{folder.name}-old"), chance
        self.free = ROOMY
        self.root.mkdir()

    def disk(self, *, is_pulled: bool = False) -> Disk:
        """What it is written with; somebody may pull it out in the middle."""
        here = self._pulled() if is_pulled else _nothing_happens
        return Disk(reread=Path.read_bytes, free=lambda _: self.free, here=here)

    def is_copied(self) -> None:
        """Somebody keeps a copy."""
        shutil.rmtree(self._old, ignore_errors=True)
        shutil.copytree(self.root, self._old)

    def is_an_old_one(self) -> bool:
        """The copy turns up in the stick's place; answers whether there was one."""
        if not self._old.exists():
            return False
        shutil.rmtree(self.root)
        shutil.copytree(self._old, self.root)
        return True

    def is_emptied(self) -> None:
        """Somebody needed it for something else."""
        shutil.rmtree(self.root)
        self.root.mkdir()

    def is_harmed(self) -> str:
        """Cut a file off, change a byte in it, or lose it; answers what happened."""
        files = sorted(path for path in self.root.rglob("*") if path.is_file())
        if not files:
            return ""
        path = self._chance.choice(files)
        how = self._chance.choice(("truncated", "changed", "lost"))
        content = path.read_bytes()
        at = int(self._chance.random() * len(content))  # one draw, however long age made it
        match how:
            case "truncated":
                path.write_bytes(content[:at])
            case "changed" if content:
                path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
            case _:
                path.unlink()
        return how

    def bundles(self) -> list[Found]:
        """What lies on it, the province's returns first."""
        try:
            return sorted(find(self.root), key=_returns_first)
        except NoBundle:
            return []

    def _pulled(self) -> Callable[[str], None]:
        place = self._chance.choice(_PLACES)

        def here(at: str) -> None:
            if at == place:
                raise OSError(errno.EIO, "Input/output error")

        return here


def exports(pc: Pc, stick: Stick, papers: Mapping[str, bytes], *, is_pulled: bool = False) -> bool:
    """Write what the province has not signed for, and scans; answers whether all of it fitted.

    Raises `StickFault`.
    """
    serial = _next_serial(pc, stick)
    pc.stands_ready()
    known = pc.journal.devices.all().values()
    keys = {one.key: None for one in known if "office." in one.prefixes}
    recipients = tuple(
        age.recipient_of(key)
        for key in dict.fromkeys((pc.server.public_key, pc.signer.public_key, *keys))
    )
    sender = Sender(pc.server.id, pc.commune, pc.signer, recipients)
    writer = BundleWriter(stick.disk(is_pulled=is_pulled), stick.root, sender, serial, 1)
    outgoing = Outgoing(writer, pc.journal, pc.server.id)
    outgoing.letter(pc.signer, pc.author, serial, Wish())
    is_whole = all(fits for _, fits in outgoing.events(pc.author))
    for file, content in papers.items() if is_whole else ():
        is_whole &= put_file(writer, file, content) == len(content)
    writer.finish(more=not is_whole)
    return is_whole


def imports(pc: Pc, stick: Stick, note: Callable[[str], None]) -> list[Lesson]:
    """Read everything that lies there; what is wrong is noted, and the rest is taken."""
    learned: list[Lesson] = []
    for found in stick.bundles():
        try:
            learned += _imported(pc, found, note)
        except SyncError as why:
            note(why.code)
    return learned


def reads(
    province: Province, stick: Stick, *, is_pulled: bool = False
) -> tuple[list[Came], list[Gave]]:
    """The province takes what lies there and writes the returns; raises `NoBundle`."""
    files = FileDesk(province.gateway, lambda _: 1 << 40)
    return read_stick(province.gateway, files, stick.disk(is_pulled=is_pulled), stick.root)


def _imported(pc: Pc, found: Found, note: Callable[[str], None]) -> list[Lesson]:
    said = found.manifest
    if said is None:
        raise found.fault or UnknownWriter(found.folder.name)
    certificate = pc.journal.devices.certificate(said.writer)
    if not said.is_return and certificate is None:
        raise UnknownWriter(said.writer)
    key = certificate.key if certificate and not said.is_return else pc.server.public_key
    taking, learned = Taking(pc.server, pc.author), list[Lesson]()
    for volume in proven(found, key).volumes(Identity(pc.secret)):
        if volume.fault is not None:
            note(volume.fault.code)
        for record in volume.records:
            try:
                learned += pc.takes(taking.steps(record), _bears(note))
            except SyncError as why:
                note(why.code)
    if taking.is_old:
        note("bundle_old")
    return learned


def _bears(note: Callable[[str], None]) -> Callable[[Exception], bool]:
    """A record that cannot be taken now costs itself alone."""

    def bears(why: Exception) -> bool:
        note(why.code if isinstance(why, SyncError) else "")
        return True

    return bears


def _next_serial(pc: Pc, stick: Stick) -> int:
    """Written down before it is used."""
    own = (found.manifest for found in stick.bundles() if found.manifest)
    lying = [said.serial for said in own if said.writer == pc.signer.device]
    with pc.disk.transaction():
        (known,) = pc.disk.db.execute("SELECT bundles FROM local").fetchone()
        serial = next_serial(known, lying)
        pc.disk.db.execute("UPDATE local SET bundles = ?", (serial,))
    return serial


def _returns_first(found: Found) -> tuple[bool, str, int]:
    said = found.manifest
    return (not said.is_return, said.writer, said.serial) if said else (True, "", 0)


def _nothing_happens(_place: str) -> None:
    """Nobody pulls it out."""
