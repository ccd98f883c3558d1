"""Who may write what."""

import msgspec
import pytest

from sync.protocol.certificate import Revocation, certify, read_certificate, read_revocation
from sync.protocol.errors import Malformed
from sync.protocol.identity import Author
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
