"""A copied PC that comes long after its original, and is found out all the same (I4)."""

from pathlib import Path

from tests.helpers.gateway_pc import Pc
from tests.helpers.gateway_world import SI_LO_LAU, World
from tests.simulation.invariants import check

_MONTHS = 100 * 86_400_000


def knows_what_it_has_after_months(folder: Path) -> None:
    """The same names with another content, three months later: neither of them may be lost."""
    world = World(folder)
    try:
        pc, clone = world.enrols(1), Pc(1, SI_LO_LAU)
        pc.does(3)
        world.round(pc)
        world.clock.now += _MONTHS
        clone.trusts(pc.server, pc.server_key, pc.log_epoch)
        clone.counter = pc.counter
        clone.does(2)
        clone.does(1, said="một việc khác")
        notes = world.round(clone).ack.notes
        kept = world.gateway.commune(SI_LO_LAU).log.set_aside()
    finally:
        world.gateway.close()
    told = [note.outcome for note in notes]
    check(told == ["fork"], "I4", f"two acts under one name, and it said {told or 'nothing'}")
    check(len(kept) == 1, "I4", "the other branch is not kept")
