"""A PC that was put back begins anew, and what lost its place is recorded again."""

from sync.journal import epochs
from sync.journal.epochs import epoch_begun, lost_branch, record_again
from sync.protocol.event import full_line
from sync.protocol.rules import Outcome
from tests.helpers.sync_events import DOSSIER, a_frame, an_author, some_lines
from tests.helpers.sync_journals import a_journal, a_page, acts

OLD, NEW = an_author(1), an_author(1, "BBBB")


def salts(size):
    return b"s" * size


def a_lost_branch():
    """Two own acts, the second built on the first, that the gateway's order shows otherwise."""
    journal = a_journal()
    (first,) = acts(journal)
    (second,) = acts(journal, seen=(first.seen_as,))
    theirs = some_lines(1, 2, said="khác")
    journal.accept(a_frame(theirs), ordered=True)
    return journal, first, second


def test_the_first_event_of_an_epoch_names_the_old_head():
    journal = a_journal()
    acts(journal, 3)
    head = journal.head(OLD)
    assert epoch_begun(journal, OLD, "restored") == {
        "device": OLD.device,
        "epoch": "AAAA",
        "n": 3,
        "chain": head.chain.hex(),
        "reason": "restored",
    }


def test_a_lost_branch_is_recorded_again_and_names_its_originals():
    journal, first, second = a_lost_branch()
    assert [event.id for event in lost_branch(journal, OLD.device)] == [first.id, second.id]
    again = record_again(journal, OLD.device, NEW, salts)
    assert [event.envelope.o for event in again] == [str(first.id), str(second.id)]
    assert [event.payload for event in again] == [first.payload, second.payload]
    assert again[1].envelope.seen == (again[0].seen_as,)
    assert lost_branch(journal, OLD.device) == []
    assert record_again(journal, OLD.device, NEW, salts) == []


def test_a_neighbours_lost_branch_is_the_neighbours():
    journal, _, _ = a_lost_branch()
    assert lost_branch(journal, an_author(2).device) == []


def test_what_nobody_can_read_or_what_was_erased_is_not_recorded_again():
    journal = a_journal()
    poisoned = full_line(b"{}", b"{}", b"s" * 16)
    first, second = some_lines(1, 2)
    journal.accept(a_frame([first, second.erased(), poisoned]))
    journal.accept(a_frame(some_lines(1, 1, said="khác")), ordered=True)
    assert [event.id.n for event in lost_branch(journal, OLD.device)] == [1]


def test_what_was_recorded_again_is_an_act_like_others():
    journal, _, _ = a_lost_branch()
    again = record_again(journal, OLD.device, NEW, salts)
    journal.order.place(a_page(journal, [event.id for event in again]))
    assert [event.id for event in journal.entity(DOSSIER)][:2] == [event.id for event in again]


def test_an_own_act_beyond_a_gap_gives_way_to_what_can_be_placed_and_is_recorded_again():
    """What lay before it was lost with a disk; by the house or a stick, ordered or not."""
    journal, lost = a_journal(), some_lines(1, 6)
    journal.accept(a_frame(lost[4:5], 5, history=lost[:4], says_before=True))
    journal.accept(a_frame(lost[:1]))
    ours = [lost[0], *some_lines(2, 6, said="khác")]
    accepted = journal.accept(a_frame(ours))
    assert accepted.verdict.outcome is Outcome.APPENDED
    assert DOSSIER in accepted.touched
    assert journal.head(OLD).n == 6
    assert [stretch.last for stretch in journal.lines.stretches(OLD)] == [6]
    assert [kept.id.n for kept in journal.aside()] == [5]
    again = record_again(journal, OLD.device, NEW, salts)
    assert [event.envelope.o for event in again] == [f"{OLD.device}:AAAA:5"]


def test_a_piece_that_reaches_as_far_as_it_agrees_counts_again():
    journal, lines = a_journal(), some_lines(1, 6)
    parted = [*lines[:5], *some_lines(6, 6, said="khác")]
    journal.accept(a_frame(lines[4:], 5, history=lines[:4], says_before=True))
    journal.accept(a_frame(parted))
    assert [kept.id.n for kept in journal.aside()] == [6]
    assert [event.id.n for event in journal.entity(DOSSIER)] == [1, 2, 3, 4, 5, 6]


def test_a_piece_that_has_its_place_does_not_give_way():
    journal, lost = a_journal(), some_lines(1, 6)
    journal.accept(a_frame(lost[4:5], 5, history=lost[:4], says_before=True))
    (event,) = journal.entity(DOSSIER)
    journal.order.place(a_page(journal, [event.id]))
    assert journal.accept(a_frame(some_lines(1, 6, said="khác"))).verdict.outcome is Outcome.FORK


def test_two_acts_that_gave_way_under_one_id_are_both_recorded_again():
    """One image of the disk was put back twice; a house acknowledged an act of each."""
    journal, lost = a_journal(), some_lines(1, 6)
    journal.accept(a_frame(lost[4:5], 5, history=lost[:4], says_before=True))
    journal.accept(a_frame(some_lines(1, 6, said="khác")))  # the fifth act gives way
    (fifth,) = record_again(journal, OLD.device, NEW, salts)
    journal.accept(a_frame(some_lines(1, 6, said="một nhánh nữa")), ordered=True)
    again = record_again(journal, OLD.device, NEW, salts)
    assert [event.envelope.o for event in again] == [f"{OLD.device}:AAAA:{n}" for n in range(1, 7)]
    said = [event.payload for event in (fifth, *again)]
    assert said.count(fifth.payload) == 1
    assert lost_branch(journal, OLD.device) == []
    known = epochs.originals(journal.lines)
    kept = [epochs.original_of(one) for one in journal.aside()]
    assert len(kept) == 7
    assert all(epochs.stands_again(one, known) for one in kept)


def test_what_was_recorded_again_and_then_erased_is_not_recorded_once_more():
    """An erased content must not come back from the branch that gave way."""
    journal, _, _ = a_lost_branch()
    for event in record_again(journal, OLD.device, NEW, salts):
        journal.lines.erase(event.id)
    assert lost_branch(journal, OLD.device) == []
