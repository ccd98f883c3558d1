"""Numbers on paper: gaps are legal, duplicates are impossible."""

import re
from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import RuleViolation
from app.domain.numbering import (
    OFFICIAL_PATTERN,
    Counters,
    Hold,
    Lane,
    Mark,
    Official,
    Provisional,
    check_disjoint,
    gaps,
    next_number,
    raised_to_floor,
    slots,
)

MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)
LANE = Lane(
    unit="H35.12.03", device="ABCDEFGHJK", epoch="7K2M", first=1000, last=1899, granted=MONDAY
)

days = st.dates(date(2024, 1, 1), date(2099, 12, 31))
epochs = st.text(alphabet="0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=4, max_size=4)


def counters(**values):
    return Counters(slot=1, epoch="7K2M", **values)


def with_lane(lane=LANE, **values):
    return counters(lane=lane, **values)


def test_a_pc_numbers_by_itself_from_one_each_day():
    first = next_number(counters(), MONDAY)
    second = next_number(first.counters, MONDAY)
    third = next_number(second.counters, TUESDAY)
    assert [given.code for given in (first, second, third)] == [
        "TAM-1-7K2M-261123-001",
        "TAM-1-7K2M-261123-002",
        "TAM-1-7K2M-261124-001",
    ]
    assert {given.hold for given in (first, second, third)} == {Hold.NO_LANE}


def test_a_clock_that_went_back_does_not_take_the_code_date_back():
    tomorrow = next_number(counters(), TUESDAY)
    assert next_number(tomorrow.counters, MONDAY).code == "TAM-1-7K2M-261124-002"


def test_more_than_999_dossiers_a_day_are_numbered_on():
    busy = counters(provisional=Mark(MONDAY, 999))
    code = next_number(busy, MONDAY).code
    assert code == "TAM-1-7K2M-261123-1000"
    assert Provisional.parse(code).n == 1000


def test_a_lane_gives_official_numbers_from_its_first_each_day():
    first = next_number(with_lane(), MONDAY, trusted=MONDAY)
    second = next_number(first.counters, MONDAY, trusted=MONDAY)
    third = next_number(second.counters, TUESDAY, trusted=TUESDAY)
    assert [given.code for given in (first, second, third)] == [
        "H35.12.03-261123-1000",
        "H35.12.03-261123-1001",
        "H35.12.03-261124-1000",
    ]
    assert {given.hold for given in (first, second, third)} == {None}


@pytest.mark.parametrize(
    ("known", "today", "trusted", "hold"),
    [
        (with_lane(msgspec.structs.replace(LANE, epoch="0000")), MONDAY, None, Hold.OTHER_EPOCH),
        (with_lane(), MONDAY - timedelta(days=1), None, Hold.CLOCK_BEHIND),
        (with_lane(official=Mark(TUESDAY, 1000)), MONDAY, None, Hold.CLOCK_BEHIND),
        (with_lane(provisional=Mark(TUESDAY, 1)), MONDAY, None, Hold.CLOCK_BEHIND),
        (with_lane(), MONDAY, TUESDAY, Hold.CLOCK_BEHIND),
        (with_lane(), TUESDAY, MONDAY, None),
        (with_lane(), TUESDAY + timedelta(days=1), MONDAY, Hold.CLOCK_AHEAD),
        (with_lane(official=Mark(MONDAY, 1899)), MONDAY, None, Hold.EXHAUSTED),
        (with_lane(official=Mark(MONDAY, 1899)), TUESDAY, None, None),
    ],
)
def test_official_numbers_are_held_back_and_the_citizen_served_all_the_same(
    known, today, trusted, hold
):
    given = next_number(known, today, trusted)
    assert given.hold is hold
    assert given.code.startswith("H35.12.03-" if hold is None else "TAM-1-7K2M-")


def test_a_lane_granted_in_the_course_of_a_day_begins_at_its_first():
    known = with_lane(official=Mark(MONDAY, 5))
    assert next_number(known, MONDAY).code == "H35.12.03-261123-1000"


def test_the_slip_journal_raises_the_counters():
    codes = [
        "TAM-1-7K2M-261123-009",
        "TAM-1-7K2M-261123-004",
        "TAM-2-7K2M-261123-050",  # another PC
        "TAM-1-0000-261123-050",  # an earlier epoch
        "H35.12.03-261123-1005",
        "H35.12.04-261123-1105",  # another unit
    ]
    raised = raised_to_floor(with_lane(provisional=Mark(MONDAY, 2)), codes)
    assert raised.provisional == Mark(MONDAY, 9)
    assert raised.official == Mark(MONDAY, 1005)


def test_the_slip_journal_never_lowers_a_counter():
    known = counters(provisional=Mark(TUESDAY, 2))
    assert raised_to_floor(known, ["TAM-1-7K2M-261123-009", "H35.12.03-261123-1005"]) == known


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("H15.50.05.13-261008-0975", Official("H15.50.05.13", "261008", "0975")),
        ("000.17.22.H56-210531-0001", Official("000.17.22.H56", "210531", "0001")),
        ("G09.20-20260609-0092637", Official("G09.20", "20260609", "0092637")),
        (" h15.50.05.13 - 261008-0975\n", Official("H15.50.05.13", "261008", "0975")),
    ],
)
def test_official_codes_are_read_tolerantly(text, parsed):
    read = Official.parse(text)
    assert read == parsed
    assert read.code == "".join(text.split()).upper()


