"""Sticks that something happened to: nothing false is taken, nothing good is lost.

`make sticks` looks at many more (MOTCUA_STICK_MUTATIONS). Each number is one stick for ever.
"""

import os
import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from sync.journal import SCHEMA, Journal
from sync.protocol.age import Identity
from sync.protocol.errors import SyncError
from sync.stick import writing
from sync.stick.faults import NoBundle, OtherCommune, OtherServer, UnknownWriter
from sync.stick.reading import find, proven
from sync.stick.taking import Pieces, Taking, gaps
from tests.helpers.gateway_world import DAO_SAN, SI_LO_LAU, World
from tests.helpers.stick_office import a_stick_pc, reads
from tests.stick.harm import KINDS, READER

MANY = int(os.environ.get("MOTCUA_STICK_MUTATIONS", "135"))
SMALL = 6000
"""Bytes of a volume here, so that a bundle has several."""


class Scene:
    """Sticks of one commune: its PCs' bundles and two returns; a PC that reads them anew."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.world = World(folder / "gateway")
        self.one, self.two, self.reader = (
            a_stick_pc(self.world, folder, secret, SI_LO_LAU) for secret in (1, 2, READER)
        )
        self.strange = a_stick_pc(self.world, folder, 9, DAO_SAN)
        self.server = self.one.gateway
        self.old = self._trip("old")
        self.new = self._trip("new")
        self.strange.pc.does(2)
        self.foreign = folder / "foreign"
        self.foreign.mkdir()
        self.strange.exports(self.foreign)
        reads(self.world, self.foreign)
        self.log = self.world.gateway.commune(SI_LO_LAU).log

    def _trip(self, name: str) -> Path:
        stick = self.folder / name
        stick.mkdir()
        self.world.clock.now += 1000
        for pc in (self.one, self.two):
            for n in range(12):
                pc.pc.does(2, said=f"{n}" + random.Random(n).randbytes(150).hex())  # noqa: S311
            pc.exports(stick, neighbours=(self.reader,))
        reads(self.world, stick)
        for pc in (self.one, self.two):
            pc.imports(stick)
        return stick

    def a_reader(self) -> Journal:
        """The journal of a PC that was just let in."""
        db = sqlite3.connect(":memory:", isolation_level=None)
        for statement in SCHEMA:
            db.execute(statement)
        journal = Journal(db, SI_LO_LAU)
        for certificate in self.one.journal.devices.all().values():
            journal.devices.trust(certificate)
        return journal

    def is_true(self, journal: Journal) -> bool:
        """Whether all that it holds, and in which order, is what really happened."""
        for author in journal.lines.authors():
            for stretch in journal.lines.stretches(author):
                if self.log.chain_of(author, stretch.last) != stretch.chain:
                    return False
        cursor = journal.order.cursor()
        return self.log.chain_at(cursor.position) == cursor.chain

    def is_whole(self, journal: Journal) -> bool:
        """Whether nothing is missing."""
        cursor, end = journal.order.cursor(), self.log.end()
        return cursor.position == end.position and gaps(journal) == ()


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "MAX_PLAIN", SMALL)
        scene = Scene(tmp_path_factory.mktemp("sticks"))
        yield scene
        scene.world.gateway.close()
        for pc in (scene.one, scene.two, scene.reader, scene.strange):
            pc.pc.close()


def read(scene: Scene, journal: Journal, stick: Path) -> set[str]:
    """What a PC does with a stick; answers the codes of what it said about it."""
    said: set[str] = set()
    own = scene.reader.pc.author
    identity = Identity(bytes([READER]) * 32)
    try:
        found = sorted(find(stick), key=lambda one: not (one.manifest and one.manifest.is_return))
    except NoBundle as fault:
        return {fault.code}
    for one in found:
        try:
            opened = proven(one, key_of(scene, journal, one))
        except SyncError as fault:
            said.add(fault.code)
            continue
        taking, pieces = Taking(scene.server, own), Pieces()
        for volume in opened.volumes(identity):
            said |= {volume.fault.code} if volume.fault else set()
            for record in volume.records:
                try:
                    pieces.take(record)
                    for step in taking.steps(record):
                        step(journal)
                except SyncError as fault:
                    said.add(fault.code)
        said |= {"refused"} if taking.refused else set()
    return said


def key_of(scene: Scene, journal: Journal, found) -> bytes:
    """As the program decides it: by the signed manifest alone."""
    if found.manifest is None:
        raise found.fault
    if found.manifest.server != scene.server.id:
        raise OtherServer(found.manifest.server)
    if found.manifest.commune != SI_LO_LAU:
        raise OtherCommune(found.manifest.commune)
    if found.manifest.is_return:
        return scene.server.public_key
    certificate = journal.devices.certificate(found.manifest.writer)
    if certificate is None:
        raise UnknownWriter(found.manifest.writer)
    return certificate.key


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_stick_that_something_happened_to(scene, tmp_path, kind):
    names = list(KINDS)
    for number in range(names.index(kind), MANY, len(names)):
        stick = tmp_path / str(number)
        shutil.copytree(scene.new, stick)
        kind(scene, random.Random(number), stick)  # noqa: S311
        journal = scene.a_reader()
        said = read(scene, journal, stick)
        told = f"{kind.__name__} {number}: {said}"
        assert scene.is_true(journal), told
        assert said & KINDS[kind] or not KINDS[kind], told
        read(scene, journal, scene.new)
        assert scene.is_true(journal), told
        assert scene.is_whole(journal), told
        shutil.rmtree(stick)


def test_the_province_takes_nothing_false_of_such_sticks(scene, tmp_path):
    world = scene.world
    before = world.gateway.commune(DAO_SAN).log.end()
    for number in range(0, MANY, 7):
        kind = list(KINDS)[number // 7 % len(KINDS)]
        stick = tmp_path / str(number)
        shutil.copytree(scene.new, stick)
        kind(scene, random.Random(number), stick)  # noqa: S311
        try:
            reads(world, stick)
        except NoBundle:
            continue
        for pc in (scene.one, scene.two):
            held = world.gateway.commune(SI_LO_LAU).have([pc.pc.author])[0]
            assert pc.journal.lines.chain_at(held.author, held.n) == held.chain
        shutil.rmtree(stick)
    assert world.gateway.commune(DAO_SAN).log.end() == before


def test_a_reader_is_whole_after_the_good_stick(scene):
    journal = scene.a_reader()
    assert read(scene, journal, scene.new) == set()
    assert scene.is_whole(journal)
