"""A wrong clock on the line: the server's signed time comes first, and then dates count."""

from datetime import timedelta

import pytest

from sync.carriers.http import HttpCarrier
from sync.gateway.ca import Authority
from sync.protocol.answers import SignedTime, write_time
from sync.protocol.errors import (
    CaptivePortal,
    UntrustedServer,
)
from sync.protocol.signing import Signer
from tests.helpers.carrying import NONCE, SERVER, YEAR, a_carrier
from tests.helpers.gateway_portal import page
from tests.helpers.gateway_world import START


@pytest.mark.parametrize("now", [START - YEAR, START + 30 * YEAR])
def test_a_pc_with_a_wrong_clock_learns_the_time_and_goes_on(line, now):
    pc = line.world.enrols(1)
    pc.does(2)
    body = pc.request(pc.frames())
    carrier = HttpCarrier(line.server, lambda: now, line.nonce)
    with carrier:
        answer = pc.reads(carrier.sync(body, pc.counter.to_bytes(16, "big")))
    assert answer.ack.have[0].n == 2
    assert carrier.clock_offset == START - now


def test_a_pc_with_a_right_clock_asks_nobody_for_the_time(line):
    pc = line.world.enrols(1)
    with line.carrier() as carrier:
        carrier.sync(pc.request([]), pc.counter.to_bytes(16, "big"))
        assert carrier.clock_offset is None
        assert carrier.traffic.round_trips == 1


def test_a_server_whose_certificate_has_expired_by_its_own_time_is_not_trusted(somebody, authority):
    old = authority.issue(["127.0.0.1"], START - 3 * YEAR, timedelta(days=30))

    def reply(_):
        time = SignedTime(server=SERVER.device, nonce=(1).to_bytes(16, "big"), time=START)
        return page("200 OK", write_time(time, SERVER))

    with (
        somebody(reply, old) as portal,
        a_carrier(portal.url, authority) as carrier,
        pytest.raises(UntrustedServer),
    ):
        carrier.sync(b"body", NONCE)


def test_an_expired_certificate_that_fits_a_doubted_clock_hears_nothing(somebody, authority):
    """Its key may be in other hands: only the question for the time is asked, and relayed."""
    old = authority.issue(["127.0.0.1"], START - 3 * YEAR, timedelta(days=30))

    def relayed(_):
        time = SignedTime(server=SERVER.device, nonce=(1).to_bytes(16, "big"), time=START)
        return page("200 OK", write_time(time, SERVER))

    with (
        somebody(relayed, old) as portal,
        a_carrier(portal.url, authority, 0) as carrier,
        pytest.raises(UntrustedServer),
    ):
        carrier.sync(b"body", NONCE)
    assert portal.requests
    assert not any(portal.requests)  # the bodies: nothing of ours was said


def test_a_pc_that_doubts_its_clock_asks_for_the_time_first_and_then_works(line):
    pc = line.world.enrols(1)
    pc.does(2)
    body = pc.request(pc.frames())
    nows = iter([0, 0, 0, START])
    with HttpCarrier(line.server, lambda: next(nows, START), line.nonce) as carrier:
        answer = pc.reads(carrier.sync(body, pc.counter.to_bytes(16, "big")))
        assert carrier.traffic.round_trips == 2
    assert answer.ack.have[0].n == 2


def test_a_clock_that_is_corrected_while_a_round_lasts_is_not_corrected_twice(line):
    pc = line.world.enrols(1)
    now = [START - YEAR]
    with HttpCarrier(line.server, lambda: now[0], line.nonce) as carrier:
        pc.reads(carrier.sync(pc.request([]), pc.counter.to_bytes(16, "big")))
        now[0] = START
        carrier.close()
        pc.reads(carrier.sync(pc.request([]), pc.counter.to_bytes(16, "big")))


@pytest.mark.parametrize(
    ("nonce", "signer"),
    [(bytes([5]) * 16, SERVER), ((1).to_bytes(16, "big"), Signer(bytes([8]) * 32))],
)
def test_a_time_that_the_server_did_not_sign_now_is_not_taken(somebody, authority, nonce, signer):
    time = SignedTime(server=SERVER.device, nonce=nonce, time=START)
    with (
        somebody(page("200 OK", write_time(time, signer))) as portal,
        a_carrier(portal.url, authority, START - YEAR) as carrier,
        pytest.raises(CaptivePortal),
    ):
        carrier.time()


def test_the_time_is_not_asked_of_another_authority(somebody, authority):
    other = Authority.make("Tinh", START).issue(["127.0.0.1"], START)
    with (
        somebody(page("200 OK", b""), other) as portal,
        a_carrier(portal.url, authority, START - YEAR) as carrier,
        pytest.raises(UntrustedServer),
    ):
        carrier.time()
