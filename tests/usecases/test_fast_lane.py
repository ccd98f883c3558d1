"""Làm ngay: one key takes in, writes the book, takes the fee and hands over."""

from datetime import timedelta

import msgspec
import pytest

from app.domain.cash import paid
from app.domain.certification_fees import Asked
from app.domain.errors import RuleViolation
from app.domain.events import FeeTiming
from app.domain.fees import Exemption, Ground
from app.domain.person import Person
from app.domain.register import BookKind
from app.domain.states import State
from app.store.records import Filter
from app.usecases import books, fast_lane
from app.usecases.desk import Desk
from app.usecases.fast_lane import Request, Work
from tests.helpers.clock import FrozenClock

MAY = Person(name="Chẻo Thị Mẩy", id_number="012162001234", id_kind="cccd")
DIPLOMA = Asked("Bằng tốt nghiệp", pages=3, copies=2)


def asks(**changes: object) -> Request:
    request = Request(requester=MAY, papers=(DIPLOMA,), signed_by="Phàn A Nhị")
    return msgspec.structs.replace(request, **changes)


def opened(desk: Desk, kind: BookKind = BookKind.COPIES, last: int = 0) -> None:
    books.open_book(desk, kind, last)


def test_a_copy_is_certified_in_one_go_and_the_book_has_its_line(desk: Desk) -> None:
    opened(desk)
    done = fast_lane.do_now(desk, asks())
    dossier = done.dossier
    assert dossier.state is State.RETURNED
    assert (done.numbers, done.payable) == ((1,), 10_000)
    assert paid(dossier) == 10_000
    assert not dossier.slip
    assert dossier.result is not None
    assert dossier.result.results[0].number == "01, quyển số 01/2026 - SCT/BS"
    (line,) = books.page_of(desk, books.state_of(desk, BookKind.COPIES, 2026))
    assert (line.line.number, line.line.pages, line.line.copies) == (1, 3, 2)
    assert not line.is_doubtful


def test_each_original_of_one_citizen_has_its_own_number(desk: Desk) -> None:
    opened(desk)
    papers = (DIPLOMA, Asked("Giấy khai sinh"))
    assert fast_lane.do_now(desk, asks(papers=papers)).numbers == (1, 2)
    assert fast_lane.do_now(desk, asks()).numbers == (3,)


def test_numbers_go_on_from_the_paper_book(desk: Desk) -> None:
    opened(desk, last=126)
    assert fast_lane.coming(desk, Work.COPIES).number == 127
    assert fast_lane.do_now(desk, asks()).numbers == (127,)


def test_who_is_exempt_pays_nothing_and_the_ground_is_kept(desk: Desk) -> None:
    opened(desk)
    done = fast_lane.do_now(desk, asks(exemption=Exemption(Ground.POOR_HOUSEHOLD)))
    assert done.payable == 0
    assert done.dossier.fees_taken == ()
    assert done.dossier.fee is not None
    assert done.dossier.fee.timing is FeeTiming.EXEMPT
    assert done.dossier.fee.exemption == "poor_household"


def test_an_extract_of_civil_status_is_in_no_book(desk: Desk) -> None:
    done = fast_lane.do_now(desk, asks(work=Work.EXTRACT))
    assert done.numbers == ()
    assert done.payable == 16_000
    assert done.dossier.procedure is not None
    assert done.dossier.procedure.code == "2.000635"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"requester": None}, "person_name_missing"),
        ({"papers": (Asked(" "),)}, "paper_name_missing"),
        ({"papers": (DIPLOMA, Asked(" ", pages=7))}, "paper_name_missing"),
        ({"papers": (Asked("Sổ", 0),)}, "pages_or_copies_missing"),
        ({"papers": tuple(Asked(f"Giấy {n}") for n in range(51))}, "too_many_papers"),
        ({"work": Work.CONTRACTS}, "book_not_open"),
    ],
)
def test_what_is_missing_writes_nothing_at_all(
    desk: Desk, changes: dict[str, object], code: str
) -> None:
    opened(desk)
    with pytest.raises(RuleViolation) as no:
        fast_lane.do_now(desk, asks(**changes))
    assert no.value.code == code
    assert books.state_of(desk, BookKind.COPIES, 2026).entries == 0
    assert desk.store.reader().count(Filter()) == 0


def test_a_closed_book_takes_no_line(desk: Desk) -> None:
    opened(desk)
    fast_lane.do_now(desk, asks())
    with pytest.raises(RuleViolation) as early:
        books.close_year(desk, BookKind.COPIES, 2026, "Phàn A Nhị")
    assert early.value.code == "book_year_not_over"
    clock = desk.machine.clock
    assert isinstance(clock, FrozenClock)
    clock.pass_by(timedelta(days=37))  # 31 December
    state = books.close_year(desk, BookKind.COPIES, 2026, "Phàn A Nhị")
    assert state.book.closed is not None
    assert state.book.closed.entries == 1
    assert fast_lane.coming(desk, Work.COPIES).problem == "book_closed"


def test_a_refusal_is_in_writing_and_takes_no_number(desk: Desk) -> None:
    opened(desk)
    dossier = fast_lane.refuse_now(desk, asks(), "bản chính bị tẩy xóa")
    assert dossier.state is State.NOT_ACCEPTED
    assert dossier.refused is not None
    assert books.state_of(desk, BookKind.COPIES, 2026).entries == 0


def test_a_partial_exemption_is_what_the_book_says_too(desk: Desk) -> None:
    opened(desk)
    done = fast_lane.do_now(desk, asks(exemption=Exemption(Ground.NEAR_POOR, percent=50)))
    (line,) = books.page_of(desk, books.state_of(desk, BookKind.COPIES, 2026))
    assert line.line.said.amount == done.payable == 5_000
