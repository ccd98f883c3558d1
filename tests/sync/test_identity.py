"""Names of devices, epochs and events."""

import pytest

from sync.protocol.errors import Malformed
from sync.protocol.identity import (
    CROCKFORD,
    MAX_N,
    Author,
    EventId,
    checked_author,
    device_id,
    new_epoch,
)


def test_a_device_is_named_by_its_key():
    assert device_id(b"k" * 32) == device_id(b"k" * 32) != device_id(b"l" * 32)
    assert set(device_id(b"k" * 32)) <= set(CROCKFORD)


def test_an_epoch_needs_entropy():
    assert new_epoch(b"\x00\x00\x00") == "0000"
    assert new_epoch(b"\xff\xff\xff\x00") == "ZZZZ"
    with pytest.raises(ValueError, match="3 bytes"):
        new_epoch(b"ab")


def test_an_event_id_reads_back():
    event = EventId("ABCDEFGH01", "ZZZZ", 12)
    assert EventId.parse(str(event)) == event
    assert event.author == Author("ABCDEFGH01", "ZZZZ")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ABCDEFGH01:ZZZZ:0",
        "ABCDEFGH01:ZZZZ:01",
        "ABCDEFGH01:ZZZU:1",
        "ABCDEFGH0:ZZZZ:1",
        "ABCDEFGH01:ZZZZ:1\n",
        "ABCDEFGH01:ZZZZ:١",
        f"ABCDEFGH01:ZZZZ:{MAX_N + 1}",
    ],
)
def test_what_is_no_event_id_is_refused(text):
    with pytest.raises(Malformed):
        EventId.parse(text)


@pytest.mark.parametrize(("device", "epoch"), [("abcdefgh01", "ZZZZ"), ("ABCDEFGH01", "ZZZ\n")])
def test_what_is_no_author_is_refused(device, epoch):
    with pytest.raises(Malformed):
        checked_author(device, epoch)
