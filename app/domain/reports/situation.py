"""Biểu II.06a/VPCP/KSTT: tình hình, kết quả giải quyết thủ tục hành chính.

Columns 3-13 as provincial systems count them (TT 01/2020/TT-VPCP); (3) = (7) + (11) always.
"""

from collections.abc import Iterable, Mapping
from enum import IntEnum

import msgspec

from app.domain.procedure import Channel
from app.domain.reports.lifeline import LifeLine
from app.domain.reports.period import Period, day_of
from app.domain.states import State


class Column(IntEnum):
    """The columns of the form, by their numbers on paper."""

    RECEIVED = 3  # Tiếp nhận: tổng số
    ONLINE = 4  # trong kỳ, trực tuyến
    IN_PERSON = 5  # trong kỳ, trực tiếp và dịch vụ bưu chính
    CARRIED_OVER = 6  # từ kỳ trước
    SETTLED = 7  # Đã giải quyết: tổng số
    EARLY = 8  # trước hạn
    ON_TIME = 9  # đúng hạn
    LATE = 10  # quá hạn
    OPEN = 11  # Đang giải quyết: tổng số
    OPEN_IN_TIME = 12  # trong hạn
    OPEN_LATE = 13  # quá hạn


class Standing(IntEnum):
    """How an end stands to its appointment, by date; the numbers are those of the columns."""

    EARLY = 8
    ON_TIME = 9
    LATE = 10


class Situation(msgspec.Struct, frozen=True):
    """The dossiers behind every number: by field and column, ids in the order of the lines."""

    by_field: Mapping[str, Mapping[Column, tuple[str, ...]]]

    def ids(self, column: Column, field: str | None = None) -> tuple[str, ...]:
        """The dossiers behind a number; of all fields where none is named."""
        rows = self.by_field.values() if field is None else [self.by_field.get(field, {})]
        return tuple(one for row in rows for one in row.get(column, ()))

    def count(self, column: Column, field: str | None = None) -> int:
        """The number in a cell."""
        return len(self.ids(column, field))

    @property
    def fields(self) -> tuple[str, ...]:
        """The rows, by name."""
        return tuple(sorted(self.by_field))


def situation(lines: Iterable[LifeLine], period: Period, now: int) -> Situation:
    """Count the form for a period; what is open is judged at its end, or now if that is sooner."""
    found: dict[str, dict[Column, list[str]]] = {}
    for line in lines:
        columns = columns_of(line, period, min(period.end, now))
        row = found.setdefault(line.field, {}) if columns else {}
        for column in columns:
            row.setdefault(column, []).append(line.id)
    rows = {
        field: {column: tuple(ids) for column, ids in row.items()} for field, row in found.items()
    }
    return Situation(rows)


def standing(line: LifeLine, ended: int) -> Standing:
    """Before its day, on it, or after it; without an appointment it is on time.

    What was withdrawn or closed is never early. Who ended it while a supplement was awaited is
    judged by the moment from which the office waited: the clock stood still (Điều 19(5)).
    """
    wait = line.waits_at(ended - 1)
    is_given_up = line.how in (State.WITHDRAWN, State.NOT_ACCEPTED)
    moment = wait.start if wait and wait.state is State.SUPPLEMENT and is_given_up else ended
    due = line.due_at(ended)
    if due is None or day_of(moment) == day_of(due):
        return Standing.ON_TIME
    if day_of(moment) > day_of(due):
        return Standing.LATE
    return Standing.ON_TIME if is_given_up else Standing.EARLY


def is_late_at(line: LifeLine, moment: int) -> bool:
    """Open and past its appointment; what waits for a supplement is counted as in time."""
    wait = line.waits_at(moment)
    due = line.due_at(moment)
    waits = wait is not None and wait.state is State.SUPPLEMENT
    return due is not None and due < moment and not waits


def columns_of(line: LifeLine, period: Period, judged: int) -> tuple[Column, ...]:
    """Where one dossier is counted: once among the received, and once more for what became.

    Nowhere what was taken in for another authority (phi địa giới): whoever settles it reports it.
    What was taken over from the province's system is carried over, and had been received there.
    """
    known, settled = line.known_from, line.settled
    if line.elsewhere or known is None or known >= period.end or line.ended_before(period.start):
        return ()
    came = (Column.RECEIVED, _came(line, period))
    if settled is not None and settled < period.end:
        return (*came, Column.SETTLED, Column(standing(line, line.ended or settled)))
    late = is_late_at(line, judged)
    return (*came, Column.OPEN, Column.OPEN_LATE if late else Column.OPEN_IN_TIME)


def _came(line: LifeLine, period: Period) -> Column:
    if not period.holds(line.received_here):
        return Column.CARRIED_OVER
    return Column.ONLINE if line.channel is Channel.ONLINE else Column.IN_PERSON
