"""Fees and charges (phí, lệ phí): whole đồng, exemptions with their ground, money in words."""

from enum import StrEnum

import msgspec

from app.domain.errors import RuleViolation


class Ground(StrEnum):
    """Why nothing, or less, is taken (căn cứ miễn, giảm)."""

    POOR_HOUSEHOLD = "poor_household"  # hộ nghèo
    NEAR_POOR = "near_poor"  # hộ cận nghèo
    MERIT = "merit"  # người có công với cách mạng
    DISABLED = "disabled"  # người khuyết tật
    MINORITY_AREA = "minority_area"  # dân tộc thiểu số ở vùng khó khăn
    CHILD = "child"  # trẻ em
    ON_TIME = "on_time"  # đăng ký hộ tịch đúng hạn
    DIGITAL_CITIZEN = "digital_citizen"  # TT 117/2026/TT-BTC
    OTHER = "other"  # `note` says which


class Exemption(msgspec.Struct, frozen=True):
    """An exemption: the ground, how much of the fee it takes off, the paper that shows it."""

    ground: Ground
    percent: int = 100
    note: str = ""


class Fee(msgspec.Struct, frozen=True, kw_only=True):
    """What the citizen pays. `listed` is None where the fee is not known and must be asked for."""

    listed: int | None
    payable: int | None
    exemption: Exemption | None = None


class PageRate(msgspec.Struct, frozen=True, kw_only=True):
    """Certified copies are charged by pages of the original (TT 226/2016/TT-BTC)."""

    each: int = 2_000
    each_further: int = 1_000
    pages_at_first_rate: int = 2
    cap_per_copy: int = 200_000


def fee(listed: int | None, exemption: Exemption | None = None) -> Fee:
    """The fee after the exemption, in whole đồng; raises `RuleViolation`."""
    raise NotImplementedError


def certified_copies(pages: int, copies: int, rate: PageRate = PageRate()) -> int:
    """Fee for so many certified copies of an original of so many pages."""
    raise NotImplementedError


def words_of_money(amount: int) -> str:
    """An amount in words (số tiền bằng chữ): "Hai mươi nghìn đồng"."""
    raise NotImplementedError


def figures_of_money(amount: int) -> str:
    """An amount in figures as Vietnamese paper shows it: "20.000 đồng"."""
    return f"{amount:,} đồng".replace(",", ".")
