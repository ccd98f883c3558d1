"""Quét giấy tờ by keyboard: take pages, look, keep; nothing readable is left anywhere."""

import os
import shutil
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QDialog

from app.domain.events import ScanSource
from app.domain.scans import Look
from app.ui.bench.papers import a_pdf, encoded, photograph, text_page
from app.ui.dossier.timeline_words import told
from app.ui.page import Goto
from app.ui.scanning.settings_dialog import ScanSettingsDialog
from app.usecases import scanning
from tests.helpers.disk_search import findings
from tests.ui.dossier.clerk import Clerk
from tests.ui.scanning.at_the_table import (
    NAMES,
    dossier_now,
    keeps,
    looks,
    opens,
    page_of,
    pages,
    received,
    scans,
    settles,
    takes,
    uses_folder,
)


def test_a_pdf_is_taken_looked_at_and_kept_and_the_next_paper_comes(clerk: Clerk, tmp_path: Path):
    takes(clerk, tmp_path, a_pdf([text_page(noise=30), photograph()]))
    page = page_of(clerk)
    assert pages(clerk) == 2
    assert not page.parts.pages.picture.image().isNull()
    keeps(clerk)
    assert scans(clerk) == [NAMES[0]]
    (scan,) = dossier_now(clerk).scans
    assert scan.said.pages == 2
    assert scan.said.bytes <= 2 * 150_000 + 3000
    assert page.presenter.row is not None
    assert page.presenter.row.name == NAMES[1]
    assert pages(clerk) == 0
    assert NAMES[0] in clerk.window.notices.text()


def test_a_kept_scan_is_shown_in_the_program(clerk: Clerk, tmp_path: Path):
    takes(clerk, tmp_path, encoded(text_page()), "scan.jpg")
    keeps(clerk)
    page = page_of(clerk)
    page.parts.papers.selectRow(0)
    clerk.until(lambda: not page.parts.pages.picture.image().isNull())
    assert pages(clerk) == 1
    assert page.parts.pages.picture.image().width() in range(1640, 1670)


def test_pages_are_turned_drawn_otherwise_moved_and_dropped(clerk: Clerk, tmp_path: Path):
    takes(clerk, tmp_path, a_pdf([text_page(), photograph(600, 800)]))
    presenter = page_of(clerk).presenter
    page_of(clerk).parts.pages.list.setCurrentRow(0)
    first, second = presenter.pages()
    clerk.presses("Alt+R")
    clerk.until(lambda: presenter.pages()[0].turn == 1)
    assert presenter.pages()[0].kept.width == first.kept.height
    clerk.presses("Alt+B")
    clerk.until(lambda: presenter.pages()[0].kept.look is Look.GREY)
    clerk.presses("Alt+Down")
    assert presenter.pages()[0].number == second.number
    clerk.presses("Alt+X")
    assert [page.number for page in presenter.pages()] == [second.number]
    keeps(clerk)
    (scan,) = dossier_now(clerk).scans
    assert scan.said.pages == 1


def test_a_picture_is_pasted_and_dropped_files_are_taken(clerk: Clerk, tmp_path: Path):
    clipboard = QGuiApplication.clipboard()
    clipboard.setImage(QImage(text_page()))
    page = page_of(clerk)
    page.paste()
    settles(clerk)
    assert pages(clerk) == 1
    path = tmp_path / "photo.jpg"
    path.write_bytes(encoded(photograph(600, 800)))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    clipboard.setMimeData(data)
    page.paste()
    settles(clerk)
    assert pages(clerk) == 2
    clipboard.clear()
    page.paste()
    assert "Bảng tạm" in clerk.window.notices.text()
    keeps(clerk)
    (scan,) = dossier_now(clerk).scans
    assert scan.said.source is ScanSource.CLIPBOARD
    assert path.exists()


def test_a_damaged_file_is_told_and_the_pages_before_it_stay(clerk: Clerk, tmp_path: Path):
    takes(clerk, tmp_path, encoded(text_page()), "scan.jpg")
    takes(clerk, tmp_path, b"%PDF-1.4 broken", "broken.pdf")
    assert "MC-702" in clerk.window.notices.text()
    assert pages(clerk) == 1
    page_of(clerk).presenter.take_files([tmp_path / "gone.pdf"])
    settles(clerk)
    assert "MC-707" in clerk.window.notices.text()
    assert pages(clerk) == 1


def test_taking_in_is_stopped_by_esc_and_what_came_stays(clerk: Clerk, tmp_path: Path):
    path = tmp_path / "many.pdf"
    path.write_bytes(a_pdf(text_page(seed=n) for n in range(8)))
    page = page_of(clerk)
    page.presenter.take_files([path])
    clerk.until(lambda: pages(clerk) >= 1)
    assert page.parts.progress.isVisible()
    clerk.presses("Esc")
    settles(clerk)
    assert 1 <= pages(clerk) < 8
    assert page.parts.progress.isHidden()
    assert clerk.window.page is page


