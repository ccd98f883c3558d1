"""A log that is longer than one round: it is here whole before the province is told anything."""

import pytest

from app.domain.states import State
from app.portal.teller import Told
from app.store.records import Filter
from app.usecases.synchronise import one_round
from sync.peer.pace import Pace
from tests.helpers.connecting import Connected
from tests.helpers.dossiers import path_to
from tests.portal.test_telling import does

MANY = 3


@pytest.fixture
def much_has_happened(world: Connected, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the desk, while the connector was away; its rounds carry little."""
    for _ in range(MANY):
        does(world, *path_to(State.PROCESSING))
        assert not one_round(world.pc).waiting  # a frame of its own
    monkeypatch.setattr("app.usecases.sync_round.MOST_EXCHANGES", 1)
    monkeypatch.setattr("app.usecases.sync_round.pace_of", lambda *_where: Pace(size=1))


def known(world: Connected) -> int:
    return world.desk.store.reader().count(Filter())


@pytest.mark.usefixtures("much_has_happened")
def test_the_connector_takes_all_of_it_before_it_tells_anything(
    world: Connected, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_first: list[int] = []
    tell = world.connector._teller.tell

    def tells(dossier: str) -> Told:
        at_first.append(known(world))
        return tell(dossier)

    monkeypatch.setattr(world.connector._teller, "tell", tells)
    done = world.connector.once()
    assert done.is_fine
    assert (done.recorded, at_first) == (MANY, [MANY] * MANY)


@pytest.mark.usefixtures("much_has_happened")
def test_what_is_longer_than_one_pass_goes_on_in_the_next_and_nothing_is_told_before(
    world: Connected, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.portal.connector._MOST_ROUNDS", 1)
    first = world.connector.once()
    assert first.is_behind
    assert not first.is_fine
    assert (first.recorded, first.gateway) == (0, "")
    passes = [world.connector.once() for _ in range(3 * MANY)]
    assert sum(one.recorded for one in passes) == MANY
    assert passes[-1].is_fine