def test_the_code_date_is_a_date():
    assert Official.parse("G09.20-20260609-0092637").day == date(2026, 6, 9)
    assert Official.parse("H15.50.05.13-261008-0975").day == date(2026, 10, 8)


@pytest.mark.parametrize(
    "text",
    ["", "H15-261008-0975", "H15.50-261308-0975", "H15.50-261008-975", "TAM-1-7K2M-261123-001"],
)
def test_what_is_no_official_code_is_refused(text):
    with pytest.raises(RuleViolation, match="number_unreadable"):
        Official.parse(text)


@pytest.mark.parametrize(
    "text", ["", "TAM-1-7K2M-261323-001", "TAM-1-7K2M-261123-01", "H15.50-261008-0975"]
)
def test_what_is_no_provisional_number_is_refused(text):
    with pytest.raises(RuleViolation, match="number_unreadable"):
        Provisional.parse(text)


@given(st.integers(1, 999), epochs, days, st.integers(1, 99_999))
def test_a_provisional_number_reads_back_and_is_never_official(slot, epoch, day, n):
    number = Provisional(slot, epoch, day, n)
    assert Provisional.parse(number.code.lower()) == number
    assert re.fullmatch(OFFICIAL_PATTERN, number.code) is None


@given(st.lists(st.tuples(days, st.booleans()), max_size=40))
def test_no_number_is_given_twice_whatever_the_clock_does(steps):
    known, codes = with_lane(), []
    for today, is_proved in steps:
        given = next_number(known, today, today if is_proved else None)
        known = given.counters
        codes.append(given.code)
    assert len(set(codes)) == len(codes)


@given(st.integers(1, 200))
def test_slots_are_equal_disjoint_and_leave_the_province_its_own(count):
    split = slots(count)
    lanes = [
        Lane(unit="H1.2", device=str(n), epoch="0000", first=a, last=b, granted=MONDAY)
        for n, (a, b) in enumerate(split)
    ]
    check_disjoint(lanes)
    assert len({last - first for first, last in split}) == 1
    assert split[0][0] == 1000
    assert split[-1][1] <= 9999


@pytest.mark.parametrize("count", [0, 9001])
def test_a_unit_has_room_for_so_many_pcs_only(count):
    with pytest.raises(RuleViolation, match="slots_out_of_range"):
        slots(count)


@pytest.mark.parametrize(
    ("unit", "first", "last", "code"),
    [
        ("H35.12.03", 1899, 1950, "lanes_overlap"),
        ("H35.12.03", 1000, 1000, "lanes_overlap"),
        ("H35.12.03", 900, 999, "lane_out_of_range"),
        ("H35.12.03", 9000, 10_000, "lane_out_of_range"),
    ],
)
def test_a_lane_that_takes_what_is_not_free_is_refused(unit, first, last, code):
    other = Lane(unit=unit, device="B", epoch="0001", first=first, last=last, granted=MONDAY)
    with pytest.raises(RuleViolation, match=code):
        check_disjoint([LANE, other])


def test_units_do_not_share_serials():
    other = Lane(unit="H35.12.04", device="B", epoch="1", first=1000, last=1899, granted=MONDAY)
    beside = Lane(unit="H35.12.03", device="B", epoch="1", first=1900, last=1999, granted=MONDAY)
    check_disjoint([LANE, other, beside])


def test_gaps_are_listed():
    assert gaps([3, 1, 6]) == (2, 4, 5)
    assert gaps([]) == ()


def test_a_clock_in_doubt_gives_provisional_numbers():
    """Numbers of a lane wait for an officer's word or for signed time."""
    given = next_number(with_lane(), MONDAY, is_clock_doubted=True)
    assert (given.hold, given.code[:4]) == (Hold.CLOCK_DOUBTED, "TAM-")
