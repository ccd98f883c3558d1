"""A gateway put back from a backup says so by itself and gets back what it lost."""

import shutil

import msgspec
import pytest

from sync.protocol.frame import pack
from tests.helpers.gateway_world import SI_LO_LAU


@pytest.fixture
def backed_up(world, tmp_path):
    """A gateway with a backup of a time when one PC had sent three of its six events."""
    pc, other = world.enrols(1), world.enrols(2)
    pc.does(3)
    world.round(pc)
    world.gateway.close()
    shutil.copytree(world.path, tmp_path / "backup")
    world.restarts()
    pc.does(3)
    world.round(pc)
    world.round(other)
    return pc, other


def _restore(world, tmp_path, *names):
    """Put the backup's files back in place, all or the named ones."""
    world.gateway.close()
    for name in names or ["."]:
        source, target = tmp_path / "backup" / name, world.path / name
        if source.is_dir():
            shutil.rmtree(target)
            shutil.copytree(source, target)
        else:
            for part in ("-wal", "-shm"):
                target.with_name(target.name + part).unlink(missing_ok=True)
            shutil.copy(source, target)
    world.restarts()


def _epoch(world):
    return world.gateway.commune(SI_LO_LAU).log.end().log_epoch


def test_a_log_below_its_mark_begins_a_new_epoch_when_it_is_opened(world, tmp_path, backed_up):
    before = _epoch(world)
    _restore(world, tmp_path, f"communes/{SI_LO_LAU}/log.db")
    assert _epoch(world) != before


def test_a_log_that_lost_nothing_keeps_its_epoch(world, backed_up):
    before = _epoch(world)
    world.restarts()
    assert _epoch(world) == before


def test_a_client_that_was_acknowledged_more_reveals_a_restore_of_everything(
    world, tmp_path, backed_up
):
    pc, _ = backed_up
    before = _epoch(world)
    _restore(world, tmp_path)
    assert _epoch(world) == before
    answer = world.round(pc, [])
    assert answer.ack.log_epoch != before
    assert answer.ack.have[0].n == 3


@pytest.mark.parametrize("names", [[f"communes/{SI_LO_LAU}/log.db"], []])
def test_what_was_lost_comes_back_by_sending_again(world, tmp_path, backed_up, names):
    pc, _ = backed_up
    _restore(world, tmp_path, *names)
    world.round(pc, [])
    answer = world.round(pc)
    assert answer.ack.have[0].n == 6
    assert answer.ack.have[0].chain == pc.chain_at(6)


def test_a_neighbour_brings_back_what_a_dead_pc_had_sent(world, tmp_path, backed_up):
    dead, neighbour = backed_up
    _restore(world, tmp_path)
    answer = world.round(neighbour, dead.frames())
    assert next(head.n for head in answer.ack.have if head.author == dead.author) == 6


def test_an_order_that_went_another_way_is_told_from_the_last_equal_place(
    world, tmp_path, backed_up
):
    pc, _ = backed_up
    before = _epoch(world)
    _restore(world, tmp_path)
    end = world.gateway.commune(SI_LO_LAU).log.end()
    early = world.enrols(4)
    early.does(5)
    world.round(early)
    answer = world.round(pc)
    assert answer.ack.log_epoch != before
    assert answer.positions.start.position <= end.position
    assert answer.positions.last == answer.ack.head.position
    assert world.round(pc, []).positions.runs == ()


def test_the_province_does_not_count_on_where_its_lost_self_had_counted(world, tmp_path, backed_up):
    device = world.gateway.registry.commune(SI_LO_LAU).province_device
    _restore(world, tmp_path, f"communes/{SI_LO_LAU}/log.db")
    world.enrols(3)
    authors = [a for a in world.gateway.commune(SI_LO_LAU).log.authors() if a.device == device]
    assert len(authors) == 2


def test_a_pc_enrolled_after_the_backup_is_known_again_when_its_certificate_comes_back(
    world, tmp_path, backed_up
):
    _, other = backed_up
    late = world.enrols(5)
    late.does(2)
    world.round(late)
    province = world.round(other).frames[0]
    _restore(world, tmp_path)
    assert world.gateway.registry.device(late.author.device) is None
    world.round(other, [])
    answer = world.round(other, [pack(province), *late.frames()])
    assert world.gateway.registry.device(late.author.device) is not None
    assert next(head.n for head in answer.ack.have if head.author == late.author) == 2


def test_a_revocation_that_was_lost_counts_again_when_a_neighbour_brings_it_back(
    world, tmp_path, backed_up
):
    pc, other = backed_up
    world.gateway.revoke(pc.author.device, "máy bị mất")
    (province,) = (frame for frame in world.round(other).frames if frame.author != pc.author)
    _restore(world, tmp_path)
    assert not world.gateway.registry.device(pc.author.device).revoked
    world.round(other, [])
    says_before = msgspec.structs.replace(province, before=_before(world, province))
    world.round(other, [pack(says_before)])
    assert world.gateway.registry.device(pc.author.device).revoked


def _before(world, frame):
    return world.gateway.commune(SI_LO_LAU).log.chain_of(frame.author, frame.n0 - 1)
