"""The status line about the commune's server: short, and silent where there is none."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QPushButton

from app.ui.shell.status_line import StatusLine
from app.ui.shell.status_words import words_of
from app.ui.theme import Theme
from app.ui.tokens import LIGHT
from app.usecases.hub_known import HubSettings
from app.usecases.hub_state import Hosting
from app.usecases.synchronise import HubState, LineState, SyncStatus

pytestmark = pytest.mark.usefixtures("qapp")  # it speaks Vietnamese
NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
THERE = HubSettings(address="192.168.1.5")
HERE = HubSettings(serves=True)


@pytest.mark.parametrize(
    ("hub", "waiting", "said"),
    [
        (HubState(), 3, ""),
        (HubState(settings=HERE), 3, ""),
        (HubState(settings=HERE, hosting=Hosting(port=8475)), 3, "Máy chủ xã: máy này."),
        (
            HubState(settings=HERE, hosting=Hosting(fault="hub_port_taken")),
            3,
            "Máy chủ xã: chưa chạy được.",
        ),
        (HubState(settings=THERE), 3, "Máy chủ xã: đang nối."),
        (HubState(settings=THERE, is_met=True), 0, "Máy chủ xã: đã nối."),
        (HubState(settings=THERE, is_met=True), 3, "Máy chủ xã: 3 hồ sơ chưa lên tỉnh."),
        (
            HubState(settings=THERE, is_met=True, moved_from="192.168.1.9", moved_at=NOW),
            3,
            "Máy chủ xã: đã theo địa chỉ mới.",
        ),
        (
            HubState(settings=THERE, fault="hub_no_answer", since=NOW - timedelta(minutes=40)),
            3,
            "Máy chủ xã: mất liên lạc từ 10:20.",
        ),
        (
            HubState(settings=THERE, fault="hub_no_answer", since=NOW - timedelta(days=1)),
            3,
            "Máy chủ xã: mất liên lạc từ 11:00 23/11.",
        ),
    ],
)
def test_who_serves_and_who_is_lost_is_said_in_a_few_words(hub, waiting, said):
    status = SyncStatus(line=LineState.OFFLINE, waiting_dossiers=waiting, hub=hub)
    words = words_of(status, NOW)
    assert words.hub == said
    assert words.line.endswith(said)


@pytest.mark.parametrize(
    ("hub", "waiting", "brief"),
    [
        (HubState(), 0, "Không có mạng."),
        (HubState(settings=THERE, is_met=True), 14, "Không có mạng. 14 việc chờ."),
        (
            HubState(settings=THERE, fault="hub_no_answer", since=NOW - timedelta(minutes=40)),
            14,
            "Không có mạng. Mất máy chủ xã từ 10:20.",
        ),
    ],
)
def test_where_there_is_no_room_the_one_thing_that_matters_stays(hub, waiting, brief):
    status = SyncStatus(line=LineState.OFFLINE, waiting_events=waiting, hub=hub)
    assert words_of(status, NOW).brief == brief


def test_a_narrow_line_shows_it_whole_and_a_wide_one_says_more(qtbot):
    line = StatusLine(Theme(LIGHT, 11), "Lò Thị Mai", "Quầy 1")
    qtbot.addWidget(line)
    line.show()
    lost = HubState(settings=THERE, fault="hub_no_answer", since=NOW - timedelta(minutes=40))
    status = SyncStatus(line=LineState.OFFLINE, waiting_events=14, hub=lost, last_contact=NOW)
    line.show_status(status, NOW)
    said = {}
    for width in (680, 1600):
        line.resize(width, 40)
        said[width] = line.findChildren(QPushButton)[0].text().strip()
    assert said[680] == "Không có mạng. Mất máy chủ xã từ 10:20."
    assert said[1600] == line.text()
