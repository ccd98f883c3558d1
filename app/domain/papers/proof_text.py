"""The QR text of a proof: what it says in figures, and a signature over it.

Letters as in `slip_text`. The moments are minutes of UTC since 1970, 0 where there is none; whoever
has the PC's certificate can check offline that nobody has changed them.
"""

import base64
import re
from collections.abc import Iterable, Sequence
from hashlib import sha256

import msgspec

from app.domain.errors import RuleViolation
from app.domain.timeliness import Timeliness, Totals
from sync.protocol.event import Seen

_TEXT = re.compile(
    r"(MC2/([A-Z0-9.-]+)/([0-9A-Z]{10})/([0-9A-Z]{4})/([1-9][0-9]{0,15})/([0-9A-F]{8})"
    r"/([0-9]{1,9}(?:\.[0-9]{1,9}){4}|[0-9]{1,9}(?:\.[0-9]{1,9}){2}\.[0-9A-F]{16}))"
    r"/([A-Z2-7]{103})",
    re.ASCII,
)
_MINUTE = 60_000


class ProofText(msgspec.Struct, frozen=True):
    """What a proof's QR says. `signed` is the part that the signature covers."""

    code: str
    head: Seen
    facts: tuple[str, ...]
    signed: str
    signature: bytes

    @property
    def moments(self) -> tuple[int | None, ...]:
        """Of one dossier: due, decided, first tried, delivered, recorded (UTC milliseconds)."""
        return tuple(int(one) * _MINUTE if int(one) else None for one in self.facts)

    @property
    def is_of_list(self) -> bool:
        """Is it a list's: settled, really late, told late, and the hash of its rows?"""
        return len(self.facts) == _OF_LIST


_OF_LIST = 4


def proof_text(code: str, head: Seen, facts: Sequence[str]) -> str:
    """The text to sign."""
    told = ".".join(facts)
    return f"MC2/{code}/{head.device}/{head.epoch}/{head.n}/{head.short.upper()}/{told}"


def facts_of(found: Timeliness) -> tuple[str, ...]:
    """The moments of one dossier."""
    way = found.journey
    moments = (found.due, found.decided, way.tried, way.delivered, found.recorded)
    return tuple(str((one or 0) // _MINUTE) for one in moments)


def facts_of_list(said: Totals, rows: Iterable[Timeliness]) -> tuple[str, ...]:
    """The sums of a list, and a hash over the codes and moments of its rows."""
    lines = [f"{one.code} {' '.join(facts_of(one))}" for one in rows]
    digest = sha256("\n".join(lines).encode()).hexdigest()[:16].upper()
    return str(said.settled), str(said.late), str(said.told_late), digest


def read_proof_text(text: str) -> ProofText:
    """Read a scanned proof; raises `RuleViolation` for any other kind of code."""
    found = _TEXT.fullmatch(text.strip())
    if found is None:
        raise RuleViolation("proof_qr_unreadable")
    signed, code, device, epoch, n, short, facts, letters = found.groups()
    head = Seen(device, epoch, int(n), short.lower())
    signature = base64.b32decode(letters + "=")
    return ProofText(code, head, tuple(facts.split(".")), signed, signature)
