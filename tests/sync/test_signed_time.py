"""What the server's time is worth when it arrives."""

import pytest

from sync.clock.signed_time import LONGEST_TRUSTED, at_arrival


def test_half_of_the_way_is_added():
    assert at_arrival(1_000_000, 600) == 1_000_300


@pytest.mark.parametrize("took", [-1, LONGEST_TRUSTED + 1])
def test_an_answer_that_took_too_long_only_bounds_the_time(took):
    assert at_arrival(1_000_000, took) is None
