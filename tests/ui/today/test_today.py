"""The first page of the day: counts that lead somewhere, deadlines, what was begun."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton

from app.system import disk
from app.ui.dossiers.page import DossiersPage
from app.ui.page import Goto
from app.ui.reception.page import ReceptionPage
from app.ui.today.page import SHOWN_DRAFTS, TodayPage
from app.ui.today.presenter import PAGES
from app.ui.today.tiles import ORDER
from app.usecases.drafts import save_draft
from app.usecases.lookup import Section
from app.usecases.processing import forward
from app.usecases.scanning import waive_scan
from tests.helpers.desk import LAWYER, a_dossier, a_form
from tests.ui.dossier.clerk import BROUGHT, MARITAL, Clerk


def today(clerk: Clerk) -> TodayPage:
    clerk.settles()  # what was done before has been announced
    clerk.window.go(Goto("today"))
    clerk.settles()
    assert isinstance(clerk.window.page, TodayPage)
    return clerk.window.page


def links(page: TodayPage) -> list[QToolButton]:
    every = [link for link in page.findChildren(QToolButton) if link.isVisibleTo(page)]
    return [link for link in every if not page.nothing.isAncestorOf(link)]


def deadlines(page: TodayPage) -> list[str]:
    rows = range(page.model.rowCount())
    return [str(page.model.index(row, 0).data()) for row in rows]


def test_a_new_office_is_told_what_to_do_next(clerk: Clerk):
    page = today(clerk)
    assert page.nothing.isVisible()
    assert not page.next_due.isVisible()
    assert QApplication.focusWidget() is page.new
    clerk.presses("Space")
    assert isinstance(clerk.window.page, ReceptionPage)


def test_what_is_done_elsewhere_is_counted_while_the_board_is_in_sight(clerk: Clerk):
    page = today(clerk)
    dossier = clerk.does(lambda: a_dossier(clerk.desk, MARITAL))
    clerk.until(lambda: deadlines(page) == [dossier.number])
    assert "đã tiếp nhận 1" in page.day.text()
    assert "1 hồ sơ" in page.tiles.tile(Section.TO_FORWARD).accessibleName()
    clerk.does(lambda: forward(clerk.desk, dossier.version, LAWYER))
    clerk.until(lambda: "0 hồ sơ" in page.tiles.tile(Section.TO_FORWARD).accessibleName())


@pytest.mark.parametrize("section", [one for one in ORDER if one not in PAGES])
def test_every_count_leads_to_the_dossiers_behind_it(clerk: Clerk, section: Section):
    clerk.does(lambda: a_dossier(clerk.desk, MARITAL))
    tile = today(clerk).tiles.tile(section)
    tile.setFocus()
    clerk.presses("Space")
    clerk.settles()
    listed = clerk.window.page
    assert isinstance(listed, DossiersPage)
    assert listed.section.value() is section
    told = tile.accessibleName().partition(": ")[2].partition(" ")[0]
    assert listed.model.rowCount() == int(told)


def test_papers_not_yet_scanned_have_a_line_that_leads_to_their_dossiers(clerk: Clerk):
    page = today(clerk)
    link = page.more.links[Section.UNSCANNED]
    assert link.isHidden()
    dossier = clerk.does(lambda: a_dossier(clerk.desk, MARITAL, papers=(BROUGHT,)))
    clerk.until(lambda: not link.isHidden())
    assert link.text() == "Chưa quét: 1"
    link.setFocus()
    clerk.presses("Space")
    clerk.settles()
    listed = clerk.window.page
    assert isinstance(listed, DossiersPage)
    assert listed.section.value() is Section.UNSCANNED
    assert listed.model.rowCount() == 1
    clerk.does(lambda: waive_scan(clerk.desk, dossier.version, "Tờ khai", "khổ lớn"))
    page = today(clerk)
    clerk.until(page.more.links[Section.UNSCANNED].isHidden)


def test_what_is_late_stands_first_and_says_so_in_words(clerk: Clerk):
    late = clerk.does(lambda: a_dossier(clerk.desk, MARITAL))
    clerk.office.clock.pass_by(timedelta(days=7))
    clerk.does(lambda: a_dossier(clerk.desk, MARITAL))
    page = today(clerk)
    assert deadlines(page)[0] == late.number
    assert str(page.model.index(0, 3).data()).startswith("quá ")


def test_enter_opens_the_nearest_dossier(clerk: Clerk):
    dossier = clerk.does(lambda: a_dossier(clerk.desk, MARITAL))
    page = today(clerk)
    page.next_due.setFocus()
    page.next_due.selectRow(0)
    clerk.presses("Return")
    clerk.settles()
    assert clerk.now.id == dossier.id


def test_a_draft_is_gone_on_with_from_the_first_page(clerk: Clerk):
    clerk.does(lambda: save_draft(clerk.desk, a_form(clerk.desk, MARITAL)))
    page = today(clerk)
    clerk.until(lambda: len(links(page)) == 1)
    links(page)[0].click()
    clerk.settles()
    assert clerk.page.presenter.form.procedure_code == MARITAL


def test_more_drafts_than_there_is_room_for_are_counted(clerk: Clerk):
    for _ in range(SHOWN_DRAFTS + 2):
        clerk.does(lambda: save_draft(clerk.desk, a_form(clerk.desk, MARITAL)))
    page = today(clerk)
    clerk.until(lambda: len(links(page)) == SHOWN_DRAFTS + 1)
    assert "2" in links(page)[-1].text()
    links(page)[-1].click()
    assert isinstance(clerk.window.page, ReceptionPage)


@pytest.mark.parametrize("width", [1024, 1366])
def test_nothing_is_cut_off_on_a_small_screen(clerk: Clerk, width: int):
    clerk.does(lambda: a_dossier(clerk.desk, MARITAL))
    clerk.window.resize(width, 768)
    page = today(clerk)
    assert page.next_due.horizontalScrollBar().maximum() == 0
    for section in ORDER:
        tile = page.tiles.tile(section)
        assert tile.width() >= tile.minimumSizeHint().width()
    assert page.new.testAttribute(Qt.WidgetAttribute.WA_WState_Visible)


def test_a_disk_that_runs_full_is_told_in_the_morning(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
):
    assert today(clerk).room.isHidden()
    monkeypatch.setattr(disk, "free_bytes", lambda _folder: 1 << 30)
    clerk.window.go(Goto("today"))
    clerk.until(today(clerk).room.isVisible)
    assert "2 GB" in today(clerk).room.text()


def test_what_came_back_by_itself_is_told_in_one_sentence(clerk: Clerk):
    assert not today(clerk).healed.isVisible()
    clerk.desk.store.healed = 3
    page = today(clerk)
    assert page.healed.isVisible()
    assert "thiếu 3 việc đã lưu" in page.healed.text()
