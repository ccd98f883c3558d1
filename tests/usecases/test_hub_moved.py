"""The commune's server has another address after a power cut: the PC that knows it follows it."""

import queue
from contextlib import closing
from datetime import timedelta
from itertools import pairwise

import msgspec
import pytest

from app.usecases import hub
from app.usecases.hub_known import HubSettings, hub_settings, keep_hub_settings
from app.usecases.hub_moved import AT_LEAST, Lookout
from app.usecases.hub_search import Sighting, look_for_hubs
from sync.carriers.neighbour import Address, read_address
from sync.carriers.neighbour_faults import HubNoAnswer, HubRevoked, HubSaysRevoked
from sync.carriers.neighbour_search import Heard
from sync.protocol.card import HubCard, write_card
from sync.protocol.signing import Signer
from tests.helpers.desk import a_dossier
from tests.helpers.hub import a_hub
from tests.helpers.patience import PATIENCE
from tests.usecases.test_hub_attacks import an_impostor
from tests.usecases.test_hub_search import LOOPBACK, looking
from tests.usecases.test_hub_service import Running

SERVER = HubSettings(address="192.168.1.5:8475", device="ABCDEFGHJK")
LOST = HubNoAnswer("192.168.1.5:8475")


class Network:
    """Who answers there at the moment."""

    def __init__(self):
        self.answers = None
        self.heard = ()
        self.looked: queue.Queue[tuple[Sighting, ...]] = queue.Queue()

    def lookout(self, desk):
        def look(device):
            found = look_for_hubs(desk, self._ask(), only=device)
            self.looked.put(found)
            return found

        return Lookout(desk, look)

    def _ask(self):
        if self.answers is None:
            return lambda _here, _entropy: self.heard
        return looking(self.answers, *self.heard)


@pytest.fixture
def network():
    return Network()


@pytest.fixture
def theirs(other, network):
    running = Running(other, network.lookout(other))
    yield running
    running.service.stop(PATIENCE)


def loses_its_server(theirs, enrolled):
    """It was met once, and is gone from where it was; answers that address."""
    with a_hub(enrolled) as running:
        hub.join(theirs.desk, running.address)
        theirs.service.start()
        theirs.says(lambda state: state.is_met)
        return running.address


def test_the_server_is_followed_to_another_address_and_the_officer_is_told(
    enrolled, theirs, network
):
    before = loses_its_server(theirs, enrolled)
    mine = Running(enrolled)
    assert theirs.says(lambda state: state.sought_at is not None).moved_from == ""
    with a_hub(enrolled) as running:
        network.heard = (Heard(Address(LOOPBACK, 1), "ZZZZZZZZZZ"),)  # not ours: never called
        network.answers = running
        theirs.service.wake()
        state = theirs.says(lambda state: state.is_met)
        assert running.address != before
        assert (state.settings.address, state.moved_from) == (running.address, before)
        assert state.sought_at is None
        assert hub.settings(theirs.desk).address == running.address
        mine.sees(a_dossier(theirs.desk))


def test_who_only_says_to_be_the_server_is_not_followed(tmp_path, enrolled, theirs, network):
    before, device = loses_its_server(theirs, enrolled), enrolled.store.device.device

    def answers(nonce, shown):
        card = HubCard(
            commune=enrolled.store.office.commune,
            device=device,
            name="Quầy 1",
            certificate=shown,
            protocol=1,
            nonce=nonce,
            time=1,
        )
        return write_card(card, Signer(b"z" * 32))

    assert network.looked.get(timeout=PATIENCE) == ()
    with an_impostor(tmp_path, answers) as address:
        network.heard = (Heard(read_address(address), device),)
        theirs.service.wake()
        assert network.looked.get(timeout=PATIENCE) == (
            Sighting(address, device=device, code="hub_forged"),
        )
    theirs.service.stop(PATIENCE)
    assert hub.settings(theirs.desk).address == before
    assert theirs.service.now().moved_from == ""


def test_another_pc_of_the_office_that_serves_is_not_gone_to_silently(desk):
    other_one = Sighting("192.168.1.9:8475", "Quầy 3", "ZZZZZZZZZZ")
    forged = Sighting("192.168.1.8:8475", device=SERVER.device, code="hub_forged")
    assert Lookout(desk, lambda _device: (other_one, forged)).where(SERVER) == ""


def test_what_is_typed_meanwhile_stays(enrolled, theirs, network):
    def look(device):
        with closing(theirs.desk.store.sync_session()) as session:
            kept = hub_settings(session.preferences)
            typed = msgspec.structs.replace(kept, address="127.0.0.1:1")
            keep_hub_settings(session.preferences, typed)
        theirs.service.wake()
        return (Sighting("192.168.1.7:8475", "Quầy 1", device),)

    theirs.service._lookout = Lookout(theirs.desk, look)
    loses_its_server(theirs, enrolled)
    theirs.says(lambda state: state.settings.address == "127.0.0.1:1")
    theirs.service.stop(PATIENCE)
    assert hub.settings(theirs.desk).address == "127.0.0.1:1"


def test_a_day_without_the_server_is_some_hundred_questions_and_no_storm(desk, office):
    looks = list[float]()
    now = office.clock.monotonic

    def look(_device):
        looks.append(now())
        return ()

    lookout = Lookout(desk, look)
    for _ in range(24 * 180):
        if lookout.is_due(SERVER, LOST):
            lookout.where(SERVER)
        office.clock.pass_by(timedelta(seconds=20))
    assert 100 < len(looks) < 500
    assert min(b - a for a, b in pairwise(looks)) >= AT_LEAST
    lookout.at_once()
    assert lookout.is_due(SERVER, LOST)


@pytest.mark.parametrize("fault", [HubRevoked("x"), HubSaysRevoked("x")])
def test_who_answers_where_it_was_is_not_looked_for(desk, fault):
    assert not Lookout(desk, lambda _device: ()).is_due(SERVER, fault)
    assert not Lookout(desk, lambda _device: ()).is_due(HubSettings(address="x"), LOST)
