"""What a certification costs (phí chứng thực): rates as data, by the page, the copy or the case."""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

import msgspec

from app.domain.errors import RuleViolation
from app.domain.events import FeeLine
from app.domain.fees import PageRate, certified_copies


class Asked(NamedTuple):
    """One original to be certified: its pages, and how many copies of it."""

    name: str
    pages: int = 1
    copies: int = 1


class Rate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The rate of one work on the days from `valid_from` to `valid_to` (ISO, both included).

    Sums are whole đồng. By the page, the first pages cost `each`, the others `each_further`, and
    one copy never more than `cap_per_copy`; pages are those of the original.
    """

    work: str
    procedure: str
    per: Literal["page", "copy", "case"]
    each: int
    valid_from: str
    valid_to: str = ""
    each_further: int = 0
    pages_at_first_rate: int = 0
    cap_per_copy: int = 0


class Rates(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every rate that is known, and where they come from."""

    source: str
    rates: tuple[Rate, ...]

    def on(self, work: str, day: str) -> Rate:
        """The rate of a work on an ISO day; the newest where several hold."""
        held = [one for one in self.rates if one.work == work and _held(one, day)]
        if not held:
            raise RuleViolation("rate_unknown", work)
        return max(held, key=lambda one: one.valid_from)


def lines(rate: Rate, asked: Sequence[Asked]) -> tuple[FeeLine, ...]:
    """What each original costs; raises `RuleViolation` where pages or copies are missing."""
    return tuple(FeeLine(name=one.name, amount=_one(rate, one), count=one.copies) for one in asked)


def total(fee_lines: Iterable[FeeLine]) -> int:
    """All together, in đồng."""
    return sum(line.amount for line in fee_lines)


def _one(rate: Rate, asked: Asked) -> int:
    if asked.pages < 1 or asked.copies < 1:
        raise RuleViolation("pages_or_copies_missing")
    if rate.per == "page":
        by_page = PageRate(
            each=rate.each,
            each_further=rate.each_further,
            pages_at_first_rate=rate.pages_at_first_rate,
            cap_per_copy=rate.cap_per_copy,
        )
        return certified_copies(asked.pages, asked.copies, by_page)
    return rate.each * (asked.copies if rate.per == "copy" else 1)


def _held(rate: Rate, day: str) -> bool:
    return rate.valid_from <= day and (not rate.valid_to or day <= rate.valid_to)
