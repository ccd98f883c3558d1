"""Kiểm tra máy trước khi cài: whether a PC can carry the program, before anything is carried there.

Runs from the stick and writes nothing on the PC. What is kept of it names nobody: facts of the
machine, a label that the technician gives, and the verdict.
"""

import csv
import io
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import msgspec

from app.system import durable, hardware
from app.system.build import BUILT
from app.system.clock import OFFICE_TIME
from app.system.hardware import DiskHealth, DiskKind, Hardware
from app.system.machine import Machine
from app.system.paths import usual_profile
from sync.protocol.canonical import UNREADABLE

OLDEST_BUILD = 17763
"""Windows 10 1809: the oldest that Qt 6 runs on."""
LEAST_RAM, GOOD_RAM = 1_900 << 20, 3_700 << 20  # what 2 and 4 GB leave to Windows
LEAST_ROOM, GOOD_ROOM = 2 << 30, 10 << 30
OFFICE_ZONE = 420
RESULTS = "kiem-tra-may"
SUMMARY = "tong-hop.csv"
_LONGEST = 40


class Weight(StrEnum):
    """How much a finding weighs."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


class Finding(msgspec.Struct, frozen=True):
    """One thing looked at; `what` names the sentence, `figure` is what was seen."""

    what: str
    weight: Weight
    figure: str = ""


class Precheck(msgspec.Struct, frozen=True, kw_only=True):
    """A whole look at one PC."""

    pc: str
    """A short mark of the machine: the same PC gives the same; tells nothing else."""
    label: str = ""
    at: str = ""
    verdict: Weight
    findings: tuple[Finding, ...]
    facts: Hardware


def look(machine: Machine | None = None, folder: Path | None = None, label: str = "") -> Precheck:
    """Look at this PC; touches the disk and the registry, writes nothing."""
    here = machine or Machine.here()
    facts = hardware.facts(folder or usual_profile(), here.clock)
    found = tuple(judge(facts))
    return Precheck(
        pc=here.fingerprint[:8] or "khong-ro",
        label=_plain(label),
        at=here.clock.now().astimezone(OFFICE_TIME).isoformat(timespec="minutes"),
        verdict=worst(found),
        findings=found,
        facts=facts,
    )


def judge(facts: Hardware) -> Iterator[Finding]:
    """What each fact means for the program."""
    yield from (_system(facts), _bits(facts), _ram(facts), _room(facts), _disk(facts))
    yield _printer(facts)
    if facts.freeze:
        yield Finding("freeze", Weight.BAD, ", ".join(facts.freeze))
    else:
        yield Finding("no_freeze", Weight.GOOD)
    yield _clock(facts)
    yield Finding("antivirus_unknown", Weight.GOOD)


def worst(findings: tuple[Finding, ...]) -> Weight:
    """The verdict is that of the worst finding."""
    weights = {one.weight for one in findings}
    return next((one for one in (Weight.BAD, Weight.WARN) if one in weights), Weight.GOOD)


def keep(result: Precheck, folder: Path) -> Path:
    """Write one PC's result and the summary of all into a folder of the stick; raises `OSError`."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"may-{result.pc}.json"
    durable.replace(path, msgspec.json.format(msgspec.json.encode(result), indent=1))
    durable.replace(folder / SUMMARY, summary(kept(folder)))
    return path


def kept(folder: Path) -> tuple[Precheck, ...]:
    """Every result in a folder; a file that is none is passed over."""
    found = []
    for path in sorted(folder.glob("may-*.json")):
        try:
            found.append(msgspec.json.decode(path.read_bytes(), type=Precheck))
        except (*UNREADABLE, OSError):
            continue
    return tuple(found)


