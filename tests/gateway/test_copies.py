"""The technician's backup of a gateway at work, and what putting it back does."""

import shutil

import pytest

from sync.gateway import copies
from sync.gateway.faults import NotAGateway
from tests.helpers.gateway_world import SI_LO_LAU


@pytest.fixture
def only_files(world):
    if world.gateway.settings.database != "sqlite":
        pytest.skip("the tables lie in a server: pg_dump")
    return world


def test_a_gateway_put_back_begins_a_new_epoch_and_its_clients_heal_it(only_files, tmp_path):
    world = only_files
    pc = world.enrols(1)
    pc.does(3)
    world.round(pc)
    assert copies.back_up(world.path, tmp_path / "backup") > 5
    pc.does(3)
    world.round(pc)
    before = world.gateway.commune(SI_LO_LAU).log.end().log_epoch
    world.gateway.close()
    shutil.rmtree(world.path)
    assert SI_LO_LAU in copies.put_back(tmp_path / "backup", world.path)
    world.restarts()
    assert world.gateway.commune(SI_LO_LAU).log.end().log_epoch != before
    world.round(pc, [])
    answer = world.round(pc)
    assert (answer.ack.have[0].n, answer.ack.have[0].chain) == (6, pc.chain_at(6))


def test_a_backup_made_twice_holds_what_is_newer(only_files, tmp_path):
    world = only_files
    pc = world.enrols(1)
    copies.back_up(world.path, tmp_path / "backup")
    pc.does(2)
    world.round(pc)
    end = world.gateway.commune(SI_LO_LAU).log.end().position
    copies.back_up(world.path, tmp_path / "backup")
    copies.put_back(tmp_path / "backup", tmp_path / "new server")
    world.gateway.close()
    world.path = tmp_path / "new server"
    world.gateway = world._opened()
    assert world.gateway.commune(SI_LO_LAU).log.end().position == end


def test_nothing_is_put_over_a_folder_that_holds_something(only_files, tmp_path):
    copies.back_up(only_files.path, tmp_path / "backup")
    with pytest.raises(FileExistsError):
        copies.put_back(tmp_path / "backup", only_files.path)
    with pytest.raises(NotAGateway):
        copies.back_up(tmp_path, tmp_path / "x")
