"""Thời hạn, point by point: each test is named for what the specification of the engine asks.

1  start               test_the_clock_starts_at_acceptance_not_at_the_offer
2  working hours       test_outside_hours_roll_forward / test_what_comes_at_16_55_on_a_friday
2  rounding            test_a_province_may_round_up_to_fifteen_minutes
3  working days        test_weekends_and_holidays_are_not_counted / ..._swapped_saturday_is_worked
3  calendar days       test_calendar_days_end_on_a_working_day
3  hours               test_hours_are_working_hours
4  same day until 15h  test_before_and_after_three_in_the_afternoon
5  restart or extend   test_a_supplement_begins_anew_or_lengthens_by_policy
6  pauses              test_a_pause_is_kept_as_an_interval_and_resuming_may_appoint_anew
7  one extension       test_one_extension_keeps_what_was_first_promised
8  warnings            test_the_desk_is_warned_at_one_day_four_hours_and_afterwards
9  first day           test_whether_the_day_of_acceptance_counts_is_a_setting
-  late entry          test_a_late_entry_counts_from_its_true_time_across_its_due_day
-  Tết                 test_tet_is_passed_over
"""

from datetime import datetime

import pytest

from app.domain import deadline
from app.domain.deadline import Conventions, FirstDay, Nearness, Supplement, Wait
from app.domain.events import Extended, LateEntry, Paused, Resumed
from app.domain.procedure import Limit, Unit
from app.domain.states import State
from tests.helpers.dossiers import HOUR, MORNING, a_dossier, a_history, a_promise, a_received
from tests.unit.rules.office_hours import CALENDAR, HOURS, at

ONE_DAY, THREE_DAYS = Limit(1, Unit.WORKING_DAY), Limit(3, Unit.WORKING_DAY)
SAME_DAY = Limit(1, Unit.SAME_DAY)


def due(accepted: str, limit: Limit, conventions: Conventions | None = None) -> datetime:
    return deadline.due(at(accepted), limit, HOURS, conventions or Conventions()).due


def test_the_clock_starts_at_acceptance_not_at_the_offer() -> None:
    """Điều 17(3): tính từ thời điểm hồ sơ đã được tiếp nhận đầy đủ, hợp lệ."""
    dossier = a_dossier(State.ACCEPTED)
    assert dossier.promise is not None
    assert dossier.promise.start == dossier.accepted_at


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("2026-11-25T06:30", "2026-11-25T17:00"),  # before hours: the day begins at seven
        ("2026-11-25T12:15", "2026-11-26T11:30"),  # at noon: it starts at half past one
        ("2026-11-25T17:30", "2026-11-26T17:00"),  # after hours: the next morning, a whole day
        ("2026-11-25T09:40", "2026-11-26T09:40"),
    ],
)
def test_outside_hours_roll_forward(accepted: str, expected: str) -> None:
    assert due(accepted, ONE_DAY) == at(expected)


def test_what_comes_at_16_55_on_a_friday() -> None:
    assert due("2026-11-27T16:55", ONE_DAY) == at("2026-11-30T16:55")
    assert due("2026-11-27T16:55", Limit(1, Unit.WORKING_HOUR)) == at("2026-11-30T07:55")
    assert due("2026-11-27T16:55", SAME_DAY) == at("2026-11-30T17:00")


def test_a_province_may_round_up_to_fifteen_minutes() -> None:
    rounded = Conventions(round_up_to=15)
    assert due("2026-11-25T09:41", ONE_DAY, rounded) == at("2026-11-26T09:45")
    assert due("2026-11-25T09:45", ONE_DAY, rounded) == at("2026-11-26T09:45")


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("2026-11-23T08:40", "2026-11-25T08:40"),  # 24/11, Ngày Văn hóa Việt Nam
        ("2026-04-29T08:40", "2026-05-04T08:40"),  # 30/4, 1/5, a weekend
        ("2026-04-24T08:40", "2026-04-28T08:40"),  # Giỗ Tổ falls on a Sunday: Monday is off
        ("2026-08-31T08:40", "2026-09-03T17:00"),  # 31/8 is off: it starts after 2/9
    ],
)
def test_weekends_and_holidays_are_not_counted(accepted: str, expected: str) -> None:
    found = due(accepted, ONE_DAY)
    assert found == at(expected)
    assert CALENDAR.is_working_day(found.date())


def test_a_swapped_saturday_is_worked() -> None:
    """31/8/2026 off, worked back on Saturday 22/8."""
    assert due("2026-08-21T09:00", ONE_DAY) == at("2026-08-22T09:00")
    assert due("2026-08-28T09:00", ONE_DAY) > at("2026-08-31T17:00")


