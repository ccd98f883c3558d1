"""The doctor walks along the line and stops where it breaks; a real gateway on the loopback."""

import dataclasses
import json
from datetime import timedelta

import pytest

from app.system import network
from app.system.network import Adapter, AdapterKind
from app.usecases.line_chain import (
    LINKS,
    Broken,
    LineWalk,
    judged_adapters,
    noted_side,
    own_side,
)
from app.usecases.synchronise import one_round
from sync.protocol.signing import Signer
from tests.helpers.clock import FrozenClock
from tests.helpers.desk import a_dossier
from tests.helpers.office import a_machine
from tests.helpers.province import Province


@pytest.fixture
def province(tmp_path, desk):
    one = Province(tmp_path / "gateway", desk.machine.clock, desk.office.commune_code)
    yield one
    one.closes()


def _walked(desk, own=None):
    return list(LineWalk(own or own_side(desk), desk.machine).links())


def _outcome(links):
    """Where it broke (or the first that could not be looked at), and with which code."""
    return next(((one.name, one.ok, one.code) for one in links if one.ok is not True), None)


def test_a_good_line_is_good_to_the_last_acknowledgement(desk, province):
    province.enrols(desk)
    one_round(desk)
    links = _walked(desk)
    assert [one.name for one in links] == [*LINKS, "signed time"]
    assert _outcome(links) is None


def test_after_the_first_broken_link_nothing_is_looked_at(desk, province):
    province.enrols(desk)
    province.is_cut_off()
    links = _walked(desk)
    assert _outcome(links) == ("tcp", False, "tcp_refused")
    assert [one.ok for one in links] == [True] * 4 + [False] + [None] * 4


def test_a_pc_that_the_province_has_revoked_hears_so(desk, province):
    device = province.enrols(desk)
    province.running.gateway.registry.revoke(device, ())
    assert _outcome(_walked(desk)) == ("authentication", False, "device_revoked")


def test_a_pc_that_the_province_holds_for_another_communes(desk, province):
    province.enrols(desk)
    own = own_side(desk)._replace(commune="03430")
    assert _outcome(_walked(desk, own)) == ("authentication", False, "device_of_other_commune")


def test_a_key_that_the_province_does_not_know(desk, province):
    province.enrols(desk)
    own = own_side(desk)
    stranger = own.asker._replace(signer=Signer(bytes([99]) * 32))
    told = _outcome(_walked(desk, own._replace(asker=stranger)))
    assert told == ("authentication", False, "device_not_known")


def test_what_waits_for_more_than_a_day_on_a_good_line_is_a_fault(desk, province):
    province.enrols(desk)
    one_round(desk)
    a_dossier(desk)
    own = own_side(desk)
    assert own.waiting > 0
    assert _outcome(_walked(desk, own)) is None
    assert own.last_contact is not None
    old = own._replace(last_contact=own.last_contact - timedelta(days=2))
    assert _outcome(_walked(desk, old)) == ("last ack", False, "ack_old")
    never = own._replace(last_contact=None)
    assert _outcome(_walked(desk, never)) == ("last ack", False, "ack_never")


def test_before_the_sign_in_the_line_is_walked_as_far_as_it_can_be(desk, province):
    province.enrols(desk)
    links = _walked(desk, noted_side(desk.profile))
    assert _outcome(links) == ("authentication", None, "sign_in_to_look")


def test_a_pc_that_nobody_enrolled_has_no_fault_in_its_name(desk, monkeypatch):
    on_a_network = (Adapter(AdapterKind.WIRED, True, True, ("10.0.0.2",)),)
    monkeypatch.setattr(network, "network", lambda: network.Network(on_a_network))
    monkeypatch.setattr(network, "has_route", lambda: True)
    assert _outcome(_walked(desk)) == ("name", None, "not_enrolled")
    assert _outcome(_walked(desk, noted_side(desk.profile))) == ("name", None, "line_unknown")


def test_who_stops_the_walk_leaves_the_rest_unlooked_at(desk, province):
    province.enrols(desk)
    walk = LineWalk(own_side(desk), a_machine())
    walk.stop()
    assert _outcome(list(walk.links()))[1:] == (None, "")


def _adapter(kind=AdapterKind.WIRED, *, carrier=True, address="10.0.0.2", on=True):
    return Adapter(kind, on, carrier, (address,) if address else ())


@pytest.mark.parametrize(
    ("adapters", "code"),
    [
        ((), "no_adapter"),
        ((_adapter(carrier=False, on=False),), "no_adapter"),
        ((_adapter(carrier=False),), "no_cable"),
        ((_adapter(AdapterKind.WIFI, carrier=False), _adapter(carrier=False)), "no_wifi"),
        ((_adapter(address="169.254.7.7"),), "no_address"),
        ((_adapter(address=""),), "no_address"),
        ((_adapter(address="fe80::1"),), "no_address"),
    ],
)
def test_a_cable_a_wifi_and_an_address_are_told_apart(adapters, code):
    with pytest.raises(Broken) as told:
        judged_adapters(adapters)
    assert told.value.code == code
    assert judged_adapters((*adapters, _adapter())) == "wired"


def test_a_clock_days_ahead_is_told_and_the_province_is_not_blamed_for_it(desk, province):
    """The acknowledgement of a minute ago is not old because this PC lives two days ahead."""
    province.enrols(desk)
    one_round(desk)
    a_dossier(desk)
    clock = FrozenClock(desk.machine.clock.now() + timedelta(days=2))
    links = list(LineWalk(own_side(desk), dataclasses.replace(desk.machine, clock=clock)).links())
    assert _outcome(links) is None
    told = links[-1]
    assert (told.name, told.ok, told.code, told.figure) == (
        "signed time", True, "clock_differs", "+2880",
    )  # fmt: skip


def test_a_modem_that_dials_is_not_asked_as_a_neighbour(desk, province, monkeypatch):
    """No stick with a SIM answers such a question, and the line behind it is good."""
    dialled = (Adapter(AdapterKind.MOBILE, True, True, ("10.64.1.2",)),)
    monkeypatch.setattr(network, "network", lambda: network.Network(dialled, "10.64.64.64"))
    monkeypatch.setattr(network, "has_route", lambda: True)
    monkeypatch.setattr(network, "router_answers", lambda *_: False)
    assert _outcome(_walked(desk)) == ("name", None, "not_enrolled")


@pytest.mark.parametrize(
    "spoilt",
    [{"url": "https://["}, {"url": "https://a:b"}, {"authority": "AAAA"}, {"key": "AAAA"}],
)
def test_a_damaged_note_of_the_line_is_no_note(desk, province, spoilt):
    province.enrols(desk)
    own_side(desk)
    noted = json.loads(desk.profile.line.read_bytes())
    desk.profile.line.write_text(json.dumps(noted | spoilt))
    assert noted_side(desk.profile).gateway is None
