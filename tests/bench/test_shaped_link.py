"""The line of the comparison: as slow, as far and as lossy as it says."""

import os

from tests.bench.shaped.__main__ import aims
from tests.bench.shaped.link import Shape, Way

PACKET = bytes(1000)


def arrivals(shape: Shape, packets: int) -> list[float]:
    """When each packet that was sent at 0 comes out, as far as any does."""
    reading, writing = os.pipe()
    try:
        way = Way(shape, shape.seed, writing)
        for _ in range(packets):
            way.take(PACKET, 0.0)
        came = []
        at = way.deliver(0.0)
        while at is not None:
            following = way.deliver(at)
            came += [at] * (len(os.read(reading, 1 << 16)) // len(PACKET))
            at = following
        return came
    finally:
        os.close(reading)
        os.close(writing)


def test_packets_leave_one_after_the_other_and_arrive_half_a_round_trip_later():
    came = arrivals(Shape(bits=64_000, round_trip=600, loss=0), 8)
    assert [round(at, 3) for at in came] == [round(0.3 + 0.125 * n, 3) for n in range(1, 9)]


def test_some_are_lost_and_the_same_ones_every_time():
    shape = Shape(loss=0.2, seed=7)
    came = arrivals(shape, 50)
    assert 30 < len(came) < 50
    assert came == arrivals(shape, 50)


def test_where_too_many_wait_the_rest_is_dropped():
    assert len(arrivals(Shape(loss=0), 400)) < 200


def test_the_aims_are_held_or_missed_by_their_figures_alone():
    ours = {"times_the_limit": 1.2, "whole": {"bytes": 100, "seconds": 10.0}}
    stock = {"whole": {"bytes": 600, "seconds": 30.0}}
    told = aims({"ours": ours, "stock": stock})
    assert {name: aim["held"] for name, aim in told.items()} == {
        "times_the_limit": True,
        "fewer_bytes": True,
        "fewer_seconds": False,
    }
    assert not aims({"ours": ours | {"times_the_limit": 1.31}})["times_the_limit"]["held"]
