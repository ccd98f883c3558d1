"""The doctor's report: by an allow-list, so that what nobody thought of stays here.

A check comes out as its name, its outcome and its code. A figure comes out only for the checks
named here, and only where it looks as its pattern says. The log is counted, never quoted.
"""

import json
import logging
import re
from collections import Counter
from pathlib import Path

from app.domain.errors import RuleViolation
from app.system import hardware
from app.system.clock import OFFICE_TIME
from app.system.version import VERSION
from app.usecases import helpdesk
from app.usecases.administration import ThisPc
from app.usecases.checks import Check
from app.usecases.desk import Desk

_NUMBERS = re.compile(r"(?=.{1,40}\Z)(?:\d{1,7}(?!\d)|[ /+:,;-])+")  # no address, no long number
_PORT = re.compile(r"\d{1,5}")
_DAYS = re.compile(r"[+-]\d{1,6}")
_MEGABYTES = re.compile(r"\d{1,9} MB")
_WORD = re.compile(r"[a-z]{1,12}")
_FIGURES = {
    "adapter": _WORD,
    "tcp": _PORT,
    "tls": _DAYS,
    "signed time": _NUMBERS,
    "version": _NUMBERS,
    "last ack": _NUMBERS,
    "room on the disk": _MEGABYTES,
    "memory": _MEGABYTES,
    "disk": _WORD,
    "zone": _NUMBERS,
    "printer": _NUMBERS,
    "journal": _NUMBERS,
    "dossiers that wait": _NUMBERS,
    "program files": _NUMBERS,
    "scans": _NUMBERS,
    "second disk": _NUMBERS,
}
_NAME = re.compile(r"[a-z ]{1,24}")
_CODE = re.compile(r"[a-z_]{1,40}")
_LEVEL = re.compile(
    r"^[0-9-]{10} [0-9:,.]{6,15} (INFO|WARNING|ERROR|CRITICAL) ((?:app|sync)\.[a-z_.]{1,60}):",
    re.MULTILINE,
)
_MOST_LOG = 6 << 20
_MOST_LINES = 40


def report(checks: tuple[Check, ...], pc: ThisPc) -> bytes:
    """What may leave this PC, as JSON that a person can read before it does."""
    said = {
        "kind": "motcua-report",
        "program": VERSION,
        "made": pc.machine.clock.now().astimezone(OFFICE_TIME).isoformat(timespec="minutes"),
        "ok": not any(check.fails for check in checks),
        "checks": [_told(check) for check in checks],
        "machine": _machine(pc),
        "log": _log(pc),
    }
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode()


def seal_key(desk: Desk | None, pc: ThisPc) -> bytes | None:
    """The helpdesk's key, before the sign-in as it was noted; None where it is not known here."""
    if desk is None:
        return helpdesk.noted_key(pc.profile)
    return helpdesk.key_of_helpdesk(desk.store.reader())


def save(desk: Desk | None, pc: ThisPc, path: Path, content: bytes) -> None:
    """Write the report, sealed where it can be; raises `RuleViolation("report_not_saved")`."""
    key = seal_key(desk, pc)
    write(path, content if key is None else helpdesk.seal(key, pc.machine, content))


def write(path: Path, content: bytes) -> None:
    """Write it as it is; raises `RuleViolation("report_not_saved")`."""
    try:
        path.write_bytes(content)
    except OSError as why:
        raise RuleViolation("report_not_saved") from why


def _told(check: Check) -> dict[str, object]:
    pattern = _FIGURES.get(check.name)
    figure = check.figure if pattern and pattern.fullmatch(check.figure) else ""
    return {
        "name": check.name if _NAME.fullmatch(check.name) else "",
        "ok": check.ok,
        "code": check.code if _CODE.fullmatch(check.code) else "",
        "figure": figure,
    }


def _machine(pc: ThisPc) -> dict[str, object]:
    about = hardware.facts(pc.profile.path, pc.machine.clock)
    return {
        "system": about.system.system,
        "build": about.system.build,
        "is_64_bit": about.system.is_64_bit,
        "cores": about.system.cores,
        "ram_mb": about.system.ram_bytes >> 20,
        "disk": about.disk.kind.value,
        "disk_health": about.disk.health.value,
        "free_mb": about.disk.free_bytes >> 20,
        "printers": about.printers.count,
        "zone_minutes": about.zone_minutes,
    }


def _log(pc: ThisPc) -> list[str]:
    """How often which part of the program wrote a line of which gravity; not one of its words."""
    try:
        text = (pc.profile.logs / "motcua.log").read_text("utf-8", "replace")[-_MOST_LOG:]
    except OSError:
        return []
    ours = logging.root.manager.loggerDict  # whatever else a line names, it is no part of us
    lines = ((level, part) for level, part in _LEVEL.findall(text) if part in ours)
    found = Counter(f"{level} {part}" for level, part in lines)
    return [f"{line}: {count}" for line, count in found.most_common(_MOST_LINES)]
