"""Chốt quỹ ngày: a drawer that was counted, and what came into its book afterwards.

A drawer belongs to one PC: who counts it counts that PC's entries, whatever the other counters took
meanwhile.
"""

from collections.abc import Iterable

import msgspec

from app.domain.cash import Movement
from app.domain.events.cash import CashDayClosed
from app.domain.fold.office import Deed


class CashDay(msgspec.Struct, frozen=True, kw_only=True):
    """One drawer's day: every closing in order; the last one counts."""

    closings: tuple[Deed, ...] = ()

    @property
    def closed(self) -> CashDayClosed | None:
        """The closing that counts."""
        said = self.closings[-1].said if self.closings else None
        return said if isinstance(said, CashDayClosed) else None

    def later(self, movements: Iterable[Movement]) -> tuple[Movement, ...]:
        """Entries of the day that its closing had not seen."""
        if self.closed is None:
            return ()
        counted = frozenset(self.closed.movements)
        return tuple(one for one in movements if one.event not in counted)


def day_id(device: str, agency: str, day: str) -> str:
    """The entity of a drawer's day: one PC, one agency, one ISO day."""
    return f"cash-{device}-{agency or 'office'}-{day}"


def fold_day(deeds: Iterable[Deed]) -> CashDay:
    """The day that these closings make."""
    return CashDay(closings=tuple(one for one in deeds if isinstance(one.said, CashDayClosed)))
