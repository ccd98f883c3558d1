"""A line of our own between two network namespaces: rate, delay and loss, in user space.

Each end is a TUN device; this process hands packets across as slowly as the line would, and counts
what goes over it. Needs root; nothing of the machine's own network is touched.
"""

import fcntl
import heapq
import os
import random
import select
import struct
import subprocess
import threading
import time
from contextlib import suppress
from typing import NamedTuple, Self

NEAR, FAR = "10.99.0.1", "10.99.0.2"
_TUNSETIFF = 0x400454CA
_IFF_TUN_WITHOUT_INFO = 0x1001
_MTU = 1400
_MOST_WAITING = 120


class Shape(NamedTuple):
    """Bits a second each way, milliseconds of a round trip, and the share of packets that is lost.

    `seed` decides which ones.
    """

    bits: int = 64_000
    round_trip: int = 600
    loss: float = 0.05
    seed: int = 1


class Counted(NamedTuple):
    """What was put on the line so far, headers of IP and TCP with it, and what it lost."""

    up: int
    down: int
    lost: int


class Way:
    """One direction: packets leave one after the other, and some never arrive."""

    def __init__(self, shape: Shape, seed: int, goal: int) -> None:
        self._shape, self._goal = shape, goal
        self._random = random.Random(seed)  # noqa: S311 - the same loss in every run
        self._free = 0.0
        self._under_way: list[tuple[float, int, bytes]] = []
        self._counter = 0
        self.bytes = self.lost = 0

    def take(self, packet: bytes, now: float) -> None:
        """A packet wants to cross; where too many wait it is dropped, as a modem does it."""
        leaves = max(now, self._free) + len(packet) * 8 / self._shape.bits
        waits = (leaves - now) * self._shape.bits / 8 / _MTU
        if waits > _MOST_WAITING:
            self.lost += 1
            return
        self._free = leaves
        self.bytes += len(packet)
        if self._random.random() < self._shape.loss:
            self.lost += 1
            return
        self._counter += 1
        arrives = leaves + self._shape.round_trip / 2000
        heapq.heappush(self._under_way, (arrives, self._counter, packet))

    def deliver(self, now: float) -> float | None:
        """Hand over what has arrived; answers when the next one does."""
        while self._under_way and self._under_way[0][0] <= now:
            with suppress(OSError):
                os.write(self._goal, heapq.heappop(self._under_way)[2])
        return self._under_way[0][0] if self._under_way else None


class ShapedLink:
    """Two namespaces with a bad line between them; gone with all that ran in them."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        name = f"mcl{os.getpid()}"
        self.near, self.far = f"{name}a", f"{name}b"
        self._ends: list[int] = []
        self._over = threading.Event()

    def __enter__(self) -> Self:
        for space, address in ((self.near, NEAR), (self.far, FAR)):
            self._ends.append(_end(space, address))
        near, far = self._ends
        self._up = Way(self.shape, self.shape.seed, far)
        self._down = Way(self.shape, self.shape.seed + 1, near)
        self._thread = threading.Thread(target=self._carry, name="line", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *why: object) -> None:
        self._over.set()
        self._thread.join(5)
        for end in self._ends:
            os.close(end)
        for space in (self.near, self.far):
            subprocess.run(["ip", "netns", "del", space], check=False)  # noqa: S603, S607

    def within(self, space: str, *command: str) -> list[str]:
        """A command that runs in one of the namespaces."""
        return ["ip", "netns", "exec", space, *command]

    def counted(self) -> Counted:
        """What went over the line so far; `up` is from the near end."""
        lost = self._up.lost + self._down.lost
        return Counted(self._up.bytes, self._down.bytes, lost)

    def _carry(self) -> None:
        near, far = self._ends
        ways = {near: self._up, far: self._down}
        while not self._over.is_set():
            now = time.monotonic()
            due = [at for way in ways.values() if (at := way.deliver(now)) is not None]
            wait = max(0.0, min([*due, now + 0.2]) - time.monotonic())
            for end in select.select([near, far], [], [], wait)[0]:
                ways[end].take(os.read(end, 2048), time.monotonic())


def _end(space: str, address: str) -> int:
    """A namespace with one device; what is routed to it comes to us as packets."""
    end = os.open("/dev/net/tun", os.O_RDWR)
    device = f"t{space}"[:15]
    fcntl.ioctl(end, _TUNSETIFF, struct.pack("16sH", device.encode(), _IFF_TUN_WITHOUT_INFO))
    for command in (
        f"ip netns add {space}",
        f"ip link set {device} netns {space}",
        f"ip -n {space} link set lo up",
        f"ip -n {space} addr add {address}/24 dev {device}",
        f"ip -n {space} link set {device} mtu {_MTU} up",
        f"ip -n {space} route replace 10.99.0.0/24 dev {device} congctl cubic",
    ):
        subprocess.run(command.split(), check=True)  # noqa: S603 - our own words
    return end
