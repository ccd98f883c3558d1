"""Kiểm tra máy: one by one, the first fault in large words, the report shown before it leaves."""

import pytest
from PySide6.QtWidgets import QFileDialog

from app.ui.doctor import panel
from app.ui.doctor.frame import DoctorFrame
from app.ui.doctor.page import DoctorPage
from app.ui.doctor.report_dialog import ReportDialog
from app.ui.page import Goto, Session
from app.ui.printing.checkup import CheckupPaper, sheet_of
from app.ui.tasks import TaskRunner
from app.usecases.checks import Check
from app.usecases.synchronise import one_round
from app.usecases.this_pc import ThisPc
from tests.helpers.desk import a_desk
from tests.helpers.office import an_office
from tests.helpers.province import Province
from tests.ui.reception.counter import on


@pytest.fixture
def desk(workers, tmp_path):
    """Mai at the counter, opened on the store's thread."""
    office = on(workers, lambda: an_office(tmp_path))
    yield on(workers, lambda: a_desk(office))
    on(workers, office.closes)


@pytest.fixture
def session(desk, tasks):
    return Session(desk, tasks)


@pytest.fixture
def province(tmp_path, workers, desk):
    one = Province(tmp_path / "gateway", desk.machine.clock, desk.office.commune_code)
    on(workers, lambda: one.enrols(desk))
    on(workers, lambda: one_round(desk))
    yield one
    one.closes()


@pytest.fixture
def page(qtbot, session):
    made = DoctorPage(session)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    return made


def _ended(qtbot, panel):
    qtbot.waitUntil(lambda: panel.end.isHidden() and panel.model.rowCount() > 9)


def _outcomes(panel):
    return {one.name: one.ok for one in panel.presenter.checks}


def test_a_good_line_is_said_to_be_good(qtbot, province, page):
    page.enter(Goto("doctor"))
    _ended(qtbot, page.panel)
    told = _outcomes(page.panel)
    assert told["last ack"] is True
    assert told["database"] is True


def test_the_first_fault_stands_in_large_words_with_its_code(qtbot, province, page):
    province.is_cut_off()
    page.enter(Goto("doctor"))
    _ended(qtbot, page.panel)
    assert page.panel.headline.text() == "MC-341"
    assert "không ai nhận kết nối" in page.panel.what.text()
    assert page.panel.remedy.text()
    assert _outcomes(page.panel)["tls"] is None


def test_every_word_is_shown_before_the_report_is_saved(
    qtbot, province, page, tmp_path, monkeypatch
):
    page.enter(Goto("doctor"))
    _ended(qtbot, page.panel)
    path = tmp_path / "stick.motcua-report"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    page.panel.report.click()
    qtbot.waitUntil(lambda: page.panel.findChildren(ReportDialog) != [])
    dialog = page.panel.findChildren(ReportDialog)[0]
    shown = dialog.text.toPlainText()
    assert "đều đọc được" not in shown
    dialog.save.click()
    qtbot.waitUntil(path.is_file)
    assert path.read_text("utf-8") == shown
    qtbot.waitUntil(lambda: path.name in page.panel.notices.text())


def test_before_the_sign_in_nothing_of_the_office_is_opened(qtbot, workers, desk, province):
    frame = DoctorFrame(TaskRunner(workers), ThisPc(desk.profile, desk.machine), lambda: None)
    qtbot.addWidget(frame)
    frame.begin()
    _ended(qtbot, frame.panel)
    told = _outcomes(frame.panel)
    assert told["version"] is True
    assert told["authentication"] is None
    assert "database" not in told


def test_what_was_found_is_printed_with_its_code_and_what_to_do(qtbot, province, page, monkeypatch):
    province.is_cut_off()
    page.enter(Goto("doctor"))
    _ended(qtbot, page.panel)
    printed = []
    monkeypatch.setattr(panel, "print_checkup", lambda *told: printed.append(told))
    page.panel.paper.click()
    headline, lines = printed[0]
    assert headline.startswith("MC-341 Đến được")
    assert any("MC-341" in line and "Chờ 15 phút" in line for line in lines)
    assert sheet_of(CheckupPaper(headline, tuple(lines))).width > 0


def test_without_a_printer_it_is_said(qtbot, province, page):
    page.enter(Goto("doctor"))
    _ended(qtbot, page.panel)
    page.panel.paper.click()
    assert "máy in" in page.panel.notices.text()


def test_a_further_fault_is_explained_when_its_row_is_chosen(qtbot, province, page):
    """On a narrow window the list has no room for a sentence, and the first is not the only one."""
    province.is_cut_off()
    page.enter(Goto("doctor"))
    _ended(qtbot, page.panel)
    assert page.panel.headline.text() == "MC-341"
    faults = [row for row, one in enumerate(page.panel.presenter.checks) if one.fails]
    page.panel.list.setCurrentIndex(page.panel.model.index(faults[-1], 0))
    assert page.panel.headline.text() == "MC-235"
    assert page.panel.remedy.text() == "Cắm ổ sao lưu và sao lưu ngay."


def test_who_leaves_before_the_look_has_begun_is_not_waited_for(qtbot, province, page, monkeypatch):
    """The thread may begin later than the officer leaves; then no line is looked at."""
    begun = []
    monkeypatch.setattr(page.session.tasks, "aside", lambda work, *_: begun.append(work))
    page.enter(Goto("doctor"))
    page.leave()
    told: list[Check] = []
    begun[0](told.append)
    assert next(one for one in told if one.name == "tcp").ok is None
