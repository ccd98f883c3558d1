"""Cài đặt lần đầu by keyboard: each step done or put off, kept over a power cut."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.ui.first_start.page import FirstStartPage
from app.ui.first_start.parts import BackupPart, CardPart, OfficersPart, PrinterPart, ScannerPart
from app.ui.first_start.province import BY_STICK, ProvincePart
from app.ui.page import Goto
from app.ui.tasks import Workers
from app.usecases import first_start, scanning, stick_enrolment
from app.usecases.first_start import Step
from app.usecases.synchronise import status
from sync.gateway import stick_enrolment as province_side
from tests.helpers.desk import FACTS
from tests.helpers.province import Province
from tests.ui.dossier.clerk import Clerk


@pytest.fixture
def clerk(qtbot: QtBot, workers: Workers, tmp_path: Path) -> Iterator[Clerk]:
    made = Clerk(qtbot, workers, tmp_path)
    made.does(lambda: first_start.begin(made.desk.store.preferences))
    opens(made)
    yield made
    made.closes()


def opens(clerk: Clerk, step: str = "") -> None:
    clerk.window.go(Goto("first_start", step))
    clerk.settles()


def page_of(clerk: Clerk) -> FirstStartPage:
    page = clerk.window.page
    assert isinstance(page, FirstStartPage)
    return page


def part_of(clerk: Clerk, step: Step):
    opens(clerk, step)
    page = page_of(clerk)
    clerk.until(lambda: page.standing.at is step)
    return page.parts[step]


def is_at(page: FirstStartPage, step: Step) -> bool:
    return page.standing.at is step


def left(clerk: Clerk) -> tuple[Step, ...]:
    return clerk.does(lambda: first_start.left(clerk.desk))


def test_a_step_put_off_stays_in_the_list_and_the_next_one_comes(clerk: Clerk):
    page = page_of(clerk)
    assert page.standing.at is Step.PROVINCE
    page.put_off()
    clerk.until(lambda: page.standing.at is Step.OFFICERS)
    page.confirm()  # nobody more to add
    clerk.until(lambda: page.standing.at is Step.PRINTER)
    assert left(clerk)[0] is Step.PROVINCE
    assert Step.OFFICERS not in left(clerk)
    page.go_back()
    clerk.until(lambda: page.standing.at is Step.OFFICERS)


def test_after_a_power_cut_sign_in_leads_to_the_step_that_was_reached(clerk: Clerk):
    page = page_of(clerk)
    for reached in (Step.OFFICERS, Step.PRINTER):
        page.put_off()
        clerk.until(partial(is_at, page, reached))
    assert clerk.does(lambda: first_start.is_guided(clerk.desk))
    clerk.window.go(Goto("today"))
    clerk.settles()
    opens(clerk)
    clerk.until(lambda: page_of(clerk).standing.at is Step.PRINTER)


def test_when_the_last_step_is_through_sign_in_leads_there_no_more(clerk: Clerk):
    part_of(clerk, Step.CARD)
    page_of(clerk).put_off()
    clerk.until(lambda: clerk.window.page is not None and clerk.window.page.key == "today")
    assert not clerk.does(lambda: first_start.is_guided(clerk.desk))
    assert Step.CARD in left(clerk)


def test_a_second_officer_is_added_by_who_shows_the_own_password(clerk: Clerk):
    part = part_of(clerk, Step.OFFICERS)
    assert isinstance(part, OfficersPart)
    part.name.fill("Giàng A Sử")
    part.first_password.fill("mật khẩu của Sử")
    part.again.fill("khác")
    page_of(clerk).confirm()
    assert part.again.error
    part.again.fill("mật khẩu của Sử")
    part.own.fill("sai mật khẩu")
    page_of(clerk).confirm()
    clerk.until(lambda: "201" in part.error.text())


def test_the_printer_is_tried_both_ways_and_the_right_one_is_kept(clerk: Clerk):
    part = part_of(clerk, Step.PRINTER)
    assert isinstance(part, PrinterPart)
    part.test("a4")
    part.feed.fill("a4")
    page = page_of(clerk)
    page.confirm()
    clerk.until(lambda: page.standing.at is Step.SCANNER)
    assert page.desk.settings.paper == "a4"


def test_a_scanner_folder_must_be_there(clerk: Clerk, tmp_path: Path):
    part = part_of(clerk, Step.SCANNER)
    assert isinstance(part, ScannerPart)
    part.folder.fill(str(tmp_path / "none"))
    page_of(clerk).confirm()
    assert part.folder.error
    part.folder.fill(str(tmp_path))
    page_of(clerk).confirm()
    clerk.until(lambda: page_of(clerk).standing.at is Step.BACKUP)
    assert clerk.does(lambda: scanning.scan_settings(clerk.desk).folder) == str(tmp_path)


def test_copies_on_the_same_disk_are_warned_of_and_the_first_copy_is_made(
    clerk: Clerk, tmp_path: Path
):
    part = part_of(clerk, Step.BACKUP)
    assert isinstance(part, BackupPart)
    (tmp_path / "usb").mkdir()
    part.folder.fill(str(tmp_path / "usb"))
    part.judge()
    clerk.until(lambda: "Cùng ổ đĩa" in part.warning.text())
    page_of(clerk).confirm()
    clerk.until(lambda: page_of(clerk).standing.at is Step.CHECK)
    assert any((tmp_path / "usb").iterdir())
    page_of(clerk).confirm()
    clerk.until(lambda: page_of(clerk).standing.at is Step.CARD)


def test_the_machine_card_says_where_the_data_lie_and_whom_to_call(clerk: Clerk):
    part = part_of(clerk, Step.CARD)
    assert isinstance(part, CardPart)
    part.phone.fill("0213 000 111")
    part.technician.fill("Vàng A Chứ")
    part.print_card()
    page = page_of(clerk)
    page.confirm()
    clerk.until(lambda: page.desk.settings.helpdesk_phone == "0213 000 111")
    card = clerk.does(
        lambda: first_start.machine_card(page.desk, first_start.CardFacts("Vàng A Chứ"))
    )
    assert card.text("helpdesk_phone") == "0213 000 111"
    assert card.text("folder") == str(clerk.desk.profile.path)
    assert card.text("technician") == "Vàng A Chứ"


def test_a_pc_without_a_line_joins_by_stick_and_telephone(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    province = Province(tmp_path / "gateway", clerk.office.clock, FACTS.commune_code)
    try:
        part = part_of(clerk, Step.PROVINCE)
        assert isinstance(part, ProvincePart)
        part.way.fill(BY_STICK)
        page_of(clerk).confirm()
        assert part.error.text()
        asked = clerk.does(lambda: stick_enrolment.write_request(clerk.desk, tmp_path))
        gateway = province.running.gateway
        made = province_side.answer(gateway, asked.read_bytes(), province.url)
        (tmp_path / "a.traloi").write_bytes(made.file)
        monkeypatch.setattr(
            "app.ui.first_start.province.QFileDialog.getOpenFileName",
            lambda *_told: (str(tmp_path / "a.traloi"), ""),
        )
        part.take_answer()
        clerk.until(lambda: "Lai Châu" in part.standing.text())
        drawn = province_side.number(gateway)
        part.number.fill(drawn)
        part.number.edited.emit()
        clerk.until(lambda: bool(part.digits.text()))
        heard = part.digits.text().partition(":")[2]
        province_side.confirm(gateway, made.device, drawn, heard)
        part.agreed.fill(on=True)
        page_of(clerk).confirm()
        clerk.until(lambda: page_of(clerk).standing.at is Step.OFFICERS)
        assert clerk.does(lambda: status(clerk.desk).gateway) == province.url
    finally:
        province.closes()
