"""One value, one text."""

import pytest

from sync.protocol import canonical
from sync.protocol.errors import Malformed, NotCanonical, TooLarge


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (None, "type"),
        (1.5, "type"),
        (True, "type"),
        ({"a": None}, "type"),
        (1 << 63, "number"),
        (-(1 << 63), "number"),
        ("a\x00b", "nul"),
        ("\ud800", "surrogate"),
        ({1: "a"}, "key"),
        ({"é": 1, "e\u0301": 2}, "key"),
        ([[[[1]]]], "depth"),
    ],
)
def test_what_has_no_canonical_text_is_refused_when_it_is_written(value, code):
    with pytest.raises(NotCanonical) as refused:
        canonical.encode(value, max_depth=3)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "text",
    [
        b'{"a": 1}',
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"a":1.0}',
        b"null",
        b"[true]",
        b'"e\xcc\x81"',
        b'"\\u0041"',
        b'"\\ud800"',
        b'"\xff"',
        b"-0",
        b"9223372036854775808",
        b"[1",
        b"",
        b"[" * 17 + b"]" * 17,
        b"[" * 100_000,
    ],
)
def test_another_spelling_of_a_value_is_refused_when_it_is_read(text):
    with pytest.raises(Malformed):
        canonical.decode(text)


def test_a_text_above_its_bound_is_not_even_looked_at():
    with pytest.raises(TooLarge):
        canonical.decode(b'"' + b"a" * 100 + b'"', max_bytes=50)


def test_only_an_object_is_an_object():
    assert canonical.decode_object(b'{"a":[1]}') == {"a": [1]}
    with pytest.raises(Malformed):
        canonical.decode_object(b"[1]")


def test_vietnamese_is_the_same_however_it_was_typed():
    assert canonical.encode("Nguyê\u0303n") == canonical.encode("Nguyễn")


def test_bytes_have_one_text():
    assert canonical.text_to_bytes(canonical.bytes_to_text(b"\x00\xff\x10"), 3) == b"\x00\xff\x10"


@pytest.mark.parametrize("text", ["AP8", "AP8Q=", "AP9R", "đđđđ", "AP8QAA", "!!!!"])
def test_another_text_for_bytes_is_refused(text):
    with pytest.raises(Malformed):
        canonical.text_to_bytes(text + ("B" if text == "AP9R" else ""), 3)
