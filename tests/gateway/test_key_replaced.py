"""A PC hands its place over to a new key: the gateway follows its last word, whoever brings it."""

import msgspec
import pytest

from sync.gateway.commune import REPLACED
from sync.gateway.refusals import Refused
from sync.protocol.certificate import KEY_REPLACED, Revocation, certify, replacing
from sync.protocol.frame import unpack
from tests.helpers.gateway_pc import Pc
from tests.helpers.gateway_world import DAO_SAN, SI_LO_LAU


def successor(world, old: Pc, secret: int) -> Pc:
    """The same PC under another key, which the gateway has not heard of."""
    new = Pc(secret, old.commune, "BBBB")
    new.trusts(old.server, old.server_key, old.log_epoch)
    return new


def hands_over(old: Pc, new: Pc, **changes) -> None:
    """The old key's last word."""
    said = replacing(new.signer, old.commune, old.author.device, ())
    old.does(kind=KEY_REPLACED, payload=msgspec.to_builtins(said) | changes)


def held(world, pc: Pc) -> int:
    return int(world.gateway.commune(pc.commune).have([pc.author])[0].n)


def test_one_request_brings_what_waited_the_last_word_and_the_new_ones_work(world):
    old, neighbour = world.enrols(1), world.enrols(2)
    new = successor(world, old, 9)
    old.does(2)
    hands_over(old, new)
    new.does(2)
    answer = world.round(old, [*old.frames(), *new.frames()])
    assert not answer.ack.notes
    assert (held(world, old), held(world, new)) == (3, 2)
    registry = world.gateway.registry
    assert registry.device(old.author.device).revoked
    assert registry.device(new.author.device).name == "Máy 1"
    assert registry.successor(old.author.device) == new.author.device
    assert registry.predecessor(new.author.device) == old.author.device
    told = world.round(neighbour)
    assert {event.author for event in told.positions.ids()} >= {old.author, new.author}
    new.does()
    assert world.round(new).positions.runs


def test_what_the_old_key_says_afterwards_is_kept_aside_and_it_is_told_nothing(world):
    old = world.enrols(1)
    new = successor(world, old, 9)
    hands_over(old, new)
    world.round(old)
    old.does(said="của kẻ trộm")
    answer = world.round(old)
    assert [(note.reason, note.device) for note in answer.ack.notes] == [
        ("revoked", old.author.device)
    ]
    assert not answer.frames


def test_a_second_last_word_moves_nothing(world):
    old = world.enrols(1)
    first, second = successor(world, old, 9), successor(world, old, 10)
    hands_over(old, first)
    hands_over(old, second)
    world.round(old)
    assert world.gateway.registry.device(first.author.device)
    assert world.gateway.registry.device(second.author.device) is None


@pytest.mark.parametrize("changes", [{"proof": "00" * 64}, {"public_key": "zz"}])
def test_a_key_that_has_not_agreed_takes_no_place(world, changes):
    old = world.enrols(1)
    new = successor(world, old, 9)
    hands_over(old, new, **changes)
    world.round(old)
    assert world.gateway.registry.device(new.author.device) is None
    assert not world.gateway.registry.device(old.author.device).revoked
    with pytest.raises(Refused, match="unknown_device"):
        world.round(new)


def test_an_agreement_of_another_commune_takes_no_place(world):
    old = world.enrols(1)
    new = successor(world, old, 9)
    said = replacing(new.signer, DAO_SAN, old.author.device, ())
    old.does(kind=KEY_REPLACED, payload=msgspec.to_builtins(said))
    world.round(old)
    assert world.gateway.registry.device(new.author.device) is None


@pytest.mark.parametrize("named", [0, 1, 2, 9])
def test_what_is_ordered_before_the_last_word_stays_though_the_word_names_less(world, named):
    """An image of before does not know all that the device has written."""
    early = world.enrols(1)
    early.does(2)
    world.round(early)
    late = Pc(1, early.commune, "CCCC")
    late.trusts(early.server, early.server_key, early.log_epoch)
    new = successor(world, late, 9)
    heads = ((early.author.epoch, named, "ab" * 32),) if named else ()
    said = replacing(new.signer, late.commune, late.author.device, heads)
    late.does(kind=KEY_REPLACED, payload=msgspec.to_builtins(said))
    world.round(late)
    ends = world.gateway.registry.revoked_heads(early.author.device)
    assert {(end.epoch, end.n) for end in ends} == {
        (early.author.epoch, max(named, 2)),
        (late.author.epoch, 1),
    }
    known = {end.epoch: end.chain for end in ends}[early.author.epoch]
    assert known == (early.chain_at(2) if named < 2 else bytes([0xAB]) * 32)


def test_a_word_above_a_revocation_hands_nothing_over(world):
    old = world.enrols(1)
    new = successor(world, old, 9)
    old.does()
    world.round(old)
    world.gateway.revoke(old.author.device, "mất máy")
    hands_over(old, new)
    world.round(old)
    assert world.gateway.registry.device(new.author.device) is None


def test_a_registry_that_knew_more_than_the_log_is_caught_up_with(world):
    """The power went between the registry and the log: the PC sends it again, as its old key."""
    old = world.enrols(1)
    new = successor(world, old, 9)
    old.does()
    hands_over(old, new)
    commune = world.gateway.commune(SI_LO_LAU)
    frame = unpack(old.frames()[-1])
    assert frame.n0 == 2
    heads = ((old.author.epoch, 2, old.chain_at(2).hex()),)
    said = replacing(new.signer, SI_LO_LAU, old.author.device, ())
    _registers(world, commune, old, said, heads)
    new.does()
    world.round(old, [*old.frames(), *new.frames()])
    assert (held(world, old), held(world, new)) == (2, 1)


def _registers(world, commune, old, said, heads):
    known = world.gateway.registry.device(old.author.device)
    new = said.succeeding(_certificate(known))
    commune.replace(
        new, Revocation(device=known.device, heads=heads, reason=REPLACED), world.clock()
    )


def _certificate(known):
    return certify(known.public_key, known.prefixes, known.name, known.role)
