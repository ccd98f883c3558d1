"""The words of tus 1.0 that we speak: core, and creation with the address as metadata."""

import base64
import binascii

from sync.protocol.errors import Malformed

VERSION = "1.0.0"
RESUMABLE = "Tus-Resumable"
OFFSET = "Upload-Offset"
LENGTH = "Upload-Length"
METADATA = "Upload-Metadata"
SLICE_TYPE = "application/offset+octet-stream"
WRONG_CONTENT = 460
"""The status of the checksum extension: the bytes are not what their address says."""

_KEY = "sha256"


def metadata_of(file: str) -> str:
    """The metadata of a new upload: its address."""
    return f"{_KEY} {base64.b64encode(bytes.fromhex(file)).decode('ascii')}"


def file_in(metadata: str) -> str:
    """The address that the metadata names; raises `Malformed`."""
    for pair in metadata.split(","):
        key, _, value = pair.strip().partition(" ")
        if key == _KEY:
            return _hex(value)
    raise Malformed("no address in the metadata")


def number(text: str | None) -> int:
    """A length or an offset out of a header; raises `Malformed`."""
    if text is None or not text.isascii() or not text.isdecimal() or len(text) > 16:
        raise Malformed("not a number of bytes")
    return int(text)


def _hex(value: str) -> str:
    try:
        data = base64.b64decode(value.encode("ascii"), validate=True)
    except (ValueError, binascii.Error) as why:
        raise Malformed("not base64") from why
    if len(data) != 32:
        raise Malformed("not a SHA-256")
    return data.hex()
