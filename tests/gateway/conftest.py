"""A gateway for every test, on real files or a real server, with or without its TLS face."""

import argparse

import pytest

from app.cli import gateway as command
from app.cli.answers import Parser
from tests.helpers import postgres
from tests.helpers.gateway_line import open_line
from tests.helpers.gateway_world import SI_LO_LAU, World
from tests.helpers.stick_office import a_stick_pc


@pytest.fixture(scope="session")
def cluster():
    """A PostgreSQL server for all tests of this process."""
    postgres.needed()
    with postgres.a_cluster() as cluster:
        yield cluster


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    """What the gateway is told to work on: both kinds must keep every rule."""
    if request.param == "sqlite":
        return "sqlite"
    cluster = request.getfixturevalue("cluster")
    return cluster.url(cluster.emptied())


@pytest.fixture
def cluster_at_work(request, database):
    """The server that the gateway works on, if it does."""
    return None if database == "sqlite" else request.getfixturevalue("cluster")


@pytest.fixture
def world(tmp_path, database):
    """A province with two communes; no HTTP."""
    world = World(tmp_path / "gateway", database=database)
    yield world
    world.gateway.close()


@pytest.fixture
def line(tmp_path, database):
    """The same behind TLS on the loopback."""
    with open_line(tmp_path / "gateway", database=database) as line:
        yield line


@pytest.fixture
def types(capsys):
    """Type a command and read its answer."""

    def run(*words, status=0, **everywhere):
        parser = Parser()
        command.add_parser(parser.add_subparsers(dest="command"))
        known = argparse.Namespace(**everywhere)
        assert command.run(parser.parse_args(["gateway", *map(str, words)], known)) == status
        return capsys.readouterr().out

    return run


@pytest.fixture
def office(world, tmp_path):
    """Makes PCs; their secrets are their numbers."""
    made = []

    def pc(secret, commune=SI_LO_LAU):
        made.append(a_stick_pc(world, tmp_path, secret, commune))
        return made[-1]

    yield pc
    for one in made:
        one.pc.close()


@pytest.fixture
def stick(tmp_path):
    """A folder that stands for one."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder
