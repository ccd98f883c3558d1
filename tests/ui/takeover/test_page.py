"""Nhập hồ sơ từ tệp của tỉnh: from a typed path to the lists, by keys alone."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.states import State
from app.domain.takeover import Field, Judgement
from app.store.records import Filter
from app.system import tables
from app.ui.page import Goto
from app.ui.takeover.page import TakeoverPage
from app.ui.tasks import Workers
from app.usecases import takeover
from app.usecases.dossier_view import open_dossier
from app.usecases.processing import add_note
from tests.helpers import exports
from tests.helpers.exports import Line, code, line
from tests.ui.reception.counter import Counter


@pytest.fixture
def counter(qtbot: QtBot, workers: Workers, tmp_path: Path) -> Iterator[Counter]:
    made = Counter(qtbot, workers, tmp_path)
    made.window.go(Goto("takeover"))
    made.settles()
    yield made
    made.closes()


def page_of(counter: Counter) -> TakeoverPage:
    page = counter.window.page
    assert isinstance(page, TakeoverPage)
    return page


def opens(counter: Counter, folder: Path, lines: Sequence[Line], **more: object) -> TakeoverPage:
    """A path is typed and Enter pressed."""
    path = exports.xlsx(folder / "tệp.xlsx", lines, **more)  # type: ignore[arg-type]
    page = page_of(counter)
    page.path.fill(str(path))
    page.path.line.setFocus()
    counter.presses("Return")
    counter.until(lambda: page.presenter.file is not None)
    counter.settles()
    return page


def listed(counter: Counter) -> int:
    return counter.does(lambda: counter.desk.store.reader().count(Filter()))


def test_a_file_is_shown_judged_and_taken_over_with_three_keys(counter: Counter, tmp_path: Path):
    page = opens(counter, tmp_path, [line(1), line(2), line(3, Ngày_tiếp_nhận="mai")])
    counter.until(lambda: page.row_model.rowCount() == 3)
    assert listed(counter) == 0
    counter.presses("F8")
    counter.until(lambda: listed(counter) == 2)
    counter.until(lambda: not page.take.isEnabled() and not page.presenter.is_running)
    found = page.presenter.found
    assert found is not None
    assert len(found.of(Judgement.REFUSED)) == 1


def test_the_row_one_stands_on_is_said_in_full(counter: Counter, tmp_path: Path):
    page = opens(counter, tmp_path, [line(1, Ngày_tiếp_nhận="mai")])
    counter.until(lambda: page.row_model.rowCount() == 1)
    assert "Không hiểu ngày tiếp nhận" in page.one.text()
    assert exports.BIRTH in page.one.text()


def test_only_the_rows_of_one_kind_are_shown_when_asked(counter: Counter, tmp_path: Path):
    page = opens(counter, tmp_path, [line(1), line(2, Mã_hồ_sơ="x")])
    counter.until(lambda: page.row_model.rowCount() == 2)
    page.show_only.fill(Judgement.REFUSED)
    page.show_only.edited.emit()
    assert page.row_model.rowCount() == 1


def test_a_state_that_is_not_understood_is_asked_for_and_kept(counter: Counter, tmp_path: Path):
    lines = [line(1, Trạng_thái="Luân chuyển"), line(2)]
    page = opens(counter, tmp_path, lines)
    counter.until(lambda: page.steps.currentWidget() is page.columns)
    page.columns.states[0].fill(State.PROCESSING)
    counter.presses("F8")
    counter.until(lambda: page.row_model.rowCount() == 2)
    counter.presses("F8")
    counter.until(lambda: listed(counter) == 2)


def test_every_strange_state_can_be_answered(counter: Counter, tmp_path: Path):
    lines = [line(n, Trạng_thái=f"Lạ {n}") for n in range(1, 10)]
    page = opens(counter, tmp_path, lines)
    counter.until(lambda: page.steps.currentWidget() is page.columns)
    assert len(page.columns.states) == 9
    for field in page.columns.states:
        field.fill(State.PROCESSING)
    counter.presses("F8")
    counter.until(lambda: page.row_model.rowCount() == 9)
    found = page.presenter.found
    assert found is not None
    assert len(found.of(Judgement.READY)) == 9


def test_large_letters_keep_the_verdict_in_sight_and_the_window_low(
    counter: Counter, tmp_path: Path
):
    """1024 by 768 at 18 points, the smallest screen of a commune with the largest letters."""
    page = opens(counter, tmp_path, [line(1)])
    counter.until(lambda: page.row_model.rowCount() == 1)
    page.setStyleSheet("* { font-size: 18pt; }")
    page.resize(746, 668)
    counter.settles()
    heads = [
        page.row_model.headerData(place, Qt.Orientation.Horizontal)
        for place in range(page.row_model.columnCount())
    ]
    verdict = heads.index("Kết luận")
    ends = page.rows.columnViewportPosition(verdict) + page.rows.columnWidth(verdict)
    assert ends <= page.rows.viewport().width()
    assert page.rows.columnWidth(verdict) > page.fontMetrics().horizontalAdvance("✓ Nhập được")
    assert page._first.minimumSizeHint().height() < 400  # it scrolls


def test_columns_that_nobody_knows_are_told_once(counter: Counter, tmp_path: Path):
    heads = ["", "Định danh", "Việc", *exports.HEADS[3:]]
    page = opens(counter, tmp_path, [line(1)], heads=heads)
    counter.until(lambda: page.steps.currentWidget() is page.columns)
    page.columns.choices[Field.CODE].fill(1)
    page.columns.choices[Field.PROCEDURE_NAME].fill(2)
    counter.presses("F8")
    counter.until(lambda: page.row_model.rowCount() == 1)
    found = page.presenter.found
    assert found is not None
    assert found.rows[0].judgement is Judgement.READY
    counter.presses("Escape")
    opens(counter, tmp_path, [line(2)], heads=heads)
    counter.until(lambda: page.row_model.rowCount() == 1)


def test_a_file_that_is_no_table_is_said_beside_the_field(counter: Counter, tmp_path: Path):
    path = tmp_path / "x.xls"
    path.write_bytes(b"PK\x03\x04")
    page = page_of(counter)
    page.path.fill(str(path))
    counter.presses("F8")
    counter.until(lambda: bool(page.path.error))
    assert "Không đọc được tệp" in page.path.error
    page.path.fill(str(tmp_path / "không có.xlsx"))
    counter.presses("F8")
    counter.until(lambda: "Không đọc được tệp" not in page.path.error)


def test_an_import_can_be_stopped_and_gone_on_with(
    counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(takeover, "AT_ONCE", 1)
    page = opens(counter, tmp_path, [line(n) for n in range(1, 9)])
    counter.until(lambda: page.row_model.rowCount() == 8)
    counter.presses("F8")
    counter.presses("Alt+5")
    counter.until(lambda: not page.presenter.is_running)
    counter.settles()
    assert 0 < listed(counter) < 8
    counter.until(page.take.isEnabled)
    counter.presses("F8")
    counter.until(lambda: listed(counter) == 8)


def test_an_import_is_taken_out_again_by_one_key(counter: Counter, tmp_path: Path):
    page = opens(counter, tmp_path, [line(1), line(2)])
    counter.until(lambda: page.row_model.rowCount() == 2)
    counter.presses("F8")
    counter.until(lambda: listed(counter) == 2)
    counter.until(lambda: not page.presenter.is_running)

    def note() -> None:
        (row, *_) = counter.desk.store.reader().search(code(1))
        add_note(counter.desk, open_dossier(counter.desk, row.id).dossier.version, "đã gọi")

    counter.does(note)
    counter.presses("Escape")  # the notice goes first, then the page steps back
    counter.presses("Escape")
    page.presenter.read()
    counter.until(lambda: code(1) in page.stays.text())
    counter.presses("Alt+3")
    counter.until(lambda: listed(counter) == 1)


def test_rows_that_were_not_taken_over_are_written_out(counter: Counter, tmp_path: Path):
    page = opens(counter, tmp_path, [line(1, Mã_hồ_sơ="x")])
    counter.until(lambda: page.row_model.rowCount() == 1)
    out = tmp_path / "ra.xlsx"
    page.presenter.write_refused(out)
    counter.until(out.exists)
    last = tables.read(out).tables[0].rows[-1][-1]
    assert last == "Mã hồ sơ không đúng mẫu (H35.12.03-261124-0001)"


def test_rows_that_the_file_says_are_ended_are_written_out_too(counter: Counter, tmp_path: Path):
    """Whether a dossier is over is for a person to check: none vanishes unseen."""
    page = opens(counter, tmp_path, [line(1, Trạng_thái="Đã trả kết quả"), line(2)])
    counter.until(lambda: page.row_model.rowCount() == 2)
    assert page.write.isEnabled()
    assert [row.code for row in page.presenter.refused_rows()] == [code(1)]


def test_the_list_of_dossiers_leads_there(counter: Counter):
    counter.window.go(Goto("dossiers"))
    counter.settles()
    counter.presses("Alt+I")
    counter.until(lambda: isinstance(counter.window.page, TakeoverPage))
