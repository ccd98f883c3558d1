"""The sync centre: calm without a line, true about what waits, and a PC that makes itself known."""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.calendar import OFFICE_TIME
from app.domain.events import NoteAdded
from app.domain.link import Stretch
from app.domain.numbering import Hold, Lane
from app.domain.procedure import Limit, Unit
from app.ui.labels import label
from app.ui.page import Goto
from app.ui.sync_centre.figures import (
    files_words,
    next_words,
    numbers_words,
    outcome_words,
    size_words,
    waits_words,
)
from app.ui.sync_centre.presenter import enrolment_notice
from app.usecases.hub_state import HubState
from app.usecases.levels import Level
from app.usecases.numbers_here import NumbersHere
from app.usecases.synchronise import LineState, SyncStatus
from sync.protocol.errors import Unreachable
from tests.helpers.province import Province
from tests.helpers.two_pcs import says
from tests.ui.reception.counter import on
from tests.ui.sync_centre.shift import AtWork, cells

NOON = datetime(2026, 11, 24, 12, tzinfo=OFFICE_TIME)


def test_a_pc_that_nobody_knows_is_told_calmly_and_asked_for_its_code(mai: AtWork):
    assert mai.says("Máy chưa ghi danh với tỉnh.")
    assert not mai.page.send.isVisible()
    assert QApplication.focusWidget() is mai.page.enrolment.url.line
    assert mai.page.line.property("part") == "section_text"  # no warning colour


def test_what_waits_is_listed_with_the_nearest_deadline_first(mai: AtWork):
    late = mai.receives(limit=Limit(9, Unit.WORKING_DAY))
    soon = mai.receives(limit=Limit(1, Unit.WORKING_DAY))
    mai.until(lambda: mai.page.waiting.rowCount() == 2)
    rows = cells(mai.page.waiting)
    assert [row[0] for row in rows] == [soon.number, late.number]
    assert rows[0][1] == "Giàng A Páo"
    mai.until(lambda: mai.page.waits.text().startswith("2 hồ sơ, "))


def test_the_line_is_tried_more_often_only_while_somebody_looks_at_this_page(mai: AtWork):
    told: list[bool] = []
    mai.shift.workspace.session.window.line_watched.connect(told.append)
    assert mai.shift.service._is_watched
    mai.shift.workspace.go(Goto("today"))
    mai.shift.workspace.go(Goto("sync_centre"))
    mai.window.show_only(QWidget())  # the sign-in lies over a locked counter
    mai.window.show_only(mai.shift.workspace)
    mai.window.hide()
    assert told == [False, True, False, True, False]
    assert mai.shift.service._is_watched is told[-1]


def test_a_long_load_says_how_far_it_is():
    status = SyncStatus(line=LineState.CONNECTED, running=True, fetched=1200, to_fetch=48_000)
    assert "1.200/48.000" in next_words(status, NOON)
    assert not next_words(msgspec.structs.replace(status, running=False), NOON)


def test_a_hub_that_is_met_again_lets_the_province_be_tried_once(mai: AtWork, monkeypatch):
    tried: list[bool] = []
    monkeypatch.setattr(mai.shift.service, "may_be_back", lambda: tried.append(True))
    for is_met in (True, True, False, True):
        mai.shift._hub_changed(HubState(is_met=is_met))
    assert len(tried) == 2


def test_enter_opens_a_dossier_that_waits(mai: AtWork):
    mai.receives()
    mai.until(lambda: mai.page.waiting.rowCount() == 1)
    mai.page.waiting_list.setFocus()
    mai.presses("Home", "Return")
    mai.until(lambda: mai.shift.workspace.page is not None)
    page = mai.shift.workspace.page
    assert page is not None
    assert page.key == "dossier"


def test_a_code_makes_the_pc_known_by_keys_alone_and_sends_at_once(mai: AtWork, province: Province):
    mai.receives()
    mai.is_known(province)
    mai.until(lambda: mai.page.waiting.rowCount() == 0)
    assert not mai.page.enrolment.isVisible()
    assert QApplication.focusWidget() is mai.page.send  # nothing has scrolled away
    assert mai.page.enrolment.code.value() == ""
    assert "Đã ghi danh" in mai.shift.workspace.notices.text()
    mai.until(lambda: mai.page.waits.text() == "Không còn việc chờ gửi.")
    assert province.url in mai.page.technical.text()
    assert mai.page.line.property("part") == "section_good"
    mai.until(lambda: [row[1] for row in cells(mai.page.rounds)] == ["Xong"])


def test_a_wrong_code_is_told_beside_the_button_and_what_was_typed_stays(
    mai: AtWork, province: Province
):
    card = mai.page.enrolment
    card.url.fill(province.url)
    card.code.fill("AAAAAAAAAA")
    card.button.click()
    mai.until(lambda: not card.error.isHidden())
    assert card.error.text().startswith("⚠ ")
    assert card.code.value() == "AAAAAAAAAA"
    assert card.button.isEnabled()


def test_an_address_that_is_none_and_a_code_left_out_are_told_beside_their_fields(mai: AtWork):
    card = mai.page.enrolment
    card.url.fill("cong.laichau")
    card.button.click()
    assert card.url.error
    assert card.code.error


