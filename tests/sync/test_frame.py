"""Frames: what was packed comes out, and nothing else does."""

import random
import struct

import msgspec
import pytest
import zstandard

from sync.protocol.errors import Malformed, TooLarge
from sync.protocol.event import full_line
from sync.protocol.frame import AIM_RAW, MAX_FRAME, MAX_LINES, pack, unpack
from tests.helpers.sync_events import COMMUNE, a_frame, a_signer, an_author, some_lines

LINES = some_lines(1, 5)
HEAD = 39


def test_a_frame_comes_out_as_it_went_in():
    frame = a_frame(LINES)
    assert unpack(pack(frame)) == frame
    assert frame.author == an_author()
    assert (frame.last, frame.id(4).n) == (5, 5)


def test_a_frame_with_erased_lines_and_a_gap_comes_out_as_it_went_in():
    lines = [LINES[3].erased(), LINES[4]]
    frame = a_frame(lines, 4, history=LINES[:3], says_before=True)
    again = unpack(pack(frame))
    assert again == frame
    assert again.seal(COMMUNE, again.before or b"").is_genuine(a_signer().public_key)


def test_a_dictionary_is_named_in_the_frame():
    shelf = {3: b"".join(line.envelope for line in some_lines(100, 200))}
    frame = a_frame(LINES)
    packed = pack(frame, 3, shelf)
    assert len(packed) < len(pack(frame))
    assert unpack(packed, shelf) == frame
    with pytest.raises(Malformed, match="dictionary 3"):
        unpack(packed)


@pytest.mark.parametrize("cut", [0, 10, HEAD - 1, HEAD, HEAD + 5, -1])
def test_a_frame_cut_anywhere_is_malformed(cut):
    with pytest.raises(Malformed):
        unpack(pack(a_frame(LINES))[:cut])


def test_bytes_behind_a_frame_are_malformed():
    with pytest.raises(Malformed):
        unpack(pack(a_frame(LINES)) + b"x")


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (0, b"MCX"),
        (3, b"\x02"),
        (4, b"\x80"),
        (5, b"\x00\x09"),
        (7, b"abcdefghij"),
        (17, b"U___"),
        (21, bytes(8)),
        (21, b"\xff" * 8),
        (29, b"\x00\x00"),
        (29, struct.pack(">H", MAX_LINES + 1)),
        (29, b"\x00\x04"),
        (31, b"\xff\xff\xff\xff"),
        (31, b"\x00\x00\x00\x01"),
        (35, b"\x00\x00\x00\x01"),
        (35, b"\xff\xff\xff\xff"),
        (HEAD, b"\x00\x00\x00\x00"),
    ],
)
def test_a_frame_that_lies_about_itself_is_malformed(place, value):
    data = bytearray(pack(a_frame(LINES)))
    data[place : place + len(value)] = value
    with pytest.raises(Malformed):
        unpack(bytes(data))


def test_a_bomb_is_refused_before_it_is_unpacked():
    data = bytearray(pack(a_frame(LINES)))
    bomb = zstandard.ZstdCompressor().compress(bytes(1 << 24))
    size = struct.unpack_from(">I", data, 35)[0]
    struct.pack_into(">I", data, 35, len(bomb))
    with pytest.raises(Malformed, match="another raw length"):
        unpack(bytes(data[:39]) + bomb + bytes(data[39 + size :]))


def test_a_bomb_without_its_length_is_refused():
    data = bytearray(pack(a_frame(LINES)))
    bomb = zstandard.ZstdCompressor(write_content_size=False).compress(bytes(1 << 20))
    size, raw = struct.unpack_from(">I", data, 35)[0], struct.pack(">II", 0, len(bomb))
    data[31:39] = raw
    with pytest.raises(Malformed):
        unpack(bytes(data[:39]) + bomb + bytes(data[39 + size :]))


def test_a_frame_above_its_bound_is_refused_both_ways():
    with pytest.raises(TooLarge):
        unpack(b"x" * (MAX_FRAME + 1))
    with pytest.raises(TooLarge):
        pack(a_frame(some_lines(1, MAX_LINES + 1)))
    noise = random.Random(1)  # noqa: S311
    lines = [full_line(noise.randbytes(8000), noise.randbytes(30_000), b"s" * 16) for _ in range(3)]
    with pytest.raises(TooLarge):
        pack(a_frame(lines))


@pytest.mark.parametrize("count", [2, 30, MAX_LINES])
def test_a_frame_of_the_size_that_is_aimed_at_always_fits(count):
    """Even if nothing in it can be compressed."""
    noise = random.Random(2)  # noqa: S311
    size = AIM_RAW // count - 32
    envelope = min(size // 2, 8000)
    lines = [
        full_line(noise.randbytes(envelope), noise.randbytes(size - envelope), b"s" * 16)
        for _ in range(count)
    ]
    assert unpack(pack(a_frame(lines))) == a_frame(lines)


def test_a_line_above_its_bound_is_refused():
    lines = [full_line(b"e" * 8193, b"{}", b"s" * 16)]
    with pytest.raises(TooLarge):
        unpack(pack(a_frame(lines)))
    lines = [full_line(b"{}", b"p" * 32769, b"s" * 16)]
    with pytest.raises(TooLarge):
        unpack(pack(a_frame(lines)))


def test_columns_must_fill_the_frame_exactly():
    frame = a_frame(LINES)
    raw = zstandard.ZstdDecompressor().decompress(_packed(pack(frame)))
    for wrong in (raw + b"x", raw[:-1]):
        with pytest.raises(Malformed):
            unpack(_with_raw(pack(frame), wrong))


def test_an_empty_frame_is_not_packed():
    with pytest.raises(TooLarge):
        pack(msgspec.structs.replace(a_frame(LINES), lines=()))


def _packed(data):
    size = struct.unpack_from(">I", data, 35)[0]
    return data[39 : 39 + size]


def _with_raw(data, raw):
    packed = zstandard.ZstdCompressor().compress(raw)
    head = data[:31] + struct.pack(">II", len(raw), len(packed))
    return head + packed + data[39 + len(_packed(data)) :]
