"""How much goes at a time: what a line carries in 15 s, halved when it broke."""

from sync.peer.pace import FIRST, LEAST, MOST, Pace


def moved(pace: Pace, rate: int, times: int = 1, size: int = 60_000) -> Pace:
    for _ in range(times):
        pace = pace.after(size, size / rate)
    return pace


def test_a_line_that_was_measured_gets_what_it_carries_in_fifteen_seconds():
    assert Pace().size == FIRST
    assert moved(Pace(), 8_000).size == 120_000
    assert moved(Pace(), 1_000_000).size == MOST
    assert moved(Pace(), 100).size == LEAST


def test_a_small_exchange_tells_the_round_trip_and_nothing_about_the_rate():
    pace = Pace().after(900, 0.7).after(1_100, 0.6).after(800, 0.9)
    assert (pace.round_trip, pace.goodput, pace.size) == (600, 0, FIRST)
    assert pace.after(30_000, 3.6).goodput == 10_000


def test_a_break_halves_it_and_trust_comes_back_by_half_after_two_that_held():
    pace = moved(Pace(), 8_000).after_failure()
    assert pace.size == 60_000
    sizes = [pace.size]
    for _ in range(6):
        pace = moved(pace, 8_000)
        sizes.append(pace.size)
    assert sizes == [60_000, 60_000, 90_000, 90_000, 120_000, 120_000, 120_000]
    assert not pace.broke


def test_it_never_falls_below_what_one_frame_needs():
    pace = Pace()
    for _ in range(9):
        pace = pace.after_failure()
    assert pace.size == LEAST


def test_a_line_that_became_slower_is_believed_at_once():
    assert moved(moved(Pace(), 16_000), 2_000, times=6).size < 40_000


def test_only_what_has_changed_much_is_worth_a_write_to_the_disk():
    pace = moved(Pace(), 8_000)
    assert pace.is_news(Pace())
    assert not moved(pace, 8_800).is_news(pace)
    assert pace.after_failure().is_news(pace)
    assert moved(pace, 16_000, times=3).is_news(pace)
