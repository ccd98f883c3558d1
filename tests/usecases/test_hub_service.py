"""While somebody is signed in, what neighbours do is seen at once; every wait is for a word."""

import queue
from collections.abc import Callable

import msgspec
import pytest

from app.store.records import Touched
from app.usecases import hub, hub_reach
from app.usecases.hub_known import hub_settings, keep_hub_settings
from app.usecases.hub_moved import Lookout
from app.usecases.hub_service import HubService
from app.usecases.hub_state import HubState
from tests.helpers.desk import a_dossier
from tests.helpers.hub import a_hub
from tests.helpers.patience import PATIENCE

GONE = {"unreachable", "hub_port_closed", "hub_not_there"}
"""What a server that is just closing looks like, by the moment in which it is called."""


class Running:
    """A service and everything that it and the store have said."""

    def __init__(self, desk, lookout=None):
        """Without a `lookout` nobody is asked in the network where the tests run."""
        self.desk = desk
        nobody = Lookout(desk, lambda _device: ())
        self._said: queue.Queue[HubState] = queue.Queue()
        self._touched: queue.Queue[Touched] = queue.Queue()
        desk.store.listen(self._touched.put)
        self.service = HubService(desk, self._said.put, lookout or nobody)

    def says(self, expected: Callable[[HubState], bool]) -> HubState:
        """Wait until a state is so."""
        while not expected(state := self._said.get(timeout=PATIENCE)):
            pass
        return state

    def sees(self, dossier):
        """Wait until the screens hear of a dossier."""
        while dossier.id not in self._touched.get(timeout=PATIENCE).ids:
            pass


@pytest.fixture
def theirs(other):
    running = Running(other)
    yield running
    running.service.stop(PATIENCE)


@pytest.fixture
def mine(enrolled):
    """The PC that serves, with its real process on a port that is free."""
    running = Running(enrolled)
    hub.serve_here(enrolled, port=0)
    yield running
    running.service.stop(PATIENCE)


def test_acts_go_both_ways_by_themselves(mine, theirs):
    mine.service.start()
    port = mine.says(lambda state: state.hosting.port > 0).hosting.port
    hub.join(theirs.desk, f"127.0.0.1:{port}")
    theirs.service.start()
    theirs.says(lambda state: state.is_met)
    mine.sees(a_dossier(theirs.desk))
    theirs.sees(a_dossier(mine.desk))
    other = theirs.desk.store.device.device
    assert mine.says(lambda state: other in state.hosting.seen)
    mine.service.stop(10)
    assert other in hub_reach.reach(mine.desk).came
    assert hub_reach.reach(mine.desk).absent == ()


def test_a_server_that_goes_away_is_said_calmly_and_found_again(enrolled, theirs):
    with a_hub(enrolled) as running:
        hub.join(theirs.desk, running.address)
        theirs.service.start()
        theirs.says(lambda state: state.is_met)
        port = running.port
    lost = theirs.says(lambda state: not state.is_met)
    assert lost.fault in GONE
    assert lost.since == theirs.desk.now()
    with a_hub(enrolled, port):
        theirs.service.wake()
        assert theirs.says(lambda state: state.is_met).since is None


def test_the_choice_holds_until_it_is_taken_back(mine):
    mine.service.start()
    mine.says(lambda state: state.hosting.port > 0)
    hub.serve_no_more(mine.desk)
    mine.service.wake()
    state = mine.says(lambda state: not state.hosting.wanted)
    assert not state.settings.serves or not hub.settings(mine.desk).serves


def test_a_port_that_another_program_has_is_said(mine, enrolled):
    with a_hub(enrolled) as taken:
        kept = hub_settings(enrolled.store.preferences)
        chosen = msgspec.structs.replace(kept, serves=True, port=taken.port)
        keep_hub_settings(enrolled.store.preferences, chosen)
        mine.service.start()
        assert mine.says(lambda state: bool(state.hosting.fault)).hosting.fault == "already_open"
