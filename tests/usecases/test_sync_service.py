"""Rounds that go by themselves; every wait is for what the service says."""

import queue
import socket
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest

from app.usecases.desk import Desk
from app.usecases.synchronise import LineState, SyncService, SyncStatus, link_journal
from tests.helpers.desk import a_dossier

PATIENCE = 10.0


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
