"""Chốt quỹ ngày: a drawer that was counted, and what came into its book afterwards.

A drawer belongs to one PC: who counts it counts that PC's entries, whatever the other counters took
meanwhile.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from app.domain.cash import Movement, digest, totals
from app.domain.errors import RuleViolation
from app.domain.events.cash import CashDayClosed
from app.domain.fold.office import Deed
from app.domain.text import clean


class CashDay(msgspec.Struct, frozen=True, kw_only=True):
    """One drawer's day: every closing in order; the last one counts."""

    closings: tuple[Deed, ...] = ()

    @property
    def closed(self) -> CashDayClosed | None:
        """The closing that counts."""
        said = self.closings[-1].said if self.closings else None
        return said if isinstance(said, CashDayClosed) else None

    def is_changed(self, entries: Sequence[Movement]) -> bool:
        """Is what was counted no longer what the book says, by its digest?"""
        return self.closed is not None and self.closed.digest != digest(entries)

    def later(self, movements: Iterable[Movement]) -> tuple[Movement, ...]:
        """Entries of the day that its closing had not seen."""
        if self.closed is None:
            return ()
        counted = frozenset(self.closed.movements)
        return tuple(one for one in movements if one.event not in counted)


class CashCount(NamedTuple):
    """What lay in the drawer of a counter, who took it along, and why it differs if it does."""

    counter: str
    amount: int
    handed_to: str = ""
    reason: str = ""


def closing(day: str, entries: Sequence[Movement], count: CashCount) -> CashDayClosed:
    """Close a drawer's day (ISO) with what was counted.

    Raises `RuleViolation` for a negative count, or a difference without a reason.
    """
    if count.amount < 0:
        raise RuleViolation("money_negative")
    sums = totals(entries)
    if count.amount != sums.drawer and not count.reason.strip():
        raise RuleViolation("cash_difference_without_reason", str(sums.drawer))
    by_agency: dict[str, int] = {}
    for one in entries:
        by_agency[one.agency] = by_agency.get(one.agency, 0) + one.in_drawer
    return CashDayClosed(
        day=day,
        counter=count.counter,
        movements=tuple(one.event for one in entries),
        digest=digest(entries),
        recorded=sums.drawer,
        printed=sums.printed,
        counted=count.amount,
        by_agency=by_agency,
        handed_to=clean(count.handed_to),
        reason=clean(count.reason),
    )


def day_id(device: str, day: str) -> str:
    """The entity of a drawer's day: one PC, one ISO day, all agencies together."""
    return f"cash-{device}-{day}"


def fold_day(deeds: Iterable[Deed]) -> CashDay:
    """The day that these closings make."""
    return CashDay(closings=tuple(one for one in deeds if isinstance(one.said, CashDayClosed)))
