"""Vướng mắc by keyboard, and a lost slip on the page of its dossier."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.events import Withdrawn
from app.domain.states import Act
from app.ui.page import Goto
from app.ui.tasks import Workers
from app.ui.troubles.page import TroublesPage
from app.usecases.lookup import Section
from tests.ui.dossier.clerk import Clerk


@pytest.fixture
def clerk(qtbot: QtBot, workers: Workers, tmp_path: Path) -> Iterator[Clerk]:
    made = Clerk(qtbot, workers, tmp_path)
    yield made
    made.closes()


def contradicts(clerk: Clerk) -> None:
    first = clerk.office.receives()
    with clerk.desk.store.act(by=clerk.desk.officer) as act:
        act.record(first.id, first.withdraw(Withdrawn(reason="dân xin rút")), seen=first.version)
    with clerk.desk.store.act(by=clerk.desk.officer) as act:
        act.record(first.id, Withdrawn(reason="dân đổi ý"), seen=first.version)


def goes(clerk: Clerk) -> TroublesPage:
    clerk.window.go(Goto("troubles"))
    clerk.settles()
    page = clerk.window.page
    assert isinstance(page, TroublesPage)
    return page


def test_nothing_to_settle_says_so(clerk: Clerk):
    page = goes(clerk)
    assert page.lists.currentWidget() is page.nothing
    clerk.presses("F8")
    assert clerk.window.page is page


def test_enter_leads_to_the_dossier_where_it_is_settled(clerk: Clerk):
    clerk.does(lambda: contradicts(clerk))
    page = goes(clerk)
    clerk.until(lambda: page.model.rowCount() == 1)
    assert "hai nội dung" in page.words.text()
    page.view.setFocus()
    clerk.presses("Return")
    clerk.settles()
    assert clerk.sheet.conflicts.isVisible()


def test_the_tile_of_today_leads_here(clerk: Clerk):
    clerk.does(lambda: contradicts(clerk))
    clerk.window.go(Goto("today"))
    clerk.settles()
    clerk.window.page.presenter.open_section(Section.CONFLICTS)  # type: ignore[union-attr]
    clerk.settles()
    assert clerk.window.page is not None
    assert clerk.window.page.key == "troubles"


def test_a_lost_slip_is_reported_printed_anew_and_warned_of(clerk: Clerk):
    clerk.receives()
    form = clerk.begins(Act.REPORT_SLIP_LOST)
    clerk.is_refused()
    form.checked.fill(on=True)
    clerk.records()
    assert "báo mất" in clerk.sheet.standing.text()
    clerk.until(lambda: len(clerk.tray.papers) == 1)


def test_who_holds_the_papers_stands_on_the_page(clerk: Clerk):
    clerk.receives()
    form = clerk.begins(Act.PLACE_PAPERS)
    clerk.writes(form.holder, "Tẩn Láo San")
    clerk.records()
    assert "Tẩn Láo San" in clerk.sheet.facts.text()
    form = clerk.begins(Act.NOTE_OLD_NUMBER)
    clerk.writes(form.number, "12/2024")
    clerk.records()
    assert "12/2024" in clerk.sheet.facts.text()


def test_a_service_of_the_same_visit_waits_for_another(clerk: Clerk):
    first = clerk.receives()
    clerk.receives("2.000815", ticket=first.ticket)
    form = clerk.begins(Act.CHAIN_AFTER)
    assert form.which.value() == first.id
    clerk.records()
    assert "Chờ kết quả của" in clerk.sheet.facts.text()
