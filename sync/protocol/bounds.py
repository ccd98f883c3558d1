"""The bounds of what stands in a message, as types: reading one checks them."""

from typing import Annotated

from msgspec import Meta

Hash = Annotated[bytes, Meta(min_length=32, max_length=32)]
"""A SHA-256; base64 in the text."""

Nonce = Annotated[bytes, Meta(min_length=16, max_length=16)]
"""What the client drew for one request; base64 in the text."""

DeviceName = Annotated[str, Meta(pattern="^[0-9A-HJKMNP-TV-Z]{10}\\Z")]
"""Ten Crockford characters."""

EpochName = Annotated[str, Meta(pattern="^[0-9A-HJKMNP-TV-Z]{4}\\Z")]
"""Four Crockford characters."""

LogEpoch = Annotated[str, Meta(max_length=32)]
"""What the gateway drew when its log began; empty when the client knows none yet."""

Count = Annotated[int, Meta(ge=0, le=(1 << 53) - 1)]
"""Not negative, and exact in every language."""

Sequence = Annotated[int, Meta(ge=1, le=(1 << 53) - 1)]
"""An `n` or a first position."""

MAX_MOMENT = 32_503_680_000_000
"""The year 3000: the calendars of some machines end there."""

Moment = Annotated[int, Meta(ge=0, le=MAX_MOMENT)]
"""An instant in UTC milliseconds that every machine can show."""

Flag = Annotated[int, Meta(ge=0, le=1)]
"""Canonical text has no booleans."""

Word = Annotated[str, Meta(max_length=64)]
"""An outcome or a reason, as a code."""
