"""A PC takes official numbers from its lane only where the province says all of it."""

from datetime import date
from typing import Any

import pytest

from app.domain.events import LaneGranted, NoteAdded, PolicySet
from app.domain.fold.office import Deed
from app.domain.lanes import lane_in_force, under, unit_of_lanes
from app.domain.numbering import Counters, Lane
from sync.protocol.event import Seen

UNIT = "000.00.33.H35"
DEVICE, EPOCH = "AAAAAAAAAA", "E001"
TODAY = date(2026, 11, 28)
AT = 1_795_804_200_000  # 28 November 2026, 01:30 in Vietnam, still the 27th by UTC


def _deed(said):
    return Deed(
        "P:E:1", "e", "P", said, "Tú", "province", AT, AT, "ok", 1, Seen("P", "E", 1, "0" * 8)
    )


def _granted(**changes):
    said: dict[str, Any] = {"device": DEVICE, "epoch": EPOCH, "unit": UNIT}
    said |= {"first": 1500, "last": 1999}
    return _deed(LaneGranted(**(said | changes)))


def _lane(*grants):
    return lane_in_force(grants, UNIT, DEVICE, EPOCH, TODAY)


def test_the_last_policy_counts():
    lane = _deed(PolicySet(numbers_from="lane", unit=UNIT))
    province = _deed(PolicySet(numbers_from="province", unit=UNIT))
    assert unit_of_lanes([]) == ""
    assert unit_of_lanes([lane, _deed(NoteAdded(text="x"))]) == UNIT
    assert unit_of_lanes([lane, province]) == ""
    assert unit_of_lanes([province, lane]) == UNIT


@pytest.mark.parametrize("unit", ["", "H35", "H35-1", "h35.12", "H35..1"])
def test_a_unit_that_fits_no_official_number_opens_no_lane(unit):
    assert unit_of_lanes([_deed(PolicySet(numbers_from="lane", unit=unit))]) == ""


def test_a_lane_is_granted_on_the_day_of_the_office():
    assert _lane(_granted()) == Lane(
        unit=UNIT, device=DEVICE, epoch=EPOCH, first=1500, last=1999, granted=TODAY
    )


def test_of_two_lanes_the_one_granted_last_is_in_force():
    found = _lane(_granted(), _granted(first=2000, last=2499))
    assert found is not None
    assert found.first == 2000


@pytest.mark.parametrize(
    "changes",
    [
        {"device": "BBBBBBBBBB"},
        {"epoch": "E002"},
        {"unit": "000.00.34.H35"},
        {"first": 1},
        {"last": 10_000},
        {"first": 3000, "last": 2000},
        {"from_day": "2026-11-29"},
        {"to_day": "2026-11-27"},
    ],
)
def test_what_is_anothers_or_out_of_its_range_or_days_is_no_lane(changes):
    assert _lane(_granted(**changes), _deed(NoteAdded(text="x"))) is None


def test_days_count_with_both_ends():
    assert _lane(_granted(from_day="2026-11-28", to_day="2026-11-28")) is not None


def test_counters_go_on_under_another_lane():
    counters = Counters(slot=1, epoch=EPOCH)
    lane = _lane(_granted())
    assert under(counters, lane).lane == lane
    assert under(under(counters, lane), None) == counters
