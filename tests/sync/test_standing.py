"""How a PC stands: the question proves who asks, and the answer is the server's word."""

import pytest

from sync.protocol.errors import Malformed, UntrustedServer
from sync.protocol.standing import (
    Enquiry,
    Known,
    Standing,
    is_by,
    read_enquiry,
    read_standing,
    write_enquiry,
    write_standing,
)
from tests.helpers.sync_events import a_signer

SERVER, PC = a_signer(9), a_signer(1)
NONCE = b"n" * 16
ASKED = Enquiry(protocol=1, nonce=NONCE, device=PC.device, epoch="AAAA")
TOLD = Standing(
    server=SERVER.device, nonce=NONCE, time=1, spoken=(1,), known=Known.KNOWN, commune="03562"
)


def test_a_question_shows_who_asks():
    body = write_enquiry(ASKED, PC)
    assert read_enquiry(body) == ASKED
    assert is_by(body, PC.public_key)
    assert not is_by(body, a_signer(2).public_key)
    assert not is_by(body, b"no key")


def test_before_anybody_has_signed_in_nobody_asks():
    asked = Enquiry(protocol=1, nonce=NONCE)
    body = write_enquiry(asked, None)
    assert read_enquiry(body) == asked
    assert not is_by(body, PC.public_key)


def test_a_name_that_is_none_cannot_be_asked_about():
    body = write_enquiry(Enquiry(protocol=1, nonce=NONCE, device="a'; DROP"), None)
    with pytest.raises(Malformed):
        read_enquiry(body)


def test_the_standing_is_the_servers_word():
    body = write_standing(TOLD, SERVER)
    assert read_standing(body, SERVER.public_key, NONCE) == TOLD
    for key, nonce in ((PC.public_key, NONCE), (SERVER.public_key, b"o" * 16)):
        with pytest.raises(UntrustedServer):
            read_standing(body, key, nonce)
