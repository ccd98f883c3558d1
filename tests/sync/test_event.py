"""A line's bytes are made once; its payload may go, its hash stays."""

import msgspec
import pytest

from sync.protocol import canonical
from sync.protocol.errors import Malformed, NotCanonical
from sync.protocol.event import Line, Seen, full_line, read, read_envelope, write
from sync.protocol.identity import EventId
from tests.helpers.sync_events import a_line, an_author, an_envelope

AUTHOR = an_author()


def test_what_was_recorded_reads_back():
    envelope = an_envelope(4, eff=5, clk="bad", seen=(Seen(*AUTHOR, 3, "00ff00ff"),))
    line = write(envelope, {"name": "Giàng A Páo"}, b"s" * 16)
    event = read(line, *AUTHOR, position=9)
    assert event.envelope == envelope
    assert event.payload == {"name": "Giàng A Páo"}
    assert (event.id, event.position) == (EventId(*AUTHOR, 4), 9)
    assert event.seen_as == Seen(*AUTHOR, 4, line.h[:4].hex())
    assert envelope.seen[0].id == EventId(*AUTHOR, 3)


def test_a_good_clock_costs_no_bytes():
    assert b"clk" not in a_line(1).envelope


def test_an_erased_line_keeps_its_hash_and_has_no_payload():
    line = a_line(1)
    gone = line.erased()
    assert gone.h == line.h
    assert (gone.payload, gone.salt) == (None, None)
    assert read(gone, *AUTHOR).payload is None
    assert gone.size < line.size


def test_a_line_with_another_payload_has_another_hash():
    line = a_line(1)
    assert line.payload is not None
    assert full_line(line.envelope, line.payload + b" ", b"s" * 16).h != line.h


def test_a_salt_has_its_length():
    with pytest.raises(ValueError, match="16 bytes"):
        write(an_envelope(1), {}, b"short")


@pytest.mark.parametrize("payload", [{"a": "x" * 33_000}, {"a": None}, {"a": "\x00"}])
def test_what_could_not_be_read_is_not_written(payload):
    with pytest.raises(NotCanonical):
        write(an_envelope(1), payload, b"s" * 16)


def test_an_envelope_above_its_bound_is_not_written():
    with pytest.raises(NotCanonical):
        write(an_envelope(1, by="x" * 9000), {}, b"s" * 16)


@pytest.mark.parametrize(
    "said",
    [
        {"n": 0},
        {"v": 0},
        {"e": ""},
        {"k": ""},
        {"clk": "perhaps"},
        {"seen": (Seen(*AUTHOR, 1, "xyz"),)},
        {"f": ("abc",)},
        {"at": 1 << 62},
        {"eff": -1},
    ],
)
def test_an_envelope_out_of_bounds_is_refused(said):
    with pytest.raises(Malformed):
        write(msgspec.structs.replace(an_envelope(1), **said), {}, b"s" * 16)


def test_what_a_newer_program_adds_to_an_envelope_is_passed_over():
    value = canonical.decode_object(a_line(1).envelope)
    assert read_envelope(canonical.encode(value | {"zz": "new"})) == an_envelope(1)


@pytest.mark.parametrize("text", [b"{}", b"[]", b"x", b'{"v":"1"}'])
def test_what_is_no_envelope_is_refused(text):
    with pytest.raises(Malformed):
        read(Line(text, b"d" * 32, None, None), *AUTHOR)
