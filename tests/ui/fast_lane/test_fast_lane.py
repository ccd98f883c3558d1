"""Làm ngay at the window: forty copies in a row without a mouse, and what may go wrong."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.papers import Printout
from app.domain.register import BookKind
from app.domain.states import State
from app.ui.fast_lane.page import FastLanePage
from app.ui.page import Goto
from app.ui.tasks import Workers
from app.usecases import books
from tests.ui.reception.counter import CARD, Counter

AIM = 8  # keys of one certified copy besides its text


@pytest.fixture
def counter(qtbot: QtBot, workers: Workers, tmp_path: Path) -> Iterator[Counter]:
    made = Counter(qtbot, workers, tmp_path)
    made.does(lambda: books.open_book(made.desk, BookKind.COPIES))
    made.window.go(Goto("fast_lane"))
    made.settles()
    yield made
    made.closes()


def page_of(counter: Counter) -> FastLanePage:
    page = counter.window.page
    assert isinstance(page, FastLanePage)
    return page


def certifies(counter: Counter, who: str, paper: str, pages: str, copies: str) -> None:
    """One citizen: name, number passed over, paper, pages, copies, F8."""
    page = page_of(counter)
    before = len(page._done)
    counter.types(who)
    counter.presses("Tab", "Tab")
    counter.types(paper)
    counter.presses("Tab")
    counter.types(pages)
    counter.presses("Tab")
    counter.types(copies)
    counter.presses("F8")
    counter.until(lambda: len(page._done) == before + 1)


def test_forty_copies_in_a_row_take_at_most_eight_keys_each_and_no_mouse(counter: Counter):
    counter.keys = 0
    for n in range(40):
        certifies(counter, f"Chẻo Thị Mẩy {n}", "Bằng tốt nghiệp", str(n % 4 + 1), "2")
    assert counter.keys / 40 <= AIM
    state = counter.does(lambda: books.state_of(counter.desk, BookKind.COPIES, 2026))
    assert (state.entries, state.last, state.holes) == (40, 40, ())
    (first, *_rest, last) = reversed(counter.does(lambda: books.page_of(counter.desk, state)))
    assert (first.line.said.requester, first.line.pages) == ("Chẻo Thị Mẩy 0", 1)
    assert (last.line.said.requester, last.line.copies) == ("Chẻo Thị Mẩy 39", 2)


def test_the_cost_and_the_next_number_are_said_while_one_types(counter: Counter):
    page = page_of(counter)
    counter.until(lambda: page.side.number.text() == "01")
    page.papers.rows[0].pages.line.setFocus()
    page.papers.rows[0].pages.line.clear()
    page.papers.rows[0].name.fill("Bằng")
    counter.types("3")
    counter.until(lambda: page.side.cost.text() == "5.000 đồng")


def test_a_card_names_the_requester_and_the_paper_is_next(counter: Counter):
    page = page_of(counter)
    counter._at += 500
    for letter in CARD + "\n":
        counter._letter("\r" if letter == "\n" else letter, 4)
    counter.until(lambda: page.requester.name.value() == "LÒ VĂN TÉM")
    assert QApplication.focusWidget() is page.papers.rows[0].name.line


def test_several_originals_of_one_citizen_are_one_request(counter: Counter):
    page = page_of(counter)
    counter.types("Lý Mí Sài")
    page.papers.rows[0].name.fill("Giấy khai sinh")
    counter.presses("Alt+T")
    counter.types("Sổ hộ khẩu cũ")
    counter.presses("F8")
    counter.until(lambda: len(page._done) == 1)
    assert page._done[0].numbers == "01, 02"
    assert len(page.papers.rows) == 1
    counter.presses("F7")
    assert page.requester.name.value() == "Lý Mí Sài"


def test_what_is_missing_is_said_beside_its_field_and_nothing_is_written(counter: Counter):
    page = page_of(counter)
    counter.presses("F8")
    counter.until(lambda: bool(page.requester.name.error))
    counter.types("Lý Mí Sài")
    counter.presses("F8")
    counter.until(lambda: bool(page.papers.rows[0].name.error))
    state = counter.does(lambda: books.state_of(counter.desk, BookKind.COPIES, 2026))
    assert state.entries == 0


def test_a_book_that_is_not_open_says_what_to_do(counter: Counter):
    page = page_of(counter)
    counter.presses("Alt+4")
    counter.until(lambda: "chưa mở" in page.side.book.text())
    counter.presses("Alt+6")
    counter.until(
        lambda: page.side.number.text() == "—" and "Không ghi sổ" in page.side.book.text()
    )


def test_a_refusal_needs_its_reason_and_ends_in_the_dossier(counter: Counter):
    page = page_of(counter)
    counter.types("Lý Mí Sài")
    page.papers.rows[0].name.fill("Bằng tốt nghiệp")
    counter.presses("Ctrl+R", "F8")
    assert page.reason.error
    counter.presses("Esc")
    assert page.reason.isHidden()
    counter.presses("Ctrl+R")
    counter.types("bản chính bị tẩy xóa")
    counter.presses("F8")
    counter.until(lambda: counter.window.page is not page)
    (row,) = counter.does(lambda: counter.desk.store.reader().search("Lý Mí Sài"))
    assert row.state is State.NOT_ACCEPTED


def test_the_receipt_of_the_last_citizen_is_printed_on_wish(counter: Counter):
    asked: list[tuple[Printout, ...]] = []
    counter.session.window.papers_asked.connect(asked.append)
    certifies(counter, "Chẻo Thị Mẩy", "Bằng tốt nghiệp", "3", "2")
    counter.presses("Ctrl+P")
    counter.until(lambda: bool(asked))
    paper = asked[0][0]
    assert paper.text("payer") == "Chẻo Thị Mẩy"
    assert paper.rows("rows")[0]["book_number"] == "1"
    assert paper.text("amount").startswith("10.000")


def test_f8_pressed_twice_certifies_once(counter: Counter):
    page = page_of(counter)
    counter.types("Chẻo Thị Mẩy")
    page.papers.rows[0].name.fill("Bằng tốt nghiệp")
    counter.presses("F8", "F8")
    counter.until(lambda: len(page._done) == 1)
    counter.settles()
    state = counter.does(lambda: books.state_of(counter.desk, BookKind.COPIES, 2026))
    assert state.entries == 1


def test_an_original_without_a_name_is_asked_for_in_its_own_row(counter: Counter):
    page = page_of(counter)
    counter.types("Chẻo Thị Mẩy")
    page.papers.rows[0].name.fill("Bằng tốt nghiệp")
    counter.presses("Alt+T")
    page.papers.rows[1].pages.fill("7")
    counter.presses("F8")
    counter.until(lambda: bool(page.papers.rows[1].name.error))
    assert not page.papers.rows[0].name.error
    state = counter.does(lambda: books.state_of(counter.desk, BookKind.COPIES, 2026))
    assert state.entries == 0


def test_an_empty_row_too_many_is_no_trouble(counter: Counter):
    page = page_of(counter)
    counter.types("Chẻo Thị Mẩy")
    page.papers.rows[0].name.fill("Bằng tốt nghiệp")
    counter.presses("Alt+T", "F8")
    counter.until(lambda: len(page._done) == 1)


def test_the_thirteenth_original_is_a_second_request_and_that_is_said(counter: Counter):
    page = page_of(counter)
    for _ in range(11):
        counter.presses("Alt+T")
    assert len(page.papers.rows) == 12
    assert not counter.window.notices.text()
    counter.presses("Alt+T")
    assert len(page.papers.rows) == 12
    assert "12" in counter.window.notices.text()


def test_what_is_wrong_with_one_field_moves_none_beside_it(counter: Counter):
    page = page_of(counter)
    page.papers.rows[0].name.fill("Bằng")
    counter.presses("F8")
    counter.until(lambda: page.requester.name.height() > page.requester.number.height())
    assert page.requester.name.y() == page.requester.number.y()
