"""The QR text of a slip: code, PC, head of its journal, and a signature over these.

Only letters that a QR code packs tightly (digits, capitals, `-./:`), so that a cheap scanner reads
it. Whoever has the PC's certificate can check it offline.
"""

import base64
import re

import msgspec

from app.domain.errors import RuleViolation
from sync.protocol.event import Seen

_MARK = "MC1"
_TEXT = re.compile(
    r"MC1/([A-Z0-9.-]+)/([0-9A-Z]{10})/([0-9A-Z]{4})/([1-9][0-9]{0,15})/([0-9A-F]{8})"
    r"(?:/([A-Z2-7]{103}))?",
    re.ASCII,
)


class SlipText(msgspec.Struct, frozen=True):
    """What a slip's QR says. `signed` is the part that the signature covers."""

    code: str
    head: Seen
    signed: str
    signature: bytes | None = None


def slip_text(code: str, head: Seen) -> str:
    """The text to sign: which dossier, which PC, up to where its journal had got."""
    return f"{_MARK}/{code}/{head.device}/{head.epoch}/{head.n}/{head.short.upper()}"


def with_signature(text: str, signature: bytes) -> str:
    """The whole QR text; an Ed25519 signature has 64 bytes."""
    return f"{text}/{base64.b32encode(signature).decode().rstrip('=')}"


def read_slip_text(text: str) -> SlipText:
    """Read a scanned slip; raises `RuleViolation` for any other kind of code."""
    found = _TEXT.fullmatch(text.strip())
    if found is None:
        raise RuleViolation("slip_qr_unreadable")
    code, device, epoch, n, short, signature = found.groups()
    head = Seen(device, epoch, int(n), short.lower())
    return SlipText(code, head, slip_text(code, head), _signature(signature))


def _signature(letters: str | None) -> bytes | None:
    """The 64 bytes, or None on an unsigned slip; any 103 of these letters are 64 bytes."""
    return None if letters is None else base64.b32decode(letters + "=")
