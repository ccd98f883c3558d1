"""What can be known of a PC: the records that the twins for Windows and Linux fill in.

No name of a person, a PC, a printer or a folder is among them: they may leave the PC in a report.
"""

from enum import StrEnum

import msgspec


class DiskKind(StrEnum):
    """What a folder lies on."""

    HDD = "hdd"
    SSD = "ssd"
    USB = "usb"
    UNKNOWN = "unknown"


class DiskHealth(StrEnum):
    """What the disk says of itself, where the system tells it to anybody."""

    GOOD = "good"
    FAILING = "failing"
    UNKNOWN = "unknown"


class DiskFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The disk under a folder."""

    kind: DiskKind = DiskKind.UNKNOWN
    health: DiskHealth = DiskHealth.UNKNOWN
    free_bytes: int = 0
    total_bytes: int = 0
    physical: str = ""
    """The physical disk's name in this system, to compare two folders; empty when unknown."""


class SystemFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The operating system and the processor."""

    system: str
    """`windows` or `linux`."""
    name: str = ""
    """`Windows 10 Pro`, `Debian GNU/Linux 12 (bookworm)`."""
    release: str = ""
    """`22H2`; the kernel's version on Linux."""
    build: int = 0
    """Windows' build number; 0 elsewhere."""
    edition: str = ""
    is_64_bit: bool = True
    cpu: str = ""
    cores: int = 1
    ram_bytes: int = 0


class Printers(msgspec.Struct, frozen=True):
    """Printers that print on paper; `None` where the system does not say."""

    count: int | None = None
    has_default: bool | None = None


class Power(msgspec.Struct, frozen=True):
    """Whether a power cut is survived; `None` where the system does not say."""

    has_battery: bool | None = None
    on_mains: bool | None = None


class Hardware(msgspec.Struct, frozen=True, kw_only=True):
    """The machine as far as anybody without rights can know it."""

    system: SystemFacts
    disk: DiskFacts
    printers: Printers
    power: Power
    freeze: tuple[str, ...] = ()
    """Programs found that throw away what was written; the list is not verified."""
    zone_minutes: int = 420
    """Minutes by which the machine's own zone is ahead of UTC; the office's is 420."""
    is_clock_before_build: bool = False


WEAK_BELOW = 7 << 29
"""Bytes of RAM, 3.5 GiB: a PC sold with 4 GB tells a little less, since its graphics take some."""


def is_weak(known: Hardware) -> bool:
    """Whether this PC had better spare its memory; one that does not tell has enough."""
    return 0 < known.system.ram_bytes < WEAK_BELOW
