"""How far the machine's clock is believed, and when the officer is asked for the date."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.system.clock import ANY_BOOT, SystemClock
from app.system.clock_guard import ClockGuard, Doubt, Fault, Quality
from tests.helpers.clock import A_MORNING, FrozenClock

BUILT = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "clock.json"


def a_guard(clock: FrozenClock, path: Path) -> ClockGuard:
    return ClockGuard(clock, path, BUILT)


def test_a_clock_nobody_has_checked_is_an_estimate(clock: FrozenClock, path: Path):
    guard = a_guard(clock, path)
    assert guard.doubt is None
    assert guard.stamp() == (A_MORNING, Quality.ESTIMATED)
    assert guard.trusted_day() is None


def test_after_contact_the_time_is_corrected_and_good(clock: FrozenClock, path: Path):
    guard = a_guard(clock, path)
    guard.trust(A_MORNING + timedelta(minutes=7))
    clock.pass_by(timedelta(hours=1))
    assert guard.stamp() == (A_MORNING + timedelta(hours=1, minutes=7), Quality.OK)
    assert guard.trusted_day() == date(2026, 11, 24)


def test_a_time_signed_a_while_ago_is_later_by_now_and_bounds_as_it_was_signed(
    clock: FrozenClock, path: Path
):
    guard = a_guard(clock, path)
    guard.trust(A_MORNING + timedelta(minutes=7), timedelta(seconds=20))
    assert guard.stamp().at == A_MORNING + timedelta(minutes=7, seconds=20)
    assert guard.bound() == A_MORNING + timedelta(minutes=7)


def test_a_signed_time_of_unknown_age_is_only_a_lower_bound(clock: FrozenClock, path: Path):
    guard = a_guard(clock, path)
    guard.not_before(A_MORNING - timedelta(minutes=2))
    assert guard.stamp() == (A_MORNING, Quality.ESTIMATED)
    assert guard.bound() == A_MORNING - timedelta(minutes=2)


def test_the_correction_holds_as_long_as_the_machine_runs(clock: FrozenClock, path: Path):
    a_guard(clock, path).trust(A_MORNING + timedelta(days=3))
    assert a_guard(clock, path).stamp().quality is Quality.OK
    clock.start_again(A_MORNING + timedelta(days=4))
    assert a_guard(clock, path).stamp() == (A_MORNING + timedelta(days=4), Quality.ESTIMATED)


def test_a_clock_behind_signed_time_is_doubted(clock: FrozenClock, path: Path):
    a_guard(clock, path).trust(A_MORNING)
    clock.start_again(A_MORNING - timedelta(days=1))
    guard = a_guard(clock, path)
    assert (guard.doubt, guard.stamp().quality) == (Doubt.BEFORE_BOUND, Quality.BAD)
    assert guard.bound() == A_MORNING


@pytest.mark.parametrize("year", [2009, 2020])
def test_a_clock_before_the_program_was_built_is_doubted(clock: FrozenClock, path: Path, year: int):
    clock.set_to(datetime(year, 1, 1, tzinfo=UTC))
    assert a_guard(clock, path).doubt is Doubt.BEFORE_BUILD


@pytest.mark.parametrize(
    ("days", "doubt"), [(30, None), (32, Doubt.JUMPED), (30000, Doubt.FAR_AHEAD)]
)
def test_a_clock_that_jumped_by_over_31_days_is_doubted(
    clock: FrozenClock, path: Path, days: int, doubt: Doubt | None
):
    a_guard(clock, path).note()
    clock.start_again(A_MORNING + timedelta(days=days))
    assert a_guard(clock, path).doubt is doubt


def test_the_officer_is_asked_once(clock: FrozenClock, path: Path):
    clock.set_to(datetime(2009, 1, 1, 1, 40, tzinfo=UTC))
    guard = a_guard(clock, path)
    assert guard.cannot_be(A_MORNING) is None
    assert guard.confirm(A_MORNING) == A_MORNING - datetime(2009, 1, 1, 1, 40, tzinfo=UTC)
    assert guard.doubt is None
    assert guard.today() == date(2026, 11, 24)
    assert guard.stamp().quality is Quality.ESTIMATED
    assert a_guard(clock, path).doubt is None


def test_a_doubted_clock_does_not_spoil_what_was_known(clock: FrozenClock, path: Path):
    a_guard(clock, path).note()
    clock.start_again(datetime(2099, 1, 1, tzinfo=UTC))
    a_guard(clock, path).note()
    clock.start_again(A_MORNING + timedelta(days=1))
    assert a_guard(clock, path).doubt is None


def test_proved_time_goes_on_when_the_clock_is_set_back_under_us(clock: FrozenClock, path: Path):
    guard = a_guard(clock, path)
    guard.trust(A_MORNING)
    clock.set_to(A_MORNING - timedelta(days=2))
    clock.pass_by(timedelta(hours=1))
    assert guard.stamp() == (A_MORNING + timedelta(hours=1), Quality.OK)
    fault = guard.fault()
    assert fault is not None
    assert (fault.doubt, fault.off) == (None, timedelta(days=-2))


def test_proved_time_is_an_estimate_when_the_clock_ran_ahead_of_it(clock: FrozenClock, path: Path):
    """Somebody set it, or a virtual machine was stopped for a while: nobody can tell which."""
    guard = a_guard(clock, path)
    guard.trust(A_MORNING)
    clock.set_to(A_MORNING + timedelta(days=2))
    assert guard.stamp() == (A_MORNING, Quality.ESTIMATED)
    assert guard.trusted_day() == date(2026, 11, 24)


def test_a_clock_that_is_put_right_is_not_corrected_twice(clock: FrozenClock, path: Path):
    right = A_MORNING + timedelta(hours=3)
    guard = a_guard(clock, path)
    guard.trust(right)
    clock.set_to(right)
    assert guard.stamp() == (right, Quality.OK)
    assert guard.fault() is None
    assert a_guard(clock, path).stamp() == (right, Quality.OK)


def test_without_a_word_for_the_boot_a_moved_clock_may_be_another_boot(
    clock: FrozenClock, path: Path
):
    clock._boot = ANY_BOOT
    right = A_MORNING + timedelta(hours=3)
    a_guard(clock, path).trust(right)
    assert a_guard(clock, path).stamp() == (right, Quality.OK)
    clock.set_to(right)
    assert a_guard(clock, path).stamp() == (right, Quality.ESTIMATED)


def test_a_clock_set_back_without_any_proof_is_doubted_and_time_goes_on(
    clock: FrozenClock, path: Path
):
    guard = a_guard(clock, path)
    clock.set_to(A_MORNING - timedelta(minutes=50))
    assert (guard.stamp().quality, guard.doubt) == (Quality.ESTIMATED, None)
    clock.set_to(A_MORNING - timedelta(hours=2))
    clock.pass_by(timedelta(minutes=3))
    assert guard.stamp() == (A_MORNING + timedelta(minutes=3), Quality.BAD)
    assert guard.doubt is Doubt.SET_BACK
    clock.set_to(A_MORNING + timedelta(minutes=4))
    assert guard.stamp() == (A_MORNING + timedelta(minutes=4), Quality.ESTIMATED)


def test_a_clock_that_stands_still_is_asked_about_once(clock: FrozenClock, path: Path):
    guard = a_guard(clock, path)
    clock.stand_still(timedelta(hours=2))
    assert guard.stamp() == (A_MORNING + timedelta(hours=2), Quality.BAD)
    assert guard.doubt is Doubt.STOPPED
    guard.confirm(A_MORNING + timedelta(hours=2))
    clock.stand_still(timedelta(hours=9))
    assert guard.stamp() == (A_MORNING + timedelta(hours=11), Quality.ESTIMATED)
    assert guard.doubt is None


@pytest.mark.parametrize(("hours", "off"), [(-8, 15), (8, -1), (5.5, 1.5)])
def test_another_zone_is_doubted_until_the_time_is_known(
    clock: FrozenClock, path: Path, hours: float, off: float
):
    """The officer has set the hands right, so UTC is wrong by what the zones differ."""
    clock.set_zone(hours)
    clock.set_to(A_MORNING + timedelta(hours=off))
    guard = a_guard(clock, path)
    assert (guard.doubt, guard.stamp().quality) == (Doubt.ZONE, Quality.BAD)
    guard.trust(A_MORNING)
    fault = guard.fault()
    assert fault is not None
    assert (fault.is_of_zone, fault.looks_like_zone) == (True, True)
    assert (fault.doubt, fault.off, guard.stamp().at) == (None, timedelta(hours=off), A_MORNING)


def test_the_doubt_about_a_zone_ends_when_it_is_chosen(clock: FrozenClock, path: Path):
    clock.set_zone(-8)
    guard = a_guard(clock, path)
    clock.set_zone(7)
    assert guard.stamp().quality is Quality.ESTIMATED
    assert guard.fault() is None


@pytest.mark.parametrize(
    ("off", "looks"),
    [
        (timedelta(hours=7), True),
        (timedelta(hours=-7, minutes=1), True),
        (timedelta(hours=7, minutes=7), False),
        (timedelta(minutes=2), False),
    ],
)
def test_what_a_wrong_zone_looks_like(off: timedelta, looks: bool):
    assert Fault(None, A_MORNING, off, timedelta(hours=7)).looks_like_zone is looks


def test_a_doubted_clock_is_behind_nothing_that_was_known(clock: FrozenClock, path: Path):
    a_guard(clock, path).trust(A_MORNING)
    clock.start_again(datetime(2009, 1, 1, tzinfo=UTC))
    guard = a_guard(clock, path)
    clock.pass_by(timedelta(minutes=30))
    assert guard.stamp() == (A_MORNING + timedelta(minutes=30), Quality.BAD)


def test_no_doubted_clock_moves_the_day_of_numbers_ahead(clock: FrozenClock, path: Path):
    a_guard(clock, path).note()
    clock.start_again(A_MORNING + timedelta(days=60))
    guard = a_guard(clock, path)
    assert (guard.doubt, guard.code_day()) == (Doubt.JUMPED, date(2026, 11, 24))
    guard.confirm(A_MORNING + timedelta(days=60))
    assert guard.code_day() == date(2027, 1, 23)


def test_an_impossible_word_of_the_officer_is_refused(clock: FrozenClock, path: Path):
    guard = a_guard(clock, path)
    guard.trust(A_MORNING)
    assert guard.cannot_be(BUILT - timedelta(days=1)) is Doubt.BEFORE_BUILD
    assert guard.cannot_be(A_MORNING - timedelta(days=2)) is Doubt.BEFORE_BOUND
    assert guard.cannot_be(BUILT + timedelta(days=6000)) is Doubt.FAR_AHEAD


def test_a_wrong_word_of_the_officer_is_put_right_by_signed_time(clock: FrozenClock, path: Path):
    guard = a_guard(clock, path)
    guard.confirm(A_MORNING + timedelta(days=3))
    guard.trust(A_MORNING)
    assert guard.stamp() == (A_MORNING, Quality.OK)


@pytest.mark.parametrize("year", [2009, 2099])
def test_a_gateway_whose_clock_cannot_be_right_is_not_believed(
    clock: FrozenClock, path: Path, year: int
):
    guard = a_guard(clock, path)
    guard.trust(datetime(year, 1, 1, tzinfo=UTC))
    guard.not_before(datetime(year, 1, 1, tzinfo=UTC))
    assert guard.is_gateway_wrong
    assert guard.stamp() == (A_MORNING, Quality.ESTIMATED)
    guard.trust(A_MORNING)
    assert (guard.is_gateway_wrong, guard.stamp().quality) == (False, Quality.OK)


def test_a_bound_that_was_too_late_is_lowered_where_both_clocks_agree(
    clock: FrozenClock, path: Path
):
    guard = a_guard(clock, path)
    guard.trust(A_MORNING + timedelta(days=2))
    guard.trust(A_MORNING)
    assert (guard.stamp(), guard.bound()) == ((A_MORNING, Quality.OK), A_MORNING)


def test_a_signed_time_before_the_bound_is_an_estimate_where_they_do_not(
    clock: FrozenClock, path: Path
):
    clock.set_to(datetime(2027, 5, 1, tzinfo=UTC))
    guard = a_guard(clock, path)
    guard.trust(A_MORNING + timedelta(days=2))
    guard.trust(A_MORNING)
    assert guard.stamp() == (A_MORNING, Quality.ESTIMATED)
    assert guard.bound() == A_MORNING + timedelta(days=2)


def test_small_corrections_are_nobodys_business(clock: FrozenClock, path: Path):
    guard = a_guard(clock, path)
    guard.trust(A_MORNING)
    clock.set_to(A_MORNING - timedelta(minutes=3))
    assert guard.doubt is None
    assert guard.stamp().quality is Quality.OK


def test_trusted_time_goes_on_by_a_counter_that_no_setting_moves(clock: FrozenClock, path: Path):
    guard = a_guard(clock, path)
    guard.trust(A_MORNING)
    clock.pass_by(timedelta(days=1))
    clock.set_to(datetime(2099, 1, 1, tzinfo=UTC))
    assert guard.trusted_day() == date(2026, 11, 25)


def test_the_clock_is_remembered_now_and_then_and_not_at_every_act(clock: FrozenClock, path: Path):
    guard = a_guard(clock, path)
    before = path.read_bytes()
    guard.stamp()
    assert path.read_bytes() == before
    clock.pass_by(timedelta(minutes=11))
    guard.stamp()
    assert path.read_bytes() != before


def test_a_damaged_file_knows_nothing_and_stops_nobody(clock: FrozenClock, path: Path):
    path.write_bytes(b"\x00\xff")
    assert a_guard(clock, path).doubt is None


def test_a_folder_that_keeps_nothing_stops_nobody(clock: FrozenClock, tmp_path: Path):
    guard = a_guard(clock, tmp_path / "not there" / "clock.json")
    guard.trust(A_MORNING)
    assert guard.stamp().quality is Quality.OK


def test_the_machines_own_clock_is_aware_and_its_boot_has_a_name():
    clock = SystemClock()
    assert clock.now().tzinfo is UTC
    assert clock.monotonic() <= clock.monotonic()
    assert clock.boot() == clock.boot() != ""
