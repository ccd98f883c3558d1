"""A line that was down is tried again when the network is up, the hub is met, or somebody looks."""

from collections.abc import Iterator

import pytest

from app.usecases.desk import Desk
from app.usecases.network_watch import NetworkWatch
from app.usecases.sync_service import SyncService
from app.usecases.synchronise import LineState
from sync.peer.backoff import BASE, CAP_WHILE_WATCHED, Backoff
from tests.helpers.province import Province
from tests.usecases.test_sync_service import Watched, at_rest, rests


class Way:
    """The way out of a PC, as somebody plugs and unplugs."""

    def __init__(self, name: str = "") -> None:
        self.name = name

    def __call__(self) -> str:
        return self.name


@pytest.fixture
def way(monkeypatch: pytest.MonkeyPatch) -> Way:
    """There is none at first, and somebody looks for one all the time."""
    monkeypatch.setattr("app.usecases.sync_service.LOOK", 0.02)
    return Way()


@pytest.fixture
def watched(enrolled: Desk, way: Way) -> Iterator[Watched]:
    one = Watched(enrolled)
    one.service._network = NetworkWatch(way)
    assert not one.service._network.came()
    yield one
    one.service.stop()


@pytest.fixture
def long_down(watched: Watched, enrolled: Desk, province: Province) -> Watched:
    """The province was not reached so often that the next attempt is minutes away."""
    watched.service._backoff = backoff = Backoff(lambda: 0.999)
    for _ in range(9):
        backoff.failed()
    province.is_cut_off()
    watched.service.start()
    is_down = at_rest(LineState.OFFLINE)
    watched.says(lambda told: is_down(told) and rests(told, enrolled) > CAP_WHILE_WATCHED)
    return watched


def soon(watched: Watched, desk: Desk, seconds: float) -> None:
    watched.says(lambda status: status.next_round is not None and rests(status, desk) <= seconds)


def test_while_somebody_looks_it_is_tried_again_within_a_minute(long_down, enrolled):
    long_down.service.watched(on=True)
    soon(long_down, enrolled, CAP_WHILE_WATCHED)


def test_when_the_hub_is_met_again_the_province_is_tried_within_seconds(long_down, enrolled):
    long_down.service.may_be_back()
    soon(long_down, enrolled, BASE)


def test_when_the_network_is_up_again_the_province_is_tried_within_seconds(
    way, long_down, enrolled
):
    way.name = "by 192.168.1.1"
    soon(long_down, enrolled, BASE)


def test_a_way_out_is_news_once_and_only_after_a_first_look():
    way = Way("by a")
    watch = NetworkWatch(way)
    assert [watch.came(), watch.came()] == [False, False]
    way.name = ""
    assert not watch.came()
    way.name = "by a"
    assert [watch.came(), watch.came()] == [True, False]
    way.name = "by b"
    assert watch.came()


def test_who_is_busy_or_refuses_is_not_asked_sooner_because_somebody_looks(enrolled):
    service = SyncService(enrolled, lambda _status: None)
    service.watched(on=True)
    service.may_be_back()
    for line in (LineState.BUSY, LineState.REFUSED, LineState.UNTRUSTED):
        service._say(line=line)
        assert service._sooner(900.0, 0.0) == 900.0
    service.stop()
