"""Cơ quan by keyboard: change, absence, deputy, leave, an agency, who did what."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.access import Role
from app.domain.events import AbsenceNoted, OfficerAdded
from app.domain.officers import OfficerRecord
from app.domain.states import Act
from app.ui.office.page import OfficePage
from app.ui.office.presenter import View
from app.ui.page import Goto
from app.ui.tasks import Workers
from app.usecases import machine_inventory, staff
from tests.helpers.office import MAI
from tests.ui.dossier.clerk import Clerk
from tests.ui.sync_centre.shift import cells


@pytest.fixture
def clerk(qtbot: QtBot, workers: Workers, tmp_path: Path) -> Iterator[Clerk]:
    made = Clerk(qtbot, workers, tmp_path)
    made.does(lambda: adds(made, MAI.id, MAI.name, MAI.role))
    made.does(lambda: adds(made, "guide", "Giàng Thị Mỷ", "guide"))
    made.window.go(Goto("office"))
    made.settles()
    yield made
    made.closes()


def adds(clerk: Clerk, officer: str, name: str, role: str) -> None:
    with clerk.desk.store.act(by=clerk.desk.officer) as act:
        act.record_office(officer, "officer", OfficerAdded(name=name, role=role))


def page_of(clerk: Clerk) -> OfficePage:
    page = clerk.window.page
    assert isinstance(page, OfficePage)
    return page


def record(clerk: Clerk, officer: str) -> OfficerRecord:
    found = clerk.does(lambda: staff.staff(clerk.desk))
    return next(one for one in found if one.id == officer)


def stands_on(clerk: Clerk, officer: str) -> OfficePage:
    page = page_of(clerk)
    page.staff.stand_on(officer)
    clerk.settles()
    return page


def turns_to(clerk: Clerk, view: View) -> OfficePage:
    page = page_of(clerk)
    page.view.fill(view)
    page.view.edited.emit()
    clerk.settles()
    return page


def test_f8_saves_what_was_changed_of_an_officer(clerk: Clerk):
    page = stands_on(clerk, "guide")
    page.change.role.fill(Role.SPECIALIST)
    clerk.writes(page.change.position, "Công chức văn hóa - xã hội")
    clerk.writes(page.change.until, "31/12/2026")
    clerk.presses("F8")
    clerk.settles()
    now = record(clerk, "guide")
    assert (now.role, now.position) == (Role.SPECIALIST, "Công chức văn hóa - xã hội")
    assert now.until == "2026-12-31"


def test_a_day_that_is_none_is_said_beside_it(clerk: Clerk):
    page = stands_on(clerk, "guide")
    clerk.writes(page.change.until, "32/12")
    clerk.presses("F8")
    clerk.settles()
    assert page.change.until.error


def test_an_absence_with_its_deputy_and_back_again(clerk: Clerk):
    page = stands_on(clerk, "guide")
    clerk.presses("Alt+2")
    clerk.writes(page.absence.last, "23/11/2026")
    clerk.presses("F8")
    clerk.settles()
    assert page.absence.last.error
    clerk.writes(page.absence.last, "30/11/2026")
    page.absence.deputy.fill(MAI.id)
    clerk.presses("F8")
    clerk.settles()
    away = record(clerk, "guide").away_on("2026-11-30")
    assert away is not None
    assert away.deputy == MAI.id
    stands_on(clerk, "guide")
    clerk.presses("Alt+3")
    clerk.settles()
    assert record(clerk, "guide").away_on("2026-11-30") is None


def test_esc_gives_an_absence_up(clerk: Clerk):
    page = stands_on(clerk, "guide")
    clerk.presses("Alt+2")
    assert page.cards.currentWidget() is page.absence
    clerk.presses("Esc")
    assert page.cards.currentWidget() is page.change
    assert clerk.window.page is page


def test_a_leave_needs_its_reason(clerk: Clerk):
    page = stands_on(clerk, "guide")
    clerk.presses("Alt+4")
    clerk.presses("F8")
    clerk.settles()
    assert page.leaving.reason.error
    clerk.writes(page.leaving.reason, "hết hợp đồng")
    clerk.presses("F8")
    clerk.settles()
    assert record(clerk, "guide").removed


def test_an_agency_with_its_fields(clerk: Clerk):
    page = turns_to(clerk, View.AGENCIES)
    clerk.presses("Alt+N")
    clerk.writes(page.agency.code, "dd")
    clerk.writes(page.agency.name, "Văn phòng đăng ký đất đai")
    page.agency.fields.fill("Đất đai\nĐo đạc\n")
    clerk.presses("F8")
    clerk.settles()
    (agency,) = clerk.does(lambda: staff.agencies_here(clerk.desk.store.reader()))
    assert (agency.code, agency.fields) == ("DD", ("Đất đai", "Đo đạc"))
    assert page.agency_model.rowCount() == 1


def test_who_did_what_leads_to_the_dossier(clerk: Clerk):
    dossier = clerk.does(clerk.office.receives)
    page = turns_to(clerk, View.AUDIT)
    clerk.writes(page.text, dossier.number)
    clerk.until(lambda: page.audit_model.rowCount() == 1)
    page.entries.setFocus()
    clerk.presses("Return")
    clerk.settles()
    assert clerk.window.page is not None
    assert clerk.window.page.key == "dossier"


def test_what_the_pc_told_by_itself_is_told_as_its_own(clerk: Clerk):
    found = clerk.does(lambda: machine_inventory.look(clerk.desk))
    clerk.does(lambda: machine_inventory.tell(clerk.desk, found))
    page = turns_to(clerk, View.AUDIT)
    clerk.until(lambda: page.audit_model.rowCount() > 0)
    shown = cells(page.audit_model)[0]
    assert shown[1:4] == ["", "máy tự ghi", "Máy báo cấu hình cho tỉnh"]


def test_a_deputy_goes_on_with_the_rights_and_back(clerk: Clerk):
    heard: list[object] = []
    clerk.window.settings_changed.connect(heard.append)
    clerk.does(lambda: hands_over(clerk))
    clerk.settles()
    page_of(clerk).presenter.read()
    clerk.settles()
    clerk.presses("Alt+5")
    clerk.until(lambda: len(heard) == 1)
    assert heard[0].officer.name == f"{MAI.name} (thay Vàng A Dơ)"  # type: ignore[attr-defined]


def test_the_leave_is_of_whom_the_card_names(clerk: Clerk):
    page = stands_on(clerk, "guide")
    clerk.presses("Alt+4")
    clerk.writes(page.leaving.reason, "hết hợp đồng")
    page.staff.stand_on(MAI.id)
    clerk.settles()
    clerk.presses("F8")
    clerk.settles()
    assert not record(clerk, "guide").removed
    assert not record(clerk, MAI.id).removed
    assert page.cards.currentWidget() is page.change


def test_what_is_typed_stays_when_somebody_is_added(clerk: Clerk):
    page = stands_on(clerk, "guide")
    clerk.writes(page.change.position, "Cộng tác viên")
    clerk.does(lambda: adds(clerk, "new", "Phàn Láo Tả", "clerk"))
    clerk.until(lambda: page.staff_model.rowCount() == 3)
    assert page.change.position.value() == "Cộng tác viên"


def test_whoever_gives_an_absent_officer_a_step_is_told(clerk: Clerk):
    away = AbsenceNoted(first="2026-11-24", last="2026-11-26", deputy=MAI.id)
    clerk.does(lambda: staff.note_absence(clerk.desk, "guide", away))
    clerk.receives()
    form = clerk.begins(Act.ASSIGN)
    clerk.writes(form.who, "giang thi my")
    assert "26/11/2026" in form.who.hint
    assert MAI.name in form.who.hint
    clerk.writes(form.who, "Lý A Sài")
    assert form.who.hint == ""


def hands_over(clerk: Clerk) -> None:
    said = AbsenceNoted(first="2026-11-24", last="2026-11-25", deputy=MAI.id, with_rights=True)
    with clerk.desk.store.act(by=clerk.desk.officer) as act:
        act.record_office("chief", "officer", OfficerAdded(name="Vàng A Dơ", role="leader"))
        act.record_office("chief", "officer", said)