@pytest.mark.parametrize(
    ("accepted", "days", "expected"),
    [
        ("2026-11-20T09:00", 4, "2026-11-25"),  # the fourth day is 24/11, a day off
        ("2026-11-25T09:00", 3, "2026-11-30"),  # a Saturday moves to Monday
        ("2026-11-23T09:00", 2, "2026-11-25"),
    ],
)
def test_calendar_days_end_on_a_working_day(accepted: str, days: int, expected: str) -> None:
    found = due(accepted, Limit(days, Unit.CALENDAR_DAY))
    assert found.date().isoformat() == expected


def test_hours_are_working_hours() -> None:
    assert due("2026-11-25T16:00", Limit(7, Unit.WORKING_HOUR)) == at("2026-11-26T15:00")


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("2026-11-25T14:59", "2026-11-25T17:00"),
        ("2026-11-25T15:00", "2026-11-25T17:00"),
        ("2026-11-25T15:01", "2026-11-26T17:00"),
        ("2026-11-27T15:01", "2026-11-30T17:00"),
    ],
)
def test_before_and_after_three_in_the_afternoon(accepted: str, expected: str) -> None:
    """Luật Hộ tịch 2014, Điều 5(3); NĐ 23/2015/NĐ-CP, Điều 7."""
    assert due(accepted, SAME_DAY) == at(expected)


def test_a_supplement_begins_anew_or_lengthens_by_policy() -> None:
    """Điều 19(5): tính lại từ đầu; some provinces only lengthen."""
    before = deadline.due(at("2026-11-25T08:00"), THREE_DAYS, HOURS)
    wait = Wait(at("2026-11-26T08:00"), at("2026-12-01T08:00"))
    anew = deadline.due_after_supplement(before, wait, THREE_DAYS, HOURS)
    assert anew.due == at("2026-12-04T08:00")
    longer = Conventions(supplement=Supplement.EXTEND)
    kept = deadline.due_after_supplement(before, wait, THREE_DAYS, HOURS, longer)
    assert kept.due == at("2026-12-03T08:00")


def test_a_pause_is_kept_as_an_interval_and_resuming_may_appoint_anew() -> None:
    kept = a_dossier(State.PROCESSING, Paused(reason="chờ xác minh"), Resumed())
    (interval,) = kept.intervals
    assert interval.state is State.STOPPED
    assert interval.end is not None
    assert kept.due == kept.first_promise.due if kept.first_promise else None
    later = a_promise(due=MORNING + 48 * HOUR)
    moved = a_dossier(State.PROCESSING, Paused(reason="chờ xác minh"), Resumed(promise=later))
    assert moved.due == later.due


def test_one_extension_keeps_what_was_first_promised() -> None:
    """Điều 19(6): hẹn lại không quá một lần."""
    later = a_promise(due=MORNING + 48 * HOUR)
    moved = a_dossier(State.PROCESSING, Extended(promise=later, reason="chờ xác minh"))
    assert moved.due == later.due
    assert moved.first_promise is not None
    assert moved.first_promise.due == a_promise().due
    assert moved.extended is not None


def test_the_desk_is_warned_at_one_day_four_hours_and_afterwards() -> None:
    until = at("2026-11-27T16:00")
    moments = {
        "2026-11-25T08:00": Nearness.AHEAD,
        "2026-11-26T16:00": Nearness.APOLOGY,
        "2026-11-27T11:30": Nearness.SOON,
        "2026-11-27T16:01": Nearness.OVERDUE,
    }
    assert {text: deadline.nearness(at(text), until, HOURS) for text in moments} == moments


def test_whether_the_day_of_acceptance_counts_is_a_setting() -> None:
    assert due("2026-11-25T09:40", ONE_DAY) == at("2026-11-26T09:40")
    next_day = Conventions(first_day=FirstDay.NEXT_DAY)
    assert due("2026-11-25T09:40", ONE_DAY, next_day) > at("2026-11-26T09:40")


def test_a_late_entry_counts_from_its_true_time_across_its_due_day() -> None:
    """Nhập bù: taken on paper before 24/11, typed in when its time is nearly over."""
    true = at("2026-11-23T08:40")
    assert due("2026-11-23T08:40", ONE_DAY) == at("2026-11-25T08:40")
    started = int(true.timestamp() * 1000)
    told = a_received(
        accepted_at=started,
        promise=a_promise(start=started, due=started + 48 * HOUR),
        late=LateEntry(reason="mất điện", paper_number="07"),
    )
    dossier = a_history(State.NOT_HERE, told).fold()
    assert dossier.accepted_at == started
    assert dossier.was_overdue_at(started + 49 * HOUR)
    assert not dossier.was_overdue_at(started + 47 * HOUR)


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("2026-02-13T09:00", "2026-02-23"),  # Tết Bính Ngọ 16-20/2/2026
        ("2027-02-04T09:00", "2027-02-11"),  # Tết Đinh Mùi 2027, an estimate
    ],
)
def test_tet_is_passed_over(accepted: str, expected: str) -> None:
    assert due(accepted, ONE_DAY).date().isoformat() == expected
