"""One commune never reads or writes another's, whatever it says."""

import pytest

from sync.gateway.refusals import Refused
from sync.protocol.messages import MAX_HEADS, Held
from tests.helpers.gateway_pc import Pc
from tests.helpers.gateway_world import DAO_SAN, SI_LO_LAU

CANARY = "chuyen rieng cua xa Dao San"


@pytest.fixture
def neighbours(world):
    """A PC of each commune; the other one has something to hide."""
    ours, theirs = world.enrols(1), world.enrols(2, DAO_SAN)
    theirs.does(3, said=CANARY)
    world.round(theirs)
    return ours, theirs


def test_no_byte_of_another_commune_is_answered(world, neighbours):
    ours, theirs = neighbours
    answer = world.round(ours)
    authors = {frame.author for frame in answer.frames}
    assert theirs.author not in authors | {event.author for event in answer.positions.ids()}
    texts = [line.payload or b"" for frame in answer.frames for line in frame.lines]
    assert not [text for text in texts if CANARY.encode() in text]


def test_asking_for_anothers_head_tells_nothing(world, neighbours):
    ours, theirs = neighbours
    heads = (Held(theirs.author.device, theirs.author.epoch, 3, theirs.chain_at(3)),)
    answer = world.round(ours, heads=heads)
    told = next(head for head in answer.ack.have if head.author == theirs.author)
    assert told.n == 0
    assert answer.frames == () or theirs.author not in {frame.author for frame in answer.frames}


def test_anothers_frames_are_not_taken(world, neighbours):
    ours, theirs = neighbours
    before = world.gateway.commune(SI_LO_LAU).log.end().position
    answer = world.round(ours, theirs.frames())
    assert answer.ack.notes[0].reason == "unknown_device"
    assert world.gateway.commune(SI_LO_LAU).log.end().position == before


def test_a_device_speaks_only_for_itself(world, neighbours):
    ours, theirs = neighbours
    ours.author = theirs.author
    with pytest.raises(Refused) as refused:
        world.round(ours, [])
    assert refused.value.status == 401


def test_a_device_that_nobody_let_in_is_refused(world, neighbours):
    stranger = Pc(9, SI_LO_LAU)
    stranger.trusts(world.gateway.id, world.gateway.signer.public_key, "")
    with pytest.raises(Refused) as refused:
        world.round(stranger, [])
    assert (refused.value.status, refused.value.code) == (403, "unknown_device")


def test_a_greeting_to_another_server_is_refused(world, neighbours):
    ours, _ = neighbours
    with pytest.raises(Refused) as refused:
        world.round(ours, [], server="0000000000")
    assert (refused.value.status, refused.value.code) == (403, "other_server")


def test_a_greeting_for_another_body_is_refused(world, neighbours):
    ours, _ = neighbours
    with pytest.raises(Refused) as refused:
        world.round(ours, [], length=1)
    assert (refused.value.status, refused.value.code) == (400, "other_length")


def test_a_program_from_the_far_future_is_told_that_it_is_not_understood(world, neighbours):
    ours, _ = neighbours
    with pytest.raises(Refused) as refused:
        world.round(ours, [], protocol=99)
    assert (refused.value.status, refused.value.code) == (426, "version_refused")


@pytest.mark.parametrize("code", ["../../etc", "", "a/b", "x" * 40])
def test_a_communes_code_is_no_path(world, code):
    with pytest.raises(ValueError, match="code"):
        world.gateway.add_commune(code, "không có")


def test_a_pc_that_sends_nothing_but_gaps_silences_nobody(world):
    ours, careless = world.enrols(1), world.enrols(2)
    careless.does(2 * MAX_HEADS + 4)
    world.round(careless, [careless.frame(1, 1)])
    apart = range(3, len(careless.lines), 2)
    answer = world.round(careless, [careless.frame(n, n, says_before=True) for n in apart])
    assert sum(len(head.beyond) for head in answer.ack.have) == MAX_HEADS
    assert careless.author in {head.author for head in world.round(ours).ack.have}
