"""Vướng mắc by keyboard, and a lost slip on the page of its dossier."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.domain.access import Role
from app.domain.events import NoteAdded, Received, RecordRefused, Withdrawn
from app.domain.provincial import owed
from app.domain.states import Act
from app.store.records import Officer
from app.system import tables
from app.ui.hand_entry.page import HandEntryPage
from app.ui.labels import label
from app.ui.page import Goto
from app.ui.sync_centre.page import SyncCentrePage
from app.ui.tasks import Workers
from app.ui.troubles.page import TroublesPage
from app.usecases.lookup import Section
from app.usecases.troubles import TroubleKind
from tests.helpers.two_pcs import says
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


def refuses(clerk: Clerk) -> str:
    """The province's own word, told as its connector tells it."""
    dossier = clerk.office.receives()
    said = RecordRefused(reason="Thiếu số định danh của chủ hồ sơ.")
    with clerk.desk.store.act(by=Officer("tỉnh", "Hệ thống tỉnh", Role.PROVINCE.value)) as act:
        act.record(dossier.id, said, seen=dossier.version)
    return dossier.id


def test_what_the_province_refused_says_why_and_is_offered_again_by_one_key(clerk: Clerk):
    dossier = clerk.does(lambda: refuses(clerk))
    page = goes(clerk)
    clerk.until(lambda: page.model.rowCount() == 1)
    assert "Thiếu số định danh của chủ hồ sơ." in page.words.text()
    page.view.setFocus()
    clerk.presses("Alt+2")
    clerk.until(lambda: page.model.rowCount() == 0)
    kept = clerk.does(lambda: clerk.desk.store.reader().dossier(dossier))
    assert kept.timeline[-1].kind == "office.resend_asked"
    assert owed(kept)


def test_what_the_province_refused_can_be_typed_in_by_hand(clerk: Clerk):
    clerk.does(lambda: refuses(clerk))
    page = goes(clerk)
    clerk.until(lambda: page.model.rowCount() == 1)
    page.view.setFocus()
    clerk.presses("Alt+3")
    clerk.settles()
    assert isinstance(clerk.window.page, HandEntryPage)
    clerk.until(lambda: clerk.window.page.sheet is not None)  # type: ignore[union-attr]


def test_what_the_province_refused_says_since_when_and_is_withdrawn_by_one_key(clerk: Clerk):
    clerk.does(lambda: refuses(clerk))
    page = goes(clerk)
    clerk.until(lambda: page.model.rowCount() == 1)
    assert "Chưa ghi nhận từ 08:40 thứ Ba 24/11" in page.words.text()
    page.view.setFocus()
    clerk.presses("Alt+4")
    clerk.until(lambda: clerk.window.page.key == "dossier")  # type: ignore[union-attr]
    clerk.until(lambda: clerk.sheet.panel is not None)
    assert clerk.panel.form.act is Act.WITHDRAW


def test_the_list_is_saved_as_excel_as_it_stands(clerk: Clerk, tmp_path: Path):
    clerk.does(lambda: refuses(clerk))
    page = goes(clerk)
    clerk.until(lambda: page.model.rowCount() == 1)
    clerk.presses("Ctrl+E")
    (dialog,) = page.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "vuong-mac.xlsx"))
    clerk.until((tmp_path / "vuong-mac.xlsx").exists)
    dialog.close()
    clerk.settles()
    (sheet,) = tables.read(tmp_path / "vuong-mac.xlsx").tables
    said = " ".join(map(str, sheet.rows[-1]))
    assert label(TroubleKind.REFUSED) in said
    assert "Thiếu số định danh của chủ hồ sơ." in said


def test_keys_of_a_refusal_do_nothing_elsewhere(clerk: Clerk):
    clerk.does(lambda: contradicts(clerk))
    page = goes(clerk)
    clerk.until(lambda: page.model.rowCount() == 1)
    clerk.presses("Alt+2")
    clerk.presses("Alt+3")
    assert clerk.window.page is page


def test_the_tile_of_today_leads_here(clerk: Clerk):
    clerk.does(lambda: contradicts(clerk))
    clerk.window.go(Goto("today"))
    clerk.settles()
    clerk.window.page.presenter.open_section(Section.CONFLICTS)  # type: ignore[union-attr]
    clerk.settles()
    assert clerk.window.page is not None
    assert clerk.window.page.key == "troubles"


def gives_a_code_twice(clerk: Clerk) -> str:
    first = clerk.office.receives()
    said = next(one.said for one in first.timeline if isinstance(one.said, Received))
    with clerk.desk.store.act(by=clerk.desk.officer) as act:
        return act.record(act.new_id(), said).id


def test_a_code_on_two_slips_is_replaced_by_two_keys_and_a_new_slip_comes_out(clerk: Clerk):
    dossier = clerk.does(lambda: gives_a_code_twice(clerk))
    page = goes(clerk)
    clerk.until(lambda: page.model.rowCount() == 2)
    assert "giữ mã" in page.words.text()
    page.view.setFocus()
    clerk.presses("Down")
    assert "Cấp mã mới" in page.words.text()
    clerk.presses("Return")
    clerk.settles()
    assert clerk.window.page is not None
    assert "cấp mã mới cho hồ sơ này" in clerk.sheet.standing.text()
    clerk.begins(Act.REPLACE_CODE)
    clerk.records()
    clerk.until(lambda: len(clerk.tray.papers) == 1)
    kept = clerk.does(lambda: clerk.desk.store.reader().dossier(dossier))
    assert len(kept.replaced_codes) == 1
    assert "Mã cũ" in clerk.sheet.facts.text()


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


def test_a_copied_pc_is_marked_as_seen_by_one_key(clerk: Clerk):
    dossier = clerk.does(clerk.office.receives)
    for text in ("đã gọi cho dân", "dân hẹn thứ Hai"):  # the second one comes from a cloned disk
        clerk.does(partial(says, clerk.office.store, dossier, NoteAdded(text=text)))
    page = goes(clerk)
    clerk.until(lambda: page.model.rowCount() == 1)
    assert "Alt+5" in page.words.text()
    clerk.presses("Alt+5")
    clerk.settles()
    clerk.until(lambda: page.model.rowCount() == 0)
    clerk.window.go(Goto("sync_centre"))
    clerk.settles()
    centre = clerk.window.page
    assert isinstance(centre, SyncCentrePage)
    clerk.until(lambda: "đã xem lúc" in centre.aside.text())
    assert clerk.desk.officer.name in centre.aside.text()
