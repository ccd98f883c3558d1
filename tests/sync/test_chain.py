"""Chains and seals."""

import pytest

from sync.protocol import chain
from sync.protocol.errors import Malformed
from sync.protocol.identity import EventId
from sync.protocol.seal import make_seal
from sync.protocol.signing import is_signed_by
from tests.helpers.sync_events import COMMUNE, a_line, a_signer, an_author

AUTHOR = an_author()


def test_every_commune_and_every_epoch_begins_its_own_chain():
    starts = {
        chain.author_genesis(COMMUNE, AUTHOR),
        chain.author_genesis("03430", AUTHOR),
        chain.author_genesis(COMMUNE, an_author(1, "BBBB")),
        chain.log_genesis(COMMUNE),
    }
    assert len(starts) == 4


def test_the_log_says_which_event_stands_where():
    start, h = chain.log_genesis(COMMUNE), a_line(1).h
    one, two = EventId(*AUTHOR, 1), EventId(*AUTHOR, 2)
    assert chain.log_extend(start, one, h) != chain.log_extend(start, two, h)


def test_a_seal_holds_for_what_was_sealed_and_nothing_else():
    seal = make_seal(a_signer(), COMMUNE, AUTHOR, 3, b"\x01" * 32)
    key = a_signer().public_key
    assert seal.author == AUTHOR
    assert seal.is_genuine(key)
    assert not seal._replace(n=4).is_genuine(key)
    assert not seal._replace(commune="03430").is_genuine(key)
    assert not seal._replace(chain=b"\x02" * 32).is_genuine(key)
    assert not seal.is_genuine(a_signer(2).public_key)


def test_a_device_cannot_seal_for_another():
    with pytest.raises(ValueError, match="its own"):
        make_seal(a_signer(2), COMMUNE, AUTHOR, 1, b"\x01" * 32)


def test_a_signature_cannot_stand_for_another_purpose():
    signature = a_signer().sign("hello", b"text")
    assert is_signed_by(a_signer().public_key, "hello", b"text", signature)
    assert not is_signed_by(a_signer().public_key, "ack", b"text", signature)


def test_a_key_of_another_length_is_malformed():
    with pytest.raises(Malformed):
        is_signed_by(b"short", "hello", b"text", b"s" * 64)


def test_a_signer_shows_no_secret():
    assert repr(a_signer()) == f"Signer({AUTHOR.device})"
