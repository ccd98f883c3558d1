"""The oracles are tested too: a way of being wrong that nobody notices fails the run."""

import pytest

from tests.simulation import seeds
from tests.simulation.invariants import Violated
from tests.simulation.mutants import MUTANTS
from tests.simulation.office import Office

TRIES = 200
SIMULATED = [mutant for mutant in MUTANTS if mutant.tier == "simulator"]


@pytest.mark.timeout(120)
@pytest.mark.parametrize("mutant", SIMULATED, ids=lambda mutant: mutant.name)
def test_the_simulator_notices(mutant, monkeypatch):
    mutant.breaks(monkeypatch)
    assert any(fails(seed) for seed in range(TRIES)), f"mutant {mutant.number} survived"


def fails(seed):
    """An invariant does not hold; a mere crash would prove nothing."""
    with seeds.a_folder() as folder:
        try:
            Office(seed, folder).lives()
        except Violated:
            return True
    return False
