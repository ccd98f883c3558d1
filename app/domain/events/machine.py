"""What a PC tells of itself: what it is, and under which key it goes on."""

from typing import ClassVar

from app.domain.events.payload import Payload
from app.domain.office_acts import OfficeAct


class MachineTold(Payload, frozen=True, kw_only=True):
    """What the PC is, as its own program found it: numbers and short codes only.

    No name of a person, a PC or a folder, and no serial number. What the system did not tell is 0
    or empty.
    """

    kind: ClassVar[str] = "device.machine_told"

    system: str  # `windows` or `linux`
    release: str = ""  # `22H2`; the kernel's version
    build: int = 0  # of Windows
    is_64_bit: bool = True
    cores: int = 0
    ram: int = 0  # MiB
    disk: str = ""  # `hdd`, `ssd`, `usb`
    health: str = ""  # `good`, `failing`
    free: int = 0  # MiB on the office's disk
    printer: str = ""  # `ready`, `not_chosen`, `none`
    freeze: tuple[str, ...] = ()  # programs that undo what was written; the list is not verified
    program: str = ""
    spares_memory: bool = False
    doubts_gateway: bool = False  # the time that the gateway signs cannot be true
    copied: str = ""  # ISO, the day up to which everything is in a verified copy


class KeyReplaced(Payload, frozen=True, kw_only=True):
    """The last word of a device: that PC goes on under another key (đổi khóa của máy).

    See `sync.protocol.certificate.Replacement`: whoever knew the old one knows the new one.
    """

    kind: ClassVar[str] = "device.key_replaced"
    office_act: ClassVar[OfficeAct | None] = OfficeAct.REPLACE_KEY

    public_key: str  # hex
    proof: str  # hex, signed by the new key
    heads: tuple[tuple[str, int, str], ...] = ()
