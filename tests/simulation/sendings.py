"""L1: once everything works again, little is said twice."""

import struct
from collections import Counter

from sync.protocol.messages import Mark, read_hello
from sync.protocol.records import RecordReader, RecordType
from tests.simulation.invariants import check
from tests.simulation.province import COMMUNE, Province

Place = tuple[str, Mark | None]
"""A log epoch, and how far a PC knows its order."""
_HEAD = struct.Struct(">3sBBH10s4sQHII")
_MOST = 2
"""Once, and again where the first time did not come through whole."""


class Sendings:
    """How often each PC sent each event to the province since it became calm.

    Told apart by what the PC knew of the order: until the pages that prove it have come, it cannot
    see that an event of its neighbour is in another branch than the province's.
    """

    def __init__(self) -> None:
        self._sent: Counter[tuple[str, Place, bytes, bytes, int]] = Counter()

    def note(self, pc: str, body: bytes) -> None:
        """Note what a request carries."""
        place: Place = ("", None)
        for record in RecordReader().feed(body):
            if record.type is RecordType.HELLO:
                pull = read_hello(record.body).pull
                place = (pull.log_epoch, next(iter(pull.marks), None))
            if record.type is RecordType.FRAME:
                _, _, _, _, device, epoch, n0, count, _, _ = _HEAD.unpack_from(record.body)
                self._sent.update((pc, place, device, epoch, n0 + at) for at in range(count))

    def were_few(self, province: Province) -> None:
        """The bytes of a heal are bounded: who has learned nothing new says nothing again."""
        most = max(self._sent.values(), default=0)
        count = province.gateway.commune(COMMUNE).log.end().position
        check(most <= _MOST, "L1", f"an event of {count} was sent {most} times by one PC")
