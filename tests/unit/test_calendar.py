"""The calendar that ships, checked against the package that it was made from."""

from datetime import date, timedelta

import holidays
import msgspec
import pytest

from app.domain.calendar import Calendar
from app.usecases.shipped import calendar
from tests.generate.calendar import TARGET, made

CALENDAR = calendar()


def test_the_shipped_file_is_what_the_generator_makes():
    assert msgspec.json.decode(TARGET.read_bytes()) == made()


@pytest.mark.parametrize("year", [2024, 2025, 2026, 2027])
def test_every_day_agrees_with_the_package(year):
    theirs = holidays.country_holidays("VN", years=year)
    day = date(year, 1, 1)
    while day.year == year:
        assert CALENDAR.is_working_day(day) == theirs.is_working_day(day), day
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2026-02-13", True),
        ("2026-02-16", False),
        ("2026-02-20", False),
        ("2026-02-23", True),
        ("2026-04-27", False),  # Giỗ Tổ fell on a Sunday
        ("2026-08-22", True),  # a Saturday worked in exchange
        ("2026-08-31", False),
        ("2026-11-24", False),  # Ngày Văn hóa Việt Nam
        ("2026-11-28", False),
        ("2025-11-24", True),  # no holiday before 2026
        ("2026-01-02", True),  # only proposed
        ("2026-01-10", False),
        ("2025-04-26", True),
        ("2025-05-02", False),
        ("2024-05-04", True),
        ("2024-04-29", False),
        ("2027-02-08", False),
    ],
)
def test_days_that_people_ask_about(day, worked):
    assert CALENDAR.is_working_day(date.fromisoformat(day)) is worked


def test_a_day_off_says_why():
    assert CALENDAR.why_off(date(2026, 11, 24)) == "Ngày Văn hóa Việt Nam"
    assert CALENDAR.why_off(date(2026, 11, 28)) == ""
    assert CALENDAR.why_off(date(2026, 11, 25)) is None


def test_next_year_is_known_to_be_an_estimate():
    assert CALENDAR.is_certain(date(2026, 11, 1), date(2026, 12, 31))
    assert not CALENDAR.is_certain(date(2026, 12, 31), date(2027, 1, 4))
    assert not CALENDAR.is_certain(date(2023, 12, 29), date(2024, 1, 4))


def test_a_half_day_on_a_day_off_is_worked():
    saturday = date(2026, 11, 28)
    calendar = Calendar(
        version="x", first=saturday, certain_until=saturday, half_days={saturday: "morning"}
    )
    assert calendar.is_working_day(saturday)
    assert calendar.worked_half(saturday) == "morning"
