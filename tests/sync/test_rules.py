"""How a frame is judged: the same at the gateway and on every PC."""

import itertools

import pytest

from sync.protocol import chain
from sync.protocol.rules import (
    Holding,
    Outcome,
    Refusal,
    Stretch,
    continuous,
    first_aside,
    in_the_way,
    judge,
    of_a_branch,
)
from tests.helpers.sync_events import COMMUNE, a_frame, a_signer, an_author, some_lines

KEY = a_signer().public_key
AUTHOR = an_author()
START = chain.author_genesis(COMMUNE, AUTHOR)
LINES = some_lines(1, 9)
OTHERS = some_lines(1, 9, said="khác")
CHAINS = [START, *chain.run(START, (line.h for line in LINES))]


def holding(*pieces):
    """What is held of LINES: pieces (first, last)."""
    stretches = tuple(Stretch(a, b, CHAINS[a - 1], CHAINS[b]) for a, b in pieces)
    held = [n for a, b in pieces for n in range(a, b + 1)]
    hashes = {n: LINES[n - 1].h for n in held}
    return Holding(stretches, hashes, {n: CHAINS[n] for n in held})


def frame(first, last, *, says_before=False, history=None, lines=None):
    chosen = lines or LINES[first - 1 : last]
    before = LINES[: first - 1] if history is None else history
    return a_frame(chosen, first, history=before, says_before=says_before)


def judged(frame, *pieces):
    return judge(COMMUNE, frame, KEY, holding(*pieces))


def spans(verdict):
    return [(stretch.first, stretch.last) for stretch in verdict.stretches]


def test_the_first_frame_is_appended():
    verdict = judged(frame(1, 3))
    assert (verdict.outcome, verdict.fresh, spans(verdict)) == (
        Outcome.APPENDED, ((1, 3),), [(1, 3)],
    )  # fmt: skip
    assert verdict.chains == tuple(CHAINS[1:4])


def test_the_same_frame_again_is_a_duplicate():
    verdict = judged(frame(1, 3), (1, 5))
    assert (verdict.outcome, verdict.fresh, spans(verdict)) == (Outcome.DUPLICATE, (), [(1, 5)])


def test_an_overlap_is_trimmed():
    verdict = judged(frame(2, 6), (1, 4))
    assert (verdict.outcome, verdict.fresh, spans(verdict)) == (
        Outcome.APPENDED, ((5, 6),), [(1, 6)],
    )  # fmt: skip


def test_a_frame_beyond_a_gap_is_kept_with_its_gap():
    verdict = judged(frame(5, 6, says_before=True), (1, 2))
    assert (verdict.outcome, verdict.fresh, spans(verdict)) == (
        Outcome.GAP, ((5, 6),), [(1, 2), (5, 6)],
    )  # fmt: skip


def test_a_frame_that_closes_a_gap_joins_both_sides():
    verdict = judged(frame(2, 7, says_before=True), (1, 2), (5, 6), (9, 9))
    assert verdict.fresh == ((3, 4), (7, 7))
    assert spans(verdict) == [(1, 7), (9, 9)]


def test_a_frame_before_everything_that_is_held_goes_in_front():
    assert spans(judged(frame(1, 2), (5, 6))) == [(1, 2), (5, 6)]
    assert spans(judged(frame(3, 4, says_before=True), (5, 6))) == [(3, 6)]


def test_a_frame_beyond_a_gap_must_say_what_came_before():
    assert judged(frame(5, 6), (1, 2)).reason == Refusal.NEEDS_PREVIOUS


def test_a_frame_that_begins_where_a_known_stretch_begins_needs_to_say_nothing():
    assert judged(frame(5, 7), (5, 6)).outcome is Outcome.GAP


def test_the_same_id_with_another_hash_is_a_fork():
    verdict = judged(frame(2, 4, lines=OTHERS[1:4], history=LINES[:1]), (1, 3))
    assert (verdict.outcome, verdict.clash, verdict.fresh) == (Outcome.FORK, 2, ())
    assert spans(verdict) == [(1, 3)]


def test_another_history_before_the_same_events_is_a_fork():
    verdict = judged(frame(4, 5, says_before=True, history=OTHERS[:3]), (1, 3))
    assert (verdict.outcome, verdict.clash) == (Outcome.FORK, 4)


def test_a_frame_that_does_not_lead_to_what_is_held_after_it_is_a_fork():
    verdict = judged(frame(3, 4, says_before=True, lines=OTHERS[2:4], history=LINES[:2]), (5, 6))
    assert (verdict.outcome, verdict.clash) == (Outcome.FORK, 5)


def test_a_fork_that_goes_back_to_equal_lines_is_still_a_fork():
    mixed = [LINES[0], OTHERS[1], LINES[2]]
    assert judged(frame(1, 3, lines=mixed), (3, 3)).clash == 3


