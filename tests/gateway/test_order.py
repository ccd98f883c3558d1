"""How events find their place in a commune's log."""

import msgspec
import pytest

from sync.gateway.province import Fact
from sync.protocol import chain
from sync.protocol.certificate import CERTIFIED
from sync.protocol.event import Line
from sync.protocol.frame import Frame, pack
from sync.protocol.identity import Author
from sync.protocol.messages import Held, Mark, Range
from sync.protocol.seal import make_seal
from tests.helpers.gateway_pc import DOSSIER, Pc
from tests.helpers.gateway_world import SI_LO_LAU


def _n(answer, pc):
    return next(head.n for head in answer.ack.have if head.author == pc.author)


def test_what_a_pc_sends_is_acknowledged_with_its_own_hash(world):
    pc = world.enrols(1)
    pc.does(5)
    answer = world.round(pc)
    assert answer.ack.have[0].n == 5
    assert answer.ack.have[0].chain == pc.chain_at(5)
    assert answer.ack.notes == ()


def test_a_pc_is_told_what_a_backup_holds(world):
    pc = world.enrols(1)
    pc.does(2)
    assert world.round(pc).ack.durable == 0
    world.gateway.commune(SI_LO_LAU).log.mark_covered(3)
    assert world.round(pc).ack.durable == 3


def test_sending_everything_twice_changes_nothing(world):
    pc = world.enrols(1)
    pc.does(5)
    first = world.round(pc)
    second = world.round(pc)
    assert second.ack.head == first.ack.head
    assert second.positions.runs == ()


def test_a_neighbour_receives_what_it_lacks_and_its_own_events_by_name_only(world):
    one, other = world.enrols(1), world.enrols(2)
    one.does(3)
    other.does(4)
    world.round(one)
    answer = world.round(other)
    assert {frame.author for frame in answer.frames} >= {one.author}
    assert other.author not in {frame.author for frame in answer.frames}
    assert set(answer.positions.ids()) >= {(*other.author, n) for n in range(1, 5)}


def test_who_claims_a_head_that_is_not_ours_is_told_everything(world):
    one, other = world.enrols(1), world.enrols(2)
    one.does(3)
    world.round(one)
    claimed = Held(one.author.device, one.author.epoch, 3, bytes(32))
    answer = world.round(other, heads=(claimed,))
    assert one.author in {frame.author for frame in answer.frames}
    other.marks.clear()
    proven = Held(one.author.device, one.author.epoch, 3, one.chain_at(3))
    answer = world.round(other, heads=(proven,))
    assert one.author not in {frame.author for frame in answer.frames}


def test_the_first_words_of_the_log_are_the_provinces_certificates(world):
    world.enrols(1)
    pc = world.enrols(2)
    answer = world.round(pc)
    kinds = [msgspec.json.decode(line.envelope)["k"] for line in answer.frames[0].lines]
    assert kinds == ["province.device_certified"] * 3
    assert next(answer.positions.ids()) == answer.frames[0].id(0)


def test_the_order_can_be_checked_by_whoever_holds_the_events(world):
    one, other = world.enrols(1), world.enrols(2)
    one.does(3)
    world.round(one)
    answer = world.round(other)
    hashes = {
        frame.id(at): line.h for frame in answer.frames for at, line in enumerate(frame.lines)
    }
    link = chain.log_genesis(SI_LO_LAU)
    for event in answer.positions.ids():
        link = chain.log_extend(link, event, hashes[event])
    assert link == answer.positions.chain == answer.ack.head.chain


def test_any_node_brings_what_another_wrote(world):
    dead, neighbour = world.enrols(1), world.enrols(2)
    dead.does(3)
    answer = world.round(neighbour, dead.frames())
    assert _n(answer, dead) == 3


