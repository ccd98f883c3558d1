"""A database that is away, a file that is broken: the page says so and the reading goes on."""

import contextlib
import logging
import os
import threading

import pytest

from app.portal.overview import Overview
from sync.gateway.faults import DatabaseAway, NoSuchDevice, StorageFailed
from sync.gateway.page.asking import Asked
from sync.gateway.page.desk import Desk, Visit
from sync.gateway.page.fleet import Fleets
from sync.gateway.page.layout import Frame, Viewer
from sync.gateway.page.mount import Page
from sync.gateway.storage.digests import Digests
from tests.helpers.gateway_world import DAO_SAN, SI_LO_LAU, World
from tests.helpers.patience import PATIENCE

_PAGE = 4096


@pytest.mark.parametrize("failure", [DatabaseAway("away"), ZeroDivisionError("a mistake")])
def test_the_reading_thread_outlives_a_failure_at_the_beginning_of_a_round(
    world, monkeypatch, failure
):
    page, registry = Page(world.gateway, Overview()), world.gateway.registry
    real, failed, went_on = registry.communes, threading.Event(), threading.Event()

    def communes():
        if not failed.is_set():
            failed.set()
            raise failure
        went_on.set()
        return real()

    monkeypatch.setattr(registry, "communes", communes)
    monkeypatch.setattr("sync.gateway.page.digesting._IDLE_SECONDS", 0.01)
    page.start()
    try:
        assert went_on.wait(PATIENCE)
    finally:
        page.stop()


def _broken(path):
    """Leave the head of a file and fill the rest with noise."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(_PAGE)
        file.write(os.urandom(size - _PAGE))


@pytest.fixture
def half_broken(tmp_path):
    """A gateway in which one commune's log lies in a broken file, and another's does not."""
    world = World(tmp_path / "g")
    pc, other = world.enrols(1), world.enrols(2, DAO_SAN)
    for one in (pc, other):
        one.does(60)
        world.round(one)
    world.gateway.close()
    _broken(world.path / "communes" / SI_LO_LAU / "log.db")
    world.gateway = world._opened()
    yield world
    world.gateway.close()


def test_one_broken_file_keeps_no_other_commune_from_being_read(half_broken, caplog):
    with caplog.at_level(logging.WARNING):
        Page(half_broken.gateway, Overview()).read_on()
    assert SI_LO_LAU in caplog.text
    read = Digests(half_broken.gateway.storage.commune(DAO_SAN)).reached().position
    assert read == half_broken.gateway.commune(DAO_SAN).log.end().position


def test_a_broken_file_is_a_failure_of_the_storage(half_broken):
    with pytest.raises(StorageFailed):
        half_broken.gateway.commune(SI_LO_LAU).log.entity("e")


def test_what_no_database_takes_is_a_failure_of_the_storage_or_nothing(world):
    """PostgreSQL keeps no NUL in a text."""
    with contextlib.suppress(StorageFailed):
        assert world.gateway.registry.device("\0") is None


def test_a_device_that_nobody_can_name_is_unknown(world):
    desk = Desk(world.gateway, Fleets(world.gateway, reads_dossiers=True))
    visit = Visit("Tú", Asked(path={"device": "\0"}), Frame("LC", Viewer("Tú", True, "t")))
    with pytest.raises(NoSuchDevice):
        desk.device(visit)
