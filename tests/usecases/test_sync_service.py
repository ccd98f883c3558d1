"""Rounds that go by themselves; every wait is for what the service says."""

import queue
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from app.store.records import Filter
from app.usecases.desk import Desk
from app.usecases.link_profile import network_here, pace_of
from app.usecases.sync_round import Round
from app.usecases.sync_service import IDLE, IDLE_WHEN_QUIET, IDLE_WITH_WORK
from app.usecases.synchronise import LineState, SyncService, SyncStatus, link_journal, one_round
from sync.peer.pace import Pace
from sync.protocol.errors import SyncError
from tests.helpers.desk import a_desk, a_dossier
from tests.helpers.office import a_machine, an_open_office
from tests.helpers.patience import PATIENCE
from tests.helpers.province import Province

MANY = 6


class Watched:
    """A running service and everything that it has said."""

    def __init__(self, desk: Desk) -> None:
        self._said: queue.Queue[SyncStatus] = queue.Queue()
        self.service = SyncService(desk, self._said.put)

    def says(self, expected: Callable[[SyncStatus], bool]) -> SyncStatus:
        """Wait until a status is so."""
        while not expected(status := self._said.get(timeout=PATIENCE)):
            pass
        return status


@pytest.fixture
def watched(enrolled: Desk) -> Iterator[Watched]:
    one = Watched(enrolled)
    yield one
    one.service.stop()


def at_rest(line: LineState) -> Callable[[SyncStatus], bool]:
    return lambda status: status.line is line and not status.running and bool(status.device)


def test_it_begins_with_a_round_and_says_when_the_next_one_is(watched):
    watched.service.start()
    status = watched.says(at_rest(LineState.CONNECTED))
    assert status.waiting_events == 0
    assert status.next_round is not None


def test_an_act_is_counted_at_once_and_goes_with_the_next_round(watched, enrolled):
    watched.service.start()
    watched.says(at_rest(LineState.CONNECTED))
    a_dossier(enrolled)
    watched.says(lambda status: status.waiting_dossiers == 1)
    watched.service.wake()
    watched.says(lambda status: status.waiting_dossiers == 0 and not status.running)


class Bell(threading.Event):
    """Tells that it is waited for."""

    def __init__(self) -> None:
        super().__init__()
        self.waits = threading.Event()

    def wait(self, timeout: float | None = None) -> bool:
        if not self.is_set():
            self.waits.set()
        return super().wait(timeout)


def test_a_pc_that_was_asleep_makes_its_round_when_it_wakes(watched, enrolled, monkeypatch):
    monkeypatch.setattr("app.usecases.sync_service._NAP", 0.05)
    watched.service._bell = bell = Bell()
    watched.service.start()
    before = watched.says(at_rest(LineState.CONNECTED)).last_contact
    assert bell.waits.wait(PATIENCE)
    enrolled.machine.clock.pass_by(timedelta(hours=5))
    again = watched.says(lambda told: not told.running and told.last_contact != before)
    assert again.line is LineState.CONNECTED


def test_being_without_a_line_is_said_calmly_and_ends_by_itself(watched, province):
    province.is_cut_off()
    watched.service.start()
    offline = watched.says(at_rest(LineState.OFFLINE))
    assert offline.error_code == "unreachable"
    province.is_back()
    watched.service.wake()
    assert watched.says(at_rest(LineState.CONNECTED)).error_code == ""


def test_a_pc_that_is_not_enrolled_waits_until_it_is(desk, province):
    watched = Watched(desk)
    watched.service.start()
    try:
        watched.says(lambda status: status.line is LineState.NOT_ENROLLED and bool(status.device))
        province.enrols(desk)
        watched.service.wake()
        watched.says(at_rest(LineState.CONNECTED))
    finally:
        watched.service.stop()


def test_closing_does_not_wait_for_a_server_that_says_nothing(watched, enrolled, province):
    province.is_cut_off()
    with socket.create_server(("127.0.0.1", urlsplit(province.url).port)) as silent:
        watched.service.start()
        came, _ = silent.accept()
        watched.service.stop(timeout=PATIENCE)
        came.close()
    assert not watched.service.is_alive
    assert not watched.service.status().running
    assert link_journal(enrolled) == ()  # nobody was asked, so nobody has failed to answer


def test_the_office_may_be_closed_under_a_running_service(watched, enrolled):
    watched.service.start()
    watched.says(at_rest(LineState.CONNECTED))
    enrolled.store.close()
    watched.service.wake()
    watched.service.join(PATIENCE)
    assert not watched.service.is_alive


