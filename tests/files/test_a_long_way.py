"""A large scan over 16 kbit/s, with the line cut and both sides killed on the way.

MOTCUA_RESTARTS says how often: each for 400 KB of the file, fifty for 20 MB. Time is counted in
bytes, so that nobody waits for the three hours that it would take.
"""

import os
import random
import subprocess
import sys

import pytest

from sync.files.address import address_of
from tests.helpers.command import ROOT
from tests.helpers.cutting_line import CuttingLine, Fault
from tests.helpers.gateway_child import ChildGateway
from tests.helpers.gateway_files import a_scan
from tests.helpers.gateway_world import SI_LO_LAU, World
from tests.helpers.patience import PATIENCE
from tests.helpers.patient_child import BYTES_A_SECOND

RESTARTS = int(os.environ.get("MOTCUA_RESTARTS", "3"))
PER_RESTART = 400_000
pytestmark = pytest.mark.timeout(300 + 10 * RESTARTS)


class Way:
    """A PC in a process of its own, a line, a gateway in another, and what befalls them."""

    def __init__(self, folder, size):
        self.world = World(folder / "gateway")
        self.content = a_scan(size, 20)
        self._pc = self.world.enrols(1)
        self._pc.does(files=[address_of(self.content)])
        self.world.round(self._pc)
        self._file = folder / "scan.pdf"
        self._file.write_bytes(self.content)
        self.gateway = ChildGateway(self.world.path)
        self.line = CuttingLine(lambda: self.gateway.port, [])
        self.sender: subprocess.Popen[bytes] | None = None
        self.befallen: dict[str, int] = {}

    def befalls(self, seed):
        """Once in each 400 KB, at any byte of it, in turn: the line, the gateway, the PC."""
        draw = random.Random(seed)  # noqa: S311 - the same bytes again
        kinds = [("line", lambda: None), ("gateway", self._gateway_dies), ("pc", self._pc_dies)]
        for n in range(RESTARTS):
            name, happens = kinds[n % len(kinds)]
            at = n * PER_RESTART + draw.randrange(20_000, PER_RESTART)
            self.line.faults.append(Fault(at, self._noting(name, happens)))

    def sends(self):
        """Start the PC's program again as often as it is killed."""
        for _ in range(RESTARTS + 1):
            self.sender = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-m", "tests.helpers.patient_child", str(self.world.path),
                 str(self.line.port), str(self._file), self._pc.server, str(self._pc.counter)],
                cwd=ROOT,
            )  # fmt: skip
            if self.sender.wait(PATIENCE + 10 * RESTARTS) == 0:
                return
        raise AssertionError

    def arrived(self):
        sha = address_of(self.content)
        path = self.world.gateway.folder.files(SI_LO_LAU) / sha[:2] / sha
        return path.read_bytes()

    def ends(self):
        self.line.__exit__()
        self.gateway.kill()
        self.world.gateway.close()

    def _noting(self, name, happens):
        def happened():
            self.befallen[name] = self.befallen.get(name, 0) + 1
            happens()

        return happened

    def _gateway_dies(self):
        self.gateway.kill()
        self.gateway = ChildGateway(self.world.path)

    def _pc_dies(self):
        assert self.sender is not None
        self.sender.kill()


@pytest.fixture
def way(tmp_path):
    one = Way(tmp_path, RESTARTS * PER_RESTART)
    yield one
    one.ends()


def test_a_scan_arrives_whole_and_less_than_a_tenth_is_sent_again(way, capsys):
    way.befalls(seed=7)
    way.sends()
    assert way.arrived() == way.content
    assert not way.line.faults
    assert sum(way.befallen.values()) == RESTARTS
    size, gone = len(way.content), way.line.bytes_up
    with capsys.disabled():
        if RESTARTS > 10:
            told = f"{size} bytes, {way.befallen}: {gone} went up, {100 * (gone / size - 1):.1f} %"
            sys.stdout.write(f"\n{told} more; {gone / BYTES_A_SECOND / 3600:.2f} h at 16 kbit/s\n")
    assert gone < 1.1 * size  # and that is with every header, signature and handshake
