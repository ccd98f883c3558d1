"""What goes on from a branch that is kept aside waits for nothing: it stands aside with it."""

import pytest

from sync.journal.epochs import lost_branch
from sync.protocol.identity import EventId
from sync.protocol.rules import Outcome
from tests.helpers.sync_events import DOSSIER, a_frame, a_line, an_author, some_lines
from tests.helpers.sync_journals import KINDS, a_journal, a_page

AUTHOR = an_author(1)
COMMON = some_lines(1, 2)
OURS = [*COMMON, *some_lines(3, 5)]
OTHER = [*COMMON, *some_lines(3, 9, said="ở đĩa cũ")]


@pytest.fixture(params=KINDS)
def journal(request):
    """It holds one branch of the author; the gateway has given it no place yet."""
    journal = a_journal(request.param)
    journal.accept(a_frame(OURS))
    return journal


def brings(journal, first, last, *, ordered=False):
    """A piece of the other branch comes, and says what came before it."""
    frame = a_frame(
        OTHER[first - 1 : last], first, history=OTHER[: first - 1], says_before=first > 1
    )
    return journal.accept(frame, ordered=ordered).verdict.outcome


def held(journal):
    return [(stretch.first, stretch.last) for stretch in journal.lines.stretches(AUTHOR)]


def aside(journal):
    return [kept.id.n for kept in journal.aside()]


def shown(journal):
    return [event.id.n for event in journal.entity(DOSSIER)]


def test_the_end_of_a_branch_that_is_aside_is_aside_too(journal):
    brings(journal, 1, 6)
    assert brings(journal, 7, 8) is Outcome.FORK
    assert brings(journal, 9, 9) is Outcome.FORK
    assert held(journal) == [(1, 5)]
    assert aside(journal) == [3, 4, 5, 6, 7, 8, 9]
    assert shown(journal) == [1, 2, 3, 4, 5]


def test_the_end_that_came_first_goes_aside_with_its_branch(journal):
    assert brings(journal, 9, 9) is Outcome.GAP
    assert brings(journal, 7, 7) is Outcome.GAP
    brings(journal, 8, 8)
    accepted = journal.accept(a_frame(OTHER[:6]))
    assert accepted.touched == {DOSSIER}
    assert held(journal) == [(1, 5)]
    assert aside(journal) == [3, 4, 5, 6, 7, 8, 9]


def test_an_end_beyond_a_second_gap_goes_aside_when_the_gap_is_closed(journal):
    brings(journal, 9, 9)
    brings(journal, 7, 7)
    brings(journal, 1, 6)
    assert held(journal) == [(1, 5), (9, 9)]
    assert brings(journal, 8, 8) is Outcome.FORK
    assert held(journal) == [(1, 5)]


def test_an_own_end_that_stood_here_is_recorded_again(journal):
    brings(journal, 7, 8)
    brings(journal, 1, 6)
    assert [event.id.n for event in lost_branch(journal, AUTHOR.device)] == [7, 8]


def test_the_end_of_a_branch_that_gave_way_does_not_come_back(journal):
    """An old stick brings it, alone or with acts that nobody here has seen."""
    journal = a_journal()
    brings(journal, 1, 7)
    journal.accept(a_frame(OURS), ordered=True)
    assert aside(journal) == [3, 4, 5, 6, 7]
    assert brings(journal, 7, 7) is Outcome.FORK
    assert brings(journal, 6, 8) is Outcome.FORK
    assert brings(journal, 9, 9) is Outcome.FORK
    assert held(journal) == [(1, 5)]
    assert aside(journal) == [3, 4, 5, 6, 7, 8, 9]


def test_an_end_whose_beginning_nobody_has_told_waits(journal):
    brings(journal, 1, 6)
    assert brings(journal, 8, 9) is Outcome.GAP
    assert held(journal) == [(1, 5), (8, 9)]


def test_what_stood_aside_and_counts_after_all_stands_there_no_more(journal):
    brings(journal, 1, 8)
    brings(journal, 1, 4, ordered=True)
    assert held(journal) == [(1, 8)]
    assert aside(journal) == [3, 4, 5]
    assert brings(journal, 7, 9) is Outcome.APPENDED
    assert aside(journal) == [3, 4, 5]


def test_what_the_order_names_is_taken_whatever_is_aside(journal):
    brings(journal, 1, 6)
    assert brings(journal, 7, 8, ordered=True) is Outcome.GAP
    assert held(journal) == [(1, 5), (7, 8)]


def test_an_end_that_has_its_place_does_not_move(journal):
    brings(journal, 7, 8)
    ids = [event.id for event in journal.entity(DOSSIER) if event.id.n > 6]
    journal.order.place(a_page(journal, ids))
    brings(journal, 1, 6)
    assert held(journal) == [(1, 5), (7, 8)]


def test_what_goes_on_from_what_counts_after_all_counts_too(journal):
    """Only here it may be: a neighbour passes it on with its seals."""
    brings(journal, 1, 6)
    brings(journal, 7, 8)
    brings(journal, 9, 9)
    brings(journal, 1, 6, ordered=True)
    assert held(journal) == [(1, 9)]
    assert aside(journal) == [3, 4, 5]
    assert [n for n, _ in journal.lines.seals(AUTHOR, 1, 9)] == [6, 8, 9]


def test_what_gave_way_with_its_branch_comes_back_with_it(journal):
    brings(journal, 9, 9)
    brings(journal, 7, 8)
    brings(journal, 1, 6)
    assert aside(journal) == [3, 4, 5, 6, 7, 8, 9]
    brings(journal, 1, 4, ordered=True)
    assert held(journal) == [(1, 9)]


def test_the_end_of_a_branch_that_gave_way_stays_aside(journal):
    brings(journal, 1, 6, ordered=True)
    assert held(journal) == [(1, 6)]
    assert aside(journal) == [3, 4, 5]


def test_what_its_pc_recorded_again_meanwhile_does_not_come_back(journal):
    """The act would stand twice."""
    brings(journal, 1, 6)
    brings(journal, 7, 9)
    again = a_line(1, "ở đĩa cũ", o=str(EventId(*AUTHOR, 8)))
    journal.accept(a_frame([again], epoch="BBBB"))
    brings(journal, 1, 6, ordered=True)
    assert held(journal) == [(1, 6)]
    assert aside(journal) == [3, 4, 5, 7, 8, 9]
