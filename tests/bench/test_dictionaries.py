"""What frames are packed in: shipped once, the same for ever, and worth its place."""

import hashlib

import zstandard

from app.usecases import shipped
from sync.protocol.frame import pack, unpack
from tests.helpers.sync_events import a_frame, a_line

SHIPPED = {1: "cba3990889fd3fabaa589a25d9411afd89624042dc31b050add6bbdb6d574700"}
"""SHA-256 of every dictionary that was ever released; frames name them for ever."""


def test_a_dictionary_that_was_shipped_never_changes():
    found = {
        name: hashlib.sha256(text).hexdigest() for name, text in shipped.dictionaries().items()
    }
    assert found == SHIPPED


def test_a_dictionary_carries_its_number():
    for number, text in shipped.dictionaries().items():
        assert zstandard.ZstdCompressionDict(text).dict_id() == number


def test_one_act_alone_is_much_smaller_and_reads_the_same():
    known = shipped.dictionaries()
    frame = a_frame([a_line(1, "đã gọi điện cho người nộp")])
    packed = pack(frame, max(known), known)
    assert len(packed) < len(pack(frame)) - 40
    assert unpack(packed, known) == frame
