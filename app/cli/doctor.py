"""`motcua doctor`: how this PC fares, for the technician; names no citizen."""

import argparse
from pathlib import Path

from app.cli.answers import FAILED, Subparsers, say, say_json
from app.cli.unlocking import open_desk
from app.ui.words import sentence
from app.ui.words.doctor import figure_of, name_of
from app.usecases import health
from app.usecases.administration import this_pc
from app.usecases.checks import Check
from app.usecases.desk import Desk
from app.usecases.doctor_report import report, save, write
from app.usecases.line_chain import LineWalk, noted_side, own_side


def add_parser(subparsers: Subparsers) -> None:
    """Describe `doctor`."""
    parser = subparsers.add_parser("doctor", help="look at disk, database, clock and line")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--report", type=Path, default=None, metavar="FILE")
    parser.add_argument("--plain", action="store_true", help="do not seal the report")


def run(args: argparse.Namespace) -> int:
    """Look, and say what was found; with an officer's password also inside the database."""
    if args.officer or args.password_file:
        with open_desk(args) as desk:
            return _told(args, _looked(args, desk), desk)
    return _told(args, _looked(args, None), None)


def _looked(args: argparse.Namespace, desk: Desk | None) -> tuple[Check, ...]:
    pc = this_pc(args.profile)
    own = own_side(desk) if desk else noted_side(pc.profile)
    return (*LineWalk(own, pc.machine).links(), *health.doctor(pc, desk))


def _told(args: argparse.Namespace, checks: tuple[Check, ...], desk: Desk | None) -> int:
    facts = as_json(checks)
    if args.report:
        pc = this_pc(args.profile)
        said = report(checks, pc)
        write(args.report, said) if args.plain else save(desk, pc, args.report, said)
    say_json(facts) if args.json else say("\n".join(_line(check) for check in checks))
    return 0 if facts["ok"] else FAILED


def as_json(checks: tuple[Check, ...]) -> dict[str, object]:
    """Return the checks as plain values; `ok` is null for what could not be looked at."""
    return {"ok": not any(check.fails for check in checks), "checks": [_plain(c) for c in checks]}


def _plain(check: Check) -> dict[str, object]:
    told = sentence(check.code) if check.code else None
    return {
        "name": check.name,
        "ok": check.ok,
        "code": check.code or None,
        "figure": check.figure or None,
        "group": check.group.value,
        "number": told.code if told else None,
        "what": told.what if told else None,
        "remedy": told.remedy if told else None,
    }


def _line(check: Check) -> str:
    """Say one check in the office's language; a fault has its code and what to do."""
    name = name_of(check.name)
    if not check.code:
        mark = "[chưa xét]" if check.ok is None else "[tốt]"
        return f"{mark} {name}: {figure_of(check.figure)}" if check.figure else f"{mark} {name}"
    fault = sentence(check.code)
    mark = "[LỖI]" if check.fails else "[lưu ý]"
    said = (f"{mark} {name}: {fault.code}:", fault.what, fault.remedy)
    return " ".join(part for part in said if part)
