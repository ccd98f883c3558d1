"""npm's tus-js-client and Python's tuspy bring files to the gateway; only signatures are put on."""

import json
import random
import subprocess

import pytest

from sync.files.address import MOST_BYTES, address_of
from tests.helpers.command import ROOT
from tests.helpers.gateway_child import ChildGateway
from tests.helpers.gateway_files import a_scan, caller_of
from tests.helpers.gateway_world import SI_LO_LAU, World
from tests.helpers.patience import PATIENCE
from tests.tus.adapters import Signer

SCAN = a_scan()
SHA = address_of(SCAN)
CHUNK = 64 << 10
EXTENSIONS = ("creation-with-upload", "creation-defer-length", "checksum", "termination",
              "expiration", "concatenation")  # fmt: skip


class Office:
    """A gateway in a process of its own, a PC's signature, and the adapter between."""

    def __init__(self, theirs, folder):
        self._theirs, self._folder = theirs, folder
        self.world = World(folder / "gateway")
        self._pc = self.world.enrols(1)
        self.child = ChildGateway(self.world.path)
        self.names(SCAN)

    def names(self, content):
        """An act names the file, and the round has brought it."""
        self._pc.does(files=[address_of(content)])
        self.world.round(self._pc)
        caller = caller_of(self._pc)
        self.signer = Signer(
            caller, self.world.gateway.folder.authority_pem(), lambda: self.child.port
        )
        self.signer.__enter__()

    def restarts(self):
        self.child.kill()
        self.child = ChildGateway(self.world.path)

    def closes(self):
        self.signer.__exit__()
        self.child.kill()
        self.world.gateway.close()

    @property
    def endpoint(self):
        return f"http://127.0.0.1:{self.signer.port}/v1/files"

    def begins(self, which, content=SCAN, sha="", *, place="", **more):
        """Their client in a process of its own."""
        path = self._folder / "scan.pdf"
        path.write_bytes(content)
        said = [self.endpoint, str(path), sha or address_of(content), str(CHUNK)]
        if which == "tuspy":
            command = [self._theirs / "py/bin/python", ROOT / "tests/tus/with_tuspy.py", *said]
            command += [place] if place else []
        else:
            more |= {"uploadUrl": place} if place else {}
            command = ["node", ROOT / "tests/tus/client.js", self._theirs / "js", *said]
            command += [json.dumps(more)]
        return subprocess.Popen(  # noqa: S603 - our own drivers
            [str(word) for word in command], stdout=subprocess.PIPE, text=True
        )

    def brings(self, which, content=SCAN, sha="", **more):
        """Let it run to its end; answers what it said last."""
        with self.begins(which, content, sha, **more) as process:
            said, _ = process.communicate(timeout=PATIENCE)
        return said.splitlines()[-1]

    def lies(self, sha=SHA):
        path = self.world.gateway.folder.files(SI_LO_LAU) / sha[:2] / sha
        return path.read_bytes() if path.exists() else None

    def statuses(self):
        return [(one.method, one.status) for one in self.signer.seen]


@pytest.fixture
def office(theirs, tmp_path):
    one = Office(theirs, tmp_path)
    yield one
    one.closes()


which = pytest.mark.parametrize("which", ["tus-js-client", "tuspy"])


@which
def test_a_file_goes_up_in_slices(office, which):
    assert office.brings(which) == "whole"
    assert office.lies() == SCAN
    assert office.statuses()[0] == ("POST", 201)
    assert office.statuses().count(("PATCH", 204)) == 5
    assert office.signer.sent() == len(SCAN)


@which
def test_a_file_goes_on_after_the_client_was_killed(office, which):
    content = a_scan(3_000_000, 6)
    office.names(content)
    process = office.begins(which, content)
    place = process.stdout.readline().split()[1]
    while office.signer.sent() < 500_000:
        assert process.poll() is None
    process.kill()
    process.communicate()
    assert office.brings(which, content, place=place) == "whole"
    assert office.lies(address_of(content)) == content
    assert office.signer.sent() <= len(content) + 2 * CHUNK


@which
def test_a_line_that_dies_inside_slices_costs_what_was_under_way(office, which):
    draw = random.Random(8)  # noqa: S311
    content = a_scan(3_000_000, 7)
    office.names(content)
    cuts = [draw.randrange(CHUNK) for _ in range(20)]
    office.signer.cuts += [size for cut in cuts for size in (cut, CHUNK)]
    said = office.brings(which, content)
    place = f"{office.endpoint}/{address_of(content)}"
    for _ in range(20):  # who has given up is started again, as a person would
        if said == "whole":
            break
        said = office.brings(which, content, place=place)
    assert said == "whole"
    assert office.lies(address_of(content)) == content
    assert not office.signer.cuts


@which
def test_a_gateway_that_was_killed_goes_on_where_it_was(office, which):
    content = a_scan(3_000_000, 6)
    office.names(content)
    process = office.begins(which, content)
    place = process.stdout.readline().split()[1]
    while office.signer.sent() < 500_000:
        assert process.poll() is None
    office.restarts()
    said, _ = process.communicate(timeout=PATIENCE)
    if "whole" not in said:
        assert office.brings(which, content, place=place) == "whole"
    assert office.lies(address_of(content)) == content
    assert office.signer.sent() <= len(content) + 4 * CHUNK


@which
def test_a_file_that_is_there_is_not_sent_again(office, which):
    office.brings(which)
    before = office.signer.sent()
    place = f"{office.endpoint}/{SHA}"
    assert office.brings(which, place=place) == "whole"
    assert office.signer.sent() == before


@which
def test_a_file_that_no_act_names_is_refused(office, which):
    other = a_scan(seed=2)
    assert office.brings(which, other) == "failed 403"


@which
def test_bytes_that_are_not_what_their_address_says_are_thrown_away(office, which):
    wrong = a_scan(seed=3)
    assert office.brings(which, wrong, SHA).startswith("failed")
    assert ("PATCH", 460) in office.statuses()
    assert office.lies() is None
    assert office.brings(which) == "whole"


def test_a_client_behind_a_proxy_names_its_method_aside(office):
    assert office.brings("tus-js-client", overridePatchMethod=True) == "whole"
    assert office.lies() == SCAN
    assert {method for method, _ in office.statuses()} == {"POST"}


def test_a_client_that_sends_the_first_bytes_at_once_is_told_that_none_were_taken(office):
    """`creation-with-upload` is not announced; who does it all the same loses nothing but time."""
    assert office.brings("tus-js-client", uploadDataDuringCreation=True) == "whole"
    assert office.lies() == SCAN


def test_a_client_that_does_not_know_the_length_yet_is_refused(office):
    assert office.brings("tus-js-client", uploadLengthDeferred=True) == "failed 400"
    assert office.statuses() == [("POST", 400)]
    assert office.lies() is None


def test_what_is_announced_is_what_is_there(office):
    asked = subprocess.run(  # noqa: S603
        ["curl", "-sS", "-i", "-X", "OPTIONS", office.endpoint],  # noqa: S607
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    told = asked.stdout.lower()
    assert "tus-extension: creation\n" in told.replace("\r", "")
    assert f"tus-max-size: {MOST_BYTES}" in told
    assert not any(extension in told for extension in EXTENSIONS)
