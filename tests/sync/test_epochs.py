"""A PC that was put back begins anew, and what lost its place is recorded again."""

from sync.journal.epochs import epoch_begun, lost_branch, record_again
from sync.protocol.event import full_line
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
