"""Canonical JSON: one value, one text, so that a hash means the same on every machine.

UTF-8 in NFC, keys sorted by code point, no blanks; only objects, arrays, strings and integers below
2**63. There is no null, no boolean and no fraction: what is absent is absent, flags are 0 and 1.
"""

import base64
import binascii
import unicodedata
from typing import TypeAlias, cast

import msgspec

from sync.protocol.errors import Malformed, NotCanonical, TooLarge

Value: TypeAlias = "dict[str, Value] | list[Value] | int | str"
Object: TypeAlias = dict[str, Value]

MAX_DEPTH = 16
MAX_BYTES = 1 << 20
UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
"""All that reading JSON raises for bytes that somebody damaged or made up."""
_LIMIT = 1 << 63
_NESTED = frozenset({dict, list, tuple})
_ENCODER = msgspec.json.Encoder(order="sorted")


def encode(value: object, *, max_depth: int = MAX_DEPTH) -> bytes:
    """Write a value; tuples count as arrays. Raises `NotCanonical`."""
    try:
        return _ENCODER.encode(_normal(value, max_depth))
    except UnicodeEncodeError as why:
        raise NotCanonical("surrogate") from why


def decode(data: bytes, *, max_depth: int = MAX_DEPTH, max_bytes: int = MAX_BYTES) -> Value:
    """Read a canonical text; anything that `encode` would have written otherwise is `Malformed`."""
    if len(data) > max_bytes:
        raise TooLarge(f"{len(data)} bytes of text")
    try:
        value = msgspec.json.decode(data)
        if encode(value, max_depth=max_depth) != data:
            raise Malformed("not the canonical text")
    except (*UNREADABLE, NotCanonical) as why:
        raise Malformed(f"not canonical: {type(why).__name__}") from why
    return cast("Value", value)


def decode_object(data: bytes, *, max_bytes: int = MAX_BYTES) -> Object:
    """Read a canonical text that must be an object."""
    value = decode(data, max_bytes=max_bytes)
    if not isinstance(value, dict):
        raise Malformed("not an object")
    return value


def bytes_to_text(data: bytes) -> str:
    """Bytes inside canonical text: base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def text_to_bytes(text: str, size: int) -> bytes:
    """Read `size` bytes back; raises `Malformed` unless the text is the only one for them."""
    try:
        data = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (ValueError, binascii.Error) as why:
        raise Malformed("not base64url") from why
    if len(data) != size or bytes_to_text(data) != text:
        raise Malformed(f"not {size} bytes of base64url")
    return data


def _normal(value: object, depth: int) -> Value:
    """Check a value and bring its text to NFC."""
    kind = type(value)
    if kind is str:
        return _text(cast("str", value))
    if kind is int:
        return _number(cast("int", value))
    if kind not in _NESTED:
        raise NotCanonical("type", kind.__name__)
    if depth == 0:
        raise NotCanonical("depth")
    if kind is dict:
        return _object(cast("dict[object, object]", value), depth - 1)
    return [_normal(item, depth - 1) for item in cast("list[object]", value)]


def _object(value: dict[object, object], depth: int) -> Object:
    normal = {_key(key): _normal(item, depth) for key, item in value.items()}
    if len(normal) != len(value):
        raise NotCanonical("key", "twice")
    return normal


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise NotCanonical("key", "not text")
    return _text(key)


def _text(value: str) -> str:
    if "\x00" in value:
        raise NotCanonical("nul")
    return value if value.isascii() else unicodedata.normalize("NFC", value)


def _number(value: int) -> int:
    if not -_LIMIT < value < _LIMIT:
        raise NotCanonical("number")
    return value
