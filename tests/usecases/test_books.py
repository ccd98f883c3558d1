"""Sổ chứng thực on real stores: one PC a book, hand-over, take-over, power cuts, old copies."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from app.domain.certification_fees import Asked
from app.domain.errors import RuleViolation
from app.domain.events import CertificationCorrected
from app.domain.person import Person
from app.domain.register import BookKind
from app.store import keys
from app.store.profile import Profile
from app.store.store import Store
from app.usecases import books, fast_lane
from app.usecases.desk import Desk
from app.usecases.fast_lane import Request
from app.usecases.synchronise import one_round
from tests.helpers.desk import a_desk
from tests.helpers.killed import KILLED
from tests.helpers.office import MAI, PASSWORD, AnOffice, a_machine, an_office
from tests.helpers.province import Province
from tests.helpers.two_pcs import SecondPc, a_second_pc

KIND = BookKind.COPIES
ROOT = Path(__file__).parents[2]


@pytest.fixture
def second(tmp_path: Path, enrolled: Desk, province: Province) -> Iterator[SecondPc]:
    with a_second_pc(tmp_path, enrolled, province) as one:
        yield one


def certifies(desk: Desk, paper: str = "Bằng tốt nghiệp") -> int:
    request = Request(requester=Person(name="Chẻo Thị Mẩy"), papers=(Asked(paper),))
    (number,) = fast_lane.do_now(desk, request).numbers
    return number


def lines(desk: Desk) -> list[tuple[int, bool]]:
    """Numbers in the book, and whether each waits for a person."""
    state = books.state_of(desk, KIND, 2026)
    page = books.page_of(desk, state)
    return [(one.line.number, one.is_doubtful) for one in reversed(page)]


def refuses(code: str, work, *args: object) -> str:
    with pytest.raises(RuleViolation) as no:
        work(*args)
    assert no.value.code == code
    return no.value.detail


def meet(*desks: Desk) -> None:
    """Everybody hears of everything."""
    for _ in range(2):
        for desk in desks:
            one_round(desk)


def test_the_other_pc_is_told_who_holds_the_book(enrolled: Desk, second: SecondPc) -> None:
    books.open_book(enrolled, KIND)
    meet(enrolled, second.desk)
    assert refuses("book_held_elsewhere", certifies, second.desk) == "Quầy 1"
    assert fast_lane.coming(second.desk, fast_lane.Work.COPIES).held_by == "Quầy 1"


def test_a_book_is_handed_over_and_the_numbers_go_on_there(
    enrolled: Desk, second: SecondPc
) -> None:
    books.open_book(enrolled, KIND)
    assert [certifies(enrolled), certifies(enrolled)] == [1, 2]
    books.hand_over(enrolled, KIND, second.desk.store.device.device, "Quầy 2")
    assert refuses("book_held_elsewhere", certifies, enrolled) == "Quầy 2"
    meet(enrolled, second.desk)
    assert certifies(second.desk) == 3
    meet(enrolled, second.desk)
    assert lines(enrolled) == lines(second.desk) == [(1, False), (2, False), (3, False)]


def test_a_book_is_given_only_by_its_pc_and_to_another(enrolled: Desk, second: SecondPc) -> None:
    there = second.desk.store.device.device
    refuses("book_not_open", books.hand_over, enrolled, KIND, there, "Quầy 2")
    books.open_book(enrolled, KIND)
    refuses("book_open_already", books.open_book, enrolled, KIND)
    here = enrolled.store.device.device
    refuses("book_receiver_missing", books.hand_over, enrolled, KIND, here, "Quầy 1")
    refuses("book_is_here", books.take_over, enrolled, KIND, 1, "máy hỏng")
    meet(enrolled, second.desk)
    refuses("book_held_elsewhere", books.hand_over, second.desk, KIND, here, "Quầy 1")


def test_a_dead_pc_s_book_is_taken_over_and_its_later_lines_wait_for_a_person(
    enrolled: Desk, second: SecondPc
) -> None:
    books.open_book(enrolled, KIND)
    certifies(enrolled)
    meet(enrolled, second.desk)
    assert [certifies(enrolled), certifies(enrolled)] == [2, 3]  # unheard, then the PC dies
    refuses("book_number_too_low", books.take_over, second.desk, KIND, 0, "máy hỏng")
    refuses("reason_missing", books.take_over, second.desk, KIND, 2, " ")
    books.take_over(second.desk, KIND, 2, "máy hỏng, sổ giấy đến số 02")
    assert certifies(second.desk) == 3
    meet(enrolled, second.desk)  # the dead one was mended after all
    assert sorted(lines(second.desk)) == [(1, False), (2, False), (3, False), (3, True)]
    assert lines(enrolled) == lines(second.desk)
    refuses("book_held_elsewhere", certifies, enrolled)


def test_a_line_in_conflict_gets_a_number_of_its_own(enrolled: Desk, second: SecondPc) -> None:
    books.open_book(enrolled, KIND)
    meet(enrolled, second.desk)
    certifies(enrolled)
    books.take_over(second.desk, KIND, 0, "máy hỏng")
    certifies(second.desk)
    meet(enrolled, second.desk)
    state = books.state_of(second.desk, KIND, 2026)
    (doubtful,) = [one for one in books.page_of(second.desk, state) if one.is_doubtful]
    assert books.number_anew(second.desk, doubtful.line, "trùng số với quầy 1") == 2
    assert lines(second.desk) == [(1, False), (2, False)]


def test_a_line_is_mended_or_struck_and_keeps_its_number(desk: Desk) -> None:
    books.open_book(desk, KIND)
    certifies(desk)
    (one,) = books.page_of(desk, books.state_of(desk, KIND, 2026))
    told = CertificationCorrected(book=KIND.value, year=2026, number=1, reason="", struck=True)
    refuses("reason_missing", books.correct_line, desk, one.line, told)
    books.correct_line(desk, one.line, msgspec.structs.replace(told, reason="nhầm người"))
    (struck,) = books.page_of(desk, books.state_of(desk, KIND, 2026))
    assert struck.line.struck
    assert struck.line.reasons == ("nhầm người",)
    assert certifies(desk) == 2


def test_a_new_volume_and_the_month_s_print_are_noted(desk: Desk) -> None:
    books.open_book(desk, KIND)
    certifies(desk)
    assert books.begin_volume(desk, KIND).book.volume == 2
    certifies(desk)
    state = books.state_of(desk, KIND, 2026)
    month = desk.now().month
    page = books.page_of(desk, state, month)
    assert [one.line.said.volume for one in page] == [2, 1]
    books.note_printed(desk, state, month, page)
    (printed,) = books.state_of(desk, KIND, 2026).book.printed
    assert (printed.first, printed.last, printed.entries) == (1, 2, 2)
    assert books.page_of(desk, state, month - 1) == ()


def test_lines_are_found_by_name_without_accents(desk: Desk) -> None:
    books.open_book(desk, KIND)
    certifies(desk, "Giấy khai sinh")
    certifies(desk, "Bằng lái xe")
    state = books.state_of(desk, KIND, 2026)
    assert [one.line.paper for one in books.page_of(desk, state, text="khai sinh")] == [
        "Giấy khai sinh"
    ]
    assert len(books.page_of(desk, state, text="cheo thi may")) == 2


def test_every_kind_has_its_book_opened_or_not(desk: Desk) -> None:
    books.open_book(desk, KIND)
    assert [one.is_here for one in books.books(desk)] == [True, False, False, False, False]


def test_a_restored_copy_strikes_out_what_may_be_on_paper(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    desk = a_desk(office)
    books.open_book(desk, KIND)
    certifies(desk)
    office.store.rest()
    database = office.profile.database
    office.store.close()
    before = database.read_bytes()
    office.reopens()
    desk = a_desk(office)
    assert [certifies(desk), certifies(desk)] == [2, 3]
    office.store.rest()
    office.store.close()
    database.write_bytes(before)
    for rest in (*database.parent.glob("office.db-*"), *database.parent.glob("last-acts*")):
        rest.unlink()
    office.reopens()
    desk = a_desk(office)
    assert fast_lane.coming(desk, fast_lane.Work.COPIES).number == 4
    assert certifies(desk) == 4
    state = books.state_of(desk, KIND, 2026)
    (void,) = state.book.void
    assert (void.first, void.last, void.reason) == (2, 3, "power_cut_or_restore")
    assert state.holes == ()
    office.closes()


@pytest.mark.parametrize(
    ("point", "expected"),
    [
        ("number.before_slip:3", [1, 2, 3]),
        ("number.after_slip:3", [1, 2, 4]),
        ("save.before_commit:3", [1, 2, 4]),
        ("save.after_commit:3", [1, 2, 3, 4]),
    ],
)
def test_a_power_cut_never_gives_a_number_twice(
    tmp_path: Path, point: str, expected: list[int]
) -> None:
    """Cut while the third line is being written; a number that may be on paper is struck out."""
    office = an_office(tmp_path)
    books.open_book(a_desk(office), KIND)
    office.closes()
    environment = {**os.environ, "MOTCUA_CRASH_AT": point, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.helpers.certifying_child", str(office.profile.path)]
    died = subprocess.run(command, env=environment, cwd=ROOT, check=False)  # noqa: S603
    assert died.returncode == KILLED
    key = keys.unlock(Profile(office.profile.path), MAI.id, PASSWORD)
    again = AnOffice(Store.open(Profile(office.profile.path), key, a_machine()), key, "")
    desk = a_desk(again)
    certifies(desk)
    assert [number for number, _doubtful in lines(desk)] == expected
    state = books.state_of(desk, KIND, 2026)
    assert state.holes == ()
    assert state.doubtful == frozenset()
    again.closes()


def test_a_long_year_is_shown_whole(desk: Desk) -> None:
    books.open_book(desk, KIND)
    papers = tuple(Asked(f"Giấy {n}") for n in range(50))
    for _ in range(11):
        fast_lane.do_now(desk, Request(requester=Person(name="Chẻo Thị Mẩy"), papers=papers))
    assert len(books.page_of(desk, books.state_of(desk, KIND, 2026))) == 550
