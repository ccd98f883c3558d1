"""A revoked PC that lives on sticks: what it wrote reaches the province once, and it hears so."""

import pytest

from tests.helpers.gateway_backup import Backup
from tests.helpers.gateway_world import SI_LO_LAU
from tests.helpers.stick_office import a_stick_pc, reads

LOST = "mất máy"


@pytest.fixture
def database():
    """SQLite; how a server's database is put back has tests of its own."""
    return "sqlite"


def trip(world, pc, stick):
    """There and back; the gateway's clock goes on."""
    world.clock.now += 60_000
    pc.exports(stick)
    told = reads(world, stick)
    pc.imports(stick)
    return told


def held(world, pc):
    log = world.gateway.commune(SI_LO_LAU).log
    return [(one.first, one.last) for one in log.stretches(pc.pc.author)]


def test_it_hears_that_its_later_acts_are_kept(office, world, stick):
    one = office(1)
    office(2)
    one.pc.does(2)
    trip(world, one, stick)
    world.gateway.revoke(one.pc.signer.device, LOST)
    one.pc.does(3)
    assert one.pc.unsent() == 3
    trip(world, one, stick)
    assert (held(world, one), one.pc.unsent()) == ([(1, 5)], 0)


def test_what_a_server_put_back_has_lost_comes_again(office, world, stick, tmp_path):
    one = office(1)
    office(2)
    world.gateway.revoke(one.pc.signer.device, LOST)
    backup = Backup(world, tmp_path / "backup", None)
    one.pc.does(4)
    trip(world, one, stick)
    assert one.pc.unsent() == 0
    backup.puts_back_the_log()
    stick = tmp_path / "another"
    stick.mkdir()
    one.pc.does(2)
    trip(world, one, stick)
    assert (held(world, one), one.pc.unsent()) == ([(5, 6)], 4)
    trip(world, one, stick)
    assert (held(world, one), one.pc.unsent()) == ([(1, 6)], 0)


def test_it_hears_of_nobody_but_itself(office, world, stick):
    one, two = office(1), office(2)
    two.pc.does(4)
    trip(world, two, stick)
    world.gateway.revoke(one.pc.signer.device, LOST)
    one.pc.does(1)
    trip(world, one, stick)
    assert one.pc.unsent() == 0
    assert one.pc.placed() == 0
    assert one.journal.receivers.ranges(one.gateway.id, two.pc.author) == []
    assert [fault.code for fault in one.volume_faults] == ["bundle_not_for_us"]


def test_what_is_said_to_it_alone_is_no_fault_for_its_neighbours(office, world, stick):
    one, two = office(1), office(2)
    world.gateway.revoke(one.pc.signer.device, LOST)
    one.pc.does(1)
    two.pc.does(1)
    one.exports(stick, neighbours=(two,))
    _, gave = trip(world, two, stick)
    assert [(given.devices, given.fault) for given in gave] == [(1, None)]
    assert two.volume_faults == []
    assert two.pc.unsent() == 0


@pytest.fixture
def copied(world, tmp_path):
    """The first PC's disk in another machine that goes on in the same epoch."""
    folder = tmp_path / "copied"
    folder.mkdir()
    pc = a_stick_pc(world, folder, 1, SI_LO_LAU)
    yield pc
    pc.pc.close()


def test_a_branch_of_it_that_is_kept_aside_is_acknowledged(office, world, stick, copied):
    one = office(1)
    office(2)
    one.pc.does(3)
    copied.pc.does(3, said="ở máy chép")
    world.gateway.revoke(one.pc.signer.device, LOST)
    trip(world, one, stick)
    copied.serial = one.serial
    trip(world, copied, stick)
    assert (one.pc.unsent(), copied.pc.unsent()) == (0, 0)


def test_a_commune_whose_pcs_are_all_revoked_gets_no_return_and_no_fault(office, world, stick):
    one = office(1)
    one.pc.does(2)
    trip(world, one, stick)
    world.gateway.revoke(one.pc.signer.device, LOST)
    one.pc.does(1)
    one.exports(stick)
    came, gave = reads(world, stick)
    assert ({one.fault for one in came}, gave) == ({None}, [])
    assert held(world, one) == [(1, 3)]
