"""Somebody pulls the plug in the middle of a scan: the gateway's, the PC's, or the line's.

Nothing is served before it is whole, nothing that was signed for is gone, and the rest goes on
from where it was. MOTCUA_CUTS says at how many moments.
"""

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from sync.carriers.http import HttpCarrier, Server
from sync.files.address import address_of
from sync.files.calls import Verb, write_call
from sync.files.depot import Depot
from sync.gateway.gateway import Gateway
from tests.gateway.test_kill import _connect
from tests.helpers.command import ROOT
from tests.helpers.disk_model import EVERYTHING, NOTHING, Chance, Disk
from tests.helpers.disk_record import Flushed, can_record, listening, read
from tests.helpers.gateway_child import ChildGateway
from tests.helpers.gateway_files import a_scan, caller_of, file_line, sends, slice_head
from tests.helpers.gateway_line import eventually, post_head
from tests.helpers.gateway_world import SI_LO_LAU, World
from tests.helpers.patience import PATIENCE
from tests.helpers.slow_line import SlowLine

CUTS = int(os.environ.get("MOTCUA_CUTS", "30"))
SCANS = [a_scan(200_000, 1), a_scan(90_000, 2), a_scan(10, 3)]
pytestmark = pytest.mark.timeout(0 if CUTS > 100 else 300)


@pytest.fixture
def world(tmp_path):
    world = World(tmp_path / "gateway")
    yield world
    world.gateway.close()


@pytest.fixture
def pc(world):
    """A PC whose acts name the scans; its round is over."""
    one = world.enrols(1)
    one.does(files=[address_of(scan) for scan in SCANS])
    world.round(one)
    return one


def carrier_to(world, port):
    gateway = world.gateway
    server = Server(
        f"https://127.0.0.1:{port}", gateway.folder.authority_pem(), gateway.signer.public_key
    )
    return HttpCarrier(server, world.clock, world.random.randbytes)


def depot_of(path):
    return Depot(path / "communes" / SI_LO_LAU / "files")


@pytest.mark.parametrize("sent", [70_000, 150_000, 199_999])
def test_a_gateway_killed_inside_a_slice_goes_on_where_it_was(world, pc, sent):
    (scan, *_), sha = SCANS, address_of(SCANS[0])
    depot = depot_of(world.path)
    with ChildGateway(world.path) as child:
        with carrier_to(world, child.port) as carrier:
            file_line(carrier, pc).begin(sha, len(scan))
        connection = _connect(world, child.port)
        call = write_call(caller_of(pc).call(Verb.GO_ON, sha, 0, len(scan)), pc.signer)
        head = post_head(len(scan), f"/v1/files/{sha}").replace(b"POST", b"PATCH")
        connection.sendall(head[:-4] + slice_head(call) + scan[:sent])
        assert eventually(lambda: depot.standing(sha).offset >= min(sent, 131_072) // 65536 * 65536)
        child.kill()
        connection.close()
    held = depot.standing(sha)
    assert 0 < held.offset <= sent
    assert not held.is_whole
    assert depot.whole(sha) is None
    with ChildGateway(world.path) as child, carrier_to(world, child.port) as carrier:
        files = file_line(carrier, pc)
        assert files.ask(sha).offset == held.offset
        before = carrier.traffic.bytes_up
        sends(files, scan, 1 << 20)
        assert carrier.traffic.bytes_up - before < len(scan) - held.offset + 4000
    assert depot.read(sha, 0, len(scan)) == scan


def test_a_pc_killed_inside_a_file_goes_on_where_it_was(world, pc, tmp_path):
    scan, sha = a_scan(3_000_000, 9), address_of(a_scan(3_000_000, 9))
    pc.does(files=[sha])
    world.round(pc)
    (tmp_path / "scan").write_bytes(scan)
    depot = depot_of(world.path)
    with ChildGateway(world.path) as child, SlowLine(child.port, 200_000) as slow:
        sender = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "tests.helpers.sending_child", str(world.path),
             str(urlsplit(slow.url).port), str(tmp_path / "scan"), pc.server, str(pc.counter)],
            cwd=ROOT,
        )  # fmt: skip
        assert eventually(lambda: depot.standing(sha).offset > 100_000)
        sender.kill()
        sender.wait(PATIENCE)
        assert depot.whole(sha) is None
        assert eventually(_at_rest(depot, sha))
        held = depot.standing(sha).offset
        assert 100_000 < held < len(scan)
        with carrier_to(world, child.port) as carrier:
            sends(file_line(carrier, pc), scan, 1 << 20)
            assert carrier.traffic.bytes_up < len(scan) - held + 8000
    assert depot.read(sha, 0, len(scan)) == scan


def _at_rest(depot, sha):
    """Tells when the gateway has noticed that the line died: nothing more comes."""
    readings = []

    def is_so():
        readings.append(depot.standing(sha).offset)
        return len(readings) > 40 and len(set(readings[-40:])) == 1

    return is_so


