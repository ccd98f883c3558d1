"""When a PC tells the province again what it is."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from app.domain.access import is_permitted
from app.domain.events import ClockConfirmed, Gone, MachineTold, OfficeFounded, PhoneCodesMade
from app.domain.machines import is_news, is_stale, machine_of

DAY = date(2026, 11, 28)
TOLD = MachineTold(
    system="windows", release="1809", build=17763, cores=2, ram=4000, disk="hdd", health="good",
    free=9_000, printer="ready", program="0.1.0", copied="2026-11-27",
)  # fmt: skip


def later(days: int = 0, **changes: object) -> bool:
    """Whether it is news after so many days of use, a copy being made each day."""
    today = DAY + timedelta(days=days)
    copied = {"copied": (today - timedelta(days=1)).isoformat()}
    return is_news(TOLD, DAY, replace(TOLD, **(copied | changes)), today)


def test_the_same_is_told_again_after_thirty_days():
    assert not later(29)
    assert later(30)


def test_a_clock_that_was_years_ahead_does_not_silence_a_pc():
    ahead = DAY + timedelta(days=9000)
    assert is_news(replace(TOLD, copied=ahead.isoformat()), ahead, TOLD, DAY)


@pytest.mark.parametrize(
    "change",
    [
        {"release": "22H2", "build": 19045},
        {"disk": "ssd"},
        {"health": "failing"},
        {"printer": "none"},
        {"freeze": ("Deep Freeze",)},
        {"program": "0.2.0"},
        {"spares_memory": True},
        {"doubts_gateway": True},
        {"ram": 8000},
        {"ram": 2000},
    ],
)
def test_another_fact_is_told_at_once(change: dict[str, object]):
    assert later(1, **change)


def test_what_the_system_takes_of_the_memory_is_no_news():
    assert not later(1, ram=3960)


@pytest.mark.parametrize(
    ("before", "now", "is_told"),
    [
        (9_000, 8_000, False),
        (9_000, 2_100, False),
        (9_000, 1_900, True),
        (1_900, 2_100, False),
        (1_900, 2_600, True),
        (1_900, 480, True),
        (480, 510, False),
        (9_000, 40_000, True),
        (0, 0, False),
    ],
)
def test_less_room_is_told_at_once_and_more_when_it_is_clearly_more(
    before: int, now: int, is_told: bool
):
    assert is_news(replace(TOLD, free=before), DAY, replace(TOLD, free=now), DAY) is is_told


def test_a_week_without_a_copy_is_told_once_and_the_next_copy_too():
    assert not later(6, copied="2026-11-28")
    assert later(7, copied="2026-11-28")
    stale = replace(TOLD, copied="2026-11-01")
    assert not is_news(stale, DAY, stale, DAY + timedelta(days=1))
    assert is_news(stale, DAY, TOLD, DAY)


def test_without_any_copy_there_is_none_of_the_last_week():
    assert is_stale("", DAY)
    assert not is_stale("2026-11-22", DAY)
    assert is_stale("2026-11-21", DAY)


def test_each_pc_is_an_entity_of_its_own():
    assert machine_of("AAAAAAAAAA") == machine_of("AAAAAAAAAA") != machine_of("BBBBBBBBBB")


def test_a_pc_by_itself_says_what_it_is_and_does_nothing_else():
    assert is_permitted("device", TOLD)
    assert is_permitted("device", ClockConfirmed(day="2026-11-28", shown=1))
    assert is_permitted("device", Gone(MachineTold.kind))
    assert not is_permitted(
        "device",
        OfficeFounded(
            commune_code="03562",
            commune="Xã Sì Lở Lầu",
            province_code="12",
            province="Tỉnh Lai Châu",
        ),
    )
    assert not is_permitted("device", PhoneCodesMade(first=1, last=8, box="00"))
