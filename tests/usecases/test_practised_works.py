"""Each of the ten works to practise is known to be done once it was done, and not before."""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from app.domain.certification_fees import Asked
from app.domain.dossier import Dossier
from app.domain.events import IssuedPaper, OnPaper
from app.domain.practice import MARK
from app.domain.register import BookKind
from app.domain.takeover import Judgement
from app.store.profile import Profile
from app.system import tables
from app.usecases import books, cash, fast_lane, practice, takeover
from app.usecases.administration import ThisPc, sign_in, sign_out
from app.usecases.blank_slips import burn_blank_slips
from app.usecases.correction import correct_reception, form_of
from app.usecases.desk import Desk
from app.usecases.fast_lane import Request
from app.usecases.processing import Decided, add_note, forward
from app.usecases.reception import receive
from app.usecases.results import HandOver, record_result, return_result
from app.usecases.supplement import request_supplement
from app.usecases.whereabouts import report_slip_lost
from tests.helpers import exports
from tests.helpers.desk import DECLARATION, LAWYER, PAO, a_form
from tests.helpers.exports import line
from tests.helpers.office import a_machine

BIRTH, MARITAL = "1.001193", "1.004873"
pytestmark = pytest.mark.xdist_group("practised works")  # one practice office for all
Work = Callable[[Desk], object]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The learner at one practice counter; each test is about what it does itself."""
    pc = ThisPc(Profile(tmp_path_factory.mktemp("practice") / "office"), a_machine())
    desk = sign_in(practice.prepare(pc), practice.OFFICER, practice.PASSWORD)
    yield desk
    sign_out(desk)


def taken_in(desk: Desk, code: str = MARITAL) -> Dossier:
    return receive(desk, a_form(desk, code))


def certifies(desk: Desk) -> None:
    books.open_book(desk, BookKind.COPIES)
    papers = (Asked("Bằng tốt nghiệp", pages=3, copies=2),)
    fast_lane.do_now(desk, Request(requester=PAO, papers=papers, signed_by="Phàn A Nhị"))


def has_a_result(desk: Desk) -> Dossier:
    decided = Decided(desk.now(), OnPaper(decided_by="Tẩn Phù Quân", position="Chủ tịch"))
    paper = IssuedPaper(name="Giấy xác nhận", number="12/2026")
    return record_result(desk, taken_in(desk).version, [paper], decided=decided)


def corrects(desk: Desk) -> None:
    dossier = taken_in(desk)
    form = msgspec.structs.replace(form_of(desk, dossier.id), sets=2)
    correct_reception(desk, dossier.version, form, "ghi nhầm số bộ", slip_recovered=True)


HALVES: dict[str, Work] = {
    "birth": taken_in,
    "copy": lambda desk: books.open_book(desk, BookKind.SIGNATURES),
    "return": has_a_result,
}
"""What looks like the work and is not the whole of it."""

WORKS: dict[str, Work] = {
    "birth": lambda desk: taken_in(desk, BIRTH),
    "copy": certifies,
    "supplement": lambda desk: request_supplement(
        desk, taken_in(desk).version, [DECLARATION], "chưa nộp"
    ),
    "forward": lambda desk: forward(desk, taken_in(desk).version, LAWYER),
    "return": lambda desk: return_result(desk, has_a_result(desk).version, HandOver()),
    "lost": lambda desk: report_slip_lost(desk, taken_in(desk).version, PAO.name, id_checked=True),
    "fee": lambda desk: cash.take_fee(desk, taken_in(desk).version, cash.Taking(8000)),
    "correct": corrects,
    "person": lambda desk: add_note(desk, taken_in(desk).version, "đã gọi"),
    "slips": lambda desk: burn_blank_slips(desk, 2),
}


def test_there_is_a_way_to_do_every_work():
    assert list(WORKS) == [task.id for task in practice.tasks()]


def test_nothing_is_done_by_what_stood_there_before(desk: Desk):
    assert desk.store.reader().audit(0, 1000)
    found = practice.how_far(desk)
    assert (found.done, found.current) == (frozenset(), found.tasks[0])


@pytest.mark.parametrize("work", WORKS)
def test_a_work_is_known_to_be_done_when_it_was_done_and_no_other_with_it(desk: Desk, work: str):
    before = practice.how_far(desk).done
    HALVES.get(work, taken_in)(desk)
    assert practice.how_far(desk).done == before
    assert work not in before
    WORKS[work](desk)
    assert practice.how_far(desk).done == before | {work}


def test_after_all_of_them_there_is_none_left(desk: Desk):
    for task in practice.tasks():
        if task.id not in practice.how_far(desk).done:
            WORKS[task.id](desk)
    assert practice.how_far(desk).current is None


def test_refused_rows_of_a_takeover_say_that_they_are_worth_nothing(desk: Desk, tmp_path: Path):
    file = takeover.open_file(exports.xlsx(tmp_path / "a.xlsx", [line(1, Ngày_tiếp_nhận="mai")]))
    plan = takeover.propose(desk, file)
    assert plan is not None
    (row,) = takeover.preview(desk, file, plan).of(Judgement.REFUSED)
    out = tmp_path / "chưa nhập.xlsx"
    takeover.write_rows(desk, out, "Chưa nhập", [(row, "không đọc được")])
    assert [found[0] for found in tables.read(out).tables[0].rows[:2]] == [MARK, "Chưa nhập"]