def test_a_gateway_out_of_reach_leaves_the_code_good(mai: AtWork, province: Province):
    card = mai.page.enrolment
    province.is_cut_off()
    card.url.fill(province.url)
    card.code.fill("AAAAAAAAAA")
    card.button.click()
    mai.until(lambda: not card.error.isHidden())
    assert "chưa có mạng" in card.error.text()


def test_a_certificate_file_that_cannot_be_read_is_said(tmp_path: Path):
    with pytest.raises(OSError, match="no-file") as told:
        (tmp_path / "no-file").read_bytes()
    assert "tệp chứng thư" in enrolment_notice(told.value).text
    assert "chưa có mạng" in enrolment_notice(Unreachable("unreachable")).text


def test_no_line_is_an_ordinary_state_and_the_next_attempt_goes_by_itself(
    mai: AtWork, province: Province
):
    mai.is_known(province)
    province.is_cut_off()
    mai.receives()
    mai.page.send.click()
    mai.until(lambda: mai.says("Đang làm việc khi chưa có mạng."))
    assert mai.page.line.property("part") == "section_text"
    mai.until(lambda: "tự động" in mai.page.next.text())
    mai.until(lambda: "Chưa có mạng; không mất gì" in str(cells(mai.page.rounds)))
    mai.until(lambda: mai.page.waits.text().startswith("1 hồ sơ, 1 việc chờ gửi"))


def test_send_now_brings_what_waits_as_soon_as_the_line_is_back(mai: AtWork, province: Province):
    mai.is_known(province)
    province.is_cut_off()
    mai.receives()
    mai.presses("F5")
    mai.until(lambda: mai.says("Đang làm việc khi chưa có mạng."))
    province.is_back()
    mai.page.send.setFocus()
    mai.presses("F5")
    mai.until(lambda: mai.page.waiting.rowCount() == 0 and mai.says("Đã kết nối"))


def test_the_four_levels_are_explained_in_words(mai: AtWork):
    said = [one.text() for one in mai.page.findChildren(type(mai.page.line))]
    assert all(label(level) in said for level in Level)


def test_figures_are_said_as_people_say_them():
    assert [size_words(n) for n in (812, 14_400, 1_300_000)] == ["812 B", "14 KB", "1,2 MB"]
    assert waits_words(SyncStatus(line=LineState.OFFLINE)) == "Không còn việc chờ gửi."
    assert outcome_words(Stretch(began=0, until=0, outcome="captive_portal")) != "captive_portal"


def test_scans_that_wait_are_told_apart_from_acts(mai: AtWork):
    waits = SyncStatus(
        line=LineState.CONNECTED,
        gateway="https://x",
        waiting_files=3,
        waiting_file_bytes=1_300_000,
    )
    assert files_words(waits).startswith("Còn 3 tệp quét (1,2 MB); tệp gửi sau")
    sending = msgspec.structs.replace(waits, is_sending_file=True)
    assert files_words(sending) == "Đang gửi tệp quét: còn 3 tệp, 1,2 MB."
    full = msgspec.structs.replace(waits, error_code="file_no_room")
    assert "hết chỗ" in files_words(full)
    assert files_words(msgspec.structs.replace(waits, gateway="")) == ""


def test_an_attempt_is_announced_only_while_one_is_planned():
    planned = SyncStatus(
        line=LineState.OFFLINE, gateway="https://x", next_round=NOON + timedelta(minutes=2)
    )
    assert "12:02" in next_words(planned, NOON)
    assert next_words(planned, NOON + timedelta(minutes=3)) == ""
    assert next_words(SyncStatus(line=LineState.UNKNOWN), NOON) == ""


def test_what_a_cloned_disk_left_behind_is_told_to_the_technician(mai: AtWork):
    dossier = mai.receives()
    assert mai.page.aside.isHidden()
    for text in ("lời ghi thứ nhất", "lời ghi của ổ đĩa bị chép"):
        on(mai.workers, partial(says, mai.office.store, dossier, NoteAdded(text=text)))
    mai.presses("F5")
    mai.until(lambda: ": 1 việc ghi ở 1 hồ sơ được để riêng" in mai.page.aside.text())
    assert mai.page.aside.isVisible()


def test_numbers_of_this_pc_are_said_with_the_reason_for_provisional_ones(mai: AtWork):
    mai.until(lambda: "cấp số tạm. Tỉnh cấp mã chính thức" in mai.page.numbers.text())


LANE = Lane(unit="000.00.33.H35", device="D", epoch="E", first=1000, last=1499, granted=NOON.date())


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (
            NumbersHere(hold=None, lane=LANE, given=4),
            "dải 1000 đến 1499 mỗi ngày; hôm nay đã cấp 4",
        ),
        (NumbersHere(hold=None, lane=LANE, given=4, passed_over=(1001, 1002)), "1001, 1002"),
        (NumbersHere(hold=Hold.EXHAUSTED, lane=LANE, given=500), "đã cấp hết"),
        (NumbersHere(hold=Hold.CLOCK_DOUBTED, lane=LANE), "Đồng hồ máy chưa tin được"),
    ],
)
def test_a_lane_is_said_with_how_far_it_has_come(told: NumbersHere, said: str, qapp):
    assert said in numbers_words(told)
