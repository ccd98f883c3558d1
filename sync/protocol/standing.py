"""How a PC stands with the server: a question that changes nothing, and its signed answer.

It is asked when something is wrong: which versions the server speaks, whether it knows this device,
for which commune, and how much of it it holds. No counter moves and no contact is noted by it.
"""

from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta

from sync.protocol.bounds import Count, DeviceName, Nonce, Word
from sync.protocol.errors import Malformed, UntrustedServer
from sync.protocol.messages import check_signed, read_answering, read_message, sign_message
from sync.protocol.signing import SIGNATURE_BYTES, Signer

MAX_ENQUIRY = 1024
_MOST_VERSIONS = 32


class Known(StrEnum):
    """What the server says of the device that asks."""

    NOBODY = "nobody"
    """Nobody in particular asked."""
    UNKNOWN = "unknown"
    FORGED = "forged"
    """Known, and not signed by its key."""
    REVOKED = "revoked"
    KNOWN = "known"


class Enquiry(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks; before anybody has signed in the PC asks without a name."""

    protocol: Count
    nonce: Nonce
    device: Annotated[str, Meta(pattern="^([0-9A-HJKMNP-TV-Z]{10})?\\Z")] = ""
    epoch: Annotated[str, Meta(pattern="^([0-9A-HJKMNP-TV-Z]{4})?\\Z")] = ""


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """The answer; `commune` and `have` are told to the device itself alone."""

    server: DeviceName
    nonce: Nonce
    time: Count
    spoken: Annotated[tuple[Count, ...], Meta(max_length=_MOST_VERSIONS)]
    known: Known
    commune: Word = ""
    have: Count = 0
    """How many events of the device's present epoch are held without a gap."""


def write_enquiry(enquiry: Enquiry, signer: Signer | None) -> bytes:
    """The body of the question; without a key it is asked by nobody."""
    if signer is not None:
        return sign_message("enquiry", enquiry, signer)
    unsigned = sign_message("enquiry", enquiry, Signer(bytes(32)))
    return bytes(SIGNATURE_BYTES) + unsigned[SIGNATURE_BYTES:]


def read_enquiry(body: bytes) -> Enquiry:
    """Read a question whose sender is not proven yet; raises `Malformed`."""
    return read_message(body, Enquiry)


def is_by(body: bytes, public_key: bytes) -> bool:
    """Whether the key's owner asked."""
    try:
        check_signed(body, "enquiry", public_key)
    except (Malformed, UntrustedServer):
        return False
    return True


def write_standing(standing: Standing, signer: Signer) -> bytes:
    """The body of the answer."""
    return sign_message("standing", standing, signer)


def read_standing(body: bytes, server_key: bytes, nonce: bytes) -> Standing:
    """Read the answer; raises `UntrustedServer` unless the server signed it over our nonce."""
    return read_answering(body, "standing", server_key, nonce, Standing)
