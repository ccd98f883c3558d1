"""The power fails at the gateway and takes along whatever was not flushed: no receipt is broken.

What it has signed for (L2) must be there with the same hash, and so must the log epoch, or every PC
would send everything again. MOTCUA_CUTS says at how many moments.
"""

import os
import random
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from sync.carriers.http import HttpCarrier, Server
from sync.gateway.gateway import Gateway
from tests.helpers.disk_model import EVERYTHING, NOTHING, Chance, Disk
from tests.helpers.disk_record import Flushed, can_record, listening, read
from tests.helpers.gateway_child import ChildGateway
from tests.helpers.gateway_pc import Pc
from tests.helpers.gateway_world import SI_LO_LAU, World

CUTS = int(os.environ.get("MOTCUA_CUTS", "30"))
ROUNDS = 6
pytestmark = [
    pytest.mark.timeout(0 if CUTS > 100 else 300),
    pytest.mark.skipif(not can_record(), reason="strace is missing, or may not look at processes"),
]


class Lost(AssertionError):
    """A receipt is broken."""


class Receipt(NamedTuple):
    """What the gateway had signed for at that time."""

    time: float
    n: int
    chain: bytes


class Recorded:
    """A few rounds of one PC with a gateway that is listened to."""

    def __init__(self, world: World, module: str = "sync.gateway") -> None:
        self.world = world
        self.pc = world.enrols(1)
        self.receipts: list[Receipt] = []
        self._aside = world.path.parent / "aside"
        world.gateway.close()
        shutil.copytree(world.path, self._aside / "before")
        notes = self._aside / "notes"
        with ChildGateway(world.path, listening(notes), module) as child:
            for _ in range(ROUNDS):
                self._round(child.port)
            child.ends()
        self.steps, self.times = read(notes, world.path)
        notes.unlink()

    def after(self, moments: dict[int, Chance]) -> Iterator[tuple[Path, list[Receipt]]]:
        """For each moment the folder as it is left, and the receipts of before."""
        disk = Disk(self._aside / "before", self.world.path)
        for number, step in enumerate(self.steps):
            disk.take(number, step)
            if number in moments:
                left = self._aside / f"after-{number}"
                disk.left(left, moments[number])
                yield left, [one for one in self.receipts if one.time < self.times[number]]
                shutil.rmtree(left)

    def flushes(self) -> list[int]:
        """The moments right after something was flushed."""
        return [number for number, step in enumerate(self.steps) if isinstance(step, Flushed)]

    def _round(self, port: int) -> None:
        gateway, pc = self.world.gateway, self.pc
        pc.does(3)
        server = Server(
            f"https://127.0.0.1:{port}", gateway.folder.authority_pem(), gateway.signer.public_key
        )
        body = pc.request(pc.frames(2))
        with HttpCarrier(server, self.world.clock, self.world.random.randbytes) as carrier:
            answer = pc.reads(carrier.sync(body, pc.counter.to_bytes(16, "big")))
        (held,) = (held for held in answer.ack.have if held.author == pc.author)
        self.receipts.append(Receipt(time.time(), held.n, held.chain))


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path / "gateway")


def holds(folder: Path, receipts: list[Receipt], pc: Pc) -> None:
    """Start the gateway on what is left and compare it with its receipts."""
    gateway = Gateway(folder, lambda: 0)
    try:
        commune = gateway.commune(SI_LO_LAU)
        (held,) = commune.have([pc.author])
        must(held.n >= max((one.n for one in receipts), default=0), "an event is gone")
        must(held.chain == pc.chain_at(held.n), "an event is another one")
        must(not commune.lost_something(), "the log ends below its mark")
        must(commune.log.end().log_epoch == pc.log_epoch, "a new log epoch without need")
    finally:
        gateway.close()


def must(is_so: bool, what: str) -> None:
    if not is_so:
        raise Lost(what)


def all_hold(recorded: Recorded, moments: dict[int, Chance]) -> None:
    for left, receipts in recorded.after(moments):
        holds(left, receipts, recorded.pc)


def test_a_power_cut_at_the_gateway_breaks_no_receipt(world: World):
    recorded = Recorded(world)
    assert [one.n for one in recorded.receipts] == [3, 6, 9, 12, 15, 18]
    draw = random.Random(5)  # noqa: S311 - the same moments again
    strict = draw.sample(recorded.flushes(), min(CUTS // 2, len(recorded.flushes())))
    others = draw.sample(range(len(recorded.steps)), min(CUTS, len(recorded.steps)))
    moments = dict.fromkeys(others, Chance(draw)) | dict.fromkeys(strict, NOTHING)
    all_hold(recorded, moments | {len(recorded.steps) - 1: EVERYTHING})


def test_recorded_writes_notice_a_gateway_that_flushes_at_leisure(world: World):
    recorded = Recorded(world, "tests.helpers.careless_gateway")
    with pytest.raises(Lost, match=r"an event is gone|below its mark|a new log epoch without need"):
        all_hold(recorded, dict.fromkeys(range(0, len(recorded.steps), 3), NOTHING))
