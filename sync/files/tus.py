"""The words of tus 1.0 that we speak: core, and creation with the address as metadata.

Who wants what is proven by a signed header of our own on top (`calls`); all else is as the
specification says, so that any client of tus can bring a file and any server can take it.
"""

import base64
import binascii

from sync.files.address import checked_address
from sync.protocol.errors import Malformed

VERSION = "1.0.0"
RESUMABLE = "Tus-Resumable"
OFFSET = "Upload-Offset"
LENGTH = "Upload-Length"
METADATA = "Upload-Metadata"
OVERRIDE = "X-HTTP-Method-Override"
"""Names the method that is meant, where something in between lets only POST through."""

EXTENSIONS = "creation"
SLICE_TYPE = "application/offset+octet-stream"
WRONG_CONTENT = 460
"""The status of the checksum extension: the bytes are not what their address says."""

_KEY = "sha256"


def metadata_of(file: str) -> str:
    """The metadata of a new upload: its address, as a text like every value of tus."""
    return f"{_KEY} {base64.b64encode(file.encode('ascii')).decode('ascii')}"


def file_in(metadata: str) -> str:
    """The address that the metadata names; raises `Malformed`."""
    for pair in metadata.split(","):
        key, _, value = pair.strip().partition(" ")
        if key == _KEY:
            return _address(value)
    raise Malformed("no address in the metadata")


def number(text: str | None) -> int:
    """A length or an offset out of a header; raises `Malformed`."""
    if text is None or not text.isascii() or not text.isdecimal() or len(text) > 16:
        raise Malformed("not a number of bytes")
    return int(text)


def _address(value: str) -> str:
    try:
        text = base64.b64decode(value.encode("ascii"), validate=True).decode("ascii")
    except (ValueError, binascii.Error) as why:
        raise Malformed("not base64") from why
    return checked_address(text)
