"""Gửi và nhận bằng USB on the screen: written, given to the province, read again, by keys alone."""

import shutil

import pytest

from app.ui.page import Goto
from app.ui.sync_centre import stick_presenter
from app.usecases.bundle_records import Stick
from sync.gateway.file_desk import FileDesk
from sync.gateway.stick_returns import read_stick
from tests.helpers.sticks import a_stick
from tests.ui.sync_centre.shift import cells


@pytest.fixture
def stick(tmp_path, monkeypatch):
    """The only stick that this machine has plugged in."""
    folder = tmp_path / "USB"
    folder.mkdir()
    plugged = [Stick(folder, 8 << 30, 16 << 30)]
    monkeypatch.setattr(stick_presenter, "sticks", lambda: tuple(plugged))
    return folder


def said(mai):
    return mai.page.by_stick.said.text()


def test_a_clerk_writes_a_stick_and_reads_what_the_province_gave_back(stick, mai, province):
    mai.is_known(province)
    province.is_cut_off()
    mai.receives()
    card = mai.page.by_stick
    mai.until(card.write.isEnabled)
    mai.presses("Alt+3")
    mai.until(lambda: "Đã ghi gói số 1" in said(mai))
    assert "cắm lại USB sau khi tỉnh trả về" in said(mai)
    mai.until(lambda: "chờ tỉnh xác nhận" in card.last.text())
    province.is_back()
    gateway = province.running.gateway
    read_stick(gateway, FileDesk(gateway, lambda _: 1 << 40), a_stick(), stick)
    province.is_cut_off()
    mai.presses("Alt+4")
    mai.until(lambda: "Tỉnh xác nhận thêm" in said(mai))
    mai.until(lambda: "tỉnh đã xác nhận đủ" in card.last.text())
    mai.presses("Alt+5")
    mai.until(card.lying_list.isVisible)
    assert sorted(row[0] for row in cells(card.lying)) == ["Máy này", "Tỉnh"]


def test_a_stick_that_was_pulled_out_is_said_with_what_to_do(stick, mai, province):
    mai.is_known(province)
    card = mai.page.by_stick
    mai.until(card.write.isEnabled)
    shutil.rmtree(stick)
    mai.presses("Alt+3")
    mai.until(lambda: "MC-531" in said(mai))
    assert card.write.isEnabled()


@pytest.fixture
def nothing_is_plugged_in(monkeypatch):
    monkeypatch.setattr(stick_presenter, "sticks", lambda: ())


def test_nothing_may_be_pressed_without_a_stick(nothing_is_plugged_in, mai, province):
    mai.is_known(province)
    card = mai.page.by_stick
    mai.until(card.nothing.isVisible)
    assert not card.write.isEnabled()
    mai.presses("Alt+3")
    assert said(mai) == ""


def test_a_file_that_was_opened_on_the_stick_leads_to_reading_it(stick, mai, province):
    mai.is_known(province)
    mai.receives()
    card = mai.page.by_stick
    mai.until(card.write.isEnabled)
    mai.presses("Alt+3")
    mai.until(lambda: "Đã ghi gói số 1" in said(mai))
    (manifest,) = stick.rglob("MANIFEST.MCB")
    mai.shift.workspace.go(Goto("today"))
    mai.shift.open_bundle(manifest)
    mai.until(card.lying_list.isVisible)
    mai.until(card.take.hasFocus)
    assert [row[0] for row in cells(card.lying)] == ["Máy này"]
    assert [one.path for one in rows(card.sticks)] == [stick]  # once, though it is plugged in too
    assert card.list.current() == rows(card.sticks)[0]
    mai.until(lambda: not card.take.visibleRegion().isEmpty())


def test_a_bundle_in_a_folder_of_its_own_is_found_too(stick, mai, province, tmp_path):
    mai.is_known(province)
    card = mai.page.by_stick
    mai.until(card.write.isEnabled)
    mai.presses("Alt+3")
    mai.until(lambda: "gói số 1" in said(mai))
    (manifest,) = stick.rglob("MANIFEST.MCB")
    copied = shutil.copytree(manifest.parent, tmp_path / "Tải về" / manifest.parent.name)
    mai.shift.open_bundle(copied / "MANIFEST.MCB")
    mai.until(card.lying_list.isVisible)
    assert [one.path for one in rows(card.sticks)] == [copied, stick]


def test_an_opened_file_that_is_gone_again_is_said_with_what_to_do(stick, mai, province, tmp_path):
    mai.is_known(province)
    mai.shift.open_bundle(tmp_path / "không còn" / "MANIFEST.MCB")
    mai.until(lambda: "MC-531" in said(mai))
    mai.until(mai.page.by_stick.again.hasFocus)


def test_a_pc_that_the_province_does_not_know_reads_no_bundle(stick, mai):
    mai.shift.open_bundle(stick / "MANIFEST.MCB")
    mai.until(lambda: "Máy chưa ghi danh với tỉnh." in mai.shift.workspace.notices.text())


def rows(model):
    return [model.row_at(model.index(place, 0)) for place in range(model.rowCount())]
