"""Certification books (NĐ 23/2015/NĐ-CP, Điều 13): numbers, holders, lines in doubt."""

from collections.abc import Sequence
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.certification_fees import Asked, Rate, Rates, lines, total
from app.domain.errors import RuleViolation
from app.domain.events import (
    BookClosed,
    BookHandedOver,
    BookOpened,
    BookPrinted,
    BookTakenOver,
    CertificationCorrected,
    Certified,
    NumbersVoid,
    OfficerAdded,
    VolumeBegun,
)
from app.domain.fold.office import Deed
from app.domain.register import (
    LAST_OF_A_BOOK,
    Book,
    BookKind,
    Line,
    fold_book,
    holes,
    in_conflict,
    lines_of,
    mark,
    written,
)
from app.domain.states import State
from tests.helpers.deeds import ONE, TWO, a_deed
from tests.helpers.dossiers import a_dossier

KIND = BookKind.COPIES
OPENED = BookOpened(book=KIND.value, year=2026, counter="Quầy 1")


def a_book(*deeds: Deed) -> Book:
    return fold_book(KIND, 2026, deeds)


def line(number: int, device: str = ONE, position: int | None = None, **changes: Any) -> Line:
    said = Certified(book=KIND.value, year=2026, number=number, volume=1, paper="Bằng")
    told = {"said": said, "number": number, "position": position, **changes}
    name = f"{device}:{number}:{position}"
    return Line(entity="d", event=name, device=device, at=0, by="Mai", **told)


def refuses(book: Book, device: str = ONE) -> str:
    with pytest.raises(RuleViolation) as no:
        book.next_number(device, 0, 0)
    return no.value.code


def test_the_first_case_of_a_year_is_01_and_a_new_volume_goes_on() -> None:
    book = a_book(a_deed(OPENED))
    assert book.next_number(ONE, 0, 0) == 1
    second = a_book(a_deed(OPENED), a_deed(VolumeBegun(volume=2, from_number=41)))
    assert second.volume == 2
    assert second.next_number(ONE, 40, 0) == 41
    assert second.volumes == ((1, 1), (2, 41))


def test_only_the_pc_that_holds_the_book_numbers() -> None:
    assert refuses(a_book()) == "book_not_open"
    assert refuses(a_book(a_deed(OPENED)), TWO) == "book_held_elsewhere"
    closed = BookClosed(last_number=9, entries=9, signed_by="Phàn A Nhị")
    assert refuses(a_book(a_deed(OPENED), a_deed(closed))) == "book_closed"
    full = a_book(a_deed(OPENED))
    with pytest.raises(RuleViolation):
        full.next_number(ONE, LAST_OF_A_BOOK, 0)


def test_a_number_is_above_the_lines_the_paper_and_what_was_put_outside_the_database() -> None:
    book = a_book(a_deed(BookOpened(book=KIND.value, year=2026, last_number=100)))
    assert book.next_number(ONE, 0, 0) == 101
    assert book.next_number(ONE, 130, 0) == 131
    assert book.next_number(ONE, 130, 133) == 134


def test_a_book_that_is_handed_over_is_numbered_by_the_other_pc_alone() -> None:
    handed = BookHandedOver(to_device=TWO, to_counter="Quầy 2", last_number=12)
    book = a_book(a_deed(OPENED), a_deed(handed))
    assert refuses(book, ONE) == "book_held_elsewhere"
    assert book.next_number(TWO, 12, 0) == 13
    assert in_conflict(book, [line(12), line(13, TWO), line(13)]) == {line(13).event}


def test_entries_of_a_dead_pc_above_the_taken_number_become_conflicts() -> None:
    taken = BookTakenOver(last_number=20, reason="máy hỏng")
    book = a_book(a_deed(OPENED), a_deed(taken, TWO))
    assert book.next_number(TWO, 18, 0) == 21
    late = [line(19, position=5), line(20, position=6), line(21, position=7)]
    assert in_conflict(book, [*late, line(21, TWO, position=9)]) == {late[2].event}