def summary(results: tuple[Precheck, ...]) -> bytes:
    """One line a PC, as Excel opens it."""
    text = io.StringIO()
    table = csv.writer(text, delimiter=";", lineterminator="\r\n")
    table.writerow(("Máy", "Nhãn", "Lúc", "Kết luận", "Hệ điều hành", "Bộ xử lý", "RAM (MB)"))
    for one in results:
        system = one.facts.system
        table.writerow(
            (
                one.pc,
                one.label,
                one.at,
                VERDICTS[one.verdict],
                f"{system.name} {system.release} {system.build or ''}".strip(),
                system.cpu,
                system.ram_bytes >> 20,
            )
        )
    return text.getvalue().encode("utf-8-sig")


VERDICTS = {
    Weight.GOOD: "Dùng được",
    Weight.WARN: "Dùng được nhưng cần lưu ý",
    Weight.BAD: "Không dùng được như hiện nay",
}


def _system(facts: Hardware) -> Finding:
    system = facts.system
    figure = f"{system.name} {system.release} ({system.build})" if system.build else system.name
    if system.system == "windows" and system.build < OLDEST_BUILD:
        return Finding("windows_too_old", Weight.BAD, figure)
    return Finding("system_fits", Weight.GOOD, figure)


def _bits(facts: Hardware) -> Finding:
    system = facts.system
    figure = f"{system.cpu}, {system.cores}".strip(", ")
    if not system.is_64_bit:
        return Finding("not_64_bit", Weight.BAD, figure)
    return Finding("processor_fits", Weight.GOOD, figure)


def _ram(facts: Hardware) -> Finding:
    size = facts.system.ram_bytes
    figure = f"{size >> 20} MB"
    if not size:
        return Finding("memory_unknown", Weight.WARN)
    if size < LEAST_RAM:
        return Finding("memory_too_small", Weight.BAD, figure)
    if size < GOOD_RAM:
        return Finding("memory_small", Weight.WARN, figure)
    return Finding("memory_fits", Weight.GOOD, figure)


def _room(facts: Hardware) -> Finding:
    free = facts.disk.free_bytes
    figure = f"{free / (1 << 30):.1f} GB".replace(".", ",")
    if free < LEAST_ROOM:
        return Finding("disk_room_too_small", Weight.BAD, figure)
    if free < GOOD_ROOM:
        return Finding("disk_room_small", Weight.WARN, figure)
    return Finding("disk_room_fits", Weight.GOOD, figure)


def _disk(facts: Hardware) -> Finding:
    disk = facts.disk
    kind = {DiskKind.HDD: "HDD", DiskKind.SSD: "SSD", DiskKind.USB: "USB"}.get(disk.kind, "")
    if disk.health is DiskHealth.FAILING:
        return Finding("disk_failing", Weight.BAD, kind)
    if disk.kind is DiskKind.USB:
        return Finding("disk_is_stick", Weight.BAD, kind)
    if disk.health is DiskHealth.GOOD:
        return Finding("disk_healthy", Weight.GOOD, kind)
    return Finding("disk_health_unknown", Weight.GOOD, kind)


def _printer(facts: Hardware) -> Finding:
    printers = facts.printers
    if printers.count is None:
        return Finding("printer_unknown", Weight.WARN)
    if not printers.count:
        return Finding("printer_missing", Weight.WARN)
    if not printers.has_default:
        return Finding("printer_not_default", Weight.WARN, str(printers.count))
    return Finding("printer_fits", Weight.GOOD, str(printers.count))


def _clock(facts: Hardware) -> Finding:
    if facts.is_clock_before_build:
        return Finding("clock_behind", Weight.WARN, f"{BUILT:%d/%m/%Y}")
    if facts.zone_minutes != OFFICE_ZONE:
        return Finding("zone_wrong", Weight.WARN, f"{facts.zone_minutes:+d}")
    return Finding("clock_fits", Weight.GOOD)


def _plain(label: str) -> str:
    """A label as a cell holds it: short, on one line, and no formula."""
    return " ".join(label.split()).lstrip("=+-@")[:_LONGEST]
