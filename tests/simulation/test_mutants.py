"""The oracles are tested too: a way of being wrong that nobody notices fails the run."""

import pytest

from tests.files import carrying
from tests.simulation import seeds
from tests.simulation.durability import burns_a_number_with_its_dossier, keeps_what_it_promised
from tests.simulation.invariants import Violated
from tests.simulation.isolation import tells_nothing_of_another_commune
from tests.simulation.memory import knows_what_it_has_after_months
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


def memories_hold(patch):
    with seeds.a_folder() as folder:
        knows_what_it_has_after_months(folder)


def killed_carriers_hold(patch):
    """Bytes that were written and not yet noted are what the dead leave."""
    with seeds.a_folder() as folder:
        carrying.survives_every(folder, carrying.steps(folder / "whole", "_put"))


def recorded_carriers_hold(patch):
    with seeds.a_folder() as folder:
        run = carrying.Recorded(folder)
        run.holds(carrying.moments_of(run, 30))


TIERS = {
    "simulator": seeds_hold,
    "recorded writes": bytes_hold,
    "store": numbers_hold,
    "gateway": borders_hold,
    "gateway after months": memories_hold,
    "killed carriers": killed_carriers_hold,
    "recorded carriers": recorded_carriers_hold,
}


@pytest.mark.parametrize(
    "mutant", [one for one in MUTANTS if not one.is_slow], ids=lambda mutant: mutant.name
)
def test_its_tier_notices(mutant, monkeypatch):
    """By a violated invariant; a mere crash would prove nothing."""
    mutant.breaks(monkeypatch)
    with pytest.raises(Violated):
        TIERS[mutant.tier](monkeypatch)


@pytest.mark.parametrize("tier", [tier for tier in TIERS if tier != "simulator"])
def test_the_tier_finds_nothing_wrong_with_the_real_code(tier, monkeypatch):
    TIERS[tier](monkeypatch)


def test_every_mutant_has_its_name_and_breaks_something_else():
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS) == 17
    assert len({mutant.breaks for mutant in MUTANTS}) == len(MUTANTS)
