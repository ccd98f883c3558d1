"""Fees: what a citizen pays, and on what ground less."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import RuleViolation
from app.domain.fees import Exemption, Ground, PageRate, certified_copies, fee


@pytest.mark.parametrize(
    ("pages", "copies", "expected"),
    [
        (1, 1, 2_000),
        (2, 1, 4_000),
        (3, 1, 5_000),
        (10, 2, 24_000),
        (198, 1, 200_000),
        (199, 1, 200_000),  # the cap of one copy
        (500, 3, 600_000),
    ],
)
def test_certified_copies_are_paid_by_the_page(pages, copies, expected):
    assert certified_copies(pages, copies) == expected


def test_a_province_may_have_other_rates():
    rate = PageRate(each=1_000, each_further=500, pages_at_first_rate=1, cap_per_copy=10_000)
    assert certified_copies(3, 1, rate) == 2_000


@pytest.mark.parametrize(("pages", "copies"), [(0, 1), (1, 0), (-1, 1)])
def test_no_pages_no_copies_no_fee(pages, copies):
    with pytest.raises(RuleViolation, match="pages_or_copies_missing"):
        certified_copies(pages, copies)


@pytest.mark.parametrize(
    ("listed", "exemption", "payable"),
    [
        (10_000, None, 10_000),
        (10_000, Exemption(Ground.POOR_HOUSEHOLD), 0),
        (15_001, Exemption(Ground.MERIT, percent=50), 7_500),
        (None, None, None),
        (None, Exemption(Ground.DISABLED, percent=50), None),  # to be asked for
        (None, Exemption(Ground.DISABLED), 0),  # nothing is due whatever the fee
        (8_000, Exemption(Ground.OTHER, note="Nghị quyết 12/2026/NQ-HĐND"), 0),
    ],
)
def test_an_exemption_takes_its_part_off(listed, exemption, payable):
    assert fee(listed, exemption).payable == payable


@pytest.mark.parametrize(
    ("listed", "exemption", "code"),
    [
        (-1, None, "money_negative"),
        (10_000, Exemption(Ground.MERIT, percent=0), "exemption_out_of_range"),
        (10_000, Exemption(Ground.MERIT, percent=101), "exemption_out_of_range"),
        (10_000, Exemption(Ground.OTHER, note=" "), "exemption_without_ground"),
    ],
)
def test_an_exemption_without_ground_is_refused(listed, exemption, code):
    with pytest.raises(RuleViolation, match=code):
        fee(listed, exemption)


@given(st.integers(min_value=0, max_value=10**9), st.integers(min_value=1, max_value=100))
def test_nobody_pays_more_than_is_listed(listed, percent):
    payable = fee(listed, Exemption(Ground.MERIT, percent=percent)).payable
    assert payable is not None
    assert 0 <= payable <= listed
