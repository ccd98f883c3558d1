"""Sổ và báo cáo by keyboard: choose the days, read a number, open what is behind it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.domain.officers import Agency
from app.domain.reports import Period, Span
from app.store.records import Officer
from app.ui.dossier.page import DossierPage
from app.ui.page import Goto
from app.ui.reports.figures import Figure
from app.ui.reports.page import ReportsPage
from app.ui.tasks import Workers
from app.usecases.office import OfficeSettings
from app.usecases.reports import Report, ReportKind
from app.usecases.staff import name_agency
from tests.helpers.dossiers import a_procedure, a_received
from tests.ui.dossier.clerk import Clerk

PERSON = {"submitter": a_received().submitter}


@pytest.fixture
def clerk(qtbot: QtBot, workers: Workers, tmp_path: Path) -> Iterator[Clerk]:
    made = Clerk(qtbot, workers, tmp_path)
    for _ in range(2):
        made.does(lambda: made.office.receives(**PERSON))
    made.window.go(Goto("reports"))
    made.settles()
    yield made
    made.closes()


def page_of(clerk: Clerk) -> ReportsPage:
    page = clerk.window.page
    assert isinstance(page, ReportsPage)
    return page


def chooses(clerk: Clerk, field, value: object) -> ReportsPage:
    field.fill(value)
    field.edited.emit()
    clerk.settles()
    return page_of(clerk)


def shown(page: ReportsPage) -> dict[str, str]:
    rows = [page.figure_model.row_at(page.figure_model.index(at, 0)) for at in range(30)]
    return {row.key: row.shown for row in rows if isinstance(row, Figure)}


def test_this_month_is_counted_and_says_that_it_is_provisional(clerk: Clerk):
    page = page_of(clerk)
    assert shown(page)["RECEIVED"] == shown(page)["OPEN"] == "2"
    assert page.period.first.value() == "01/11/2026"
    assert page.standing.text() == "TẠM: kỳ báo cáo chưa kết thúc."
    assert "Máy này: đến 08:40 24/11/2026" in page.covering.text()


def test_enter_opens_what_is_behind_a_number_and_esc_comes_back(clerk: Clerk):
    page = page_of(clerk)
    page.figures.setFocus()
    clerk.presses("Return")
    clerk.until(lambda: page.behind_model.rowCount() == 2)
    assert page.behind_of.text() == "(3) Tiếp nhận: tổng số: 2 hồ sơ"
    clerk.presses("Esc")
    clerk.settles()
    assert page.lists.currentWidget() is page.figures
    clerk.presses("Return")
    clerk.until(lambda: page.behind_model.rowCount() == 2)
    clerk.presses("Return")
    clerk.until(lambda: isinstance(clerk.window.page, DossierPage))


def test_a_number_of_nothing_opens_nothing(clerk: Clerk):
    page = page_of(clerk)
    page.figures.stand_on("LATE")
    page.figures.setFocus()
    clerk.presses("Return")
    clerk.settles()
    assert page.lists.currentWidget() is page.figures


def test_alt_left_goes_to_the_period_before(clerk: Clerk):
    page = page_of(clerk)
    clerk.presses("Alt+Left")
    clerk.settles()
    assert page.period.first.value() == "01/10/2026"
    assert shown(page)["RECEIVED"] == "0"
    assert page.standing.isHidden()
    clerk.presses("Alt+Right")
    clerk.settles()
    assert shown(page)["RECEIVED"] == "2"


def test_days_of_ones_own_are_typed(clerk: Clerk):
    page = page_of(clerk)
    clerk.writes(page.period.first, "24112026")
    clerk.presses("Tab")
    clerk.settles()
    assert page.period.span.value() == "own"
    assert page.shown is not None
    assert page.shown.report.period == Period(date(2026, 11, 24), date(2026, 11, 30))
    clerk.presses("Alt+Right")
    clerk.settles()
    assert page.shown.report.period.first == date(2026, 12, 1)
    clerk.writes(page.period.last, "1/1/2020")
    clerk.presses("Tab")
    assert page.period.last.error
    clerk.writes(page.period.last, "hôm qua")
    clerk.presses("Tab")
    assert page.period.last.error


def test_a_span_is_that_of_the_days_that_are_shown(clerk: Clerk):
    page = chooses(clerk, page_of(clerk).period.span, Span.YEAR)
    assert page.period.last.value() == "31/12/2026"
    page = chooses(clerk, page.period.span, Span.DAY)
    assert page.period.first.value() == "24/11/2026"


def test_the_sheet_is_narrowed_to_an_officer_or_a_procedure(clerk: Clerk):
    page = chooses(clerk, page_of(clerk).kind, ReportKind.SHEET)
    assert shown(page)["received"] == "2"
    assert shown(page)["online"] == "0/2 = 0,00 %"
    words = [page.group.box.itemText(at) for at in range(page.group.box.count())]
    assert words[1] == "Cán bộ: Lò Thị Mai (2)"
    page = chooses(clerk, page.group, ("o", "Lò Thị Mai"))
    assert shown(page)["received"] == "2"
    assert "online" not in shown(page)
    page = chooses(clerk, page.group, ("p", "1.001193"))
    assert shown(page)["received"] == "2"


def test_a_field_has_its_own_numbers(clerk: Clerk):
    page = page_of(clerk)
    words = [page.group.box.itemText(at) for at in range(page.group.box.count())]
    assert words == ["Tất cả lĩnh vực", "Hộ tịch (2)"]
    assert shown(chooses(clerk, page.group, "Hộ tịch"))["RECEIVED"] == "2"


def test_the_register_opens_its_dossiers(clerk: Clerk):
    page = chooses(clerk, page_of(clerk).kind, ReportKind.REGISTER)
    assert page.entry_model.rowCount() == 2
    assert page.group.isHidden()
    page.entries.stand_on("")
    page.entries.setFocus()
    clerk.presses("Return")
    clerk.until(lambda: isinstance(clerk.window.page, DossierPage))


def test_what_is_received_meanwhile_is_counted_too(clerk: Clerk):
    page = page_of(clerk)
    clerk.does(lambda: clerk.office.receives(**PERSON))
    clerk.until(lambda: shown(page)["RECEIVED"] == "3")


def test_a_long_list_is_read_as_it_comes_into_sight(clerk: Clerk):
    for _ in range(103):
        clerk.does(lambda: clerk.office.receives(**PERSON))
    page = chooses(clerk, page_of(clerk).kind, ReportKind.REGISTER)
    clerk.until(lambda: page.entry_model.rowCount() == 100)
    page.entries.scrollToBottom()
    clerk.until(lambda: page.entry_model.rowCount() == 105)
    page = chooses(clerk, page.kind, ReportKind.SITUATION)
    page.figures.stand_on("RECEIVED")
    page.figures.setFocus()
    clerk.presses("Return")
    clerk.until(lambda: page.behind_model.rowCount() == 100)
    page.behind.scrollToBottom()
    clerk.until(lambda: page.behind_model.rowCount() == 105)


def test_a_period_that_is_over_is_whole(clerk: Clerk):
    clerk.office.clock.pass_by(timedelta(days=8))
    page = page_of(clerk)
    clerk.presses("F5")
    clerk.until(page.standing.isHidden)


def of_yesterday(clerk: Clerk) -> ReportsPage:
    """The next day, looking at the day before."""
    clerk.office.clock.pass_by(timedelta(days=1))
    page = chooses(clerk, page_of(clerk).period.span, Span.DAY)
    while page.period.first.value() != "24/11/2026":
        clerk.presses("Alt+Left")
        clerk.settles()
    return page


def beside(page: ReportsPage) -> dict[str, tuple[str, str, str]]:
    rows = [page.figure_model.row_at(page.figure_model.index(at, 0)) for at in range(30)]
    return {one.key: (one.frozen, one.shown, one.difference) for one in rows if one is not None}


def test_f8_twice_freezes_and_later_corrections_stand_beside(clerk: Clerk):
    page = of_yesterday(clerk)
    assert page.figures.isColumnHidden(1)
    clerk.presses("F8")
    clerk.until(page.asking.isVisible)
    assert "24/11/2026" in page.asking.title.text()
    clerk.presses("F8")
    clerk.until(lambda: "Đã chốt lúc 08:40 25/11/2026" in page.frozen_line.text())
    clerk.until(page.asking.isHidden)
    assert not page.figures.isColumnHidden(1)
    assert beside(page)["RECEIVED"] == ("2", "2", "")
    yesterday = clerk.office.clock.now() - timedelta(days=1)
    clerk.does(
        lambda: clerk.office.receives(**PERSON, accepted_at=int(yesterday.timestamp() * 1000))
    )
    clerk.until(lambda: beside(page)["RECEIVED"] == ("2", "3", "+1"))
    assert "⚠" in page.frozen_line.text()
    page.figures.stand_on("causes")
    page.figures.setFocus()
    clerk.presses("Return")
    clerk.until(lambda: page.behind_model.rowCount() == 1)
    clerk.presses("Esc")
    page = chooses(clerk, page.kind, ReportKind.SHEET)
    assert beside(page)["received"] == ("2", "3", "+1")
    page = chooses(clerk, page.group, ("o", "Lò Thị Mai"))
    assert beside(page)["received"] == ("", "3", "")


def test_f8_pressed_again_while_it_is_being_frozen_freezes_once(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
):
    page = of_yesterday(clerk)
    asked: list[Report] = []
    freeze = page.presenter.freeze

    def freezes(report: Report) -> None:
        asked.append(report)
        freeze(report)

    monkeypatch.setattr(page.presenter, "freeze", freezes)
    clerk.presses("F8")
    clerk.until(page.asking.isVisible)
    page.confirm()
    page.confirm()
    clerk.until(page.asking.isHidden)
    clerk.settles()
    assert len(asked) == 1
    assert page.shown is not None
    assert len(page.shown.report.frozen) == 1


def test_esc_gives_up_and_nothing_is_frozen(clerk: Clerk):
    page = of_yesterday(clerk)
    clerk.presses("F8")
    clerk.presses("Esc")
    clerk.settles()
    assert page.asking.isHidden()
    assert page.shown is not None
    assert page.shown.report.frozen == ()


def test_a_period_that_is_not_over_is_not_frozen(clerk: Clerk):
    page = page_of(clerk)
    clerk.presses("F8")
    assert page.asking.warning.text() == "TẠM: kỳ báo cáo chưa kết thúc."
    clerk.presses("F8")
    clerk.until(page.asking.isHidden)
    clerk.settles()
    assert page.shown is not None
    assert page.shown.report.frozen == ()


def test_ctrl_p_prints_what_is_shown(clerk: Clerk):
    page = page_of(clerk)
    clerk.presses("Ctrl+P")
    clerk.until(lambda: len(clerk.tray.papers) == 1)
    assert clerk.tray.papers[0].template.form == "report_situation"
    page = chooses(clerk, page.kind, ReportKind.REGISTER)
    clerk.presses("Ctrl+P")
    clerk.until(lambda: len(clerk.tray.papers) == 2)
    assert clerk.tray.papers[1].text("marks") == "TẠM - SỐ LIỆU CHƯA ĐẦY ĐỦ"


@pytest.mark.parametrize(("ending", "begins"), [("xlsx", b"PK"), ("pdf", b"%PDF")])
def test_ctrl_e_saves_what_is_shown(clerk: Clerk, tmp_path: Path, ending: str, begins: bytes):
    page = page_of(clerk)
    clerk.presses("Ctrl+E")
    (dialog,) = page.findChildren(QFileDialog)
    assert dialog.isVisible()
    dialog.close()
    assert page.shown is not None
    path = tmp_path / f"báo cáo.{ending}"
    page.presenter.save(page.shown, path)
    clerk.until(path.exists)
    clerk.settles()
    assert path.read_bytes().startswith(begins)
    assert str(path) in clerk.window.notices.text()


@pytest.mark.parametrize("ending", ["xlsx", "pdf"])
def test_a_file_that_cannot_be_written_is_said(clerk: Clerk, tmp_path: Path, ending: str):
    page = page_of(clerk)
    assert page.shown is not None
    page.presenter.save(page.shown, tmp_path / "không có" / f"a.{ending}")
    clerk.until(lambda: "Không ghi được tệp này" in clerk.window.notices.text())


def test_of_other_agencies_the_page_says_how_many_it_does_not_show(clerk: Clerk):
    theirs = a_procedure(code="2.000815", name="Chứng thực bản sao", field="Chứng thực")
    clerk.does(lambda: clerk.office.receives(**PERSON, procedure=theirs))
    leader = replace(clerk.desk, officer=Officer("chief", "Tẩn Phù Quân", "leader"))
    other = Agency(code="TP", name="Phòng Tư pháp", fields=("Chứng thực",))
    clerk.does(lambda: name_agency(leader, other))
    clerk.desk.__dict__["settings"] = OfficeSettings(agency="HT")  # whose counter this PC is
    page = chooses(clerk, page_of(clerk).kind, ReportKind.REGISTER)
    assert page.entry_model.rowCount() == 2
    clerk.until(lambda: "1 hồ sơ của cơ quan khác không hiện." in page.covering.text())
    page = chooses(clerk, page.kind, ReportKind.SITUATION)
    assert "cơ quan khác" not in page.covering.text()
    page.figures.stand_on("RECEIVED")
    page.figures.setFocus()
    clerk.presses("Return")
    clerk.until(lambda: page.behind_model.rowCount() == 2)
    assert page.behind_of.text() == (
        "(3) Tiếp nhận: tổng số: 3 hồ sơ. 1 hồ sơ của cơ quan khác không hiện."
    )
