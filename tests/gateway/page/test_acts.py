"""What operators do is written down for ever, and no number is given to two devices."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from app.domain.events import DeviceRevoked, LaneGranted, PolicySet, read
from sync.gateway.acts import Acts
from sync.gateway.faults import (
    BadOperatorName,
    NoSuchCommune,
    NoSuchDevice,
    NoSuchOperator,
    NoUnit,
    StorageFailed,
    WeakPassword,
)
from sync.gateway.gateway import Gateway
from sync.gateway.page.people import add_operator, operators, remove_operator
from sync.gateway.province import ProvinceDevice, entity_of
from sync.gateway.storage.lanes import SLOTS, Lanes, Policy
from sync.gateway.storage.operators import Audit
from sync.protocol import event
from tests.helpers.gateway_world import SI_LO_LAU

UNIT = "000.00.33.H35"
LONG = "mật khẩu đủ dài"


@pytest.fixture
def acts(world):
    return Acts(world.gateway, "Tú")


@pytest.fixture
def audit(world):
    return Audit(world.gateway.storage.registry())


def _said(world, entity):
    lines = world.gateway.commune(SI_LO_LAU).log.entity(entity)
    events = [event.read(line, place.device, place.epoch) for place, line in lines]
    return [(read(one), one.envelope.by) for one in events]


def test_every_act_is_written_down_with_its_doer_and_moment(world, acts, audit):
    pc = world.enrols(1)
    acts.invite(SI_LO_LAU, "office")
    acts.set_policy(SI_LO_LAU, Policy("lane", UNIT))
    acts.grant_lane(pc.author.device, "AAAA")
    acts.revoke(pc.author.device, "máy bị mất")
    told = [(one.at, one.who, one.what, one.detail) for one in reversed(audit.before(0, 9))]
    assert told == [
        (world.clock(), "Tú", "invited", "office"),
        (world.clock(), "Tú", "policy_set", f"lane {UNIT}"),
        (world.clock(), "Tú", "lane_granted", f"{UNIT} AAAA"),
        (world.clock(), "Tú", "revoked", "máy bị mất"),
    ]
    assert [one.id for one in audit.before(3, 9)] == [2, 1]


@pytest.mark.parametrize("statement", ["UPDATE audit SET who = 'ai khác'", "DELETE FROM audit"])
def test_the_database_itself_refuses_to_change_the_audit(world, acts, audit, statement):
    acts.invite(SI_LO_LAU, "office")
    with pytest.raises(Exception, match=r"append only|permission denied"):  # noqa: SIM117
        with world.gateway.storage.registry().writing() as db:
            db.execute(statement)
    assert [one.who for one in audit.before(0, 9)] == ["Tú"]


def test_a_lane_and_a_policy_reach_every_pc_of_the_commune_as_facts_of_the_province(world, acts):
    pc = world.enrols(1)
    acts.set_policy(SI_LO_LAU, Policy("lane", UNIT))
    acts.grant_lane(pc.author.device, "AAAA")
    granted, by = _said(world, entity_of(pc.author.device))[-1]
    assert granted == LaneGranted(
        device=pc.author.device, epoch="AAAA", unit=UNIT, first=1000, last=1499
    )
    assert by == "Tú"
    rows = world.gateway.commune(SI_LO_LAU).log
    said = [one for one, _ in _said(world, _policy_entity(rows))]
    assert said == [PolicySet(numbers_from="lane", unit=UNIT)]


def _policy_entity(log):
    """The entity that the only policy is about."""
    for author in log.authors():
        for line in log.lines(author, 1, 100):
            envelope = event.read_envelope(line.envelope)
            if envelope.t == "policy":
                return envelope.e
    raise AssertionError("no policy")


def test_a_lane_granted_twice_is_the_same_lane_and_told_once(world, acts):
    pc = world.enrols(1)
    acts.set_policy(SI_LO_LAU, Policy("lane", UNIT))
    first = acts.grant_lane(pc.author.device, "AAAA")
    assert acts.grant_lane(pc.author.device, "AAAA") == first
    kinds = [type(one) for one, _ in _said(world, entity_of(pc.author.device))]
    assert kinds.count(LaneGranted) == 1


def test_another_epoch_gets_another_lane(world, acts):
    pc = world.enrols(1)
    acts.set_policy(SI_LO_LAU, Policy("lane", UNIT))
    slots = [acts.grant_lane(pc.author.device, epoch).slot for epoch in ("AAAA", "BBBB")]
    assert slots == [0, 1]


def test_no_two_devices_share_a_number_however_many_operators_grant_at_once(world):
    other = Gateway(world.path, world.clock, world.random.randbytes)
    both = [Lanes(one.storage.registry()) for one in (world.gateway, other)]

    def grant(n):
        return both[n % 2].grant(UNIT, f"PC{n:08}", "AAAA", 0)

    with ThreadPoolExecutor(4) as office:
        granted = [lane for lane in office.map(grant, range(SLOTS + 4)) if lane]
    other.close()
    serials = [serial for lane in granted for serial in range(lane.first, lane.last + 1)]
    assert len(granted) == SLOTS
    assert sorted(serials) == list(range(1000, 10_000))


def test_the_table_itself_keeps_lanes_apart(world):
    """Even a program that forgets to ask cannot give a slot twice."""
    insert = "INSERT INTO lanes (unit, slot, device, epoch, granted_at) VALUES (?, ?, ?, ?, ?)"
    with world.gateway.storage.registry().writing() as db:
        db.execute(insert, (UNIT, 0, "one", "AAAA", 0))
    for row in ((UNIT, 0, "two", "AAAA", 0), (UNIT, 1, "one", "AAAA", 0), (UNIT, 18, "x", "A", 0)):
        with pytest.raises(Exception, match=r"(?i)unique|check"):  # noqa: SIM117
            with world.gateway.storage.registry().writing() as db:
                db.execute(insert, row)


def test_a_registry_put_back_from_a_backup_gives_no_lane_again(world, acts):
    old, new = world.enrols(1), world.enrols(2)
    acts.set_policy(SI_LO_LAU, Policy("lane", UNIT))
    acts.grant_lane(old.author.device, "AAAA")
    with world.gateway.storage.registry().writing() as db:
        db.execute("DELETE FROM lanes")
    assert acts.grant_lane(new.author.device, "AAAA").slot == 1


def test_without_a_unit_there_is_no_lane(world, acts):
    pc = world.enrols(1)
    with pytest.raises(NoUnit):
        acts.grant_lane(pc.author.device, "AAAA")


def test_the_provinces_own_device_and_a_revoked_one_are_left_alone(world, acts):
    pc = world.enrols(1)
    acts.revoke(pc.author.device, "hỏng")
    own = world.gateway.registry.commune(SI_LO_LAU).province_device
    for device in (pc.author.device, own, "0000000000"):
        with pytest.raises(NoSuchDevice):
            acts.revoke(device, "x")


def test_a_revocation_that_broke_off_is_told_when_it_is_asked_for_again(world, acts, monkeypatch):
    pc = world.enrols(1)
    pc.does(2)
    world.round(pc)

    def away(*_said):
        raise StorageFailed("away")

    with monkeypatch.context() as broken:
        broken.setattr(ProvinceDevice, "write", away)
        with pytest.raises(StorageFailed):
            acts.revoke(pc.author.device, "máy bị mất")
    acts.revoke(pc.author.device, "máy bị mất")
    said = [one for one, _ in _said(world, entity_of(pc.author.device))]
    heads = ((pc.author.epoch, 2, pc.chain_at(2).hex()),)
    assert said[-1] == DeviceRevoked(device=pc.author.device, heads=heads, reason="máy bị mất")
    with pytest.raises(NoSuchDevice):
        acts.revoke(pc.author.device, "máy bị mất")


def test_operators_come_and_go_on_the_servers_own_console(world, audit):
    add_operator(world.gateway, "  Giàng  A Tú ", LONG, "máy chủ: root", may_act=True)
    (known,) = operators(world.gateway)
    assert (known.name, known.may_act) == ("Giàng A Tú", True)
    assert LONG not in known.password
    remove_operator(world.gateway, "Giàng A Tú", "máy chủ: root")
    assert operators(world.gateway) == ()
    assert [one.what for one in audit.before(0, 9)] == ["operator_removed", "operator_added"]


@pytest.mark.parametrize("name", ["", " ", "x" * 61, "Tú\x00"])
def test_an_operator_has_a_name(world, name):
    with pytest.raises(BadOperatorName):
        add_operator(world.gateway, name, LONG, "máy chủ", may_act=False)


def test_a_short_password_is_none(world):
    with pytest.raises(WeakPassword):
        add_operator(world.gateway, "Tú", "mười một ký", "máy chủ", may_act=False)


def test_nobody_is_removed_twice(world):
    with pytest.raises(NoSuchOperator):
        remove_operator(world.gateway, "Tú", "máy chủ")


def test_a_commune_that_nobody_serves_is_named(acts, audit):
    with pytest.raises(NoSuchCommune):
        acts.invite("99999", "office")
    with pytest.raises(NoSuchCommune):
        acts.set_policy("99999", Policy("lane", UNIT))
    assert audit.before(0, 9) == []
