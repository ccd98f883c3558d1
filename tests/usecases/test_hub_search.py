"""Looking for the commune's server in the network: a hint, and a proof before it is shown."""

import socket
from functools import partial

import pytest

from app.usecases import hub_search
from app.usecases.hub_search import Sighting
from app.usecases.synchronise import one_round
from sync.carriers.neighbour import Address
from sync.carriers.neighbour_search import Heard, look_around
from sync.hub.hint import HintDesk
from sync.protocol.hint import Hint, write_question
from tests.helpers.hub import a_hub
from tests.helpers.two_pcs import a_second_pc

LOOPBACK = "127.0.0.1"


def everybody(_own: str) -> tuple[str, ...]:
    return (LOOPBACK,)


@pytest.fixture
def other(tmp_path, enrolled, province):
    with a_second_pc(tmp_path, enrolled, province) as second:
        one_round(enrolled)
        one_round(second.desk)
        yield second.desk


def looking(running, *heard):
    """Ask this PC alone on the port where its server answers; `heard` answered before it."""
    look = partial(look_around, port=running.hint, everybody=everybody, seconds=0.3)
    return lambda _here, entropy: (*heard, *look((LOOPBACK,), entropy))


def test_a_server_that_proves_itself_is_found_and_who_proves_nothing_is_last(enrolled, other):
    liar = Heard(Address(LOOPBACK, 1), "AAAAAAAAAA")
    with a_hub(enrolled) as running:
        proven, false = hub_search.look_for_hubs(other, looking(running, liar))
        mine = enrolled.store.device.device
        assert proven == Sighting(running.address, enrolled.settings.counter, mine)
        assert (false.address, false.code, false.name) == ("127.0.0.1:1", "hub_port_closed", "")


def test_the_own_server_is_not_found_by_its_own_pc(enrolled):
    with a_hub(enrolled) as running:
        assert hub_search.look_for_hubs(enrolled, looking(running)) == ()


def test_an_answer_is_shorter_than_the_question_and_anything_else_has_none():
    with (
        HintDesk(Hint(8475, "ABCDEFGHJK"), (LOOPBACK, 0)) as desk,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asks,
    ):
        asks.settimeout(10)
        for noise in (b"", b"motcua?1", b"x" * 64, write_question(b"12345678") + b"\0"):
            asks.sendto(noise, (LOOPBACK, desk.port))
        question = write_question(b"87654321")
        asks.sendto(question, (LOOPBACK, desk.port))
        answer = asks.recv(100)
        assert b"87654321" in answer
        assert len(answer) < len(question)


def test_a_port_that_another_program_has_hinders_no_server():
    with (
        HintDesk(Hint(1, "ABCDEFGHJK"), (LOOPBACK, 0)) as first,
        HintDesk(Hint(2, "ABCDEFGHJK"), (LOOPBACK, first.port)) as second,
    ):
        assert second.port == 0


def test_without_a_network_nobody_is_asked():
    assert look_around((), bytes) == ()
