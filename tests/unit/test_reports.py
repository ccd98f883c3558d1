"""Biểu II.06a and the daily sheet: counted by when things happened (TT 01/2020/TT-VPCP)."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import RuleViolation
from app.domain.fold import fold
from app.domain.history import Outcome
from app.domain.procedure import Channel
from app.domain.reports import (
    Column,
    DueFrom,
    LifeLine,
    Period,
    Standing,
    Taken,
    Wait,
    daily_sheet,
    life_line,
    percent,
    situation,
    standing,
)
from app.domain.states import State
from tests.helpers.plays import CALM, SCRIPTS, Script, play

DAY = 86_400_000
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
FAR = Period(date(2030, 1, 1), date(2030, 1, 1)).end


def at(day: int, hour: int = 9, month: int = 11) -> int:
    """A moment of 2026 in the office's time."""
    return Period(date(2026, month, day), date(2026, month, day)).start + hour * 3_600_000


def a_line(**changes: object) -> LifeLine:
    told: dict[str, object] = {
        "id": "a",
        "received": at(3),
        "procedure": "1.001193",
        "field": "Hộ tịch",
        "officer": "Lò Thị Mai",
        "dues": (DueFrom(at(3), at(6)),),
    }
    return LifeLine(**(told | changes))  # type: ignore[arg-type]


def numbers(lines: Sequence[LifeLine], period: Period, now: int = FAR) -> dict[int, int]:
    counted = situation(lines, period, now)
    return {int(column): counted.count(column) for column in Column if counted.count(column)}


@pytest.mark.parametrize(
    ("ended", "column"),
    [(at(5, 23), Column.EARLY), (at(6, 23), Column.ON_TIME), (at(7, 1), Column.LATE)],
)
def test_early_on_time_and_late_are_told_by_date(ended: int, column: Column) -> None:
    line = a_line(ended=ended, how=State.DONE)
    assert numbers([line], NOVEMBER) == {3: 1, 5: 1, 7: 1, int(column): 1}


def test_without_an_appointment_it_is_on_time() -> None:
    assert standing(a_line(dues=(), ended=at(29), how=State.DONE), at(29)) is Standing.ON_TIME


def test_what_was_open_before_the_period_is_carried_over() -> None:
    december = Period(date(2026, 12, 1), date(2026, 12, 31))
    assert numbers([a_line()], december) == {3: 1, 6: 1, 11: 1, 13: 1}
    assert numbers([a_line(ended=at(4), how=State.DONE)], december) == {}
    assert numbers([a_line(received=None)], NOVEMBER) == {}
    assert numbers([a_line()], Period(date(2026, 10, 1), date(2026, 10, 31))) == {}


def test_online_is_counted_apart_from_the_counter_and_the_post() -> None:
    lines = [a_line(id=str(one), channel=one) for one in Channel]
    assert numbers(lines, NOVEMBER, at(4)) == {3: 3, 4: 1, 5: 2, 11: 3, 12: 3}


def test_what_waits_for_a_supplement_is_not_late() -> None:
    """NĐ 118/2025, Điều 19(5): the clock begins anew when everything is here."""
    waits = a_line(waits=(Wait(State.SUPPLEMENT, at(4), None),))
    assert numbers([waits], NOVEMBER) == {3: 1, 5: 1, 11: 1, 12: 1}
    done = a_line(waits=(Wait(State.SUPPLEMENT, at(4), at(5)),))
    assert numbers([done], NOVEMBER) == {3: 1, 5: 1, 11: 1, 13: 1}


@pytest.mark.parametrize(("asked", "is_late"), [(at(5), False), (at(9), True)])
def test_closed_while_a_supplement_was_awaited_is_judged_by_when_it_was_asked(
    asked: int, is_late: bool
) -> None:
    waits = (Wait(State.SUPPLEMENT, asked, at(25)),)
    line = a_line(waits=waits, ended=at(25), how=State.NOT_ACCEPTED)
    assert standing(line, at(25)) is (Standing.LATE if is_late else Standing.ON_TIME)


def test_the_appointment_in_force_at_the_end_counts() -> None:
    """An extension (Điều 19(6)) counts for what ends after it, not for what it found late."""
    dues = (DueFrom(at(3), at(6)), DueFrom(at(5), at(12)))
    line = a_line(dues=dues)
    assert [line.due_at(moment) for moment in (at(1), at(4), at(5), at(20))] == [
        at(6),
        at(6),
        at(12),
        at(12),
    ]
    assert standing(a_line(dues=dues, ended=at(12), how=State.DONE), at(12)) is Standing.ON_TIME


def test_319_received_and_195_fully_electronic_are_61_13_percent_and_all_on_time() -> None:
    lines = [
        a_line(
            id=f"{n}",
            channel=Channel.ONLINE if n < 195 else Channel.DIRECT,
            electronic=n < 195,
            ended=at(5),
            how=State.DONE,
        )
        for n in range(319)
    ]
    sheet = daily_sheet(lines, NOVEMBER, FAR)
    assert len(sheet.total.received) == 319
    assert percent(sheet.electronic, len(sheet.total.received)) == "61,13 %"
    assert percent(sheet.online, 319) == "61,13 %"
    assert percent(sheet.on_time, len(sheet.total.settled)) == "100,00 %"
    assert numbers(lines, NOVEMBER) == {3: 319, 4: 195, 5: 124, 7: 319, 8: 319}
    assert percent(0, 0) == "-"


def test_a_second_supplement_counts_as_late_in_the_index() -> None:
    """QĐ 766/QĐ-TTg, 2.1: more than one request costs the on-time point."""
    lines = [a_line(id=f"{n}", supplements=n, ended=at(5), how=State.DONE) for n in range(3)]
    assert daily_sheet(lines, NOVEMBER, FAR).on_time == 2


