"""Fees and charges (phí, lệ phí): whole đồng, exemptions with their ground, copies by the page."""

from enum import StrEnum

import msgspec

from app.domain.errors import RuleViolation
from app.domain.money import check_money


class Ground(StrEnum):
    """Why nothing, or less, is taken (căn cứ miễn, giảm)."""

    POOR_HOUSEHOLD = "poor_household"  # hộ nghèo
    NEAR_POOR = "near_poor"  # hộ cận nghèo
    MERIT = "merit"  # người có công với cách mạng
    DISABLED = "disabled"  # người khuyết tật
    MINORITY_AREA = "minority_area"  # dân tộc thiểu số ở vùng khó khăn
    CHILD = "child"  # trẻ em
    ELDERLY = "elderly"  # người cao tuổi
    ON_TIME = "on_time"  # đăng ký hộ tịch đúng hạn
    DIGITAL_CITIZEN = "digital_citizen"  # TT 117/2026/TT-BTC
    OTHER = "other"  # the exemption's note says which


class Exemption(msgspec.Struct, frozen=True):
    """An exemption: the ground, how much of the fee it takes off, the paper that shows it."""

    ground: Ground
    percent: int = 100
    note: str = ""


class Fee(msgspec.Struct, frozen=True, kw_only=True):
    """What the citizen pays; the sums are None while the fee is unknown and must be asked for."""

    listed: int | None
    payable: int | None
    exemption: Exemption | None = None


class PageRate(msgspec.Struct, frozen=True, kw_only=True):
    """Certified copies are charged by pages of the original (TT 226/2016/TT-BTC)."""

    each: int = 2_000
    each_further: int = 1_000
    pages_at_first_rate: int = 2
    cap_per_copy: int = 200_000


DEFAULT_PAGE_RATE = PageRate()


def fee(listed: int | None, exemption: Exemption | None = None) -> Fee:
    """The fee after the exemption, in whole đồng, a broken đồng left to the citizen."""
    if listed is not None:
        check_money(listed)
    if exemption is not None:
        _check(exemption)
    if exemption is not None and exemption.percent == 100:
        return Fee(listed=listed, payable=0, exemption=exemption)
    off = exemption.percent if exemption else 0
    payable = None if listed is None else listed * (100 - off) // 100
    return Fee(listed=listed, payable=payable, exemption=exemption)


def certified_copies(pages: int, copies: int, rate: PageRate = DEFAULT_PAGE_RATE) -> int:
    """Fee for so many certified copies of an original of so many pages."""
    if pages < 1 or copies < 1:
        raise RuleViolation("pages_or_copies_missing")
    first = min(pages, rate.pages_at_first_rate)
    one = first * rate.each + (pages - first) * rate.each_further
    return copies * min(one, rate.cap_per_copy)


def _check(exemption: Exemption) -> None:
    """An exemption takes off something, and "other" says what it rests on."""
    if not 1 <= exemption.percent <= 100:
        raise RuleViolation("exemption_out_of_range", str(exemption.percent))
    if exemption.ground is Ground.OTHER and not exemption.note.strip():
        raise RuleViolation("exemption_without_ground")
