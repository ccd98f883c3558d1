"""When a dossier must be settled: the table, and what holds for every dossier."""

from datetime import UTC, date, datetime, time, timedelta

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.calendar import OFFICE_TIME
from app.domain.deadline import (
    Conventions,
    FirstDay,
    Nearness,
    Supplement,
    Wait,
    due,
    due_after_supplement,
    extended,
    last_moment_for_apology,
    lengthened,
    nearness,
    supplement_expires,
)
from app.domain.errors import RuleViolation
from app.domain.procedure import Limit, Unit
from app.domain.working_time import WorkingTime
from app.usecases.shipped import calendar

CALENDAR = calendar()
HOURS = WorkingTime(CALENDAR)
UNITS = {"wd": Unit.WORKING_DAY, "d": Unit.CALENDAR_DAY, "h": Unit.WORKING_HOUR, "m": Unit.MONTH}

moments = st.datetimes(
    datetime(2024, 1, 1),  # noqa: DTZ001 - the strategy puts the zone on
    datetime(2027, 11, 30),  # noqa: DTZ001
    timezones=st.just(OFFICE_TIME),
).map(lambda moment: moment.replace(second=0, microsecond=0))
numbers = st.integers(min_value=1, max_value=60)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=OFFICE_TIME)


def limit(text):
    if text == "same":
        return Limit(1, Unit.SAME_DAY)
    value, unit = text.split()
    return Limit(int(value), UNITS[unit])


def half_day(day, half):
    return WorkingTime(msgspec.structs.replace(CALENDAR, half_days={date.fromisoformat(day): half}))


@pytest.mark.parametrize(
    ("accepted", "asked", "expected"),
    [
        # working days: 8 hours each from the minute of acceptance
        ("2026-11-23T08:40", "3 wd", "2026-11-27T08:40"),  # past 24/11
        ("2026-11-09T09:40", "1 wd", "2026-11-10T09:40"),
        ("2026-11-09T07:00", "1 wd", "2026-11-09T17:00"),  # the boundary's earlier side
        ("2026-11-09T06:10", "1 wd", "2026-11-09T17:00"),
        ("2026-11-09T11:30", "1 wd", "2026-11-10T11:30"),
        ("2026-11-09T12:15", "1 wd", "2026-11-10T11:30"),  # starts at 13:30
        ("2026-11-09T13:30", "1 wd", "2026-11-10T11:30"),
        ("2026-11-09T17:00", "1 wd", "2026-11-10T17:00"),
        ("2026-11-09T19:45", "1 wd", "2026-11-10T17:00"),
        ("2026-11-13T16:55", "1 wd", "2026-11-16T16:55"),  # Friday
        ("2026-11-14T10:00", "2 wd", "2026-11-17T17:00"),  # Saturday
        ("2026-02-13T16:00", "1 wd", "2026-02-23T16:00"),  # Tết 2026
        ("2027-02-03T16:00", "1 wd", "2027-02-11T16:00"),  # Tết 2027, an estimate
        ("2026-08-21T09:00", "1 wd", "2026-08-22T09:00"),  # the Saturday worked
        ("2026-08-28T09:00", "1 wd", "2026-09-03T09:00"),  # 31/8 to 2/9
        ("2026-12-31T09:00", "1 wd", "2027-01-04T09:00"),
        ("2026-11-23T08:40:59", "1 wd", "2026-11-25T08:40"),
        # working hours
        ("2026-11-09T10:30", "2 h", "2026-11-09T14:30"),
        ("2026-11-09T15:00", "8 h", "2026-11-10T15:00"),
        ("2026-11-23T16:00", "2 h", "2026-11-25T08:00"),
        # calendar days keep the clock time
        ("2026-11-09T09:00", "4 d", "2026-11-13T09:00"),
        ("2026-11-09T09:00", "5 d", "2026-11-16T07:00"),  # a Saturday: the next working moment
        ("2026-11-09T17:00", "4 d", "2026-11-13T17:00"),
        ("2026-11-07T10:00", "2 d", "2026-11-11T07:00"),  # starts on Monday 07:00
        ("2026-11-10T12:00", "1 d", "2026-11-11T13:30"),
        ("2026-02-06T09:00", "10 d", "2026-02-23T07:00"),  # ends in Tết
        # months
        ("2026-01-30T09:00", "1 m", "2026-03-02T07:00"),  # 28 February is a Saturday
        ("2025-12-31T09:00", "2 m", "2026-03-02T07:00"),
        ("2026-05-29T09:00", "1 m", "2026-06-29T09:00"),
        ("2025-10-31T09:00", "1 m", "2025-12-01T07:00"),
        ("2026-11-09T09:00", "12 m", "2027-11-09T09:00"),
        # the same day, up to and including 15:00
        ("2026-11-09T08:00", "same", "2026-11-09T17:00"),
        ("2026-11-09T15:00", "same", "2026-11-09T17:00"),
        ("2026-11-09T15:01", "same", "2026-11-10T17:00"),
        ("2026-11-13T15:01", "same", "2026-11-16T17:00"),
        ("2026-11-23T16:00", "same", "2026-11-25T17:00"),
        ("2026-11-24T09:00", "same", "2026-11-25T17:00"),  # a day off
        ("2026-11-14T09:00", "same", "2026-11-16T17:00"),
        ("2026-11-09T05:00", "same", "2026-11-09T17:00"),
        ("2026-11-09T18:00", "same", "2026-11-10T17:00"),
    ],
)
def test_the_office_promises_this_moment(accepted, asked, expected):
    assert due(at(accepted), limit(asked), HOURS).due == at(expected)


