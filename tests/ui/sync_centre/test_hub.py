"""Máy chủ xã on the page Đồng bộ: one click to be it, an address to go to it."""

import re
from functools import partial

import pytest

from app.ui.sync_centre import presenter
from app.ui.sync_centre.page import SyncCentrePage
from app.usecases.hub_known import HubSettings, keep_hub_settings
from app.usecases.hub_search import look_for_hubs
from app.usecases.synchronise import one_round
from sync.carriers.neighbour import read_address
from sync.carriers.neighbour_search import Heard
from tests.helpers.hub import a_hub
from tests.helpers.two_pcs import a_second_pc
from tests.ui.reception.counter import on
from tests.ui.sync_centre.shift import AtWork


def card(mai: AtWork):
    page = mai.page
    assert isinstance(page, SyncCentrePage)
    return page.hub


def test_one_click_makes_this_pc_the_server_and_shows_what_to_type_elsewhere(mai):
    free = HubSettings(port=0)
    on(mai.workers, lambda: keep_hub_settings(mai.desk.store.preferences, free))
    card(mai).serve.click()
    mai.until(lambda: "là máy chủ xã" in card(mai).state.text())
    mai.until(lambda: mai.shift.hub.now().hosting.port > 0)
    assert not card(mai).join.isVisible()
    assert "Chưa máy nào nối tới" in card(mai).detail.text()
    assert card(mai).copy.isVisible() == bool(re.search(r"\d:\d+$", card(mai).state.text()))
    card(mai).stop.click()
    mai.until(card(mai).serve.isVisible)


def test_an_address_where_nobody_serves_is_refused_in_words_and_stays(mai):
    card(mai).address.fill("127.0.0.1:1")
    card(mai).join.click()
    mai.until(card(mai).error.isVisible)
    assert "không làm máy chủ xã" in card(mai).error.text()
    assert "MC-512" in card(mai).error.text()
    assert card(mai).address.value() == "127.0.0.1:1"


def test_nothing_typed_is_said_beside_the_field(mai):
    card(mai).join.click()
    assert not card(mai).error.isVisible()
    assert card(mai).address.isVisible()


@pytest.fixture
def neighbour(mai, province, tmp_path):
    """Another PC of the office that serves; both know each other."""
    on(mai.workers, lambda: province.enrols(mai.desk))
    with a_second_pc(tmp_path, mai.desk, province) as second:
        one_round(second.desk)
        yield second.desk


def test_an_address_of_ours_is_gone_to_and_its_work_is_seen(mai, neighbour):
    with a_hub(neighbour) as running:
        card(mai).address.fill(running.address)
        card(mai).join.click()
        mai.until(lambda: "Đang nối với" in card(mai).state.text())
        assert card(mai).leave.isVisible()
    mai.until(lambda: "chưa nối được" in card(mai).state.text())
    assert "vẫn làm việc" in card(mai).detail.text()
    card(mai).leave.click()
    mai.until(card(mai).join.isVisible)


def test_that_nobody_was_found_is_said_and_the_address_stays_the_way(mai, monkeypatch):
    monkeypatch.setattr(presenter, "look_for_hubs", lambda _desk: ())
    card(mai).search.click()
    mai.until(lambda: "Không thấy máy chủ xã nào" in card(mai).found.text())
    assert card(mai).address.isVisible()
    assert card(mai).search.isEnabled()


def test_a_server_that_is_lost_is_replaced_by_one_that_was_found(mai, neighbour, monkeypatch):
    """The office's server has another address today: nobody need give the old one up first."""
    with a_hub(neighbour) as running:
        card(mai).address.fill(running.address)
        card(mai).join.click()
        mai.until(lambda: "Đang nối với" in card(mai).state.text())
    mai.until(lambda: card(mai).search.isVisible() and "Mất liên lạc" in card(mai).detail.text())
    assert card(mai).serve.isVisible()
    with a_hub(neighbour) as anew:
        heard = (Heard(read_address(anew.address), neighbour.store.device.device),)
        monkeypatch.setattr(
            presenter, "look_for_hubs", partial(look_for_hubs, ask=lambda *_: heard)
        )
        card(mai).search.click()
        mai.until(card(mai).choices[0].isVisible)
        card(mai).choices[0].click()
        mai.until(lambda: anew.address in card(mai).state.text())
        mai.until(lambda: "Đang nối với" in card(mai).state.text())
