"""Hôm nay names what came online with the end of its eight working hours (Điều 17(2))."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.ui.dossier.page import DossierPage
from app.ui.page import Goto
from app.ui.tasks import Workers
from app.ui.today.page import TodayPage
from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.layout import words_in
from app.usecases.lookup import Section
from tests.ui.reception.counter import Counter
from tests.usecases.test_online import came_online


@pytest.fixture
def counter(qtbot: QtBot, workers: Workers, tmp_path: Path) -> Iterator[Counter]:
    made = Counter(qtbot, workers, tmp_path)
    yield made
    made.closes()


def test_it_is_named_and_leads_to_the_dossier(counter: Counter):
    dossier = counter.does(lambda: came_online(counter.desk))
    counter.window.go(Goto("today"))
    page = counter.window.page
    assert isinstance(page, TodayPage)
    counter.until(lambda: page.online.count() == 1)
    assert "Trực tuyến, trả lời trước 17:00 thứ Tư 25/11:" in words_in(page.online)
    assert page.more.links[Section.ONLINE_NEW].text() == "Hồ sơ trực tuyến chờ tiếp nhận: 1"
    item = page.online.itemAt(0)
    assert item is not None
    line = item.widget()
    assert line is not None
    line.findChildren(LinkButton)[0].click()
    counter.until(lambda: isinstance(counter.window.page, DossierPage))
    shown = counter.window.page
    assert isinstance(shown, DossierPage)
    assert shown.presenter.id == dossier


def test_once_the_hours_are_over_it_says_so_with_a_mark(counter: Counter):
    counter.does(lambda: came_online(counter.desk))
    counter.office.clock.pass_by(timedelta(days=3))
    counter.window.go(Goto("today"))
    page = counter.window.page
    assert isinstance(page, TodayPage)
    counter.until(lambda: page.online.count() == 1)
    assert any(words.startswith("⚠ Trực tuyến, lẽ ra") for words in words_in(page.online))
    assert page.more.links[Section.ONLINE_LATE].text().startswith("⚠")
