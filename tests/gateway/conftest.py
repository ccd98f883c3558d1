"""A gateway for every test, on real files or a real server, with or without its TLS face."""

import argparse

import pytest

from app.cli import gateway as command
from app.cli.answers import Parser
from tests.helpers import postgres
from tests.helpers.gateway_line import open_line
from tests.helpers.gateway_world import World


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

    def run(*words, **everywhere):
        parser = Parser()
        command.add_parser(parser.add_subparsers(dest="command"))
        known = argparse.Namespace(**everywhere)
        assert command.run(parser.parse_args(["gateway", *map(str, words)], known)) == 0
        return capsys.readouterr().out

    return run
