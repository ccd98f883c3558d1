"""What is on PCs and sticks today must be written the same way for ever."""

import json

import pytest

from sync.protocol import canonical, enrolment
from sync.protocol.event import Line, read
from sync.protocol.frame import unpack
from sync.protocol.messages import read_ack, read_hello, read_positions
from sync.protocol.records import RecordReader, RecordType
from tests.helpers.sync_events import a_signer
from tests.sync.golden import generate


def kept(name):
    return json.loads((generate.FOLDER / f"{name}.json").read_text("utf-8"))


@pytest.mark.parametrize("name", ["texts", "identities", "events", "frames", "messages"])
def test_the_bytes_are_those_that_were_released(name):
    """Frames are packed by the pinned zstandard; another one may pack otherwise."""
    assert json.loads(json.dumps(getattr(generate, name)())) == kept(name)


def test_released_texts_read_back():
    for vector in kept("texts").values():
        data = vector["text"].encode()
        assert canonical.encode(canonical.decode(data)) == data


def test_released_lines_read_back():
    for n, vector in enumerate(kept("events")["lines"], start=1):
        payload, salt = vector["payload"].encode(), bytes.fromhex(vector["salt"])
        line = Line(vector["envelope"].encode(), bytes.fromhex(vector["dh"]), payload, salt)
        event = read(line, "6HTGZ65XB7", "AAAA")
        assert (event.id.n, event.h.hex()) == (n, vector["h"])


def test_released_frames_read_back():
    for vector in kept("frames").values():
        frame = unpack(bytes.fromhex(vector["packed"]))
        assert [line.h.hex() for line in frame.lines] == vector["hashes"]
        assert frame.n0 == vector["n0"]
        assert (frame.before or b"").hex() == vector["before"]


def test_released_messages_read_back():
    vectors, server = kept("messages"), a_signer(9).public_key
    assert read_hello(bytes.fromhex(vectors["hello"])) == generate.a_hello()
    assert read_ack(bytes.fromhex(vectors["ack"]), server, generate.NONCE) == generate.an_ack()
    positions = read_positions(bytes.fromhex(vectors["positions"]), server, generate.NONCE)
    assert positions == generate.some_positions()
    welcome = bytes.fromhex(vectors["welcome"])
    found = enrolment.read_welcome(welcome, generate.CODE, a_signer().public_key)
    assert found == generate.a_welcome()


def test_a_released_request_reads_back():
    reader = RecordReader()
    types = [record.type for record in reader.feed(bytes.fromhex(kept("messages")["request"]))]
    assert types == [RecordType.HELLO, RecordType.FRAME]
    assert reader.ended