@pytest.mark.parametrize(
    ("accepted", "asked", "rule", "skipped"),
    [
        ("2026-11-23T08:40", "3 wd", "working_days", ["2026-11-24"]),
        ("2026-11-13T16:00", "2 h", "working_hours", ["2026-11-14", "2026-11-15"]),
        ("2026-11-09T09:00", "5 d", "calendar_days", ["2026-11-14", "2026-11-15"]),
        ("2026-11-09T09:00", "8 d", "calendar_days", []),  # days off inside are counted
        ("2026-11-14T09:00", "2 d", "calendar_days", ["2026-11-14", "2026-11-15"]),
        ("2026-05-29T09:00", "1 m", "months", []),
        ("2026-11-09T15:00", "same", "same_day", []),
        ("2026-11-23T15:30", "same", "same_day_late", ["2026-11-24"]),
        ("2026-11-24T10:00", "same", "same_day_off", ["2026-11-24"]),
    ],
)
def test_the_reason_names_the_rule_and_the_days_off(accepted, asked, rule, skipped):
    found = due(at(accepted), limit(asked), HOURS)
    assert (found.rule, [str(day) for day in found.skipped]) == (rule, skipped)


def test_a_moment_in_another_zone_is_the_same_moment():
    there = datetime(2026, 11, 23, 1, 40, tzinfo=UTC)
    assert due(there, limit("3 wd"), HOURS).due == at("2026-11-27T08:40")
    assert due(there, limit("3 wd"), HOURS).accepted == at("2026-11-23T08:40")


def test_a_due_time_in_an_estimated_year_says_so():
    assert due(at("2026-12-01T08:00"), limit("3 wd"), HOURS).is_certain
    assert not due(at("2026-12-31T08:00"), limit("3 wd"), HOURS).is_certain


def test_a_second_appointment_is_no_surer_than_the_first():
    unsure = msgspec.structs.replace(
        due(at("2026-11-20T09:00"), limit("1 wd"), HOURS), is_certain=False
    )
    assert not extended(unsure, at("2026-11-25T10:00"), 0, HOURS).is_certain
    sure = due(at("2026-12-30T09:00"), limit("1 wd"), HOURS)
    assert not extended(sure, at("2027-01-04T10:00"), 0, HOURS).is_certain


@pytest.mark.parametrize("value", [0, -1, 3661])
def test_a_limit_that_cannot_be_counted_is_refused(value):
    with pytest.raises(RuleViolation, match="limit_out_of_range"):
        due(at("2026-11-09T08:00"), Limit(value, Unit.WORKING_DAY), HOURS)


