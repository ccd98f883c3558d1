"""The oracles are tested too: a way of being wrong that nobody notices fails the run."""

import pytest

from tests.simulation import seeds
from tests.simulation.durability import burns_a_number_with_its_dossier, keeps_what_it_promised
from tests.simulation.invariants import Violated
from tests.simulation.isolation import tells_nothing_of_another_commune
from tests.simulation.mutants import MUTANTS
from tests.simulation.office import Office

TRIES = 200


def seeds_hold(patch):
    for seed in range(TRIES):
        with seeds.a_folder() as folder:
            Office(seed, folder).lives()


def bytes_hold(patch):
    with seeds.a_folder() as folder:
        keeps_what_it_promised(folder)


def numbers_hold(patch):
    with seeds.a_folder() as folder:
        burns_a_number_with_its_dossier(folder, patch)


def borders_hold(patch):
    with seeds.a_folder() as folder:
        tells_nothing_of_another_commune(folder)


TIERS = {
    "simulator": seeds_hold,
    "recorded writes": bytes_hold,
    "store": numbers_hold,
    "gateway": borders_hold,
}


@pytest.mark.timeout(120)
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_its_tier_notices(mutant, monkeypatch):
    """By a violated invariant; a mere crash would prove nothing."""
    mutant.breaks(monkeypatch)
    with pytest.raises(Violated):
        TIERS[mutant.tier](monkeypatch)


@pytest.mark.parametrize("tier", ["recorded writes", "store", "gateway"])
def test_the_tier_finds_nothing_wrong_with_the_real_code(tier, monkeypatch):
    TIERS[tier](monkeypatch)


def test_every_mutant_has_its_number_and_breaks_something_else():
    assert len({mutant.number for mutant in MUTANTS}) == len(MUTANTS) == 12
    assert len({mutant.breaks for mutant in MUTANTS}) == len(MUTANTS)
