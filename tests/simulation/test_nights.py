"""Thirty days of small offices; a week of one in the normal run, as many as asked for at night.

MOTCUA_NIGHTS=1000 python -m pytest -m nightly tests/simulation/test_nights.py --timeout=0
"""

import os

import pytest

from tests.simulation import nights, seeds
from tests.simulation.month import Month

NIGHTS = int(os.environ.get("MOTCUA_NIGHTS", "0"))


def test_a_week_of_an_office_ends_in_agreement():
    with seeds.a_folder() as folder:
        month = Month(3, folder, days=7)
        month.lives()
        month.closes()
    assert month.happened["days"] == 7


@pytest.mark.nightly
@pytest.mark.skipif(not NIGHTS, reason="MOTCUA_NIGHTS says how many months")
@pytest.mark.parametrize("seed", nights.REGRESSIONS)
def test_months_that_failed_once_hold(seed):
    assert nights.one(seed).failure == ""


@pytest.mark.nightly
@pytest.mark.skipif(not NIGHTS, reason="MOTCUA_NIGHTS says how many months")
def test_months_of_offices_end_in_agreement():
    runs = list(nights.many(0, NIGHTS, os.cpu_count() or 1, 2 * 3600))
    figures = nights.summary(runs)
    assert figures["failed"] == []
    assert figures["missing"] == []