def test_what_was_withdrawn_is_not_among_those_settled_in_time() -> None:
    lines = [
        a_line(id="done", ended=at(5), how=State.DONE),
        a_line(id="gone", ended=at(5), how=State.WITHDRAWN),
    ]
    sheet = daily_sheet(lines, NOVEMBER, FAR)
    assert (sheet.on_time, len(sheet.total.settled)) == (1, 1)


def test_the_sheet_of_a_day_tells_where_everything_is() -> None:
    third = Period(date(2026, 11, 3), date(2026, 11, 3))
    lines = [
        a_line(id="came"),
        a_line(id="due", received=at(2), dues=(DueFrom(at(2), at(4)),)),
        a_line(id="late", received=at(1), dues=(DueFrom(at(1), at(2)),), officer="Vàng A Chớ"),
        a_line(id="asked", received=at(1), waits=(Wait(State.SUPPLEMENT, at(2), None),)),
        a_line(id="done", ended=at(3, 10), how=State.DONE, returned=at(3, 11)),
        a_line(id="gone", ended=at(3, 10), how=State.WITHDRAWN),
        a_line(id="paid", received=at(1), ended=at(2), fees=(Taken(at(3), 8000), Taken(at(4), 1))),
    ]
    sheet = daily_sheet(lines, third, FAR)
    total = msgspec.to_builtins(sheet.total)
    assert total == {
        "received": ("came", "done", "gone"),
        "settled": ("done",),
        "returned": ("done",),
        "given_back": ("gone",),
        "open_in_time": ("came",),
        "open_due": ("due",),
        "open_late": ("late",),
        "open_supplement": ("asked",),
        "fees": 8000,
    }
    assert sheet.by_officer["Vàng A Chớ"].open_late == ("late",)
    assert set(sheet.by_procedure) == {"1.001193"}


def test_each_field_has_its_row_and_each_number_its_dossiers() -> None:
    lines = [a_line(id="a"), a_line(id="b", field="Đất đai")]
    counted = situation(lines, NOVEMBER, FAR)
    assert counted.fields == ("Hộ tịch", "Đất đai")
    assert counted.ids(Column.RECEIVED, "Đất đai") == ("b",)
    assert counted.count(Column.RECEIVED, "Chứng thực") == 0


def test_a_period_does_not_end_before_it_begins() -> None:
    with pytest.raises(RuleViolation) as error:
        Period(date(2026, 11, 2), date(2026, 11, 1))
    assert error.value.code == "period_reversed"


_MOMENTS = st.integers(at(1), at(30))
_LINES = st.lists(
    st.builds(
        LifeLine,
        id=st.uuids().map(str),
        field=st.sampled_from(("Hộ tịch", "Đất đai")),
        channel=st.sampled_from(Channel),
        received=_MOMENTS,
        ended=st.none() | st.integers(at(30), at(30) + 30 * DAY),
        how=st.sampled_from((State.DONE, State.WITHDRAWN)),
        dues=st.lists(st.builds(DueFrom, _MOMENTS, st.none() | _MOMENTS), max_size=3).map(tuple),
    ),
    max_size=8,
)


def check_identity(lines: Sequence[LifeLine], days: Sequence[int]) -> None:
    """(3) = (7) + (11) in every period, and what is open at an end is carried over the next."""
    carried: int | None = None
    for begin, end in pairwise(days):
        origin = date(2020, 1, 1)
        period = Period(origin + timedelta(begin), origin + timedelta(end - 1))
        counted = situation(lines, period, FAR)
        of = {column: counted.count(column) for column in Column}
        assert of[Column.RECEIVED] == of[Column.SETTLED] + of[Column.OPEN]
        assert of[Column.RECEIVED] == sum(of[Column(one)] for one in (4, 5, 6))
        assert of[Column.SETTLED] == sum(of[Column(one)] for one in (8, 9, 10))
        assert of[Column.OPEN] == of[Column(12)] + of[Column(13)]
        assert carried is None or of[Column.CARRIED_OVER] == carried
        carried = of[Column.OPEN]


_SPLITS = st.sets(st.integers(2480, 2560), min_size=2, max_size=7).map(sorted)


@given(_LINES, _SPLITS)
@CALM
def test_the_identity_holds_for_any_lines_and_any_split(
    lines: list[LifeLine], days: list[int]
) -> None:
    check_identity(lines, days)


@given(st.lists(SCRIPTS, min_size=1, max_size=3), _SPLITS)
@CALM
def test_the_identity_holds_for_any_acts_of_any_pcs(scripts: list[Script], days: list[int]) -> None:
    check_identity([life_line(fold(play(script))) for script in scripts], days)


@given(SCRIPTS)
@CALM
def test_history_record_and_report_agree(script: Script) -> None:
    """What the control slip, the register and II.06a say of a dossier is the same."""
    dossier = fold(play(script))
    line = life_line(dossier)
    assert (line.ended is not None) == (dossier.ended_at is not None)
    if line.ended is not None and line.received is not None:
        assert line.ended == max(dossier.ended_at or 0, line.received)
    assert line.due_at(FAR) == dossier.due
    assert [wait.start for wait in line.waits] == [one.start for one in dossier.intervals]
    applied = [one for one in dossier.timeline if one.outcome is Outcome.APPLIED]
    assert applied or line.received is None
    span = Period(date(2020, 1, 1), date(2029, 12, 31))
    counted = situation([line], span, FAR)
    assert counted.count(Column.RECEIVED) == (line.received is not None)
    assert counted.count(Column.SETTLED) == (
        line.received is not None and dossier.ended_at is not None
    )
