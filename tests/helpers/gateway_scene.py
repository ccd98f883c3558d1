"""Two communes beside each other: what one has stays its own, whatever the other does."""

from collections.abc import Sequence
from typing import Any

from sync.gateway.province import Fact
from tests.helpers.gateway_pc import Pc
from tests.helpers.gateway_world import DAO_SAN, World

CANARY = "chuyen rieng cua xa Dao San"
THEIR_DOSSIER = "01930000-0000-7000-8000-0000000000da"


class Scene:
    """Our commune tries; their commune has a dossier that nobody of ours may know of."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.ours, self.theirs = world.enrols(1), world.enrols(2, DAO_SAN)
        self.ours.does(2)
        world.round(self.ours)
        self.theirs.does(3, said=CANARY)
        world.round(self.theirs)
        secret = Fact(THEIR_DOSSIER, "dossier", "province.recorded", {"code": CANARY})
        world.gateway.province(DAO_SAN).write([secret], "operator", world.clock())
        self.told: list[bytes] = []
        self.brought: set[bytes] = set()
        """Names that our commune said itself, so that hearing them again teaches it nothing."""

    def says(self, pc: Pc, frames: Sequence[bytes] = (), **changes: Any) -> None:
        """Have a round and keep every byte of the answer."""
        self.told.append(self.world.answers(pc.request(frames, **changes)))

    def state(self, commune: str) -> tuple[object, ...]:
        """Everything that a commune has: its log, who may speak in it, what waits."""
        log = self.world.gateway.commune(commune).log
        placed = log.placed(0, 1000)
        lines = {a: log.lines(a, 1, 1000) for a in log.authors()}
        devices = [
            device._replace(last_contact=0)
            for device in self.world.gateway.registry.devices(commune)
        ]
        held = [log.stretches(author) for author in log.authors()]
        return log.end(), placed, lines, held, devices, log.set_aside()

    def names(self) -> list[bytes]:
        """What would give their commune away, in whatever is told to ours."""
        log = self.world.gateway.commune(DAO_SAN).log
        province = self.world.gateway.registry.commune(DAO_SAN)
        assert province is not None
        secrets = [CANARY.encode(), THEIR_DOSSIER.encode(), province.province_device.encode()]
        return secrets + [line.envelope for a in log.authors() for line in log.lines(a, 1, 1000)]
