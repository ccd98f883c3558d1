"""What is said to whom no feed will tell which history stands: of a revoked PC, and by one."""

from unittest.mock import Mock

import pytest

from sync.gateway.as_told import as_told
from sync.protocol import chain
from sync.protocol.certificate import certify
from sync.protocol.frame import unpack
from sync.protocol.messages import Held, Range
from tests.helpers.gateway_pc import Pc
from tests.helpers.gateway_world import SI_LO_LAU

LOST = "máy bị mất"


@pytest.fixture
def pc(world):
    """A PC of which the province holds twelve acts, the later ones above its revocation."""
    pc = world.enrols(1)
    pc.does(4)
    world.round(pc)
    world.gateway.revoke(pc.author.device, LOST)
    pc.does(8)
    world.round(pc)
    return pc


@pytest.fixture
def twin(pc):
    """The same PC, put back to its third act and gone on otherwise, up to the ninth."""
    twin = Pc(1, SI_LO_LAU)
    twin.trusts(pc.server, pc.server_key, pc.log_epoch)
    twin.does(3)
    twin.does(6, said="ở đĩa cũ")
    twin.counter = 100
    return twin


@pytest.fixture(params=["itself", "a neighbour"])
def bringer(request, world, pc, twin):
    """Who brings the branch: the PC that wrote it, or one that is not revoked."""
    return twin if request.param == "itself" else world.enrols(2)


def brings(world, bringer, twin, frames, *, head=9, told=()):
    """One round in which the branch is told of, and perhaps comes."""
    heads = [_told(twin, head, told)]
    if bringer is not twin:
        heads.insert(0, _told(bringer, 0))
    answer = world.round(bringer, frames, heads=tuple(heads))
    (held,) = [held for held in answer.ack.have if held.author == twin.author]
    return held


def _told(pc, n, beyond=()):
    return Held(pc.author.device, pc.author.epoch, n, pc.chain_at(n), tuple(beyond))


def piece(pc, first, last):
    return Range(first, last, pc.chain_at(last))


def aside(world):
    log = world.gateway.commune(SI_LO_LAU).log
    return [event.n for event, reason in log.set_aside() if reason == "fork"]


def test_each_piece_beyond_a_gap_is_confirmed_by_its_own_hash(world, pc):
    told = _told(pc, 3, (piece(pc, 6, 7), piece(pc, 9, 10)))
    answer = world.round(pc, [], heads=(told,))
    assert answer.ack.have[0].n == 12
    assert answer.ack.have[0].beyond == tuple(piece(pc, 1, last) for last in (3, 7, 10))


def test_a_branch_is_confirmed_beside_a_later_piece_of_ours(world, pc, twin, bringer):
    """Who holds both would bring the branch for ever."""
    told = (piece(pc, 11, 12),)
    brings(world, bringer, twin, [twin.frame(1, 9)], told=told)
    held = brings(world, bringer, twin, [], told=told)
    assert Range(1, 9, twin.chain_at(9)) in held.beyond
    assert (held.n, held.chain) == (12, pc.chain_at(12))


def test_a_piece_of_another_history_is_not_confirmed(world, pc):
    told = _told(pc, 3, (Range(6, 7, bytes(32)), Range(20, 21, bytes(32))))
    held = world.round(pc, [], heads=(told,)).ack.have[0]
    assert (held.n, held.chain, held.beyond) == (3, pc.chain_at(3), ())


def test_what_is_equal_beyond_a_gap_of_ours_is_no_beginning_in_common(world):
    pc = world.enrols(1)
    pc.does(9)
    world.round(pc, [pc.frame(1, 3), pc.frame(6, 9, says_before=True)])
    world.gateway.revoke(pc.author.device, LOST)
    told = _told(pc, 3, (piece(pc, 6, 7), Range(6, 9, bytes(32))))
    held = world.round(pc, [], heads=(told,)).ack.have[0]
    assert (held.n, held.beyond) == (3, (piece(pc, 6, 7),))


def test_a_branch_is_kept_aside_and_acknowledged_by_its_own_hash(world, pc, twin, bringer):
    held = brings(world, bringer, twin, [twin.frame(1, 9)])
    assert (held.n, held.chain) == (3, twin.chain_at(3))
    assert held.beyond == (piece(twin, 1, 9),)
    assert aside(world) == [4, 5, 6, 7, 8, 9]
    assert brings(world, bringer, twin, []) == held
    assert brings(world, bringer, twin, [twin.frame(1, 9)]) == held
    assert len(aside(world)) == 6


