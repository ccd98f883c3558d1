"""Blank slips: burned once, printed, and used later in a late entry."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.events import SlipForm
from app.ui.blank_slips.page import BlankSlipsPage
from app.ui.page import Goto
from app.ui.tasks import Workers
from app.usecases import blank_slips
from tests.ui.reception.counter import Counter


@pytest.fixture
def counter(qtbot: QtBot, workers: Workers, tmp_path: Path) -> Iterator[Counter]:
    made = Counter(qtbot, workers, tmp_path)
    made.window.go(Goto("blank_slips"))
    made.settles()
    yield made
    made.closes()


def page_of(counter: Counter) -> BlankSlipsPage:
    page = counter.window.page
    assert isinstance(page, BlankSlipsPage)
    return page


def test_f8_burns_as_many_numbers_as_slips_are_printed(counter: Counter):
    page = page_of(counter)
    page.count.fill("3")
    counter.presses("F8")
    counter.until(lambda: len(page.slips) == 3)
    assert [paper.code for paper in counter.tray.papers] == [slip.code for slip in page.slips]
    assert all(paper.text("submitter") == "" for paper in counter.tray.papers)


@pytest.mark.parametrize("count", ["0", "51", "ba", ""])
def test_a_number_of_slips_out_of_reason_burns_nothing(counter: Counter, count: str):
    page = page_of(counter)
    page.count.fill(count)
    counter.presses("F8")
    counter.settles()
    assert page.count.error
    assert counter.does(lambda: blank_slips.unused_blank_slips(counter.desk)) == ()


def test_a_slip_is_used_in_a_late_entry(counter: Counter):
    page = page_of(counter)
    page.count.fill("1")
    counter.presses("F8")
    counter.until(lambda: len(page.slips) == 1)
    page.view.setFocus()
    counter.presses("Return")
    counter.until(counter.page.form.late.is_on)
    assert counter.page.form.late.slip.value() == page.slips[0].code


def test_a_lost_slip_is_printed_again_under_its_number(counter: Counter):
    page = page_of(counter)
    page.count.fill("1")
    counter.presses("F8")
    counter.until(lambda: len(page.slips) == 1)
    counter.presses("Ctrl+P")
    counter.until(lambda: len(counter.tray.papers) == 2)
    assert counter.tray.papers[0].code == counter.tray.papers[1].code


def test_other_forms_are_printed_empty_and_use_no_number(counter: Counter):
    page = page_of(counter)
    page.form.fill(SlipForm.SUPPLEMENT_REQUEST)
    page.copies.fill("2")
    counter.presses("Alt+P")
    counter.until(lambda: len(counter.tray.papers) == 2)
    empty = counter.tray.papers[0]
    assert (empty.template.form, empty.text("submitter")) == ("supplement_request", "")
    assert empty.text("upper_line")
    assert counter.does(lambda: blank_slips.unused_blank_slips(counter.desk)) == ()


def test_a_number_of_empty_forms_out_of_reason_prints_nothing(counter: Counter):
    page = page_of(counter)
    page.copies.fill("0")
    counter.presses("Alt+P")
    counter.settles()
    assert page.copies.error
    assert counter.tray.papers == []
