"""What this PC gives next as a number, and why it may be a provisional one (sync.md 7)."""

import msgspec

from app.domain.numbering import Counters, Hold, Lane, Official, gaps, why_held
from app.store.projections.codes import Codes
from app.usecases.desk import Desk


class NumbersHere(msgspec.Struct, frozen=True, kw_only=True):
    """The lane of this PC and how far today has come in it; serials are those of one day."""

    hold: Hold | None
    """Why the next number is provisional; None: it is an official one of the lane."""
    lane: Lane | None = None
    given: int = 0
    passed_over: tuple[int, ...] = ()
    """Serials below the last one that stand on no slip."""


def numbers_here(desk: Desk) -> NumbersHere:
    """Say which number comes next, without giving one."""
    guard = desk.store.clock_guard
    now = desk.store.reader().counters(guard.code_day())
    is_doubted = guard.doubt is not None
    hold = why_held(now, guard.code_day(), guard.trusted_day(), is_clock_doubted=is_doubted)
    if now.lane is None:
        return NumbersHere(hold=hold)
    last = _last_today(desk, now)
    return NumbersHere(
        hold=hold,
        lane=now.lane,
        given=max(0, last - now.lane.first + 1),
        passed_over=_passed_over(desk, now.lane, last),
    )


def _last_today(desk: Desk, now: Counters) -> int:
    """The last serial of today; 0 where none was given."""
    mark = now.official
    return mark.n if mark is not None and mark.day == desk.store.clock_guard.code_day() else 0


def _passed_over(desk: Desk, lane: Lane, last: int) -> tuple[int, ...]:
    start = f"{lane.unit}-{desk.store.clock_guard.code_day():%y%m%d}-"
    codes = desk.store.reader().topic(Codes).beginning_with(start)
    serials = [int(Official.parse(code).serial) for code in codes]
    here = [n for n in serials if lane.first <= n <= last]
    return gaps((lane.first - 1, *here, last + 1)) if last else ()
