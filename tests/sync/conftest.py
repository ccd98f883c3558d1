"""A server, a line to it, and somebody who answers in its place; real TLS on the loopback."""

import pytest

from sync.gateway.ca import Authority
from tests.helpers.gateway_line import open_line
from tests.helpers.gateway_portal import Portal
from tests.helpers.gateway_world import START


@pytest.fixture(scope="module")
def authority():
    return Authority.make("Tinh", START)


@pytest.fixture
def line(tmp_path):
    with open_line(tmp_path / "gateway") as line:
        yield line


@pytest.fixture
def somebody(tmp_path, authority):
    """Who answers in the server's place, by default under a good certificate."""

    def answers(reply, leaf=None):
        leaf = leaf or authority.issue(["127.0.0.1"], START)
        return Portal(tmp_path / "portal", leaf, reply if callable(reply) else lambda _: reply)

    return answers
