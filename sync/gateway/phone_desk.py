"""One code of one PC for the telephone: found in the log, opened by the helpdesk alone."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import msgspec

from sync.gateway.faults import NoSuchDevice, PhoneCodesMissing
from sync.gateway.gateway import Gateway
from sync.gateway.storage.operators import Audit
from sync.protocol import canonical, event, phone_codes
from sync.protocol.errors import Malformed
from sync.protocol.phone_codes import Codes

_FEWEST = 4


class _Made(msgspec.Struct, frozen=True):
    first: int
    last: int
    box: str


class Asked(NamedTuple):
    """Who asks for which code, and why; whom to call back was decided before."""

    commune: str
    device: str
    number: int
    by: str
    reason: str


def device_like(gateway: Gateway, commune: str, said: str) -> str:
    """The PC whose id begins as it was said on the telephone; raises `NoSuchDevice`."""
    wanted = said.replace("-", "").replace(" ", "").upper()
    known = [one.device for one in gateway.registry.devices(commune)]
    found = [one for one in known if len(wanted) >= _FEWEST and one.startswith(wanted)]
    if len(found) != 1:
        raise NoSuchDevice(said)
    return found[0]


def boxes_of(gateway: Gateway, asked: Asked) -> Iterator[bytes]:
    """The boxes in which the PC itself sealed the code, the newest first."""
    lines = gateway.commune(asked.commune).log.entity(phone_codes.entity_of(asked.device))
    for place, line in reversed(lines):
        if place.device != asked.device or line.payload is None:
            continue
        try:
            if event.read_envelope(line.envelope).k != phone_codes.MADE:
                continue
            said = msgspec.convert(canonical.decode_object(line.payload), _Made)
            if said.first <= asked.number <= said.last:
                yield bytes.fromhex(said.box)
        except (Malformed, msgspec.ValidationError, ValueError):
            continue


def read_out(gateway: Gateway, asked: Asked, opens: Callable[[bytes], bytes]) -> str:
    """The code of that number; the line of the audit is on the disk before it is seen.

    `opens` opens a box with the helpdesk's key. Raises `PhoneCodesMissing`, and what `opens` does.
    """
    for box in boxes_of(gateway, asked):
        codes = _read(opens(box))
        if codes.device == asked.device and asked.number in codes.codes:
            detail = f"{asked.number} {asked.reason}"
            audit = Audit(gateway.storage.registry())
            audit.add(gateway.now(), asked.by, "phone_code_read", asked.device, detail)
            return codes.codes[asked.number]
    raise PhoneCodesMissing(f"{asked.device} {asked.number}")


def _read(content: bytes) -> Codes:
    try:
        return phone_codes.read(content)
    except Malformed as why:
        raise PhoneCodesMissing from why
