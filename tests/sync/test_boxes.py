"""A box opens for its holder, for its purpose, unchanged; for nobody else."""

import random

import pytest

from sync.protocol import boxes
from sync.protocol.errors import Malformed

MINE, OTHER = bytes([7]) * 32, bytes([9]) * 32


@pytest.fixture
def box():
    entropy = random.Random(1).randbytes  # noqa: S311 - the same run every time
    return boxes.seal(boxes.public_key(MINE), "report", "máy chậm".encode(), entropy)


def test_the_holder_opens_it(box):
    assert boxes.unseal(MINE, "report", box).decode() == "máy chậm"
    assert boxes.addressed_to(box) == boxes.name_of(boxes.public_key(MINE))


def test_nothing_of_its_content_can_be_read(box):
    assert "máy".encode() not in box


def test_nobody_else_opens_it_and_nobody_for_another_purpose(box):
    for secret, purpose in ((OTHER, "report"), (MINE, "codes")):
        with pytest.raises(Malformed):
            boxes.unseal(secret, purpose, box)


@pytest.mark.parametrize("at", [0, 5, 20, 50, -1])
def test_a_changed_byte_is_noticed_wherever_it_is(box, at):
    changed = bytearray(box)
    changed[at] ^= 1
    with pytest.raises(Malformed):
        boxes.unseal(MINE, "report", bytes(changed))


@pytest.mark.parametrize("length", [0, 3, 43])
def test_what_is_cut_off_is_no_box(box, length):
    with pytest.raises(Malformed):
        boxes.addressed_to(box[:length])


@pytest.mark.parametrize("key", [bytes(32), b"short"])
def test_a_key_that_everybody_knows_and_what_is_no_key_are_refused(key):
    with pytest.raises(Malformed):
        boxes.seal(key, "report", b"", random.Random(1).randbytes)  # noqa: S311
