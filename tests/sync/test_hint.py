"""The datagrams by which a commune's server is looked for."""

import pytest

from sync.protocol.errors import Malformed
from sync.protocol.hint import Hint, read_hint, read_question, write_hint, write_question

NONCE = b"12345678"
HINT = Hint(8475, "ABCDEFGHJK")


def test_a_question_and_its_answer_come_back_as_they_were():
    assert read_question(write_question(NONCE)) == NONCE
    assert read_hint(write_hint(HINT, NONCE), NONCE) == HINT


@pytest.mark.parametrize(
    "datagram",
    [
        b"",
        write_hint(HINT, b"87654321"),
        write_hint(HINT, NONCE)[:-1],
        write_hint(HINT, NONCE) + b"X",
        write_hint(Hint(0, "ABCDEFGHJK"), NONCE),
        write_hint(HINT, NONCE)[:-1] + b"\0",
        write_hint(HINT, NONCE)[:-1] + b"\xc3",
    ],
)
def test_what_answers_no_question_of_ours_is_no_hint(datagram):
    with pytest.raises(Malformed):
        read_hint(datagram, NONCE)


def test_what_is_no_question_has_no_answer():
    with pytest.raises(Malformed):
        read_question(b"motcua?1" + bytes(55))
    with pytest.raises(Malformed):
        read_question(bytes(64))
