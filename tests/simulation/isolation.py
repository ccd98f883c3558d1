"""A neighbour asks for what is not hers: I11 on what the gateway answers."""

from pathlib import Path

from sync.protocol.errors import SyncError
from sync.protocol.messages import Held
from tests.helpers.gateway_world import DAO_SAN, World
from tests.simulation.invariants import check


def tells_nothing_of_another_commune(folder: Path) -> None:
    """One commune's PC names the other's heads and learns nothing by it."""
    world = World(folder)
    ours, theirs = world.enrols(1), world.enrols(2, DAO_SAN)
    theirs.does(3, said="chuyện riêng của xã Dào San")
    world.round(theirs)
    heads = (Held(*theirs.author, 3, theirs.chain_at(3)),)
    try:
        answer = world.round(ours, heads=heads)
    except SyncError:
        return
    finally:
        world.gateway.close()
    told = {head.author: head.n for head in answer.ack.have}
    check(told.get(theirs.author, 0) == 0, "I11", "said what another commune holds")
    placed = {event.author for event in answer.positions.ids()}
    check(theirs.author not in placed, "I11", "told another commune's order")
