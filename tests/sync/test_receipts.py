"""What others signed that they hold, and what we send them because of it."""

import pytest

from sync.journal.outgoing import frames_for, is_wholly_confirmed, lacking
from sync.peer.request import heads
from sync.protocol.certificate import certify
from sync.protocol.frame import unpack
from sync.protocol.messages import Held, Range
from sync.protocol.rules import Outcome
from tests.helpers.sync_events import a_frame, a_signer, an_author, some_lines
from tests.helpers.sync_journals import KINDS, SERVER, a_journal, acts, an_ack, holds

ONE, TWO = an_author(1), an_author(2)
GATEWAY = SERVER.device


@pytest.fixture(params=KINDS)
def journal(request):
    made = a_journal(request.param)
    acts(made, 4)
    made.seal(a_signer(), ONE)
    return made


def underway(journal):
    """The ranges that would be sent now."""
    frames = [unpack(frame) for frame in frames_for(journal, GATEWAY, ONE)]
    return [(frame.author, frame.n0, frame.last) for frame in frames]


def test_what_is_signed_for_is_not_sent_again(journal):
    assert underway(journal) == [(ONE, 1, 4)]
    journal.take_receipt(an_ack(holds(journal, ONE, 3)))
    assert journal.confirmed(GATEWAY, ONE) == [(1, 3)]
    assert [event.id.n for event in journal.unsent(GATEWAY, ONE)] == [4]
    assert underway(journal) == [(ONE, 4, 4)]
    assert not is_wholly_confirmed(journal, GATEWAY, ONE)
    journal.take_receipt(an_ack(holds(journal, ONE, 4)))
    assert underway(journal) == []
    assert is_wholly_confirmed(journal, GATEWAY, ONE)


def test_an_equal_end_beyond_a_gap_of_ours_proves_nothing_of_what_stands_before_it(journal):
    """A receiver may hold another branch there than we do."""
    history = some_lines(1, 4, "nhánh khác")
    beyond = some_lines(5, 6)
    journal.accept(a_frame(beyond, 5, secret=2, history=history, says_before=True))
    journal.accept(a_frame(some_lines(1, 2), secret=2))
    end = journal.lines.chain_at(TWO, 6)
    journal.take_receipt(an_ack(Held(TWO.device, TWO.epoch, 6, end or b"")))
    assert journal.confirmed(GATEWAY, TWO) == [(5, 6)]


def test_a_receipt_for_another_history_proves_nothing_and_nothing_is_sent(journal):
    other = holds(journal, ONE, 4)._replace(chain=bytes(32))
    journal.take_receipt(an_ack(other))
    assert journal.confirmed(GATEWAY, ONE) == []
    assert len(journal.unsent(GATEWAY, ONE)) == 4
    assert underway(journal) == []


def test_who_signed_for_another_history_hears_what_we_hold_where_it_signed(journal):
    """From our head alone it could not see that it must not silence us."""
    journal.take_receipt(an_ack(holds(journal, ONE, 1)))
    assert heads(journal, GATEWAY, ONE) == (holds(journal, ONE, 4),)
    journal.take_receipt(an_ack(holds(journal, ONE, 3)._replace(chain=bytes(32))))
    (told,) = heads(journal, GATEWAY, ONE)
    assert (told.n, told.chain) == (4, journal.lines.chain_at(ONE, 4))
    assert told.beyond == tuple(Range(1, n, journal.lines.chain_at(ONE, n) or b"") for n in (1, 3))


def test_on_a_stick_our_own_branch_goes_along_whatever_was_signed(journal):
    """No answer may ever come by it; a neighbour's branch is brought by the neighbour."""
    acts(journal, 2, secret=2)
    journal.seal(a_signer(2), TWO)
    other = [holds(journal, who, 1)._replace(chain=bytes(32)) for who in (ONE, TWO)]
    journal.take_receipt(an_ack(*other))
    assert underway(journal) == []
    carried = lacking(journal, GATEWAY, ONE, tells_before=True)
    assert [(frame.author, frame.n0, frame.last) for frame in carried] == [(ONE, 1, 4)]


