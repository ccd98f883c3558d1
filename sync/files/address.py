"""A file's name is the SHA-256 of what it says, as 64 hex digits."""

import hashlib
import re
from enum import StrEnum

from sync.protocol.errors import Malformed

MOST_BYTES = 64 << 20
"""The largest file that travels: what an office's own store takes."""

_SHA = re.compile(r"[0-9a-f]{64}", re.ASCII)


class Kind(StrEnum):
    """What a file is, by its first bytes and never by its name."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    OTHER = "application/octet-stream"

    @property
    def ending(self) -> str:
        """How the name of such a file ends."""
        return _ENDINGS[self]

    @property
    def is_shown(self) -> bool:
        """Whether a browser may show it; what is unknown is only ever saved."""
        return self is not Kind.OTHER


_ENDINGS = {Kind.PDF: ".pdf", Kind.JPEG: ".jpg", Kind.PNG: ".png", Kind.OTHER: ".bin"}
_BEGINNINGS = (
    (b"%PDF-", Kind.PDF),
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
)


def address_of(content: bytes) -> str:
    """The name of a content."""
    return hashlib.sha256(content).hexdigest()


def checked_address(text: str) -> str:
    """A name out of untrusted text; raises `Malformed`."""
    if _SHA.fullmatch(text) is None:
        raise Malformed("not a file's address")
    return text


def kind_of(beginning: bytes) -> Kind:
    """Tell by the first bytes what a file is."""
    return next((kind for start, kind in _BEGINNINGS if beginning.startswith(start)), Kind.OTHER)
