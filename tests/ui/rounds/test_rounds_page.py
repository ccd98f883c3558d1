"""Đợt lưu động by keyboard: plan, leave, take along, come back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.events import OnPaper
from app.domain.person import Person
from app.ui.page import Goto
from app.ui.rounds.page import RoundsPage, View
from app.ui.tasks import Workers
from app.usecases import rounds
from app.usecases.rounds import Plan
from tests.helpers.desk import a_dossier
from tests.helpers.dossiers import a_result
from tests.ui.dossier.clerk import Clerk


@pytest.fixture
def clerk(qtbot: QtBot, workers: Workers, tmp_path: Path) -> Iterator[Clerk]:
    made = Clerk(qtbot, workers, tmp_path)
    made.window.go(Goto("rounds"))
    made.settles()
    yield made
    made.closes()


def page_of(clerk: Clerk) -> RoundsPage:
    page = clerk.window.page
    assert isinstance(page, RoundsPage)
    return page


def planned(clerk: Clerk) -> RoundsPage:
    plan = Plan("Bản Tà Lèng", "2026-11-24", "2026-11-25")
    clerk.does(lambda: rounds.plan(clerk.desk, plan))
    page = page_of(clerk)
    clerk.until(lambda: page.round_model.rowCount() == 1)
    clerk.settles()
    return page


def is_ready(clerk: Clerk) -> None:
    person = Person(name="Lò Thị Pản", hamlet="Tà Lèng", phone="0345000118")
    dossier = a_dossier(clerk.desk, submitter=person)
    with clerk.desk.store.act(by=clerk.desk.officer) as act:
        said = a_result(paper=OnPaper(decided_by="Chủ tịch UBND xã"))
        act.record(dossier.id, said, seen=dossier.version)


def test_f8_keeps_a_round(clerk: Clerk):
    page = page_of(clerk)
    clerk.presses("F8")
    clerk.settles()
    assert page.place.error
    clerk.writes(page.place, "Bản Tà Lèng")
    clerk.writes(page.first, "26/11/2026")
    clerk.presses("F8")
    clerk.until(lambda: page.round_model.rowCount() == 1)


def test_a_day_that_is_none_is_said_beside_it(clerk: Clerk):
    page = page_of(clerk)
    clerk.writes(page.place, "Bản Tà Lèng")
    clerk.writes(page.first, "hôm nay")
    clerk.presses("F8")
    clerk.settles()
    assert page.first.error


def test_leaving_and_coming_back_change_the_desk(clerk: Clerk):
    page = planned(clerk)
    heard: list[object] = []
    clerk.window.settings_changed.connect(heard.append)
    clerk.presses("Alt+2")
    clerk.until(lambda: len(heard) == 1)
    assert heard[0].settings.round_place == "Bản Tà Lèng"  # type: ignore[attr-defined]
    clerk.until(lambda: page.chosen is not None and page.chosen.is_here)


def test_what_to_take_along_is_listed_and_printed(clerk: Clerk):
    clerk.does(lambda: is_ready(clerk))
    page = planned(clerk)
    clerk.until(lambda: page.task_model.rowCount() == 1)
    page.view.fill(View.TASKS)
    page.view.edited.emit()
    assert page.lists.currentWidget() is page.tasks
    clerk.presses("Ctrl+P")
    clerk.until(lambda: len(clerk.tray.papers) == 1)
    assert clerk.tray.papers[0].text("place") == "Bản Tà Lèng"


def test_a_second_round_begins_empty(clerk: Clerk):
    page = planned(clerk)
    assert page.place.value() == "Bản Tà Lèng"
    clerk.presses("Alt+1")
    assert page.place.value() == ""
    clerk.writes(page.place, "Bản Sì Choang")
    clerk.writes(page.first, "30/11/2026")
    clerk.presses("F8")
    clerk.until(lambda: page.round_model.rowCount() == 2)


def test_what_is_typed_of_a_new_round_stays_whatever_comes(clerk: Clerk):
    page = planned(clerk)
    clerk.presses("Alt+1")
    clerk.writes(page.place, "Bản Mới")
    clerk.does(clerk.office.receives)
    clerk.settles()
    assert page.place.value() == "Bản Mới"
    clerk.writes(page.first, "30/11/2026")
    clerk.presses("F8", "F8")
    clerk.until(lambda: page.round_model.rowCount() == 2)
    clerk.settles()
    assert page.chosen is not None
    assert page.chosen.round.place == "Bản Mới"
    names = {one.round.place for one in clerk.does(lambda: rounds.rounds(clerk.desk))}
    assert names == {"Bản Mới", "Bản Tà Lèng"}