def test_a_device_that_nobody_certified_is_refused():
    assert judge(COMMUNE, frame(1, 2), None, Holding()).reason == Refusal.UNKNOWN_DEVICE


def test_a_forged_frame_is_refused():
    forged = frame(1, 2)
    key = a_signer(2).public_key
    assert judge(COMMUNE, forged, key, Holding()).reason == Refusal.NEEDS_PREVIOUS
    told = frame(5, 6, says_before=True)
    assert judge(COMMUNE, told, key, Holding()).reason == Refusal.BAD_SEAL
    assert judge("03430", told, KEY, Holding()).outcome is Outcome.REFUSED


def test_nothing_is_held_at_the_beginning():
    assert continuous(COMMUNE, AUTHOR, ()) == Stretch(1, 0, START, START)
    assert continuous(COMMUNE, AUTHOR, holding((3, 4)).stretches).last == 0
    assert continuous(COMMUNE, AUTHOR, holding((1, 4), (6, 7)).stretches).last == 4


@pytest.mark.parametrize("order", list(itertools.permutations([(1, 3), (2, 5), (4, 4), (6, 9)])))
def test_frames_in_any_order_leave_the_same_behind(order):
    pieces = holding()
    for first, last in order:
        verdict = judge(COMMUNE, frame(first, last, says_before=first > 1), KEY, pieces)
        assert verdict.outcome in {Outcome.APPENDED, Outcome.GAP, Outcome.DUPLICATE}
        pieces = holding(*((s.first, s.last) for s in verdict.stretches))
        assert pieces.stretches == verdict.stretches
    assert [(s.first, s.last) for s in pieces.stretches] == [(1, 9)]


def kept_out_by(frame, *pieces):
    verdict = judged(frame, *pieces)
    assert verdict.outcome is Outcome.FORK
    piece = in_the_way(COMMUNE, frame, verdict, holding(*pieces))
    return piece and (piece.first, piece.last)


def test_a_piece_beyond_a_gap_is_in_the_way_of_what_follows_on_the_beginning():
    gone_on = frame(4, 6, history=LINES[:3], lines=OTHERS[3:6])
    assert kept_out_by(gone_on, (1, 3), (5, 5), (7, 9)) == (5, 5)
    assert kept_out_by(gone_on, (1, 3), (7, 9)) == (7, 9)
    from_the_first = frame(1, 5, lines=[*LINES[:3], *OTHERS[3:5]])
    assert kept_out_by(from_the_first, (1, 3), (5, 6)) == (5, 6)
    assert kept_out_by(frame(1, 5, lines=OTHERS[:5]), (4, 6)) == (4, 6)


def test_what_is_held_from_the_first_event_on_is_in_nobodys_way():
    assert kept_out_by(frame(2, 6, history=LINES[:1], lines=OTHERS[1:6]), (1, 3), (5, 6)) is None


def test_a_frame_that_does_not_follow_on_the_beginning_moves_nothing():
    other = [*LINES[:3], *OTHERS[3:6]]
    beyond = frame(5, 6, says_before=True, history=other[:4], lines=other[4:])
    assert kept_out_by(beyond, (1, 3), (5, 6)) is None
    elsewhere = frame(4, 6, says_before=True, history=OTHERS[:3], lines=OTHERS[3:6])
    assert kept_out_by(elsewhere, (1, 3), (5, 6)) is None


def aside(frame, ends, *pieces):
    """What becomes of a frame before which branches end that are kept aside."""
    return of_a_branch(COMMUNE, frame, KEY, holding(*pieces), ends)


def test_a_frame_that_goes_on_where_a_branch_ends_is_that_branch():
    beyond = frame(7, 8, history=OTHERS[:6], lines=OTHERS[6:8], says_before=True)
    silent = frame(7, 8, history=OTHERS[:6], lines=OTHERS[6:8])
    (end,) = list(chain.run(START, (line.h for line in OTHERS[:6])))[-1:]
    for goes_on in (beyond, silent):
        verdict = aside(goes_on, [CHAINS[6], end], (1, 3))
        assert (verdict.outcome, verdict.clash, verdict.before) == (Outcome.FORK, 7, end)
        assert first_aside(goes_on, verdict, holding((1, 3))) == 7
    assert aside(beyond, [CHAINS[6]], (1, 3)) is None
    assert aside(silent, [CHAINS[6]], (1, 3)) is None
    assert aside(silent, [], (1, 3)) is None


def test_of_a_fork_what_is_held_nowhere_is_kept_aside_from_its_first_line_on():
    """There was a gap before the place of the clash."""
    other = frame(3, 6, history=LINES[:2], lines=[*LINES[2:4], *OTHERS[4:6]], says_before=True)
    held = holding((1, 1), (5, 6))
    verdict = judge(COMMUNE, other, KEY, held)
    assert (verdict.outcome, verdict.clash) == (Outcome.FORK, 5)
    assert first_aside(other, verdict, held) == 3
