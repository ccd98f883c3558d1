"""What the card of the commune's server says of reaching it: who came, who never did, and why."""

from datetime import UTC, datetime, timedelta

import pytest

from app.system.firewall import Firewall, Inward
from app.ui.dossier.timeline_words import level_words
from app.ui.sync_centre.hub_words import barrier_words, detail_words
from app.usecases.hub_known import HubSettings
from app.usecases.hub_reach import Reach
from app.usecases.hub_state import Hosting
from app.usecases.levels import Level
from app.usecases.synchronise import HubState

pytestmark = pytest.mark.usefixtures("qapp")  # it speaks Vietnamese
NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
SERVING = HubState(settings=HubSettings(serves=True), hosting=Hosting(port=8475))
NAMES = {"A": "Quầy 2", "B": "Quầy 3"}


def seen(minutes: int) -> Reach:
    return Reach(names=NAMES, came={"A": NOW - timedelta(minutes=minutes)}, absent=("B",))


def test_who_came_before_this_sign_in_is_named_and_so_is_who_never_came():
    said = detail_words(SERVING, seen(5), NOW).splitlines()
    assert said == ["Máy đã nối, lần cuối:", "• Quầy 2: 03:55", "Chưa nối tới lần nào:", "• Quầy 3"]


def test_a_pc_that_comes_now_is_absent_no_more():
    now = HubState(settings=SERVING.settings, hosting=Hosting(port=8475, seen={"B": NOW}))
    assert "Chưa nối tới lần nào" not in detail_words(now, seen(5), NOW)


def test_an_hour_without_anybody_is_worth_a_question():
    assert "Hơn một giờ nay" in detail_words(SERVING, seen(61), NOW)


@pytest.mark.parametrize(
    ("inward", "code"),
    [
        (Inward.BLOCKED, "MC-575"),
        (Inward.NO_RULE, "MC-576"),
        (Inward.PRIVATE_ONLY, "MC-577"),
        (Inward.OPEN, ""),
        (Inward.UNKNOWN, ""),
    ],
)
def test_a_firewall_that_stands_in_the_way_is_named_with_its_rule_and_who_may_open_it(inward, code):
    shut = Firewall(inward, "motcua-cli.exe")
    said = barrier_words(SERVING, Reach(firewall=shut), NOW)
    assert (code in said, "motcua-cli.exe" in said) == (True, bool(code))
    came = seen(5)
    reached = Reach(firewall=shut, came=came.came)
    assert barrier_words(SERVING, reached, NOW) == ""  # they do come


def test_what_the_server_saved_itself_lies_at_the_server_and_nowhere_else_yet():
    said = level_words(Level.SAVED_HERE, at_server=True)
    assert said == "Đã lưu trên máy này, là máy chủ xã"
    assert level_words(Level.SAVED_HERE, at_server=False) == "Đã lưu trên máy này"
    assert level_words(Level.PROVINCE_GATEWAY, at_server=True) == "Đã đến cổng của tỉnh"


def test_a_server_that_was_followed_is_told_with_where_it_had_been():
    going = HubSettings(address="192.168.1.9:8475", device="A", name="Quầy 2")
    hub = HubState(settings=going, is_met=True, last=NOW, moved_from="192.168.1.5:8475")
    said = detail_words(hub, Reach(), NOW)
    assert "đã đổi địa chỉ" in said
    assert "192.168.1.5:8475" in said
    assert "MC-578" in said
    lost = HubState(settings=going, fault="hub_no_answer", since=NOW, sought_at=NOW)
    assert "Đã tìm ở các địa chỉ khác trong mạng" in detail_words(lost, Reach(), NOW)
