"""A gateway for every test, on real files, with or without its TLS face."""

import pytest

from tests.helpers.gateway_line import open_line
from tests.helpers.gateway_world import World


@pytest.fixture
def world(tmp_path):
    """A province with two communes; no HTTP."""
    world = World(tmp_path / "gateway")
    yield world
    world.gateway.close()


@pytest.fixture
def line(tmp_path):
    """The same behind TLS on the loopback."""
    with open_line(tmp_path / "gateway") as line:
        yield line
