"""PCs with real journals that live on sticks, and the province that reads them."""

from pathlib import Path

from sync.gateway.enrolment import DEVICE_PREFIXES
from sync.gateway.file_desk import FileDesk
from sync.gateway.province import PREFIXES, ROLE
from sync.gateway.stick_desk import Came
from sync.gateway.stick_returns import Gave, read_stick
from sync.peer.lessons import Lesson, summary
from sync.peer.request import Client, Server
from sync.protocol import age
from sync.protocol.age import Identity
from sync.protocol.certificate import certify
from sync.protocol.errors import SyncError
from sync.stick.disk import Disk
from sync.stick.faults import UnknownWriter
from sync.stick.outgoing import Outgoing, Wish, put_file
from sync.stick.reading import find, proven
from sync.stick.taking import Pieces, Taking
from sync.stick.writing import BundleWriter, Sender, next_serial
from tests.helpers.gateway_office import JournalPc
from tests.helpers.gateway_world import World
from tests.helpers.sticks import MADE, a_stick


class StickPc:
    """A PC that has never had a line but for its enrolment."""

    def __init__(self, pc: JournalPc, secret: int, gateway: Server) -> None:
        self.pc = pc
        self.identity = Identity(bytes([secret]) * 32)
        self.gateway = gateway
        self.serial = 0
        self.faults: list[SyncError] = []
        self.volume_faults: list[SyncError] = []
        self.files: dict[str, bytes] = {}
        self.told: Taking | None = None

    @property
    def journal(self):
        return self.pc.journal

    def exports(
        self,
        root: Path,
        disk: Disk | None = None,
        files: dict[str, bytes] | None = None,
        neighbours: tuple["StickPc", ...] = (),
        wanted: tuple[str, ...] = (),
    ) -> BundleWriter:
        """Write everything that the gateway has not signed for."""
        with self.pc._transaction():
            self.journal.seal(self.pc.signer, self.pc.author)
        readers = (self, *neighbours)
        keys = [self.gateway.public_key, *(one.pc.signer.public_key for one in readers)]
        recipients = tuple(age.recipient_of(key) for key in keys)
        sender = Sender(self.gateway.id, self.pc.commune, self.pc.signer, recipients)
        self.serial = next_serial(self.serial, [])
        writer = BundleWriter(disk or a_stick(), root, sender, self.serial, MADE)
        outgoing = Outgoing(writer, self.journal, self.gateway.id)
        outgoing.letter(self.pc.signer, self.pc.author, self.serial, Wish("0.1.0", wanted))
        more = not all(fits for _, fits in outgoing.events(self.pc.author))
        for file, content in (files or {}).items():
            more |= put_file(writer, file, content) < len(content)
        writer.finish(more=more)
        return writer

    def imports(self, root: Path) -> Lesson:
        """Take the return, and what neighbours wrote; faults are kept beside."""
        lessons: list[Lesson] = []
        returns_first = sorted(
            find(root), key=lambda one: not (one.manifest and one.manifest.is_return)
        )
        for found in returns_first:
            try:
                lessons += self._take(found)
            except SyncError as fault:
                self.faults.append(fault)
        return summary(lessons)

    def _take(self, found) -> list[Lesson]:
        manifest = found.manifest
        is_return = manifest is not None and manifest.writer == self.gateway.id
        certificate = (
            None if manifest is None else self.journal.devices.certificate(manifest.writer)
        )
        if not is_return and certificate is None:
            raise found.fault or UnknownWriter(found.folder.name)
        key = certificate.key if certificate and not is_return else self.gateway.public_key
        bundle = proven(found, key)
        own = self.pc.author
        taking = Taking(self.gateway, own)
        lessons, pieces = [], Pieces()
        for volume in bundle.volumes(self.identity):
            if volume.fault:
                self.volume_faults.append(volume.fault)
            for record in volume.records:
                lessons += self._learn(taking.steps(record))
                self._keep(pieces.take(record))
        self._keep(pieces.end())
        self.told = taking if is_return else self.told
        return lessons

    def _learn(self, steps) -> list[Lesson]:
        lessons = []
        try:
            for step in steps:
                with self.pc._transaction():
                    lessons.append(step(self.journal))
        except SyncError as fault:
            self.faults.append(fault)
        return lessons

    def _keep(self, run) -> None:
        if run is not None and run.is_whole:
            self.files[run.file] = run.data


def reads(world: World, root: Path, disk: Disk | None = None) -> tuple[list[Came], list[Gave]]:
    """The province reads a stick and writes the returns."""
    files = FileDesk(world.gateway, lambda _: 1 << 40)
    return read_stick(world.gateway, files, disk or a_stick(), root)


def a_stick_pc(world: World, folder: Path, secret: int, commune: str) -> StickPc:
    """A PC that the province knows already."""
    world.enrols(secret, commune)
    pc = JournalPc(folder / f"{secret}.db", secret, commune)
    pc._db.execute("PRAGMA synchronous = OFF")
    server = Server(world.gateway.id, world.gateway.signer.public_key)
    root = world.gateway.folder.province_signer(commune, world.gateway.entropy)
    own = certify(pc.signer.public_key, DEVICE_PREFIXES, "Máy", "office")
    with pc._transaction():
        pc.journal.devices.trust(certify(root.public_key, PREFIXES, "Lai Châu", ROLE))
        pc.journal.devices.trust(own)
    pc.server = server.id
    pc._client = Client(pc.signer, server, pc._entropy)
    pc._dictionaries = {}
    return StickPc(pc, secret, server)