@pytest.mark.parametrize(
    ("half", "accepted", "asked", "expected"),
    [
        ("morning", "2026-12-31T08:00", "same", "2026-12-31T11:30"),
        ("morning", "2026-12-31T13:00", "same", "2027-01-04T17:00"),
        ("morning", "2026-12-30T13:30", "1 wd", "2026-12-31T11:30"),
        ("morning", "2026-12-31T07:00", "1 wd", "2027-01-04T10:30"),
        ("afternoon", "2026-12-31T08:00", "2 h", "2026-12-31T15:30"),
    ],
)
def test_half_days_are_worked_by_half(half, accepted, asked, expected):
    hours = half_day("2026-12-31", half)
    assert due(at(accepted), limit(asked), hours).due == at(expected)


@pytest.mark.parametrize(
    ("conventions", "accepted", "asked", "expected"),
    [
        (Conventions(round_up_to=15), "2026-11-09T09:40", "1 wd", "2026-11-10T09:45"),
        (Conventions(round_up_to=15), "2026-11-09T09:45", "1 wd", "2026-11-10T09:45"),
        (Conventions(round_up_to=30), "2026-11-09T16:40", "1 d", "2026-11-10T17:00"),
        (Conventions(same_day_until=time(14, 0)), "2026-11-09T14:30", "same", "2026-11-10T17:00"),
        (Conventions(first_day=FirstDay.NEXT_DAY), "2026-11-09T09:40", "1 wd", "2026-11-10T17:00"),
        (Conventions(first_day=FirstDay.NEXT_DAY), "2026-11-23T09:40", "1 wd", "2026-11-25T17:00"),
        (Conventions(first_day=FirstDay.NEXT_DAY), "2026-11-09T09:40", "2 d", "2026-11-11T17:00"),
        (Conventions(first_day=FirstDay.NEXT_DAY), "2026-11-09T09:40", "5 d", "2026-11-16T17:00"),
    ],
)
def test_the_office_may_count_otherwise(conventions, accepted, asked, expected):
    assert due(at(accepted), limit(asked), HOURS, conventions).due == at(expected)


def test_after_a_supplement_the_time_begins_anew():
    first = due(at("2026-11-09T09:00"), limit("3 wd"), HOURS)
    wait = Wait(at("2026-11-10T09:00"), at("2026-11-16T14:00"))
    again = due_after_supplement(first, wait, limit("3 wd"), HOURS)
    assert (again.due, again.rule) == (at("2026-11-19T14:00"), "working_days")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [("3 wd", "2026-11-18T14:00"), ("3 d", "2026-11-18T14:00"), ("1 m", "2026-12-15T14:00")],
)
def test_where_the_province_only_lengthens_what_was_left_is_left(asked, expected):
    first = due(at("2026-11-09T09:00"), limit(asked), HOURS)
    wait = Wait(at("2026-11-10T09:00"), at("2026-11-16T14:00"))
    extend = Conventions(supplement=Supplement.EXTEND)
    again = due_after_supplement(first, wait, limit(asked), HOURS, extend)
    assert (again.due, again.rule) == (at(expected), "lengthened")


def test_a_due_time_already_missed_stays_missed():
    first = due(at("2026-11-09T09:00"), limit("1 wd"), HOURS)
    wait = Wait(at("2026-11-11T09:00"), at("2026-11-16T14:00"))
    assert lengthened(first, wait, limit("1 wd"), HOURS) == first


@pytest.mark.parametrize("policy", list(Supplement))
def test_nobody_brings_what_was_not_asked_for(policy):
    first = due(at("2026-11-09T09:00"), limit("1 wd"), HOURS)
    wait = Wait(at("2026-11-11T09:00"), at("2026-11-10T09:00"))
    with pytest.raises(RuleViolation, match="supplement_before_request"):
        due_after_supplement(first, wait, limit("1 wd"), HOURS, Conventions(supplement=policy))


