"""Whatever happens to PCs, line and gateway, in the end they agree and nothing is lost."""

from collections import Counter

import pytest

from tests.simulation import seeds
from tests.simulation.office import Office

SEEDS = seeds.chosen()
pytestmark = pytest.mark.xdist_group("seeds")  # what was met is counted in one process
FAULTS = (
    "acts",
    "receives",
    "synchronises",
    "power_cut",
    "unreachable",
    "captive_portal",
    "something_arrives_late",
    "clock_jumps",
    "is_put_back",
    "is_put_back_unnoticed",
    "province_restarts",
    "province_is_put_back",
    "province_power_fails",
    "own_ahead",
    "own_fork",
    "counter_fell",
    "level_fell",
    "log_began_anew",
    "fork other_branch",
    "refused needs_previous",
)


@pytest.fixture(scope="module")
def met():
    return Counter()


@pytest.mark.parametrize("seed", SEEDS)
def test_the_offices_agree_and_nothing_is_lost(seed, met):
    with seeds.a_folder() as folder:
        office = Office(seed, folder)
        office.lives()
        met.update(office.happened)


def test_every_fault_was_met(met):
    if len(SEEDS) < seeds.NORMAL:
        pytest.skip("too few seeds to meet everything")
    assert [fault for fault in FAULTS if not met[fault]] == []
