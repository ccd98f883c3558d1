"""Days at several counters at once: no code for two dossiers, each found on every PC.

`MOTCUA_NUMBERS=9x30` makes it a month of nine PCs and breaks the code on purpose as well.
"""

import os

import pytest

from app.store.projections.codes import Codes
from tests.numbers.ledger import Duplicate, Unresolved
from tests.numbers.month import Plan, lives_through
from tests.numbers.mutants import MUTANTS, Break

ASKED = os.environ.get("MOTCUA_NUMBERS", "")
PCS, DAYS = map(int, (ASKED or "3x2").split("x"))
SEEDS = 6
"""Months in which a mutant may hide before it must have shown itself."""


@pytest.mark.timeout(3600 if ASKED else 300)
@pytest.mark.parametrize("with_lanes", [False, True], ids=["provisional", "lanes"])
def test_no_number_is_given_twice(tmp_path, with_lanes):
    month = lives_through(tmp_path, Plan(PCS, DAYS, with_lanes=with_lanes))
    assert month.ledger.counts["provisional"] > PCS * DAYS
    assert not with_lanes or month.ledger.counts["official"] > PCS


@pytest.mark.timeout(3600 if ASKED else 60)
def test_an_image_that_nothing_shows_leaves_every_printed_code_findable(tmp_path):
    plan = Plan(PCS, DAYS) if ASKED else Plan(2, 3, seed=5, with_lanes=False)
    month = lives_through(tmp_path, plan._replace(with_images=True))
    assert month.deeds["code replaced"]


@pytest.mark.skipif(not ASKED, reason="seconds: make numbers")
def test_a_code_on_two_slips_that_nobody_looks_for_is_noticed(tmp_path, monkeypatch):
    monkeypatch.setattr(Codes, "shared", lambda _: [])
    with pytest.raises(Duplicate):
        lives_through(tmp_path, Plan(2, 3, seed=5, with_lanes=False, with_images=True))


@pytest.mark.skipif(not ASKED, reason="minutes: make numbers")
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("breaks", MUTANTS, ids=lambda breaks: breaks.__name__)
def test_a_broken_rule_is_noticed(tmp_path, monkeypatch, breaks: Break):
    breaks(monkeypatch)
    with pytest.raises((Duplicate, Unresolved)):
        _lives_often(tmp_path)


def _lives_often(folder):
    for seed in range(1, SEEDS + 1):
        lives_through(folder / str(seed), Plan(4, 8, seed))