def test_a_dossier_is_given_a_second_appointment_once():
    first = due(at("2026-11-20T09:00"), limit("1 wd"), HOURS)
    second = extended(first, at("2026-11-25T10:00"), 0, HOURS)
    assert (second.due, second.rule) == (at("2026-11-25T10:00"), "extended")
    assert second.skipped == (date(2026, 11, 24),)
    assert second.is_certain
    with pytest.raises(RuleViolation, match="extension_only_once"):
        extended(second, at("2026-11-27T10:00"), 1, HOURS)


@pytest.mark.parametrize(
    ("proposed", "code"),
    [
        ("2026-11-23T09:00", "extension_not_later"),
        ("2026-11-24T09:00", "appointment_outside_hours"),
        ("2026-11-25T12:00", "appointment_outside_hours"),
    ],
)
def test_a_second_appointment_must_be_later_and_in_working_hours(proposed, code):
    first = due(at("2026-11-20T09:00"), limit("1 wd"), HOURS)
    with pytest.raises(RuleViolation, match=code):
        extended(first, at(proposed), 0, HOURS)


@pytest.mark.parametrize(
    ("due_at", "expected"),
    [
        ("2026-11-27T08:40", "2026-11-26T08:40"),
        ("2026-11-25T08:40", "2026-11-23T08:40"),  # over 24/11
        ("2026-11-09T17:00", "2026-11-09T07:00"),
        ("2026-11-10T14:00", "2026-11-09T14:00"),
    ],
)
def test_the_apology_goes_out_one_working_day_before(due_at, expected):
    assert last_moment_for_apology(at(due_at), HOURS) == at(expected)


def test_no_minutes_before_is_the_same_moment():
    for moment in ("2026-11-09T07:00", "2026-11-09T13:30", "2026-11-09T17:00"):
        assert HOURS.before(at(moment), 0) == at(moment)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-25T16:00", Nearness.AHEAD),
        ("2026-11-26T08:40", Nearness.APOLOGY),
        ("2026-11-26T14:39", Nearness.APOLOGY),
        ("2026-11-26T14:40", Nearness.SOON),
        ("2026-11-27T08:40", Nearness.SOON),
        ("2026-11-27T08:41", Nearness.OVERDUE),
    ],
)
def test_the_desk_is_warned_in_time(now, expected):
    assert nearness(at(now), at("2026-11-27T08:40"), HOURS) is expected


def test_a_citizen_has_fifteen_days_to_bring_what_is_missing():
    assert supplement_expires(at("2026-11-09T09:00")) == date(2026, 11, 24)
    assert supplement_expires(at("2026-11-09T09:00"), days=10) == date(2026, 11, 19)


@given(moments, numbers)
def test_working_days_are_exactly_eight_working_hours_each(accepted, days):
    found = due(accepted, Limit(days, Unit.WORKING_DAY), HOURS)
    assert HOURS.between(accepted, found.due) == 480 * days
    assert HOURS.between(HOURS.before(found.due, 480 * days), found.due) == 480 * days


@given(moments, numbers, st.sampled_from(list(Unit)))
def test_no_dossier_is_due_on_a_day_off_or_outside_hours(accepted, value, unit):
    found = due(accepted, Limit(value, unit), HOURS)
    assert HOURS.next_moment(found.due) == found.due
    assert found.due > accepted
    assert not any(CALENDAR.is_working_day(day) for day in found.skipped)


@given(moments, st.integers(min_value=1, max_value=200), numbers, st.sampled_from(list(Unit)))
@example(at("2026-12-29T16:00"), 61, 14, Unit.MONTH)  # February lacks the 30th
def test_who_comes_later_is_not_served_before(accepted, minutes, value, unit):
    later = accepted + timedelta(minutes=minutes)
    first, second = (due(one, Limit(value, unit), HOURS).due for one in (accepted, later))
    assert first <= second


@given(moments, st.integers(min_value=0, max_value=5000))
def test_walking_there_and_back_keeps_the_working_minutes(moment, minutes):
    there = HOURS.after(moment, minutes)
    assert HOURS.between(HOURS.before(there, minutes), there) == minutes
