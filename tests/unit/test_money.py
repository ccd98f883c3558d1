"""Money in words and figures: every amount reads back as itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import RuleViolation
from app.domain.money import figures_of_money, words_of_money

DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4,
    "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
SCALES = {"nghìn": 10**3, "triệu": 10**6}


def heard(words):
    """Read an amount as a citizen would hear it."""
    total = below = group = 0
    for word in words.removesuffix(" đồng").lower().split():
        if word in DIGITS:
            group += DIGITS[word]
        elif word == "mười":
            group += 10
        elif word == "mươi":
            group = group // 100 * 100 + group % 100 * 10
        elif word == "trăm":
            group *= 100
        elif word in SCALES:
            below, group = below + group * SCALES[word], 0
        elif word == "tỷ":
            total, below, group = (total + below + group) * 10**9, 0, 0
        else:
            assert word == "linh"
    return total + below + group


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không đồng"),
        (5, "Năm đồng"),
        (10, "Mười đồng"),
        (11, "Mười một đồng"),
        (15, "Mười lăm đồng"),
        (20, "Hai mươi đồng"),
        (21, "Hai mươi mốt đồng"),
        (24, "Hai mươi tư đồng"),
        (25, "Hai mươi lăm đồng"),
        (100, "Một trăm đồng"),
        (104, "Một trăm linh bốn đồng"),
        (110, "Một trăm mười đồng"),
        (115, "Một trăm mười lăm đồng"),
        (999, "Chín trăm chín mươi chín đồng"),
        (2_000, "Hai nghìn đồng"),
        (8_000, "Tám nghìn đồng"),
        (20_000, "Hai mươi nghìn đồng"),
        (50_050, "Năm mươi nghìn không trăm năm mươi đồng"),
        (200_000, "Hai trăm nghìn đồng"),
        (1_000_005, "Một triệu không trăm linh năm đồng"),
        (1_005_000, "Một triệu không trăm linh năm nghìn đồng"),
        (4_500_000, "Bốn triệu năm trăm nghìn đồng"),
        (1_000_000_000, "Một tỷ đồng"),
        (21_000_000_014, "Hai mươi mốt tỷ không trăm mười bốn đồng"),
        (3_000_000_000_000, "Ba nghìn tỷ đồng"),
    ],
)
def test_amounts_are_said_as_receipts_say_them(amount, words):
    assert words_of_money(amount) == words


@given(st.integers(min_value=0, max_value=10**15 - 1))
def test_every_amount_reads_back_as_itself(amount):
    assert heard(words_of_money(amount)) == amount


@given(st.integers(min_value=0, max_value=10**7), st.integers(min_value=0, max_value=10**7))
def test_two_amounts_never_sound_the_same(one, other):
    assert (words_of_money(one) == words_of_money(other)) == (one == other)


def test_figures_are_parted_by_dots():
    assert figures_of_money(1_234_567) == "1.234.567 đồng"


@pytest.mark.parametrize(("amount", "code"), [(-1, "money_negative"), (10**15, "money_too_large")])
def test_no_receipt_bears_such_a_sum(amount, code):
    with pytest.raises(RuleViolation, match=code):
        words_of_money(amount)
