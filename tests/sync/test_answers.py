"""The server's short answers are believed only with its signature over our question."""

import msgspec
import pytest

from sync.protocol.answers import (
    Problem,
    SignedTime,
    read_problem,
    read_time,
    write_problem,
    write_time,
)
from sync.protocol.errors import UntrustedServer
from sync.protocol.versions import PROTOCOL, SPOKEN
from tests.helpers.sync_events import a_signer

SERVER = a_signer(9)
NONCE = b"n" * 16
TIME = SignedTime(server=SERVER.device, nonce=NONCE, time=1_790_000_000_000)
PROBLEM = Problem(server=SERVER.device, nonce=NONCE, time=1, code="server_busy", retry_after=30)


def test_the_time_is_the_servers_word():
    body = write_time(TIME, SERVER)
    assert read_time(body, SERVER.public_key, NONCE) == TIME
    with pytest.raises(UntrustedServer):
        read_time(body, SERVER.public_key, b"o" * 16)
    with pytest.raises(UntrustedServer):
        read_time(write_time(TIME, a_signer(2)), SERVER.public_key, NONCE)


def test_a_refusal_is_the_servers_word():
    body = write_problem(PROBLEM, SERVER)
    assert read_problem(body, SERVER.public_key, NONCE) == PROBLEM
    with pytest.raises(UntrustedServer):
        read_problem(body, SERVER.public_key, b"o" * 16)
    with pytest.raises(UntrustedServer):
        read_problem(write_problem(PROBLEM, a_signer(2)), SERVER.public_key, NONCE)


def test_a_refusal_of_what_could_not_be_read_answers_no_question():
    said = msgspec.structs.replace(PROBLEM, nonce=b"")
    assert read_problem(write_problem(said, SERVER), SERVER.public_key, NONCE) == said


def test_a_program_speaks_its_own_version():
    assert PROTOCOL in SPOKEN