def test_a_branch_that_comes_in_pieces_is_acknowledged_as_far_as_it_came(world, pc, twin, bringer):
    """Later frames do not say what came before: the sender knows that we hold it."""
    first = brings(world, bringer, twin, [twin.frame(4, 5, says_before=True)])
    assert first.beyond == (piece(twin, 1, 5),)
    then = brings(world, bringer, twin, [twin.frame(6, 7), twin.frame(8, 9)])
    assert then.beyond[-1] == piece(twin, 1, 9)
    assert aside(world) == [4, 5, 6, 7, 8, 9]


def test_a_branch_that_goes_on_beyond_ours_stays_one(world, pc, twin, bringer):
    twin.does(6, said="ở đĩa cũ")
    brings(world, bringer, twin, [twin.frame(1, 12)], head=12)
    held = brings(world, bringer, twin, [twin.frame(13, 15)], head=15)
    assert (held.n, held.beyond) == (3, (piece(twin, 1, 15),))
    assert aside(world) == list(range(4, 16))
    assert world.round(pc, [], heads=(_told(pc, 12),)).ack.have[0].n == 12


def test_where_the_last_pieces_came_first_the_earlier_are_asked_for(world, pc, twin, bringer):
    held = brings(world, bringer, twin, [twin.frame(7, 9, says_before=True)])
    assert (held.n, held.beyond) == (0, (piece(twin, 7, 9),))
    held = brings(world, bringer, twin, [twin.frame(4, 6, says_before=True)])
    assert (held.n, held.beyond[0]) == (3, piece(twin, 1, 9))


def test_a_branch_of_which_nothing_came_yet_is_not_silenced_by_our_hash(world, pc, twin, bringer):
    """Who has read our hash would keep its branch to itself, and says what it holds there."""
    held = brings(world, bringer, twin, [], told=[piece(twin, 1, 2), piece(twin, 1, 8)])
    assert (held.n, held.chain, held.beyond) == (2, twin.chain_at(2), ())
    nothing = brings(world, bringer, twin, [], told=[piece(twin, 1, 8)])
    assert (nothing.n, nothing.chain) == (0, chain.author_genesis(SI_LO_LAU, twin.author))


def test_a_branch_from_the_first_act_on_has_no_beginning_in_common(world, pc):
    other = Pc(1, SI_LO_LAU)
    other.trusts(pc.server, pc.server_key, pc.log_epoch)
    other.counter = 100
    other.does(2, said="ở đĩa khác")
    held = world.round(other).ack.have[0]
    assert (held.n, held.beyond) == (0, (piece(other, 1, 2),))


def test_two_branches_of_one_pc_are_told_apart(world, pc, twin):
    third = Pc(1, SI_LO_LAU)
    third.trusts(pc.server, pc.server_key, pc.log_epoch)
    third.counter = 200
    third.does(5)
    third.does(4, said="ở máy chép")
    brings(world, twin, twin, [twin.frame(1, 9)])
    held = brings(world, third, third, [third.frame(1, 9)])
    assert (held.n, held.beyond) == (5, (piece(third, 1, 9),))
    assert len(aside(world)) == 10


def test_a_branch_outlives_a_restart_of_the_gateway(world, pc, twin):
    held = brings(world, twin, twin, [twin.frame(1, 9)])
    world.restarts()
    assert brings(world, twin, twin, []) == held


def test_a_long_branch_in_small_frames_is_looked_up_once(world, pc, twin, monkeypatch):
    """Nobody who was revoked may keep the gateway busy with the pieces of a branch."""
    twin.does(61, said="ở đĩa cũ")
    log = world.gateway.commune(SI_LO_LAU).log
    links = Mock(wraps=log.links)
    monkeypatch.setattr(log, "links", links)
    frames = [twin.frame(n, n, says_before=True) for n in range(4, 70)]
    held = brings(world, twin, twin, frames, head=70)
    assert held.beyond[-1] == piece(twin, 1, 69)
    links.assert_called_once()


def test_the_end_of_an_earlier_run_is_acknowledged_however_long_the_later_one_is(world, pc, twin):
    """The sender has a gap, or what lies between came by another carrier and was lost."""
    twin.does(64, said="ở đĩa cũ")
    later = [twin.frame(n, n, says_before=True) for n in range(8, 73)]
    earlier = twin.frame(4, 5, says_before=True)
    held = brings(world, twin, twin, [earlier, *later], head=73)
    assert held.beyond == (piece(twin, 1, 5), piece(twin, 8, 72))


