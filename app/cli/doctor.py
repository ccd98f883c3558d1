"""`motcua doctor`: how this PC fares, for the technician; names no citizen."""

import argparse
import json
from pathlib import Path

from app.cli.answers import FAILED, Subparsers, say, say_json
from app.cli.unlocking import open_desk
from app.ui.words import sentence
from app.usecases import health
from app.usecases.administration import this_pc
from app.usecases.health import Check


def add_parser(subparsers: Subparsers) -> None:
    """Describe `doctor`."""
    parser = subparsers.add_parser("doctor", help="look at disk, database, clock and line")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--report", type=Path, default=None, metavar="FILE")


def run(args: argparse.Namespace) -> int:
    """Look, and say what was found; with an officer's password also inside the database."""
    if args.officer or args.password_file:
        with open_desk(args) as desk:
            checks = health.doctor(this_pc(args.profile), desk)
    else:
        checks = health.doctor(this_pc(args.profile))
    facts = as_json(checks)
    if args.report:
        args.report.write_text(json.dumps(facts, indent=2) + "\n", "utf-8")
    say_json(facts) if args.json else say("\n".join(_line(check) for check in checks))
    return 0 if facts["ok"] else FAILED


def as_json(checks: tuple[Check, ...]) -> dict[str, object]:
    """Return the checks as plain values."""
    return {
        "ok": all(check.ok for check in checks),
        "checks": [
            {"name": c.name, "ok": c.ok, "code": c.code or None, "figure": c.figure or None}
            for c in checks
        ],
    }


def _line(check: Check) -> str:
    """Say one check in the office's language; a fault has its code and what to do."""
    name = _NAMES.get(check.name, check.name)
    if check.ok:
        return f"[tốt] {name}: {check.figure}" if check.figure else f"[tốt] {name}"
    fault = sentence(check.code)
    said = (f"[LỖI] {name}: {fault.code}:", fault.what, fault.remedy)
    return " ".join(part for part in said if part)


_NAMES = {
    "program": "chương trình",
    "resources": "danh mục, lịch nghỉ, số xã phường",
    "office": "cơ quan, số cán bộ trên máy",
    "folder": "thư mục dữ liệu",
    "room on the disk": "ổ đĩa còn trống",
    "journal": "sổ ghi trên máy, số việc / số hồ sơ",
    "clock": "đồng hồ",
    "dossiers that wait": "hồ sơ chờ gửi",
    "last contact": "lần gần nhất liên hệ với tỉnh",
    "last copy": "bản sao lưu gần nhất",
    "scans": "bản quét trên máy",
}
