"""The sheet of a day or of some days: what came, what went, what is open, and the money."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from app.domain.procedure import Channel
from app.domain.reports.lifeline import LifeLine
from app.domain.reports.period import Period, day_of
from app.domain.reports.situation import Standing, is_late_at, standing
from app.domain.states import State


class Sum(msgspec.Struct, frozen=True, kw_only=True):
    """The dossiers behind each number of one row of the sheet."""

    received: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    given_back: tuple[str, ...] = ()  # trả lại, rút
    open_in_time: tuple[str, ...] = ()
    open_due: tuple[str, ...] = ()  # tới hạn: due on the last day or the one after
    open_late: tuple[str, ...] = ()
    open_supplement: tuple[str, ...] = ()
    fees: int = 0


class DailySheet(msgspec.Struct, frozen=True, kw_only=True):
    """All of it, by procedure (code) and by officer; and what the index 766 asks."""

    total: Sum
    by_procedure: Mapping[str, Sum]
    by_officer: Mapping[str, Sum]
    names: Mapping[str, str]  # of procedures, by code
    online: int = 0  # of those received
    electronic: int = 0  # of those received: online, and an electronic result
    on_time: int = 0  # of those settled; a second supplement counts as late (QĐ 766/QĐ-TTg)


def daily_sheet(lines: Sequence[LifeLine], period: Period, now: int) -> DailySheet:
    """Count the sheet; what is open is judged at the period's end, or now if that is sooner."""
    judged = min(period.end, now)
    placed = [
        _Placed(line, tuple(counted_in(line, period, judged)), money_in(line, period))
        for line in lines
    ]
    received = [one.line for one in placed if "received" in one.parts]
    settled = [one.line for one in placed if "settled" in one.parts]
    return DailySheet(
        total=_sum(placed),
        by_procedure=_by(placed, lambda line: line.procedure),
        by_officer=_by(placed, lambda line: line.officer),
        names={line.procedure: line.name for line in lines},
        online=sum(line.channel is Channel.ONLINE for line in received),
        electronic=sum(line.electronic for line in received),
        on_time=sum(_is_on_time(line) for line in settled),
    )


class _Placed(NamedTuple):
    """A dossier, the columns that it is in, and the money taken for it."""

    line: LifeLine
    parts: tuple[str, ...]
    fees: int


def _by(placed: Iterable[_Placed], key: Callable[[LifeLine], str]) -> dict[str, Sum]:
    """A row for each; those that nothing happened to have none."""
    groups: dict[str, list[_Placed]] = {}
    for one in placed:
        groups.setdefault(key(one.line), []).append(one)
    sums = {name: _sum(groups[name]) for name in sorted(groups)}
    return {name: each for name, each in sums.items() if each != Sum()}


def _sum(placed: Iterable[_Placed]) -> Sum:
    found: dict[str, list[str]] = {}
    fees = 0
    for line, parts, money in placed:
        fees += money
        for name in parts:
            found.setdefault(name, []).append(line.id)
    return Sum(fees=fees, **{name: tuple(ids) for name, ids in found.items()})


def money_in(line: LifeLine, period: Period) -> int:
    """What was taken for a dossier in these days, whole đồng."""
    return sum(one.amount for one in line.fees if period.holds(one.at))


def counted_in(line: LifeLine, period: Period, judged: int) -> Iterable[str]:
    """The columns that one dossier is in."""
    if period.holds(line.received_here):
        yield "received"
    if period.holds(line.settled):
        is_given_back = line.how in (State.NOT_ACCEPTED, State.WITHDRAWN)
        yield "given_back" if is_given_back else "settled"
    if period.holds(line.returned):
        yield "returned"
    if line.open_at(period.end):
        yield _open(line, judged)


def _open(line: LifeLine, judged: int) -> str:
    wait, due = line.waits_at(judged), line.due_at(judged)
    if wait is not None and wait.state is State.SUPPLEMENT:
        return "open_supplement"
    if is_late_at(line, judged):
        return "open_late"
    is_near = due is not None and (day_of(due) - day_of(judged - 1)).days <= 1
    return "open_due" if is_near else "open_in_time"


def _is_on_time(line: LifeLine) -> bool:
    """In time, and asked for a supplement once at most."""
    ended = line.ended or 0
    return line.supplements <= 1 and standing(line, ended) is not Standing.LATE
