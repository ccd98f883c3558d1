"""Periods of the calendar, how far PCs are known, and the register's note."""

from datetime import date, timedelta

import msgspec
import pytest

from app.domain.dossier import Dossier
from app.domain.papers.register import period_row
from app.domain.reports import (
    Coverage,
    Period,
    Reach,
    Reached,
    Span,
    known_until,
    neighbour,
    period_of,
)
from app.domain.states import State
from tests.unit.test_reports import NOVEMBER, a_line, at


@pytest.mark.parametrize(
    ("span", "day", "first", "last"),
    [
        (Span.DAY, date(2026, 11, 24), date(2026, 11, 24), date(2026, 11, 24)),
        (Span.MONTH, date(2028, 2, 9), date(2028, 2, 1), date(2028, 2, 29)),
        (Span.MONTH, date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31)),
        (Span.QUARTER, date(2026, 11, 24), date(2026, 10, 1), date(2026, 12, 31)),
        (Span.QUARTER, date(2026, 1, 1), date(2026, 1, 1), date(2026, 3, 31)),
        (Span.YEAR, date(2026, 11, 24), date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_is_the_calendar_s(span: Span, day: date, first: date, last: date) -> None:
    period = period_of(span, day)
    assert period == Period(first, last)
    before, after = neighbour(span, period, -1), neighbour(span, period, 1)
    assert before.last == first - timedelta(1)
    assert after.first == last + timedelta(1)


def test_a_report_covers_a_period_when_every_pc_is_known_to_its_end() -> None:
    end = NOVEMBER.end
    here = Reach(device="a", name="Máy 1", until=end, is_here=True)
    short = Reach(device="b", name="Máy 2", until=end - 1)
    silent = Reach(device="c", name="Máy 3", until=None)
    dead = Reach(device="d", name="Máy 4", until=None, is_revoked=True)
    assert Coverage(counted_at=end, reaches=(here, dead)).is_complete(end)
    assert not Coverage(counted_at=end - 1, reaches=(here,)).is_complete(end)
    some = Coverage(counted_at=end, reaches=(here, short, silent, dead))
    assert not some.is_complete(end)
    assert some.missing(end) == (short, silent)
    early = Coverage(counted_at=end - 5, reaches=(here, short))
    assert early.missing(end) == ()


def test_a_pc_is_known_to_its_latest_entry_or_to_where_a_gap_begins() -> None:
    old = Reached(device="b", epoch="OLD1", n=4, at=40)
    new = Reached(device="b", epoch="NEW1", n=2, at=70)
    assert known_until([old, new]) == 70
    assert known_until([old, msgspec.structs.replace(new, at=None)]) == 40
    assert known_until([msgspec.structs.replace(old, has_gap=True), new]) == 40
    assert known_until([Reached(device="b", epoch="NEW1", n=0, at=None, has_gap=True)]) == 0
    assert known_until([]) is None


@pytest.mark.parametrize(
    ("ended", "how", "note"),
    [
        (None, None, ""),
        (at(4), State.DONE, "Có kết quả 04/11/2026"),
        (at(4), State.WITHDRAWN, "Rút hồ sơ 04/11/2026"),
        (at(4), State.NOT_ACCEPTED, "Trả lại hồ sơ 04/11/2026"),
    ],
)
def test_the_register_s_note_says_what_became_of_it(
    ended: int | None, how: State | None, note: str
) -> None:
    dossier = Dossier(id="x", accepted_at=at(3))
    assert period_row(dossier, a_line(ended=ended, how=how)).note == note
    unheard = Dossier(id="x")
    assert period_row(unheard, a_line()).accepted == "09:00 03/11/2026"
    assert period_row(unheard, a_line(received=None)).accepted == ""