def test_a_file_of_the_scanner_is_removed_only_when_all_its_pages_are_safe(
    clerk: Clerk, tmp_path: Path
):
    uses_folder(clerk, folder := tmp_path / "scanner")
    path = folder / "scan0001.pdf"
    path.write_bytes(a_pdf([text_page(), text_page(seed=2)]))
    assert "1" in looks(clerk)
    clerk.presses("F6")
    settles(clerk)
    assert pages(clerk) == 2
    clerk.presses("Alt+X")  # the second page belongs to the other paper
    keeps(clerk)
    assert path.exists()
    looks(clerk)
    clerk.presses("F6")
    settles(clerk)
    page_of(clerk).parts.pages.list.setCurrentRow(0)
    clerk.presses("Alt+X")
    keeps(clerk)
    assert scans(clerk) == list(NAMES)
    clerk.until(lambda: not path.exists())
    assert dossier_now(clerk).scans[0].said.source is ScanSource.FOLDER


def test_one_stack_is_divided_among_the_papers(clerk: Clerk, tmp_path: Path):
    uses_folder(clerk, folder := tmp_path / "scanner")
    path = folder / "scan0001.pdf"
    path.write_bytes(a_pdf(text_page(seed=n) for n in range(3)))
    looks(clerk)
    clerk.presses("F6")
    settles(clerk)
    page_of(clerk).parts.pages.list.setCurrentRow(1)
    clerk.presses("Alt+N")
    assert pages(clerk) == 1
    assert NAMES[1] in clerk.window.notices.text()
    keeps(clerk)
    assert path.exists()
    clerk.until(lambda: pages(clerk) == 2)
    clerk.presses("Alt+N")  # nothing comes after the last paper
    assert pages(clerk) == 2
    keeps(clerk)
    assert [scan.said.pages for scan in dossier_now(clerk).scans] == [1, 2]
    clerk.until(lambda: not path.exists())


def test_the_history_of_the_dossier_names_the_paper_that_was_scanned(clerk: Clerk, tmp_path: Path):
    takes(clerk, tmp_path, encoded(text_page()), "scan.jpg")
    keeps(clerk)
    clerk.opens(dossier_now(clerk))
    shown = clerk.sheet.presenter.shown
    assert shown is not None
    lines = [told(row, shown.now) for row in shown.view.timeline]
    assert ("Quét giấy tờ", NAMES[0]) in [(line.title, line.said) for line in lines]


def test_a_file_of_the_scanner_stays_when_the_officer_wishes_it(clerk: Clerk, tmp_path: Path):
    uses_folder(clerk, folder := tmp_path / "scanner", removes=False)
    (folder / "scan.jpg").write_bytes(encoded(text_page()))
    looks(clerk)
    clerk.presses("F6")
    settles(clerk)
    keeps(clerk)
    assert scans(clerk) == [NAMES[0]]
    assert (folder / "scan.jpg").exists()


def test_a_file_that_still_grows_is_not_offered(clerk: Clerk, tmp_path: Path):
    uses_folder(clerk, folder := tmp_path / "scanner")
    page = page_of(clerk)
    for size in (100, 200):
        (folder / "scan.jpg").write_bytes(encoded(text_page())[:size])
        os.utime(folder / "scan.jpg", ns=(size, size))
        page.parts.folder.setText("")
        page.presenter.look_into_folder()
        clerk.until(lambda: bool(page.parts.folder.text()))
    clerk.presses("F6")
    settles(clerk)
    assert pages(clerk) == 0


def test_a_scanner_folder_that_is_gone_is_said(clerk: Clerk, tmp_path: Path):
    uses_folder(clerk, folder := tmp_path / "scanner")
    shutil.rmtree(folder)
    assert "Alt+S" in looks(clerk)


def test_the_owner_is_asked_for_beside_the_field_19_2(clerk: Clerk, tmp_path: Path):
    takes(clerk, tmp_path, encoded(text_page()), "scan.jpg")
    facts = page_of(clerk).parts.facts.fields
    for name in ("owner_id", "owner_name"):
        facts[name].fill("")
    clerk.presses("F8")
    clerk.until(lambda: bool(facts["owner_id"].error))
    facts["owner_id"].fill("012191000123")
    facts["valid_until"].fill("31/02/2027")
    clerk.presses("F8")
    clerk.until(lambda: bool(facts["valid_until"].error))
    facts["valid_until"].fill("28022027")
    keeps(clerk)
    (scan,) = dossier_now(clerk).scans
    assert (scan.said.facts.owner_id, scan.said.facts.valid_until) == ("012191000123", "2027-02-28")


def test_a_paper_on_file_is_used_again_by_one_key(clerk: Clerk, tmp_path: Path):
    takes(clerk, tmp_path, encoded(text_page()), "scan.jpg")
    page_of(clerk).parts.facts.fields["owner_id"].fill("012191000123")
    keeps(clerk)
    first = dossier_now(clerk)
    assert len(first.scans) == 1
    opens(clerk, second := received(clerk))
    page = page_of(clerk)
    row = page.presenter.row
    assert row is not None
    known = msgspec.structs.replace(row.facts, owner_id="012191000123")
    page.presenter.choose(msgspec.structs.replace(row, facts=known))
    clerk.until(page.parts.on_file.isVisible)
    assert first.number in page.parts.on_file.box.currentText()
    clerk.presses("Alt+U")
    clerk.until(lambda: scans(clerk) == [NAMES[0]])
    (scan,) = dossier_now(clerk).scans
    assert (scan.said.source, scan.said.reused_from) == (ScanSource.REUSED, first.id)
    assert page.presenter.id == second.id