def test_of_two_openings_the_first_in_the_order_stands() -> None:
    book = a_book(a_deed(OPENED), a_deed(OPENED, TWO))
    assert book.holder is not None
    assert book.holder.device == ONE
    assert in_conflict(book, [line(1), line(1, TWO)]) == {line(1, TWO).event}


def test_one_number_given_twice_by_one_pc_is_a_conflict_of_the_later_line() -> None:
    first, second = line(4, position=1), line(4, position=2)
    assert in_conflict(a_book(a_deed(OPENED)), [second, first]) == {second.event}


def test_a_struck_line_is_no_conflict_and_a_moved_one_has_its_new_number() -> None:
    book = a_book(a_deed(OPENED))
    twice = line(4, TWO, position=2)
    moved = msgspec.structs.replace(twice, number=9)
    assert in_conflict(book, [line(4), twice]) == {twice.event}
    assert in_conflict(book, [line(4), line(4, TWO, position=2, struck=True)]) == frozenset()
    assert in_conflict(book, [line(4), moved]) == frozenset()


def test_what_makes_no_sense_for_the_book_changes_nothing() -> None:
    closed = BookClosed(last_number=1, entries=1, signed_by="Nhị")
    nothing = a_book()
    for said in (
        closed,
        VolumeBegun(volume=2, from_number=1),
        OfficerAdded(name="a", role="clerk"),
    ):
        assert a_book(a_deed(said)) == nothing
    assert a_book(a_deed(BookTakenOver(last_number=1, reason="x"), TWO)) == nothing
    shut = a_book(a_deed(OPENED), a_deed(closed))
    assert (
        a_book(a_deed(OPENED), a_deed(closed), a_deed(BookTakenOver(last_number=3, reason="x")))
        == shut
    )


def test_numbers_without_a_line_are_holes_until_they_are_struck_out() -> None:
    book = a_book(a_deed(OPENED))
    assert holes(book, [1, 2, 5]) == (3, 4)
    void = a_book(
        a_deed(OPENED), a_deed(NumbersVoid(first=3, last=4, reason="power_cut_or_restore"))
    )
    assert holes(void, [1, 2, 5]) == ()
    assert void.next_number(ONE, 2, 0) == 5
    assert holes(book, []) == ()
    assert holes(a_book(), [3]) == ()


def test_what_was_printed_is_kept() -> None:
    printed = BookPrinted(month=11, first=1, last=40, entries=40)
    assert a_book(a_deed(OPENED), a_deed(printed)).printed == (printed,)


def test_a_number_is_written_as_the_law_has_it() -> None:
    assert written(KIND, 2026, 7, 1) == "07, quyển số 01/2026 - SCT/BS"
    assert mark(KIND, 2026, 7) == "SCT/BS-2026-7"
    assert a_book().id == "SCT/BS-2026"


def test_a_dossier_s_lines_are_mended_by_its_corrections() -> None:
    first = Certified(book=KIND.value, year=2026, number=4, volume=1, paper="Bằng", copies=2)
    second = Certified(book=KIND.value, year=2026, number=5, volume=1, paper="Sổ")
    mended = CertificationCorrected(
        book=KIND.value, year=2026, number=4, reason="gõ nhầm", paper="Bằng tốt nghiệp", copies=3
    )
    struck = CertificationCorrected(
        book=KIND.value, year=2026, number=5, reason="nhầm người", struck=True
    )
    four, five = lines_of(a_dossier(State.ACCEPTED, first, second, mended, struck))
    assert (four.number, four.paper, four.copies, four.reasons) == (
        4,
        "Bằng tốt nghiệp",
        3,
        ("gõ nhầm",),
    )
    assert not four.struck
    assert five.struck


Step = tuple[str, int]


