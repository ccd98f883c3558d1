"""Our client brings files to npm's @tus/server, byte for byte as it does to the gateway."""

import contextlib
import itertools
import random
import subprocess

import pytest

from sync.carriers.files import HttpFileLine
from sync.carriers.http import HttpCarrier, Server
from sync.files.address import address_of
from sync.files.calls import Caller
from sync.files.faults import FileFault
from sync.files.sending import Sending
from sync.files.slices import Slices
from sync.gateway.ca import Authority
from sync.protocol.errors import SyncError, Unreachable
from tests.helpers.command import ROOT
from tests.helpers.gateway_files import a_scan, nonce, sends
from tests.helpers.gateway_world import START
from tests.helpers.patience import PATIENCE
from tests.helpers.sync_events import a_signer
from tests.tus.adapters import Notary

SCAN = a_scan()
SHA = address_of(SCAN)
PC, SERVER = a_signer(), a_signer(9)


class Node:
    """@tus/server in a process of its own."""

    def __init__(self, theirs, folder, life=0):
        self.folder = folder
        self._command = ["node", str(ROOT / "tests/tus/server.js"), str(theirs / "js"), str(folder)]
        self._life = life
        self.port = 0
        self.starts()

    def starts(self):
        self._process = subprocess.Popen(  # noqa: S603 - our own driver
            [*self._command, str(self.port), str(self._life)], stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        self.port = int(self._process.stdout.readline())

    def dies(self):
        self._process.kill()
        self._process.wait(PATIENCE)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def lies(self, sha=SHA):
        path = self.folder / sha
        return path.read_bytes() if path.exists() else None


@pytest.fixture
def node(theirs, tmp_path):
    one = Node(theirs, tmp_path / "theirs")
    yield one
    one.dies()


class Province:
    """Its certificates, and the notary that stands before the server."""

    def __init__(self, node, folder):
        ours = Authority.make("tus", START)
        leaf = ours.issue(["127.0.0.1"], START)
        chain = folder / "chain.pem"
        chain.write_bytes(leaf.key + leaf.certificate)
        self.authority = ours.certificate_pem
        self.notary = Notary(SERVER, str(chain), lambda: node.port)

    @contextlib.contextmanager
    def line(self):
        server = Server(f"https://127.0.0.1:{self.notary.port}", self.authority, SERVER.public_key)
        with HttpCarrier(server, lambda: START, nonce) as carrier:
            caller = Caller(PC, "AAAA", SERVER.device, SERVER.public_key, 1, nonce)
            yield HttpFileLine(carrier, caller)


@pytest.fixture
def province(node, tmp_path):
    province = Province(node, tmp_path)
    with province.notary:
        yield province


def test_a_file_goes_up_in_slices(province, node):
    with province.line() as line:
        sends(line, SCAN, 64 << 10)
        assert line.ask(SHA).whole
    assert node.lies() == SCAN
    assert [(one.method, one.status) for one in province.notary.seen] == [
        ("POST", 201), *[("PATCH", 204)] * 5, ("HEAD", 200),
    ]  # fmt: skip
    assert province.notary.sent() == len(SCAN)


def test_a_file_half_sent_goes_on_after_the_program_was_closed(province, node):
    with province.line() as line:
        line.begin(SHA, len(SCAN))
        assert line.go_on(SHA, 0, SCAN[:100_000]).offset == 100_000
    with province.line() as line:
        sends(line, SCAN, 100_000)
    assert node.lies() == SCAN
    assert province.notary.sent() == len(SCAN)


def test_a_wrong_place_is_answered_with_409_and_the_right_one(province, node):
    with province.line() as line:
        line.begin(SHA, len(SCAN))
        line.go_on(SHA, 0, SCAN[:1000])
        assert line.go_on(SHA, 3000, SCAN[3000:4000]).offset == 1000
        assert province.notary.seen[-1].status == 409
        sends(line, SCAN)
    assert node.lies() == SCAN


def test_what_was_never_begun_is_not_held(province):
    with province.line() as line:
        assert line.ask(SHA).size == 0
        assert line.go_on(SHA, 0, SCAN).size == 0
    assert [one.status for one in province.notary.seen] == [404, 404]


def test_an_upload_that_has_expired_is_begun_anew(theirs, tmp_path):
    node = Node(theirs, tmp_path / "theirs", life=1)
    province = Province(node, tmp_path)
    with province.notary, province.line() as line:
        line.begin(SHA, len(SCAN))
        assert line.go_on(SHA, 0, SCAN[:1000]).size == 0
        assert province.notary.seen[-1].status == 410
        with pytest.raises(FileFault):
            Sending(SHA, SCAN, itertools.count().__next__).step(line, Slices())
    node.dies()


def brings(province, content, size, dies=lambda: None):
    """Bring a file up whatever happens; each failure is a program that starts anew."""
    sending = Sending(address_of(content), content, itertools.count().__next__)
    for _ in range(2000):
        with contextlib.suppress(Unreachable, FileFault), province.line() as line:
            while True:
                held, _ = sending.step(line, Slices(size))
                if held.whole:
                    return
        dies()
        sending = Sending(address_of(content), content, itertools.count().__next__)
    raise AssertionError


def test_the_line_dies_two_hundred_times_at_any_byte(province, node):
    draw = random.Random(3)  # noqa: S311 - the same bytes again
    content = a_scan(4_000_000, 3)
    size = 30_000
    province.notary.cuts += [draw.randrange(size) for _ in range(200)]
    brings(province, content, size)
    assert node.lies(address_of(content)) == content
    assert not province.notary.cuts


def test_the_server_is_killed_twenty_times_inside_a_slice(province, node):
    content = a_scan(1_000_000, 4)
    draw = random.Random(4)  # noqa: S311
    deaths: list[None] = []

    def dies():
        if len(deaths) < 20:
            deaths.append(node.dies())
            node.starts()
            province.notary.cuts.append(draw.randrange(30_000))

    province.notary.cuts.append(1000)
    brings(province, content, 30_000, dies)
    assert node.lies(address_of(content)) == content
    assert len(deaths) == 20


def test_what_the_notary_did_not_sign_is_not_believed(province):
    with province.line() as line:
        line._caller = line._caller._replace(server_key=bytes(32))
        with pytest.raises(SyncError):
            line.begin(SHA, len(SCAN))