def test_two_branches_in_one_request_are_acknowledged_each_at_its_end(world, pc, twin):
    """They are cut at the same places, and neither goes on from the other."""
    third = Pc(1, SI_LO_LAU)
    third.does(3)
    third.does(4, said="ở máy chép")
    frames = [twin.frame(4, 5, says_before=True), third.frame(6, 7, says_before=True)]
    held = brings(world, twin, twin, frames)
    assert held.beyond == (piece(twin, 1, 5), piece(third, 6, 7))


def test_what_another_takes_away_while_the_answer_is_made_is_not_held(world, pc, monkeypatch):
    commune = world.gateway.commune(SI_LO_LAU)
    monkeypatch.setattr(commune.log, "stretches", lambda _author: ())
    held = Held(pc.author.device, pc.author.epoch, 0, bytes(32))
    told = _told(pc, 3, (piece(pc, 6, 7),))
    assert as_told(commune, held, told, ()) == held


def test_who_is_told_the_feed_hears_of_our_history_alone(world):
    """Its branch gives way and is recorded again: to call it arrived would be a lie."""
    pc, other = world.enrols(1), world.enrols(2)
    pc.does(5)
    world.round(pc)
    twin = Pc(1, SI_LO_LAU)
    twin.does(2)
    twin.does(2, said="ở đĩa cũ")
    held = brings(world, other, twin, [twin.frame(1, 4)], head=4)
    assert (held.n, held.chain, held.beyond) == (5, pc.chain_at(5), ())


def test_lines_before_the_place_of_a_clash_are_kept_too(world, split):
    """The log had a gap there, so they stand nowhere else."""
    writer, other = split
    world.round(writer, [other.frame(4, 9, says_before=True)])
    assert aside(world) == [4, 5, 6, 7, 8, 9]


def test_an_act_beyond_a_gap_gives_way_to_what_can_be_placed(world, split):
    """What lay before it was lost with a disk, and it would end its author's epoch for ever."""
    writer, other = split
    held = world.round(writer, [other.frame(1, 9)]).ack.have[0]
    assert (held.n, held.chain, held.beyond) == (9, other.chain_at(9), ())
    assert aside(world) == [6, 7]
    placed = world.gateway.commune(SI_LO_LAU).log.placed(0, 100)
    assert [row.id.n for row in placed if row.id.author == writer.author] == list(range(1, 10))
    again = world.round(writer, [writer.frame(6, 7, says_before=True)])
    assert again.ack.have[0] == held
    assert aside(world) == [6, 7]


def test_what_gave_way_of_a_revoked_pc_is_acknowledged_where_it_stands_now(world, split):
    writer, other = split
    world.gateway.revoke(writer.author.device, LOST)
    world.round(writer, [other.frame(1, 9)])
    told = _told(writer, 2, (piece(writer, 6, 7),))
    held = world.round(writer, [], heads=(told,)).ack.have[0]
    assert (held.n, held.beyond) == (2, (piece(writer, 6, 7),))


def test_what_stood_aside_and_counts_after_all_waits_for_nobody(world, split):
    writer, other = split
    world.round(writer, [other.frame(8, 9, says_before=True)])
    assert aside(world) == [8, 9]
    world.round(writer, [other.frame(3, 7)])
    assert aside(world) == [6, 7, 8, 9]
    assert world.round(writer, [other.frame(8, 9)]).ack.have[0].n == 9
    assert aside(world) == [6, 7]


@pytest.fixture
def split(world):
    """A PC whose acts 1, 2, 6 and 7 are held, and the same put back to its second and gone on."""
    writer, other = world.enrols(3), Pc(3, SI_LO_LAU)
    writer.does(7)
    other.does(2)
    other.does(7, said="ở đĩa cũ")
    world.round(writer, [writer.frame(1, 2), writer.frame(6, 7, says_before=True)])
    return writer, other


def test_the_end_that_a_neighbour_alone_holds_arrives_whatever_it_met_first(office, world):
    """A copy's branch came to it first; then the author's disk died."""
    author, two = world.enrols(1), office(2).pc
    copy = Pc(1, SI_LO_LAU)
    author.does(9, said="ở máy này")
    copy.does(5, said="ở bản sao")
    writer = certify(author.signer.public_key, ("office.", "device."), "Máy 1", "counter")
    with two._transaction():
        two.journal.devices.trust(writer)
        for frame in (copy.frame(1, 5), author.frame(1, 6), author.frame(7, 9, says_before=True)):
            two.journal.accept(unpack(frame))
    world.round(author, [author.frame(1, 6)])
    for _ in range(4):
        two.round(lambda body, _nonce: world.answers(body))
    stretches = world.gateway.commune(SI_LO_LAU).log.stretches(author.author)
    assert [(one.first, one.last) for one in stretches] == [(1, 9)]