@given(
    st.lists(
        st.tuples(st.sampled_from(["one", "two", "hand", "take", "forget"]), st.integers(0, 3)),
        max_size=40,
    )
)
@settings(max_examples=200)
def test_no_number_stands_twice_without_a_conflict_whatever_two_pcs_do(steps: list[Step]) -> None:
    """Each PC knows its own lines and, after a hand-over or take-over, the other's heads.

    `forget` puts the holder's database back; what it wrote outside the database stays.
    """
    deeds, all_lines = [a_deed(OPENED)], list[Line]()
    known, outside = {ONE: 0, TWO: 0}, {ONE: 0, TWO: 0}
    for position, (what, amount) in enumerate(steps):
        book = a_book(*deeds)
        assert book.holder is not None
        holder = book.holder.device
        other = TWO if holder == ONE else ONE
        match what:
            case "hand":
                last = max(known[holder], book.last_stated, outside[holder])
                deeds.append(
                    a_deed(BookHandedOver(to_device=other, to_counter="", last_number=last), holder)
                )
            case "take":  # somebody reads the paper book, and may miss the last lines
                stated = max(0, max(known.values()) - amount)
                deeds.append(a_deed(BookTakenOver(last_number=stated, reason="máy hỏng"), other))
            case "forget":
                known[holder] = max(0, known[holder] - amount)
            case _:
                device = ONE if what == "one" else TWO
                view = book if device == holder else a_book(*_unheard(deeds, device))
                if view.holder is None or view.holder.device != device:
                    continue
                number = view.next_number(device, known[device], outside[device])
                known[device] = outside[device] = number
                all_lines.append(line(number, device, position))
    book = a_book(*deeds)
    doubtful = in_conflict(book, all_lines)
    standing = [one.number for one in all_lines if one.event not in doubtful]
    assert len(standing) == len(set(standing))
    per_device = [(one.device, one.number) for one in all_lines]
    assert len(per_device) == len(set(per_device)), "a PC gave one of its numbers twice"


def _unheard(deeds: Sequence[Deed], device: str) -> list[Deed]:
    """What a PC knows that has not heard of the last take-over by the other."""
    last = deeds[-1]
    is_news = isinstance(last.said, BookTakenOver) and last.device != device
    return list(deeds[:-1] if is_news else deeds)


PAGES = Rate(
    work="SCT/BS",
    procedure="2.000815",
    per="page",
    each=2_000,
    each_further=1_000,
    pages_at_first_rate=2,
    cap_per_copy=200_000,
    valid_from="2017-01-01",
    valid_to="2026-12-31",
)
CASE = Rate(
    work="SCT/CK,ĐC", procedure="2.000884", per="case", each=10_000, valid_from="2017-01-01"
)
RATES = Rates(source="thử", rates=(PAGES, CASE))


@pytest.mark.parametrize(
    ("pages", "copies", "sum_"),
    [(1, 1, 2_000), (2, 1, 4_000), (3, 2, 10_000), (500, 1, 200_000), (500, 2, 400_000)],
)
def test_copies_cost_by_the_page_of_the_original_up_to_the_cap(
    pages: int, copies: int, sum_: int
) -> None:
    """TT 226/2016/TT-BTC: 2.000 đ for pages 1 and 2, 1.000 đ from page 3, at most 200.000 đ."""
    assert total(lines(PAGES, [Asked("Bằng", pages, copies)])) == sum_


def test_a_signature_costs_by_the_case_and_an_extract_by_the_copy() -> None:
    assert total(lines(CASE, [Asked("Đơn", 4, 3)])) == 10_000
    extract = Rate(
        work="TLHT", procedure="2.000635", per="copy", each=8_000, valid_from="2017-01-01"
    )
    assert total(lines(extract, [Asked("Trích lục", 1, 3)])) == 24_000


def test_a_rate_holds_on_its_days_and_the_newest_counts() -> None:
    dearer = Rate(work="SCT/BS", procedure="x", per="case", each=1, valid_from="2026-08-15")
    rates = Rates(source="thử", rates=(dearer, PAGES))
    assert rates.on("SCT/BS", "2026-08-14") is PAGES
    assert rates.on("SCT/BS", "2026-08-15") is dearer
    assert rates.on("SCT/BS", "2027-01-01") is dearer
    with pytest.raises(RuleViolation) as no:
        RATES.on("SCT/BS", "2027-01-01")
    assert no.value.code == "rate_unknown"


def test_pages_and_copies_are_counted_from_one() -> None:
    for asked in (Asked("Bằng", 0, 1), Asked("Bằng", 1, 0)):
        with pytest.raises(RuleViolation):
            lines(CASE, [asked])
