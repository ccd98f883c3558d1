"""Sổ chứng thực at the window: opened, struck, closed, printed by keys."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from app.domain.certification_fees import Asked
from app.domain.papers import Printout
from app.domain.person import Person
from app.domain.register import BookKind
from app.ui.books.ask_panel import Doing
from app.ui.books.page import BooksPage
from app.ui.page import Goto
from app.ui.press import PdfPress
from app.ui.tasks import Workers
from app.usecases import books, fast_lane
from app.usecases.fast_lane import Request
from tests.ui.reception.counter import Counter

LONG = "Nguyễn Hoàng Phương Khánh Thùy Đoan Trang Tôn Nữ Bảo Ngọc Quỳnh Như"


@pytest.fixture
def counter(qtbot: QtBot, workers: Workers, tmp_path: Path) -> Iterator[Counter]:
    made = Counter(qtbot, workers, tmp_path)
    made.window.go(Goto("books"))
    made.settles()
    yield made
    made.closes()


def page_of(counter: Counter) -> BooksPage:
    page = counter.window.page
    assert isinstance(page, BooksPage)
    return page


def opens(counter: Counter, last: str = "0") -> BooksPage:
    page = page_of(counter)
    counter.until(lambda: page.shown is not None)
    counter.presses("Alt+1")
    page.panel.number.fill(last)
    counter.presses("F8")
    counter.until(lambda: bool(page.shown and page.shown.state.book.tenures))
    return page


def certifies(counter: Counter, who: str = "Chẻo Thị Mẩy", paper: str = "Bằng") -> None:
    request = Request(requester=Person(name=who), papers=(Asked(paper, 3, 2),), signed_by="Nhị")
    counter.does(lambda: fast_lane.do_now(counter.desk, request))
    counter.presses("F5")
    counter.settles()


def test_a_book_is_opened_where_the_paper_book_ends(counter: Counter):
    page = opens(counter, "126")
    assert "126" in page.standing.text()
    certifies(counter)
    counter.until(lambda: page.model.rowCount() == 1)
    assert page.shown is not None
    assert page.shown.lines[0].line.number == 127


def test_a_number_that_is_none_is_complained_of(counter: Counter):
    page = page_of(counter)
    counter.until(lambda: page.shown is not None)
    counter.presses("Alt+1")
    page.panel.number.fill("một")
    counter.presses("F8")
    assert page.panel.number.error
    counter.presses("Esc")
    assert page.panel.isHidden()


def test_a_line_is_struck_with_its_reason(counter: Counter):
    page = opens(counter)
    certifies(counter)
    counter.until(lambda: page.model.rowCount() == 1)
    page.view.stand_on(page.shown.lines[0].line.event if page.shown else "")
    counter.presses("Alt+6", "F8")
    assert page.panel.reason.error
    counter.types("ghi nhầm người")
    counter.presses("F8")
    counter.until(lambda: bool(page.shown and page.shown.lines[0].line.struck))


def test_a_closed_year_says_who_signed_and_takes_nothing_more(counter: Counter):
    page = opens(counter)
    certifies(counter)
    counter.presses("Alt+5")
    counter.types("Phàn A Nhị")
    counter.presses("F8")
    counter.settles()  # the word about the opening may still stand there
    assert counter.window.notices.text()
    assert page.panel.signer.value() == "Phàn A Nhị"  # a refusal loses nothing typed
    counter.office.clock.pass_by(timedelta(days=37))  # 31 December
    counter.presses("F8")
    counter.until(lambda: "Phàn A Nhị" in page.standing.text())
    assert not page._acts[Doing.VOLUME].isEnabled()


def test_a_new_volume_goes_on_with_the_numbers(counter: Counter):
    page = opens(counter)
    certifies(counter)
    counter.presses("Alt+4", "F8")
    counter.until(lambda: bool(page.shown and page.shown.state.book.volume == 2))
    certifies(counter)
    counter.until(lambda: page.model.rowCount() == 2)
    assert page.shown is not None
    assert [one.line.number for one in page.shown.lines] == [2, 1]


def test_the_other_kinds_and_words_narrow_the_page(counter: Counter):
    page = opens(counter)
    certifies(counter, paper="Giấy khai sinh")
    certifies(counter, paper="Bằng lái xe")
    page.text.control.setFocus()
    counter.types("khai sinh")
    counter.until(lambda: page.model.rowCount() == 1)


def test_the_month_is_printed_with_its_count_struck_lines_and_void_numbers(
    counter: Counter, tmp_path: Path
):
    asked: list[tuple[Printout, ...]] = []
    counter.session.window.papers_asked.connect(asked.append)
    page = opens(counter)
    for n in range(30):
        certifies(counter, f"{LONG} {n}", "Bằng tốt nghiệp trung học phổ thông hệ bổ túc")
    counter.until(lambda: page.model.rowCount() == 30)
    page.month.fill(11)
    counter.presses("F5")
    counter.settles()
    counter.presses("Ctrl+P")
    counter.until(lambda: bool(asked))
    press = PdfPress(tmp_path)
    press.put(*asked[0])
    pages = PdfReader(press.files[0]).pages
    text = " ".join(" ".join(one.extract_text() for one in pages).split())
    assert len(pages) > 1
    assert "30 trường hợp, từ số 01 đến số 30" in text
    assert text.count("Người ký chứng thực") == len(pages)
    state = counter.does(lambda: books.state_of(counter.desk, BookKind.COPIES, 2026))
    assert state.book.printed[0].entries == 30


def test_the_whole_month_is_printed_whatever_the_search_shows(counter: Counter):
    asked: list[tuple[Printout, ...]] = []
    counter.session.window.papers_asked.connect(asked.append)
    page = opens(counter)
    certifies(counter, paper="Giấy khai sinh")
    certifies(counter, paper="Bằng lái xe")
    page.month.fill(11)
    page.text.control.setFocus()
    counter.types("khai sinh")
    counter.until(lambda: page.model.rowCount() == 1)
    counter.presses("Ctrl+P")
    counter.until(lambda: bool(asked))
    assert len(asked[0][0].rows("rows")) == 2
    state = counter.does(lambda: books.state_of(counter.desk, BookKind.COPIES, 2026))
    assert [(one.month, one.entries) for one in state.book.printed] == [(11, 2)]


def test_striking_without_a_line_says_so(counter: Counter):
    page = opens(counter)
    certifies(counter)
    counter.until(lambda: page.model.rowCount() == 1)
    page.view.setCurrentIndex(page.model.index(-1, -1))
    counter.presses("Alt+6")
    counter.until(lambda: bool(counter.window.notices.text()))
    assert page.panel.isHidden()


def test_last_year_s_book_can_be_looked_at_and_closed_in_january(counter: Counter):
    page = opens(counter)
    certifies(counter)
    counter.office.clock.pass_by(timedelta(days=50))
    page.year.fill(1)
    counter.presses("F5")
    counter.until(lambda: page.model.rowCount() == 1)
    counter.presses("Alt+5")
    counter.types("Phàn A Nhị")
    counter.presses("F8")
    counter.until(lambda: "Phàn A Nhị" in page.standing.text())


def test_a_book_goes_on_in_the_volume_of_the_paper_one(counter: Counter):
    page = page_of(counter)
    counter.until(lambda: page.shown is not None)
    counter.presses("Alt+1")
    page.panel.number.fill("812")
    page.panel.volume.fill("3")
    counter.presses("F8")
    counter.until(lambda: "Quyển số 03" in page.standing.text())
