"""What befalls the office in a month is done whole or not at all."""

import pytest

from sync.protocol.errors import Unreachable
from tests.helpers.province import Province
from tests.helpers.quick import derives_quickly
from tests.numbers.month import Month, Plan


def test_a_pc_is_revoked_only_when_its_successor_is_let_in(tmp_path, monkeypatch):
    """Else it worked on to the end of the month, and all that it printed was missed everywhere."""
    derives_quickly(monkeypatch)
    month = Month(tmp_path, Plan(1, 1, with_lanes=False))
    (pc,) = month.pcs

    def is_cut_off(*_):
        raise Unreachable("the line was cut")

    monkeypatch.setattr(Province, "enrols", is_cut_off)
    with pytest.raises(Unreachable):
        month.is_revoked(pc)
    device = month.province.running.gateway.registry.device(pc.device)
    assert device is not None
    assert not device.revoked
    month.receives(pc)
    month.closes()