def test_a_paper_of_another_name_is_offered_and_never_chosen_for_the_officer(
    clerk: Clerk, tmp_path: Path
):
    takes(clerk, tmp_path, encoded(text_page()), "scan.jpg")
    fields = page_of(clerk).parts.facts.fields
    fields["owner_id"].fill("012191000123")
    fields["name"].fill("Căn cước")
    keeps(clerk)
    opens(clerk, received(clerk))
    page = page_of(clerk)
    row = page.presenter.row
    assert row is not None
    known = msgspec.structs.replace(row.facts, owner_id="012191000123")
    page.presenter.choose(msgspec.structs.replace(row, facts=known))
    clerk.until(page.parts.on_file.isVisible)
    clerk.presses("Alt+U")
    assert page.parts.on_file.box.hasFocus()
    clerk.presses("Down")
    clerk.until(lambda: not page.parts.pages.picture.image().isNull())
    assert scans(clerk) == []
    clerk.presses("Alt+U")
    clerk.until(lambda: scans(clerk) == [NAMES[0]])


def test_without_a_scanner_a_paper_is_left_out_with_its_reason(clerk: Clerk):
    page = page_of(clerk)
    clerk.presses("Alt+W", "F8")
    assert page.parts.reason.error
    clerk.types("khổ lớn")
    clerk.presses("F8")
    clerk.until(lambda: bool(dossier_now(clerk).waived_scans))
    settles(clerk)
    assert page.presenter.row is not None
    assert page.presenter.row.name == NAMES[1]
    assert page.parts.reason.isHidden()


def test_a_kept_scan_is_dropped_with_a_reason(clerk: Clerk, tmp_path: Path):
    takes(clerk, tmp_path, encoded(text_page()), "scan.jpg")
    keeps(clerk)
    page_of(clerk).parts.papers.selectRow(0)
    settles(clerk)
    clerk.presses("Alt+D")
    clerk.types("nhầm hồ sơ")
    clerk.presses("F8")
    clerk.until(lambda: scans(clerk) == [])


def test_pages_of_one_dossier_never_come_to_another(clerk: Clerk, tmp_path: Path):
    first = page_of(clerk).presenter.id
    takes(clerk, tmp_path, encoded(text_page()), "scan.jpg")
    opens(clerk, received(clerk))
    assert pages(clerk) == 0
    clerk.window.go(Goto("scanning", first))
    clerk.until(lambda: pages(clerk) == 1)


def test_a_full_disk_takes_no_scan_and_loses_no_page(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    class Usage(NamedTuple):
        free: int

    takes(clerk, tmp_path, encoded(text_page()), "scan.jpg")
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(499 << 20))
    clerk.presses("F8")
    clerk.until(lambda: "MC-252" in clerk.window.notices.text())
    assert pages(clerk) == 1
    page_of(clerk).presenter.read()
    clerk.until(page_of(clerk).parts.room.isVisible)
    assert "500 MB" in page_of(clerk).parts.room.text()
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(1 << 30))
    keeps(clerk)
    clerk.until(lambda: "2 GB" in page_of(clerk).parts.room.text())
    assert scans(clerk) == [NAMES[0]]


def test_the_scanner_is_chosen_in_a_dialog_of_the_page(clerk: Clerk, tmp_path: Path):
    clerk.presses("F6")  # no folder is chosen yet
    (dialog,) = page_of(clerk).findChildren(ScanSettingsDialog)
    dialog.folder.fill(str(tmp_path / "nowhere"))
    dialog.save.click()
    assert dialog.folder.error
    dialog.folder.fill(str(tmp_path))
    dialog.budget.fill(80_000)
    dialog.save.click()
    wanted = scanning.ScanSettings(folder=str(tmp_path), page_budget=80_000)
    clerk.until(lambda: page_of(clerk).presenter.settings == wanted)
    clerk.until(lambda: not page_of(clerk).findChildren(QDialog))
    assert clerk.does(lambda: scanning.scan_settings(clerk.desk)) == wanted


def test_nothing_readable_is_left_in_the_profile_or_in_temporary_folders(
    clerk: Clerk, tmp_path: Path, temporary: Path
):
    takes(clerk, tmp_path, a_pdf([text_page(), photograph()]))
    keeps(clerk)
    page_of(clerk).parts.papers.selectRow(0)
    clerk.until(lambda: not page_of(clerk).parts.pages.picture.image().isNull())
    assert list(temporary.iterdir()) == []
    needles = ("Giấy chứng sinh", "%PDF-1.", "JFIF", *NAMES)
    assert findings(clerk.office.profile.path, needles) == []
