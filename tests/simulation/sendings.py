"""L1: once everything works again, little is said twice."""

import struct
from collections import Counter
from collections.abc import Set

from sync.protocol.records import RecordReader, RecordType
from tests.simulation.invariants import check
from tests.simulation.province import COMMUNE, Province

_HEAD = struct.Struct(">3sBBH10s4sQHII")
_MOST = 5
"""Once; again after a log that began anew, and while small pages bring what proves it."""


class Sendings:
    """How often each PC sent each event to the province since it became calm."""

    def __init__(self) -> None:
        self._sent: Counter[tuple[str, bytes, bytes, int]] = Counter()

    def note(self, pc: str, body: bytes) -> None:
        """Note what a request carries."""
        for record in RecordReader().feed(body):
            if record.type is RecordType.FRAME:
                _, _, _, _, device, epoch, n0, count, _, _ = _HEAD.unpack_from(record.body)
                self._sent.update((pc, device, epoch, n0 + at) for at in range(count))

    def were_few(self, province: Province, besides: Set[str]) -> None:
        """The bytes of a heal are bounded: each PC tells each event once, or a few times.

        `besides` are PCs that were put back unnoticed and revoked: nobody tells them that what they
        say is another branch.
        """
        told = (many for (name, *_), many in self._sent.items() if name not in besides)
        most = max(told, default=0)
        count = province.gateway.commune(COMMUNE).log.end().position
        check(most <= _MOST, "L1", f"an event of {count} was sent {most} times by one PC")
