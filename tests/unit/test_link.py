"""How the line has been: attempts in a row, outages, and what nobody can know."""

import pytest

from app.domain.link import FILES, HUB, LINE, OK, SENT_FILES, Stretch, down_between, gathered

HOUR = 3_600_000


def a_stretch(began: float, until: float, outcome: str = "unreachable", **more: object) -> Stretch:
    told = {"began": round(began * HOUR), "until": round(until * HOUR), "outcome": outcome}
    return Stretch(**told | more)  # type: ignore[arg-type]


def test_an_outage_is_one_line_though_the_pc_was_off_at_night():
    days = [a_stretch(8, 17, tries=60), a_stretch(32, 41, tries=50, round_trips=2)]
    (one,) = gathered(days)
    assert (one.began, one.until, one.tries) == (8 * HOUR, 41 * HOUR, 110)
    assert (one.silent, one.round_trips) == (15 * HOUR, 2)


def test_a_pause_within_the_hour_is_no_silence():
    (one,) = gathered([a_stretch(8, 9, clk="ok"), a_stretch(9.5, 10, clk="estimated")])
    assert one.silent == 0


def test_good_days_and_different_troubles_stay_apart():
    told = [a_stretch(8, 9, OK), a_stretch(32, 33, OK), a_stretch(34, 35), a_stretch(35, 36, "x")]
    assert gathered(told) == tuple(told)


def test_scans_and_the_communes_server_do_not_cut_an_outage_in_two():
    rows = [
        a_stretch(8, 9),
        a_stretch(8, 9.5, SENT_FILES, lane=FILES),
        a_stretch(9.2, 9.3, OK, lane=HUB),
        a_stretch(9.4, 10),
    ]
    files, hub, outage = gathered(rows)
    assert (files.lane, hub.lane, outage.lane) == (FILES, HUB, LINE)
    assert (outage.began, outage.until, outage.tries) == (8 * HOUR, 10 * HOUR, 2)


@pytest.mark.parametrize(
    ("start", "end", "hours", "tries"),
    [
        (0, 40, 4.5, 30),  # to the attempt that found a line again
        (9, 40, 3.5, 30),
        (9, 11, 2, 30),
        (13, 40, 0, 0),
        (0, 7, 0, 0),
    ],
)
def test_an_outage_counts_as_far_as_it_lies_in_the_span(start, end, hours, tries):
    rows = [a_stretch(7, 7, OK), a_stretch(8, 12, tries=30), a_stretch(12.5, 12.6, OK)]
    down = down_between(rows, start * HOUR, end * HOUR)
    assert (down.milliseconds, down.tries) == (hours * HOUR, tries)


def test_nothing_is_claimed_of_hours_in_which_nobody_tried():
    rows = [a_stretch(8, 12, "captive_portal"), a_stretch(32, 33, OK)]
    assert down_between(rows, 0, 40 * HOUR).milliseconds == 4 * HOUR


def test_a_clock_that_was_put_back_makes_no_outage_shorter_than_nothing():
    rows = [a_stretch(8, 12), a_stretch(3, 4, OK)]
    assert down_between(rows, 0, 40 * HOUR).milliseconds == 4 * HOUR


def test_a_refusal_and_the_way_of_the_scans_are_no_outage():
    rows = [a_stretch(8, 12, "not_authorised"), a_stretch(8, 12, lane=FILES)]
    assert down_between(rows, 0, 40 * HOUR).tries == 0
