"""Who may write what."""

import msgspec
import pytest

from sync.protocol.certificate import (
    Revocation,
    certify,
    read_certificate,
    read_replacement,
    read_revocation,
    replacing,
)
from sync.protocol.errors import Malformed
from sync.protocol.identity import Author
from sync.protocol.signing import Signer
from tests.helpers.sync_events import a_signer

KEY = a_signer().public_key
CERTIFICATE = certify(KEY, ("office.", "device."), "Máy 1", "counter")
REVOCATION = Revocation(device=CERTIFICATE.device, heads=(("AAAA", 5, "0" * 64),), reason="lost")


def test_a_certificate_lists_what_its_device_may_write():
    assert read_certificate(CERTIFICATE.to_payload()) == CERTIFICATE
    assert CERTIFICATE.key == KEY
    assert CERTIFICATE.allows("office.received")
    assert not CERTIFICATE.allows("province.erased")


@pytest.mark.parametrize(
    "said",
    [
        {"public_key": "zz"},
        {"public_key": "00"},
        {"device": "ABCDEFGH01"},
        {"prefixes": []},
        {"prefixes": [""]},
        {"prefixes": ["office"]},
        {"name": 5},
    ],
)
def test_a_certificate_that_does_not_hold_together_is_refused(said):
    with pytest.raises(Malformed):
        read_certificate(CERTIFICATE.to_payload() | said)


def test_a_revocation_lets_stand_what_was_written_before():
    assert read_revocation(REVOCATION.to_payload()) == REVOCATION
    author = Author(CERTIFICATE.device, "AAAA")
    assert REVOCATION.allows(author, 5)
    assert not REVOCATION.allows(author, 6)
    assert not REVOCATION.allows(author._replace(epoch="BBBB"), 1)
    assert REVOCATION.allows(Author("ABCDEFGH01", "AAAA"), 99)


@pytest.mark.parametrize("head", [("aaaa", 5, "0" * 64), ("AAAA", 0, "0" * 64), ("AAAA", 5, "0")])
def test_a_revocation_that_names_no_head_is_refused(head):
    with pytest.raises(Malformed):
        read_revocation(msgspec.structs.replace(REVOCATION, heads=(head,)).to_payload())


HEADS = (("AAAA", 5, "0" * 64),)
NEW = Signer(b"n" * 32)


def handed_over(**changes):
    said = replacing(NEW, "03562", CERTIFICATE.device, HEADS)
    return msgspec.to_builtins(said) | changes


def test_a_device_hands_its_place_over_to_a_key_that_agrees():
    said = read_replacement(handed_over(), "03562", CERTIFICATE.device)
    new = said.succeeding(CERTIFICATE)
    assert (new.device, new.key) == (NEW.device, NEW.public_key)
    assert (new.prefixes, new.name, new.role) == (("office.", "device."), "Máy 1", "counter")
    assert said.heads == HEADS


@pytest.mark.parametrize(
    "changes",
    [
        {"public_key": "zz"},
        {"public_key": "00"},
        {"public_key": KEY.hex()},
        {"proof": "zz"},
        {"proof": "00" * 64},
        {"heads": [["AAAA", 0, "0" * 64]]},
        {"heads": [["AAAA", 5, "0"]]},
        {"heads": 5},
    ],
)
def test_a_key_that_has_not_agreed_takes_nobodys_place(changes):
    with pytest.raises(Malformed):
        read_replacement(handed_over(**changes), "03562", CERTIFICATE.device)


@pytest.mark.parametrize(
    ("commune", "old"), [("03430", CERTIFICATE.device), ("03562", "ABCDEFGH01")]
)
def test_an_agreement_is_for_one_place_in_one_commune(commune, old):
    with pytest.raises(Malformed):
        read_replacement(handed_over(heads=()), commune, old)
