"""Whatever happens to PCs, line and gateway, in the end they agree and nothing is lost."""

from collections import Counter, defaultdict

import pytest

from tests.simulation import faults, seeds
from tests.simulation.office import Office
from tests.simulation.wide_office import WideOffice

SEEDS = seeds.chosen()
pytestmark = pytest.mark.xdist_group("seeds")  # what was met is counted in one process
OFFICES = {"plain": Office, "wide": WideOffice}
WANTED = {"plain": faults.PLAIN, "wide": faults.WIDE}


@pytest.fixture(scope="module")
def met():
    return defaultdict(Counter)


@pytest.mark.parametrize(("kind", "seed"), SEEDS)
def test_the_offices_agree_and_nothing_is_lost(kind, seed, met):
    with seeds.a_folder() as folder:
        office = OFFICES[kind](seed, folder)
        office.lives()
        met[kind].update(office.happened)


@pytest.mark.parametrize("kind", OFFICES)
def test_every_fault_was_met(kind, met):
    if sum(one == kind for one, _ in SEEDS) < seeds.NORMAL[kind]:
        pytest.skip("too few seeds to meet everything")
    assert faults.missing(met[kind], WANTED[kind]) == []
