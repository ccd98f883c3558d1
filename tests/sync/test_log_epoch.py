"""Of two log epochs the names tell which came later, whatever the gateway's clock says."""

import pytest

from sync.protocol.log_epoch import CHANCE_BYTES, draw, is_drawn

NOW = 1_795_156_200_000


@pytest.mark.parametrize("later", [1, 0, -1, -5 * 86_400_000, -NOW])
def test_a_log_epoch_rises_above_all_that_are_known(later):
    known = [draw(NOW, (), b"\xff" * CHANCE_BYTES), draw(NOW - 7, (), bytes(CHANCE_BYTES))]
    assert draw(NOW + later, known, bytes(CHANCE_BYTES)) > max(known)


def test_two_that_know_nothing_of_each_other_go_by_the_clock():
    assert draw(NOW, (), b"\xff" * CHANCE_BYTES) < draw(NOW + 1, (), bytes(CHANCE_BYTES))


def test_a_name_that_nothing_could_rise_above_is_not_believed():
    """One enrolled PC that lies would end the rising of all names."""
    assert not is_drawn("f" * len(draw(NOW, (), bytes(CHANCE_BYTES))))
    latest = draw(4_102_444_799_999, (), b"\xff" * CHANCE_BYTES)
    assert is_drawn(latest)
    assert draw(NOW, [latest], bytes(CHANCE_BYTES)) > latest


@pytest.mark.parametrize("name", ["", "another", "0123456789abcdef", "F" * 28, "0" * 29])
def test_what_no_gateway_has_drawn_is_no_log_epoch(name):
    assert not is_drawn(name)
