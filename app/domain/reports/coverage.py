"""What a report covers: up to when the work of each PC of the office is known here."""

from collections.abc import Iterable

import msgspec


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    """One PC: everything that it wrote up to this moment is here; None where nothing is.

    A PC that the province has revoked writes no more: nothing of it is waited for.
    """

    device: str
    name: str
    until: int | None
    is_here: bool = False
    is_revoked: bool = False

    def covers(self, moment: int) -> bool:
        """Is all that this PC did before that moment known?"""
        return self.is_revoked or (self.until is not None and self.until >= moment)


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """All PCs of the office, and when it was counted. Instants are UTC milliseconds."""

    counted_at: int
    reaches: tuple[Reach, ...] = ()

    def missing(self, end: int) -> tuple[Reach, ...]:
        """The PCs whose work up to that moment may still be under way."""
        return tuple(one for one in self.reaches if not one.covers(min(end, self.counted_at)))

    def is_complete(self, end: int) -> bool:
        """Is the span over, and is every PC known up to its end? Else the report is "tạm"."""
        return self.counted_at >= end and not self.missing(end)


class Reached(msgspec.Struct, frozen=True, kw_only=True):
    """How far one author's entries go without a gap: its last moment and whether more is known."""

    device: str
    epoch: str
    n: int
    at: int | None
    has_gap: bool = False


def known_until(authors: Iterable[Reached]) -> int | None:
    """Up to when one PC is known: its latest entry, or where the first gap of it begins."""
    told = list(authors)
    gaps = [one.at or 0 for one in told if one.has_gap]
    if gaps:
        return min(gaps)
    return max((one.at for one in told if one.at is not None), default=None)