def test_a_frame_behind_a_gap_waits_and_is_placed_when_the_gap_closes(world):
    pc = world.enrols(1)
    pc.does(6)
    answer = world.round(pc, [pc.frame(5, 6, says_before=True)])
    assert _n(answer, pc) == 0
    assert [(held.first, held.last) for held in answer.ack.have[0].beyond] == [(5, 6)]
    answer = world.round(pc, [pc.frame(1, 4)])
    assert _n(answer, pc) == 6
    assert sum(run.length for run in answer.positions.runs if run.device == pc.author.device) == 6


def test_a_frame_behind_a_gap_that_proves_nothing_is_not_kept(world):
    pc = world.enrols(1)
    pc.does(6)
    answer = world.round(pc, [pc.frame(5, 6)])
    assert answer.ack.notes[0].reason == "needs_previous"
    assert answer.ack.have[0].beyond == ()


def test_overlapping_frames_are_trimmed(world):
    pc = world.enrols(1)
    pc.does(6)
    answer = world.round(pc, [pc.frame(1, 4), pc.frame(3, 6, says_before=True)])
    assert _n(answer, pc) == 6


def test_a_second_branch_of_a_cloned_pc_is_kept_aside_and_the_first_one_stays(world):
    pc, clone = world.enrols(1), Pc(1, SI_LO_LAU)
    pc.does(3)
    world.round(pc)
    clone.trusts(pc.server, pc.server_key, pc.log_epoch)
    clone.counter = pc.counter
    clone.does(2)
    clone.does(1, said="something else")
    answer = world.round(clone)
    assert answer.ack.notes[0].outcome == "fork"
    assert answer.ack.have[0].chain == pc.chain_at(3)
    aside = world.gateway.commune(SI_LO_LAU).log.set_aside()
    assert [(event.n, reason) for event, reason in aside] == [(3, "fork")]


def test_events_of_nobody_are_refused_and_the_others_go_on(world):
    stranger, pc = Pc(9, SI_LO_LAU), world.enrols(1)
    stranger.does(1)
    pc.does(1)
    answer = world.round(pc, [*stranger.frames(), *pc.frames()])
    assert answer.ack.notes[0].reason == "unknown_device"
    assert _n(answer, pc) == 1


def test_a_frame_with_a_forged_seal_is_refused(world):
    pc, other = world.enrols(1), world.enrols(2)
    pc.does(1)
    seal = make_seal(other.signer, SI_LO_LAU, other.author, 1, pc.chain_at(1))
    forged = pack(
        Frame(pc.author.device, pc.author.epoch, 1, tuple(pc.lines), None, seal.signature)
    )
    answer = world.round(pc, [forged])
    assert _n(answer, pc) == 0


def test_bytes_that_are_no_frame_delay_no_other_frame(world):
    pc = world.enrols(1)
    pc.does(2)
    answer = world.round(pc, [b"nonsense", *pc.frames()])
    assert answer.ack.notes[0].outcome == "malformed"
    assert _n(answer, pc) == 2


def test_a_frame_that_nobody_could_pass_on_is_not_taken(world):
    pc = world.enrols(1)
    pc.does(60, said="x" * 2000)
    answer = world.round(pc, [pc.frame(1, 60)])
    assert answer.ack.notes[0].reason == "too_large"
    assert _n(world.round(pc, pc.frames(size=10)), pc) == 60


def test_a_kind_that_nobody_knows_is_ordered_and_passed_on(world):
    pc, other = world.enrols(1), world.enrols(2)
    pc.does(1, kind="office.invented_in_ten_years")
    world.round(pc)
    frames = world.round(other).frames
    assert frames[-1].lines == tuple(pc.lines)


def test_a_poisoned_event_is_ordered_without_being_read(world):
    pc = world.enrols(1)
    pc.lines.append(Line(b"\xff\x00 not even text", bytes(32), None, None))
    pc.does(1)
    answer = world.round(pc)
    assert _n(answer, pc) == 2
    assert answer.ack.notes == ()


