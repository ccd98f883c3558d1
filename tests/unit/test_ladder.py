"""The ladder of copies: what stays, what goes for want of room, and what is due."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.domain.ladder import CopyKind, Rung, expendable, kept, kind_due, turn_now, wait_for_next

MONDAY = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)  # 07:00 (+07:00)
HALF = timedelta(minutes=30)
MB = 1 << 20


def a_rung(serial: int, made: datetime = MONDAY, **more: object) -> Rung:
    return Rung(f"r{serial}", serial, made, **more)  # type: ignore[arg-type]


MADE = st.tuples(
    st.sampled_from([30, 60, 900, 3 * 1440, -45, -3 * 1440]),  # minutes since the one before
    st.booleans(),  # a step or a whole one
    st.sampled_from([True, True, False]),  # the clock is believed
    st.booleans(),  # verified
)


def thinned(rungs: list[Rung]) -> list[Rung]:
    staying = kept(rungs)
    return [rung for rung in rungs if rung.name in staying]


def a_ladder(told: list[tuple[int, bool, bool, bool]]) -> list[Rung]:
    """Copies made one after the other under a clock that jumps as it likes."""
    made, base, rungs = MONDAY, "", list[Rung]()
    for serial, (minutes, is_step, sure, verified) in enumerate(told, start=1):
        made += timedelta(minutes=minutes)
        stands_on = base if is_step else ""
        turn = turn_now(thinned(rungs), made, is_sure=sure)
        more = {"is_sure": sure, "is_verified": verified, "base": stands_on, "turn": turn}
        rungs.append(a_rung(serial, made, **more))
        base = base if stands_on else f"r{serial}"
    return rungs


ladders = st.lists(MADE, max_size=70).map(a_ladder)


@given(ladders)
def test_what_stays_once_stays_until_another_copy_is_made(rungs):
    assert thinned(thinned(rungs)) == thinned(rungs)


def test_what_stays_stays_also_after_the_clock_was_set_back_within_the_hour():
    sure = (False, True, False)
    rungs = a_ladder([(30, *sure), (-15, *sure), (30, *sure)])
    assert [rung.turn for rung in rungs] == [0, 1, 1]
    assert thinned(thinned(rungs)) == thinned(rungs) == [rungs[0], rungs[2]]


@given(ladders)
def test_the_newest_and_the_newest_verified_copy_always_stay_with_what_they_stand_on(rungs):
    for staying in (kept(rungs), {r.name for r in rungs} - set(expendable(rungs))):
        verified = [rung for rung in rungs if rung.is_verified]
        must = {rung.name for rung in (*rungs[-1:], *verified[-1:])}
        assert must <= staying
        assert {rung.base for rung in rungs if rung.name in staying} - {""} <= staying


@given(ladders)
def test_a_ladder_never_grows_beyond_its_rungs(rungs):
    assert len([r for r in thinned(rungs) if not r.base]) <= 2 * (24 + 14 + 12 + 24 + 2)


@given(ladders, st.randoms())
def test_dates_may_lie_and_the_order_of_making_still_counts(rungs, random):
    shuffled = random.sample(rungs, len(rungs))
    assert kept(shuffled) == kept(rungs)


def test_months_of_work_leave_hours_days_and_weeks():
    rungs: list[Rung] = []
    serial = 0
    for day in range(120):
        for half in range(16):
            serial += 1
            rungs.append(a_rung(serial, MONDAY + timedelta(days=day) + half * HALF))
        rungs = thinned(rungs)
    ages = [(rungs[-1].made - rung.made) for rung in rungs]
    assert len([age for age in ages if age < timedelta(days=3)]) == 24
    days = {rung.made.date() for rung in rungs}
    assert {(rungs[-1].made - timedelta(days=back)).date() for back in range(14)} <= days
    assert len(rungs) == 24 + 11 + 10 - 1
    assert timedelta(days=70) < max(ages) < timedelta(days=84)


def test_a_clock_that_was_ten_years_ahead_for_a_day_takes_nobodys_place():
    days = [a_rung(day, MONDAY + timedelta(days=day)) for day in range(1, 13)]
    ahead = a_rung(13, MONDAY + timedelta(days=3650))
    after = [a_rung(14 + day, MONDAY + timedelta(days=14 + day)) for day in range(2)]
    assert len(kept([*days, ahead, *after])) == 15


def test_a_dead_battery_that_begins_every_day_in_2009_loses_no_day():
    new_year = datetime(2009, 1, 1, tzinfo=UTC)
    days = [
        a_rung(day * 2 + half, new_year + half * HALF, is_sure=False)
        for day in range(1, 11)
        for half in range(2)
    ]
    good = [a_rung(100 + day, MONDAY + timedelta(days=day)) for day in range(14)]
    assert len(kept([*days, *good])) == len(days) + 14
    believed = [
        rung._replace(is_sure=True, turn=turn)
        for turn, rung in zip(sorted([*range(10)] * 2), days, strict=True)
    ]
    assert {f"r{day * 2 + 1}" for day in range(1, 11)} <= kept([*believed, *good[:2]])


def test_the_last_verified_copy_stays_however_many_come_after_it():
    old = a_rung(1, MONDAY - timedelta(days=400), is_verified=True, base="")
    new = [a_rung(2 + n, MONDAY + timedelta(days=n)) for n in range(200)]
    assert "r1" in kept([old, *new])


def test_for_want_of_room_the_oldest_go_first_and_a_base_goes_after_its_steps():
    rungs = [
        a_rung(1),
        a_rung(2),
        a_rung(3, base="r2"),
        a_rung(4, base="r2"),
        a_rung(5, is_verified=True),
        a_rung(6, base="r5"),
    ]
    assert expendable(rungs) == ["r1", "r3", "r4", "r2"]
    assert kept([]) == frozenset()


def test_a_small_office_copies_itself_whole_each_day_and_a_large_one_each_week():
    base = a_rung(1, MONDAY)
    day, week = timedelta(days=1), timedelta(days=7)
    assert kind_due(5 * MB, None, 0, MONDAY) is CopyKind.WHOLE
    assert kind_due(5 * MB, base, 0, MONDAY + HALF) is CopyKind.STEP
    assert kind_due(5 * MB, base, 0, MONDAY + day) is CopyKind.WHOLE
    assert kind_due(500 * MB, base, 0, MONDAY + day) is CopyKind.STEP
    assert kind_due(500 * MB, base, 0, MONDAY + week) is CopyKind.WHOLE


def test_steps_that_have_grown_large_or_stand_on_a_copy_from_the_future_give_way_to_a_whole_one():
    base = a_rung(1, MONDAY)
    assert kind_due(5 * MB, base, 5 * MB, MONDAY + HALF) is CopyKind.WHOLE
    assert kind_due(500 * MB, base, 5 * MB, MONDAY + HALF) is CopyKind.STEP
    assert kind_due(5 * MB, base, 0, MONDAY - timedelta(days=2)) is CopyKind.WHOLE


def test_after_a_start_the_half_hour_goes_on_where_it_was():
    assert wait_for_next(None, MONDAY) == timedelta(0)
    assert wait_for_next(MONDAY, MONDAY + timedelta(minutes=10)) == timedelta(minutes=20)
    assert wait_for_next(MONDAY, MONDAY + timedelta(days=3)) == timedelta(0)
    assert wait_for_next(MONDAY + timedelta(days=3), MONDAY) == timedelta(0)
