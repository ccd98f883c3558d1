"""Facts of a machine under Linux, from files that anybody may read; the root is handed to tests."""

import os
import platform
from pathlib import Path

from app.system.hardware_facts import (
    DiskFacts,
    DiskHealth,
    DiskKind,
    Power,
    Printers,
    SystemFacts,
)

ROOT = Path("/")
_MMC_NORMAL = "0x01"
_MMC_WORN = frozenset({"0x02", "0x03"})


def system(root: Path = ROOT) -> SystemFacts:
    """The distribution, the kernel, processor and memory."""
    return SystemFacts(
        system="linux",
        name=_value(root / "etc/os-release", "PRETTY_NAME", "=").strip('"'),
        release=platform.release(),
        is_64_bit=platform.machine().endswith("64"),
        cpu=_value(root / "proc/cpuinfo", "model name", ":"),
        cores=os.cpu_count() or 1,
        ram_bytes=_kilobytes(_value(root / "proc/meminfo", "MemTotal", ":")) << 10,
    )


def disk_under(folder: Path, root: Path = ROOT) -> DiskFacts:
    """The block device under a folder; an overlay, a tmpfs or a share has none."""
    device = folder.stat().st_dev
    return _block(root / f"sys/dev/block/{os.major(device)}:{os.minor(device)}")


def printers(root: Path = ROOT) -> Printers:
    """The print system's own list, which it writes for old programs."""
    listed = _text(root / "etc/printcap")
    if not listed:
        return Printers()
    names = [line for line in listed.splitlines() if line[:1] not in {"", "#", " ", "\t"}]
    chosen = _text(root / "etc/cups/lpoptions")
    return Printers(len(names), has_default="Default " in chosen or len(names) == 1)


def power(root: Path = ROOT) -> Power:
    """Batteries that feed the machine, not a mouse."""
    folder = root / "sys/class/power_supply"
    if not folder.exists():
        return Power()
    supplies = sorted(folder.iterdir())
    own = [one for one in supplies if _text(one / "scope") != "Device"]
    mains = [_text(one / "online") == "1" for one in own if _text(one / "type") == "Mains"]
    battery = any(_text(one / "type") == "Battery" for one in own)
    return Power(battery, on_mains=any(mains) if mains else None)


def _block(device: Path) -> DiskFacts:
    """Follow a partition, or a mapped volume, to the disk that carries it."""
    if not device.exists():
        return DiskFacts()
    place = device.resolve()
    whole = place.parent if (place / "partition").exists() else place
    slaves = sorted((whole / "slaves").iterdir()) if (whole / "slaves").exists() else []
    if slaves:
        return _block(slaves[0])
    return DiskFacts(kind=_kind(whole), health=_health(whole), physical=whole.name)


def _kind(whole: Path) -> DiskKind:
    if any(part.startswith("usb") for part in whole.parts):
        return DiskKind.USB
    match _text(whole / "queue/rotational"):
        case "0":
            return DiskKind.SSD
        case "1":
            return DiskKind.HDD
        case _:
            return DiskKind.UNKNOWN


def _health(whole: Path) -> DiskHealth:
    """Soldered flash tells anybody how worn it is; other disks tell only the administrator."""
    worn = _text(whole / "device/pre_eol_info")
    if worn in _MMC_WORN:
        return DiskHealth.FAILING
    return DiskHealth.GOOD if worn == _MMC_NORMAL else DiskHealth.UNKNOWN


def _value(path: Path, name: str, mark: str) -> str:
    """What stands behind `name` in a file of lines `name = value`."""
    for line in _text(path).splitlines():
        left, found, right = line.partition(mark)
        if found and left.strip() == name:
            return right.strip()
    return ""


def _kilobytes(said: str) -> int:
    number = said.partition(" ")[0]
    return int(number) if number.isdigit() else 0


def _text(path: Path) -> str:
    """A small file of the system; one that is not there or not for us says nothing."""
    try:
        return path.read_text("utf-8").strip()
    except OSError:
        return ""