def test_an_office_that_speaks_for_the_province_is_set_aside_for_a_person(world):
    pc = world.enrols(1)
    pc.does(1, kind="province.code_given")
    answer = world.round(pc)
    assert answer.ack.notes[0].reason == "prefix"
    assert _n(answer, pc) == 1
    assert world.gateway.commune(SI_LO_LAU).log.set_aside()[0][1] == "prefix"


def test_a_certificate_that_says_nonsense_is_ordered_and_admits_nobody(world):
    signer = world.gateway.folder.province_signer(SI_LO_LAU, world.random.randbytes)
    fact = Fact(DOSSIER, "device", CERTIFIED, {"device": signer.device})
    world.gateway.province(SI_LO_LAU).write([fact], "operator", world.clock())
    commune = world.gateway.commune(SI_LO_LAU)
    lines = [line for _, line in commune.log.entity(DOSSIER)]
    known = world.gateway.registry.devices(SI_LO_LAU)
    commune.adopt(lines, world.clock())
    assert world.gateway.registry.devices(SI_LO_LAU) == known


def test_what_a_revoked_pc_did_before_counts_and_what_it_did_after_waits_for_a_person(world):
    pc, other = world.enrols(1), world.enrols(2)
    pc.does(3)
    world.round(pc)
    world.gateway.revoke(pc.author.device, "máy bị mất")
    pc.does(2)
    answer = world.round(pc)
    assert _n(answer, pc) == 5
    assert answer.ack.notes[0].reason == "revoked"
    assert answer.positions.runs == ()
    assert answer.frames == ()
    told = world.round(other)
    placed = [event for event in told.positions.ids() if event.author == pc.author]
    assert [event.n for event in placed] == [1, 2, 3]


def test_a_revoked_pcs_earlier_work_still_arrives_through_a_neighbour(world):
    pc, other = world.enrols(1), world.enrols(2)
    pc.does(5)
    world.round(pc, [pc.frame(1, 5)])
    world.gateway.revoke(pc.author.device, "máy bị mất")
    answer = world.round(other, [pc.frame(1, 5)])
    assert answer.ack.notes == ()


@pytest.mark.parametrize("who", ["the writer", "the neighbour"])
def test_to_whom_no_feed_follows_a_part_is_confirmed_by_its_own_hash(world, who):
    """It could not check the hash of events it is never told, and would bring its part for ever."""
    pc, other = world.enrols(1), world.enrols(2)
    if who == "the writer":
        world.gateway.revoke(pc.author.device, "máy bị mất")
    else:
        world.gateway.revoke(other.author.device, "máy bị mất")
    pc.does(5)
    world.round(pc, [pc.frame(1, 5)])
    part, another = _told(pc, 2, pc.chain_at(2)), _told(pc, 2, bytes(32))
    own = _told(other, 0, other.chain_at(0))
    answer = world.round(other, heads=(own, part))
    assert _held(answer, pc).beyond == (Range(1, 2, part.chain),)
    assert _held(world.round(other, heads=(own, another)), pc).beyond == ()


def test_who_is_told_the_rest_needs_no_such_proof(world):
    pc, other = world.enrols(1), world.enrols(2)
    pc.does(5)
    world.round(pc, [pc.frame(1, 5)])
    part = _told(pc, 2, pc.chain_at(2))
    answer = world.round(other, heads=(_told(other, 0, other.chain_at(0)), part))
    assert _held(answer, pc).beyond == ()


@pytest.mark.parametrize("is_ours", [True, False])
def test_while_pages_follow_the_part_that_is_ours_is_confirmed_by_its_own_hash(world, is_ours):
    """It could not check the hash of events still to come, and would bring its part each time."""
    pc, other = world.enrols(1), world.enrols(2)
    pc.does(40)
    world.round(pc, pc.frames(size=4))
    part = _told(pc, 8, pc.chain_at(8) if is_ours else bytes(32))
    heads = (_told(other, 0, other.chain_at(0)), part)
    answer = world.round(other, [], max_bytes=600, heads=heads)
    assert answer.positions.more
    assert _held(answer, pc).n == 40
    assert _held(answer, pc).beyond == ((Range(1, 8, part.chain),) if is_ours else ())