def test_it_stops_at_once_and_twice_is_no_error(watched):
    watched.service.start()
    watched.says(at_rest(LineState.CONNECTED))
    watched.service.stop()
    watched.service.stop()
    assert not watched.service.status().running


def test_after_a_quiet_hour_the_pc_asks_half_as_often_until_something_moves(watched, enrolled):
    watched.service.start()
    status = watched.says(at_rest(LineState.CONNECTED))
    for _ in range(5):
        watched.service.wake()
        watched.says(lambda status: status.running)
        status = watched.says(at_rest(LineState.CONNECTED))
        status = watched.says(at_rest(LineState.CONNECTED))
    assert rests(status, enrolled) > IDLE
    a_dossier(enrolled)
    watched.service.wake()
    watched.says(lambda status: status.running)
    watched.says(lambda status: not status.running and 0 < rests(status, enrolled) <= IDLE)


def test_a_quiet_day_is_asked_about_every_half_hour_where_no_file_waits(enrolled):
    service, session = SyncService(enrolled, lambda _status: None), enrolled.store.sync_session()
    try:
        rests_for = [service.turn(session) for _ in range(6)]
        assert rests_for[0] == IDLE
        assert rests_for[4:] == [IDLE_WHEN_QUIET] * 2
        service.fetch("ab" * 32)  # nobody has it yet
        assert service.turn(session) == IDLE
    finally:
        session.close()
        service.stop()


def test_an_act_in_a_quiet_hour_waits_two_minutes_and_not_the_rest_of_the_hour(watched, enrolled):
    watched.service.start()
    assert rests(watched.says(at_rest(LineState.CONNECTED)), enrolled) > IDLE_WITH_WORK
    a_dossier(enrolled)
    watched.says(lambda status: bool(status.waiting_events) and soon(status, enrolled))


def soon(status: SyncStatus, desk: Desk) -> bool:
    return status.next_round is not None and rests(status, desk) <= IDLE_WITH_WORK


def rests(status: SyncStatus, desk: Desk) -> float:
    """Seconds until the next round goes by itself."""
    assert status.next_round is not None
    return (status.next_round - desk.now()).total_seconds()


def test_a_line_that_broke_carries_less_the_next_time_also_after_a_new_start(enrolled, province):
    session = enrolled.store.sync_session()
    where = network_here(province.url)
    try:
        province.is_cut_off()
        with pytest.raises(SyncError):
            one_round(enrolled)
        assert pace_of(session.preferences, where).size == Pace().size // 2
        assert pace_of(session.preferences, "elsewhere") == Pace()
    finally:
        session.close()


@pytest.fixture
def much_has_happened(province: Province, tmp_path: Path) -> int:
    """Another PC of the office has sent more dossiers than one window holds."""
    with an_open_office(tmp_path / "neighbour", a_machine(seed=2)) as neighbour:
        other = a_desk(neighbour)
        province.enrols(other)
        for _ in range(MANY):
            a_dossier(other)
            assert not one_round(other).waiting  # a frame of its own
    return MANY


def test_a_first_load_that_is_longer_than_a_round_goes_on_at_once(
    watched, enrolled, much_has_happened, monkeypatch
):
    monkeypatch.setattr("app.usecases.sync_round.MOST_EXCHANGES", 1)
    monkeypatch.setattr("app.usecases.sync_round.pace_of", lambda *_where: Pace(size=1))
    watched.service.start()
    dossiers = lambda: enrolled.store.reader().count(Filter())  # noqa: E731
    monkeypatch.setattr("app.usecases.sync_service.TOLD_FROM", 1)
    far = watched.says(lambda status: status.running and status.to_fetch > status.fetched > 0)
    assert far.to_fetch >= much_has_happened
    watched.says(lambda _status: dossiers() == much_has_happened)
    rest = watched.says(lambda status: not status.running and rests(status, enrolled) >= IDLE)
    assert rest.line is LineState.CONNECTED
    assert not rest.to_fetch


def test_a_round_says_that_it_was_cut_off_only_where_the_next_one_brings_more(
    enrolled, much_has_happened, monkeypatch
):
    monkeypatch.setattr("app.usecases.sync_round.MOST_EXCHANGES", 1)
    monkeypatch.setattr("app.usecases.sync_round.pace_of", lambda *_where: Pace(size=1))
    assert one_round(enrolled).more
    monkeypatch.setattr(Round, "_exchange", lambda *_it: True)  # two sides that never agree
    assert not one_round(enrolled).more