def test_a_note_that_lies_is_not_built_upon(tmp_path):
    depot, scan = Depot(tmp_path / "files"), SCANS[1]
    sha = address_of(scan)
    depot.begin(sha, len(scan))
    depot.open(sha).append(scan[:1000])
    part = tmp_path / "files" / sha[:2] / f"{sha}.part"
    part.write_bytes(bytes(1000))
    depot = Depot(tmp_path / "files")
    upload = depot.open(sha)
    assert upload.offset == 0
    assert depot.standing(sha).offset == 0
    upload.append(scan)
    assert depot.read(sha, 0, len(scan)) == scan


def test_what_was_not_flushed_is_cut_off_when_it_goes_on(tmp_path):
    depot, scan = Depot(tmp_path / "files"), SCANS[1]
    sha = address_of(scan)
    depot.begin(sha, len(scan))
    depot.open(sha).append(scan[:1000])
    part = tmp_path / "files" / sha[:2] / f"{sha}.part"
    part.write_bytes(scan[:1000] + bytes(90_000))
    depot.open(sha).append(scan[1000:2000])
    assert part.read_bytes() == scan[:2000]


def test_of_too_many_unfinished_files_the_oldest_gives_way(tmp_path, monkeypatch):
    monkeypatch.setattr("sync.files.depot.MOST_UPLOADS", 2)
    depot = Depot(tmp_path / "files")
    for place, scan in enumerate(SCANS):
        sha = address_of(scan)
        depot.begin(sha, len(scan))
        note = tmp_path / "files" / sha[:2] / f"{sha}.note"
        os.utime(note, (place, place))
    assert [depot.standing(address_of(scan)).size > 0 for scan in SCANS] == [False, True, True]


class Lost(AssertionError):
    """What was signed for is gone, or what is served is not what its address says."""


class Recorded:
    """Three scans on their way to a gateway that is listened to."""

    def __init__(self, world, pc, module="sync.gateway"):
        self.receipts = []
        self._aside = world.path.parent / "aside"
        self._world = world
        world.gateway.close()
        shutil.copytree(world.path, self._aside / "before")
        notes = self._aside / "notes"
        with ChildGateway(world.path, listening(notes), module) as child:
            with carrier_to(world, child.port) as carrier:
                for scan in SCANS:
                    self._send(file_line(carrier, pc), scan)
            child.ends()
        self.steps, self.times = read(notes, world.path)

    def _send(self, files, scan):
        sha, offset = address_of(scan), 0
        files.begin(sha, len(scan))
        while offset < len(scan):
            held = files.go_on(sha, offset, scan[offset : offset + 80_000])
            offset = held.offset
            self.receipts.append((time.time(), sha, offset))

    def all_hold(self, moments):
        disk = Disk(self._aside / "before", self._world.path)
        for number, step in enumerate(self.steps):
            disk.take(number, step)
            if number in moments:
                left = self._aside / f"after-{number}"
                disk.left(left, moments[number])
                holds(left, [one for one in self.receipts if one[0] < self.times[number]])
                shutil.rmtree(left)

    def flushes(self):
        return [number for number, step in enumerate(self.steps) if isinstance(step, Flushed)]


def holds(folder: Path, receipts):
    """Open what is left: each promise stands, and what lies under an address is that content."""
    depot = depot_of(folder)
    for scan in SCANS:
        sha = address_of(scan)
        whole = depot.whole(sha)
        if whole is not None and whole.read_bytes() != scan:
            raise Lost("served, but not what it should be")
        promised = max((offset for _, one, offset in receipts if one == sha), default=0)
        held = len(scan) if whole else depot.open(sha).offset if depot.standing(sha).size else 0
        if held < promised:
            raise Lost(f"{held} of {promised} signed bytes are there")
    Gateway(folder, lambda: 0).close()


recorded = pytest.mark.skipif(not can_record(), reason="strace is missing, or may not look")


@recorded
def test_a_power_cut_at_the_gateway_takes_back_no_byte_that_was_signed_for(world, pc):
    run = Recorded(world, pc)
    assert len(run.receipts) == 6
    draw = random.Random(5)  # noqa: S311 - the same moments again
    strict = draw.sample(run.flushes(), min(CUTS, len(run.flushes())))
    others = draw.sample(range(len(run.steps)), min(CUTS, len(run.steps)))
    moments = dict.fromkeys(others, Chance(draw)) | dict.fromkeys(strict, NOTHING)
    run.all_hold(moments | {len(run.steps) - 1: EVERYTHING})


@recorded
@pytest.mark.parametrize("module", ["careless_files", "early_files"])
def test_recorded_writes_notice_a_gateway_that_flushes_too_late(world, pc, module):
    run = Recorded(world, pc, f"tests.helpers.{module}")
    draw = random.Random(5)  # noqa: S311
    moments = {number: Chance(draw, kept=0.5) for number in range(len(run.steps))}
    with pytest.raises(Lost):
        run.all_hold(moments)