def test_an_equal_end_beyond_a_gap_says_nothing_of_what_stands_before_it(world):
    """A disk that was put back went on in another branch; a neighbour held the end of the first."""
    pc, other = world.enrols(1), world.enrols(2)
    pc.does(6)
    copy = Pc(1, SI_LO_LAU)
    copy.does(3, said="ở bản sao")
    world.round(other, [pc.frame(5, 6, says_before=True), copy.frame(1, 3)])
    other.marks.clear()
    heads = (_told(other, 0, other.chain_at(0)), _told(pc, 6, pc.chain_at(6)))
    answer = world.round(other, heads=heads)
    assert [(frame.n0, frame.last) for frame in answer.frames if frame.author == pc.author] == [
        (1, 3)
    ]


def _told(pc, n, end):
    return Held(pc.author.device, pc.author.epoch, n, end)


def _held(answer, pc):
    (held,) = [held for held in answer.ack.have if held.author == pc.author]
    return held


def test_a_small_answer_ends_at_a_seal_and_the_rest_follows(world):
    pc, other = world.enrols(1), world.enrols(2)
    pc.does(40)
    world.round(pc, pc.frames(size=4))
    seen, carried, rounds, more = [], [], 0, True
    while more:
        answer = world.round(other, [], max_bytes=600)
        seen += list(answer.positions.ids())
        carried += [frame.id(at) for frame in answer.frames for at in range(len(frame.lines))]
        more = bool(answer.positions.more)
        rounds += 1
        assert sum(len(pack(frame)) for frame in answer.frames) <= 600
    assert rounds > 2
    assert carried == seen
    assert [event.n for event in seen if event.author == pc.author] == list(range(1, 41))


def test_a_pc_that_lost_its_own_events_gets_them_back(world):
    pc = world.enrols(1)
    pc.does(4)
    world.round(pc)
    restored = Pc(1, SI_LO_LAU, epoch="BBBB")
    restored.trusts(pc.server, pc.server_key, pc.log_epoch)
    restored.counter = pc.counter
    answer = world.round(restored)
    assert pc.author in {frame.author for frame in answer.frames}


def test_a_counter_that_fell_is_answered_without_the_log(world):
    pc = world.enrols(1)
    pc.does(1)
    world.round(pc)
    world.round(pc)
    pc.counter = 0
    pc.marks.clear()
    answer = world.round(pc)
    assert answer.ack.counter == 3
    assert answer.frames == ()
    assert answer.positions.runs == ()


def test_the_second_of_two_copies_that_speak_in_turn_hears_that_its_counter_stands(world):
    pc = world.enrols(1)
    world.round(pc)
    clone = Pc(1, SI_LO_LAU)
    clone.trusts(pc.server, pc.server_key, pc.log_epoch)
    answer = world.round(clone)
    assert answer.frames == ()
    assert answer.ack.counter > clone.counter


def test_a_cursor_of_another_history_goes_on_from_the_last_equal_place(world):
    pc, other = world.enrols(1), world.enrols(2)
    pc.does(3)
    world.round(pc)
    world.round(other)
    kept = other.marks[-1]
    other.log_epoch = "another"
    other.marks.append(Mark(kept.position + 5, bytes(32)))
    answer = world.round(other)
    assert answer.positions.start == kept


def test_only_the_commune_of_the_certificate_can_be_written(world):
    pc = world.enrols(1)
    pc.does(1)
    seal = make_seal(pc.signer, "03430", pc.author, 1, pc.chain_at(1))
    answer = world.round(
        pc,
        [pack(Frame(pc.author.device, pc.author.epoch, 1, tuple(pc.lines), None, seal.signature))],
    )
    assert answer.ack.notes[0].outcome == "refused"
    assert Author(*pc.author) == pc.author