def test_what_lies_below_a_gap_of_ours_is_sent_though_the_receiver_holds_what_lies_above(journal):
    acts(journal)
    above = a_frame(some_lines(7, 8), 7, history=some_lines(1, 6), says_before=True)
    assert journal.accept(above).verdict.outcome is Outcome.GAP
    journal.seal(a_signer(), ONE)
    assert underway(journal) == [(ONE, 1, 5), (ONE, 7, 8)]
    (_, beyond) = journal.lines.stretches(ONE)
    held = holds(journal, ONE, 0)._replace(beyond=(Range(7, 8, beyond.chain),))
    journal.take_receipt(an_ack(held))
    assert underway(journal) == [(ONE, 1, 5)]
    assert not is_wholly_confirmed(journal, GATEWAY, ONE)


def test_certificates_go_before_what_they_certify(journal):
    """A gateway put back may have lost one; whoever comes later reads its log from the start."""
    province = a_signer(2)
    journal.devices.trust(
        certify(province.public_key, ("province.", "device."), "Tỉnh", "province")
    )
    acts(journal, secret=2)
    journal.seal(province, TWO)
    assert underway(journal) == [(TWO, 1, 1), (ONE, 1, 4)]


def test_a_receipt_may_fall(journal):
    journal.take_receipt(an_ack(holds(journal, ONE, 4)))
    journal.take_receipt(an_ack(holds(journal, ONE, 1)))
    assert journal.confirmed(GATEWAY, ONE) == [(1, 1)]
    journal.take_receipt(an_ack(holds(journal, ONE, 0)))
    assert journal.confirmed(GATEWAY, ONE) == []


def test_an_older_receipt_stands_until_a_later_one_is_proven(journal):
    journal.take_receipt(an_ack(holds(journal, ONE, 4)))
    later = holds(journal, ONE, 4)._replace(n=6, chain=b"\x06" * 32)
    journal.take_receipt(an_ack(later))
    assert journal.confirmed(GATEWAY, ONE) == [(1, 4)]


def test_only_the_best_receipt_is_kept(journal):
    for n in (1, 2, 3, 4):
        journal.take_receipt(an_ack(holds(journal, ONE, n)))
    assert len(journal.receivers.ranges(GATEWAY, ONE)) == 1


def test_what_is_held_beyond_a_gap_is_not_sent_again(journal):
    chain = journal.lines.chain_at(ONE, 4)
    assert chain is not None
    held = holds(journal, ONE, 1)._replace(beyond=(Range(3, 4, chain),))
    journal.take_receipt(an_ack(held))
    assert journal.confirmed(GATEWAY, ONE) == [(1, 1), (3, 4)]
    assert underway(journal) == [(ONE, 2, 4)]  # 2 ends at no seal: what closes it comes again


def test_a_gap_between_seals_is_filled_by_what_is_missing_alone(journal):
    acts(journal, 2)
    journal.seal(a_signer(), ONE)
    acts(journal, 2)
    journal.seal(a_signer(), ONE)
    beyond = (Range(7, 8, journal.lines.chain_at(ONE, 8) or b""),)
    journal.take_receipt(an_ack(holds(journal, ONE, 4)._replace(beyond=beyond)))
    assert underway(journal) == [(ONE, 5, 6)]


def test_a_new_log_voids_every_receipt(journal):
    assert not journal.take_receipt(an_ack(holds(journal, ONE, 4)))
    assert journal.take_receipt(an_ack(log_epoch="log-2"))
    assert journal.confirmed(GATEWAY, ONE) == []
    known = journal.receivers.known(GATEWAY)
    assert known is not None
    assert (known.log_epoch, known.durable) == ("log-2", 0)
    assert journal.receivers.known(ONE.device) is None


def test_a_neighbours_events_are_relayed_behind_our_own(journal):
    lines = some_lines(1, 3)
    journal.accept(a_frame(lines, secret=2))
    assert underway(journal) == [(ONE, 1, 4), (TWO, 1, 3)]


def test_a_receiver_with_a_gap_is_told_what_came_before(journal):
    lines = some_lines(1, 6)
    gap = a_frame(lines[3:], 4, secret=2, history=lines[:3], says_before=True)
    journal.accept(gap)
    frames = [unpack(frame) for frame in frames_for(journal, GATEWAY, ONE)]
    assert frames[-1].before == gap.before
    assert a_journal().accept(frames[-1]).verdict.outcome is Outcome.GAP


def test_the_counter_rises_for_ever(journal):
    receivers = journal.receivers
    assert [receivers.next_counter(), receivers.next_counter()] == [1, 2]
    assert not receivers.raise_counter(2)
    assert receivers.raise_counter(9)
    assert receivers.next_counter() == 10
