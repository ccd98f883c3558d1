"""A gateway put back from a backup says so by itself and gets back what it lost."""

import msgspec
import pytest

from sync.protocol.frame import pack
from tests.helpers.gateway_backup import Backup
from tests.helpers.gateway_world import SI_LO_LAU


@pytest.fixture
def backed_up(world, tmp_path, cluster_at_work):
    """A gateway with a backup of a time when one PC had sent three of its six events."""
    pc, other = world.enrols(1), world.enrols(2)
    pc.does(3)
    world.round(pc)
    backup = Backup(world, tmp_path / "backup", cluster_at_work)
    pc.does(3)
    world.round(pc)
    world.round(other)
    return pc, other, backup


def _epoch(world):
    return world.gateway.commune(SI_LO_LAU).log.end().log_epoch


def test_a_log_below_its_mark_begins_a_new_epoch_when_it_is_opened(world, backed_up):
    _, _, backup = backed_up
    before = _epoch(world)
    backup.puts_back_the_log()
    assert _epoch(world) != before


def test_a_log_that_lost_nothing_keeps_its_epoch(world, backed_up):
    before = _epoch(world)
    world.restarts()
    assert _epoch(world) == before


def test_a_client_that_was_acknowledged_more_reveals_a_restore_of_everything(world, backed_up):
    pc, _, backup = backed_up
    before = _epoch(world)
    backup.puts_back_everything()
    assert _epoch(world) == before
    answer = world.round(pc, [])
    assert answer.ack.log_epoch != before
    assert answer.ack.have[0].n == 3


def test_a_client_of_a_log_epoch_that_came_after_the_backup_reveals_a_restore(world, backed_up):
    pc, other, backup = backed_up
    founded = _epoch(world)
    world.gateway.renew(world.gateway.commune(SI_LO_LAU), "restored")
    for one in (pc, other):
        world.round(one)
    lost = _epoch(world)
    world.clock.now -= 5 * 86_400_000
    backup.puts_back_everything()
    answer = world.round(pc, [])
    assert answer.ack.log_epoch == _epoch(world) > max(founded, lost)
    assert world.round(other).ack.log_epoch == answer.ack.log_epoch


@pytest.mark.parametrize("put_back", [Backup.puts_back_the_log, Backup.puts_back_everything])
def test_what_was_lost_comes_back_by_sending_again(world, backed_up, put_back):
    pc, _, backup = backed_up
    put_back(backup)
    world.round(pc, [])
    answer = world.round(pc)
    assert answer.ack.have[0].n == 6
    assert answer.ack.have[0].chain == pc.chain_at(6)


def test_a_neighbour_brings_back_what_a_dead_pc_had_sent(world, backed_up):
    dead, neighbour, backup = backed_up
    backup.puts_back_everything()
    answer = world.round(neighbour, dead.frames())
    assert next(head.n for head in answer.ack.have if head.author == dead.author) == 6


def test_an_order_that_went_another_way_is_told_from_the_last_equal_place(world, backed_up):
    pc, _, backup = backed_up
    before = _epoch(world)
    backup.puts_back_everything()
    end = world.gateway.commune(SI_LO_LAU).log.end()
    early = world.enrols(4)
    early.does(5)
    world.round(early)
    answer = world.round(pc)
    assert answer.ack.log_epoch != before
    assert answer.positions.start.position <= end.position
    assert answer.positions.last == answer.ack.head.position
    assert world.round(pc, []).positions.runs == ()


def test_the_province_does_not_count_on_where_its_lost_self_had_counted(world, backed_up):
    _, _, backup = backed_up
    device = world.gateway.registry.commune(SI_LO_LAU).province_device
    backup.puts_back_the_log()
    world.enrols(3)
    authors = [a for a in world.gateway.commune(SI_LO_LAU).log.authors() if a.device == device]
    assert len(authors) == 2


def test_a_pc_enrolled_after_the_backup_is_known_again_when_its_certificate_comes_back(
    world, backed_up
):
    _, other, backup = backed_up
    late = world.enrols(5)
    late.does(2)
    world.round(late)
    province = world.round(other).frames[0]
    backup.puts_back_everything()
    assert world.gateway.registry.device(late.author.device) is None
    world.round(other, [])
    answer = world.round(other, [pack(province), *late.frames()])
    assert world.gateway.registry.device(late.author.device) is not None
    assert next(head.n for head in answer.ack.have if head.author == late.author) == 2


def test_a_revocation_that_was_lost_counts_again_when_a_neighbour_brings_it_back(world, backed_up):
    pc, other, backup = backed_up
    world.gateway.revoke(pc.author.device, "máy bị mất")
    (province,) = (frame for frame in world.round(other).frames if frame.author != pc.author)
    backup.puts_back_everything()
    assert not world.gateway.registry.device(pc.author.device).revoked
    world.round(other, [])
    says_before = msgspec.structs.replace(province, before=_before(world, province))
    world.round(other, [pack(says_before)])
    assert world.gateway.registry.device(pc.author.device).revoked


def _before(world, frame):
    return world.gateway.commune(SI_LO_LAU).log.chain_of(frame.author, frame.n0 - 1)
