"""Làm ngay on a slow PC: what is answered late takes nothing from the next citizen."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.register import BookKind
from app.ui.fast_lane.page import FastLanePage
from app.ui.page import Goto
from app.ui.tasks import Workers
from app.usecases import books, people
from tests.helpers.patience import PATIENCE
from tests.ui.reception.counter import Counter


class SlowPc(Counter):
    """The fast lane where the store's thread, or a search, can be held up."""

    def __init__(self, qtbot: QtBot, workers: Workers, folder: Path) -> None:
        super().__init__(qtbot, workers, folder)
        self.goes_on = threading.Event()
        self.does(lambda: books.open_book(self.desk, BookKind.COPIES))
        self.window.go(Goto("fast_lane"))
        self.settles()

    @property
    def lane(self) -> FastLanePage:
        page = self.window.page
        assert isinstance(page, FastLanePage)
        return page

    def holds_up(self, how: Callable[[Callable[[], Any]], None]) -> None:
        """Nothing more is done on a thread until `goes_on`."""
        how(lambda: self.goes_on.wait(PATIENCE))

    def types_a_copy(self, who: str) -> None:
        self.types(who)
        self.presses("Tab", "Tab")
        self.types("Bằng tốt nghiệp")

    def entries(self) -> int:
        return self.does(lambda: books.state_of(self.desk, BookKind.COPIES, 2026)).entries


@pytest.fixture
def pc(qtbot: QtBot, workers: Workers, tmp_path: Path) -> Iterator[SlowPc]:
    made = SlowPc(qtbot, workers, tmp_path)
    yield made
    made.goes_on.set()
    made.closes()


def test_f8_counts_while_another_work_still_runs(pc: SlowPc):
    pc.holds_up(pc.session.tasks.run)
    pc.types_a_copy("Chẻo Thị Mẩy")
    pc.presses("F8", "F8")
    pc.goes_on.set()
    pc.until(lambda: len(pc.lane._done) == 1)
    pc.settles()
    assert pc.entries() == 1


def test_people_found_after_the_citizen_has_gone_are_not_offered_to_the_next(
    pc: SlowPc, monkeypatch: pytest.MonkeyPatch
):
    pc.types_a_copy("Chẻo Thị Mẩy")
    pc.presses("F8")
    pc.until(lambda: len(pc.lane._done) == 1)
    pc.settles()
    looks = people.known_people

    def slowly(*asked: Any) -> Any:
        assert pc.goes_on.wait(PATIENCE)
        return looks(*asked)

    monkeypatch.setattr(people, "known_people", slowly)
    pc.types_a_copy("Chẻo Thị Mẩy")
    pc.presses("F8")
    pc.until(lambda: len(pc.lane._done) == 2)
    pc.goes_on.set()
    pc.settles()
    assert pc.lane.requester.name.list_shown() == 0
    assert QApplication.focusWidget() is pc.lane.requester.name.line
    pc.types_a_copy("Lý Mí Sài")
    pc.presses("F8")
    pc.until(lambda: len(pc.lane._done) == 3)
    assert pc.lane._done[0].who == "Lý Mí Sài"


def test_f8_is_heard_while_a_list_of_people_is_open(pc: SlowPc):
    pc.types_a_copy("Chẻo Thị Mẩy")
    pc.presses("F8")
    pc.until(lambda: len(pc.lane._done) == 1)
    pc.lane.papers.rows[0].name.fill("Sổ hộ khẩu")
    pc.types("Chẻo")
    pc.until(lambda: pc.lane.requester.name.list_shown() == 1)
    pc.presses("F8")
    pc.until(lambda: len(pc.lane._done) == 2)
    assert pc.lane._done[0].who == "Chẻo"


@pytest.mark.parametrize("typed", ["Chẻo Thị Mây", "Lý Mí Sài"])
def test_what_is_typed_over_before_the_answer_is_not_written_and_that_is_said(
    pc: SlowPc, typed: str
):
    pc.types_a_copy("Chẻo Thị Mẩy")
    pc.holds_up(pc.session.tasks.run)
    pc.presses("F8")
    pc.lane.requester.name.line.setFocus()
    pc.presses("Ctrl+A")
    pc.types(typed)
    pc.goes_on.set()
    pc.until(lambda: len(pc.lane._done) == 1)
    assert pc.lane._done[0].who == "Chẻo Thị Mẩy"
    assert "gõ lại" in pc.window.notices.text()
    assert pc.lane.requester.value() is None
    assert pc.lane.papers.value() == ()
    pc.presses("F8")
    pc.settles()
    assert pc.entries() == 1
