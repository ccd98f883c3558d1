"""A gateway killed in the middle of a body keeps what it had stored, and the next one goes on."""

import socket

import pytest

from sync.carriers.http import HttpCarrier, Server
from sync.carriers.pinned import PinnedContext
from tests.helpers.gateway_child import ChildGateway
from tests.helpers.gateway_line import eventually, post_head
from tests.helpers.gateway_world import SI_LO_LAU
from tests.helpers.patience import PATIENCE

FRAMES = 12


def _connect(world, port):
    context = PinnedContext.trusting(world.gateway.folder.authority_pem(), lambda: 0)
    plain = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    return context.wrap_socket(plain, server_hostname="127.0.0.1")


@pytest.mark.parametrize("whole", [1, 6, 11])
def test_a_gateway_killed_inside_a_body_goes_on_where_it_was(world, whole):
    pc = world.enrols(1)
    pc.does(FRAMES)
    frames = pc.frames()
    body = pc.request(frames)
    cut = len(body) - 9 - sum(len(frame) + 5 for frame in frames[whole:]) + 3
    with ChildGateway(world.path) as child:
        connection = _connect(world, child.port)
        connection.sendall(post_head(len(body)) + body[:cut])
        _wait_for(world, pc, whole)
        child.kill()
        connection.close()
    world.restarts()
    assert _held(world, pc) == whole
    with ChildGateway(world.path) as child:
        answer = _round(world, pc, child.port)
    assert answer.ack.have[0].chain == pc.chain_at(FRAMES)
    assert answer.ack.log_epoch == pc.log_epoch
    placed = [event.n for event in answer.positions.ids() if event.author == pc.author]
    assert placed == list(range(1, FRAMES + 1))


def _held(world, pc):
    return world.gateway.commune(SI_LO_LAU).have([pc.author])[0].n


def _wait_for(world, pc, n):
    """Another process's commits are seen through the file they share."""
    assert eventually(lambda: _held(world, pc) == n)


def _round(world, pc, port):
    gateway = world.gateway
    server = Server(
        f"https://127.0.0.1:{port}", gateway.folder.authority_pem(), gateway.signer.public_key
    )
    body = pc.request(pc.frames())
    with HttpCarrier(server, world.clock, world.random.randbytes) as carrier:
        return pc.reads(carrier.sync(body, pc.counter.to_bytes(16, "big")))
