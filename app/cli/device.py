"""`motcua device`: make this PC known to the province, and say what it is."""

import argparse
from collections.abc import Callable
from pathlib import Path

from app.cli.answers import Subparsers, answer, say, say_json
from app.cli.unlocking import open_desk
from app.domain.errors import RuleViolation
from app.usecases import new_key, stick_enrolment, synchronise
from app.usecases.desk import Desk
from app.usecases.gateway_known import known_gateway
from app.usecases.own_revocation import is_own_revoked
from app.usecases.synchronise import SyncStatus
from sync.protocol.errors import Unreachable


def add_parser(subparsers: Subparsers) -> None:
    """Describe `device enrol` and `device status`."""
    parser = subparsers.add_parser("device", help="enrol this PC; say what it is")
    actions = parser.add_subparsers(dest="action", required=True)
    enrol = actions.add_parser("enrol", help="make this PC known by a one-time code")
    enrol.add_argument("--url", required=True)
    enrol.add_argument("--code", required=True)
    enrol.add_argument("--json", action="store_true")
    ask = actions.add_parser("ask-by-stick", help="write a request for the province onto a stick")
    ask.add_argument("--out", type=Path, required=True, metavar="DIR")
    take = actions.add_parser("answer-by-stick", help="take the province's answer")
    take.add_argument("--file", type=Path, required=True, metavar="FILE")
    compare = actions.add_parser("compare", help="compare six digits by telephone")
    compare.add_argument("--number", required=True, metavar="NNNNNN")
    compare.add_argument("--agreed", action="store_true", help="the province says: the same")
    rotate = actions.add_parser("rotate", help="go on under a new key")
    rotate.add_argument("--url", help="with --code: where another copy of this PC works too")
    rotate.add_argument("--code", help="one-time code; the old key is not ended by this PC")
    status = actions.add_parser("status", help="device, gateway and what waits")
    status.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Run the action."""
    with open_desk(args) as desk:
        if args.action == "enrol":
            device = _enrolled(desk, args)
            say_json({"device": device}) if args.json else say(device)
            return 0
        if args.action == "rotate":
            say(_rotate(desk, args))
            return 0
        if args.action in _BY_STICK:
            say(_BY_STICK[args.action](desk, args))
            return 0
        status, fault = synchronise.status(desk), revoked(desk)
    return answer(as_json(status), _in_words(status), fault, as_json=args.json)


class NotReached(Exception):
    """The province could not be asked, so the PC is not enrolled; nothing is sent by itself."""

    code = "enrol_unreachable"


def _enrolled(desk: Desk, args: argparse.Namespace) -> str:
    try:
        return synchronise.enrol(desk, args.url, args.code)
    except Unreachable as why:
        raise NotReached from why


def revoked(desk: Desk) -> RuleViolation | None:
    """What is to be said where the province is known to count this PC no more."""
    return RuleViolation("device_revoked") if is_own_revoked(desk) else None


def _rotate(desk: Desk, args: argparse.Namespace) -> str:
    if args.code:
        known = known_gateway(desk.store.preferences)
        url = args.url or (known.url if known else "")
        return new_key.change_key_by_code(desk, url, args.code)
    return new_key.change_key(desk)


def _ask(desk: Desk, args: argparse.Namespace) -> str:
    return str(stick_enrolment.write_request(desk, args.out))


def _take(desk: Desk, args: argparse.Namespace) -> str:
    stick_enrolment.take_answer(desk, args.file)
    return "Gọi cho tỉnh để so sáu số."


def _compare(desk: Desk, args: argparse.Namespace) -> str:
    shown = stick_enrolment.digits(desk, args.number)
    return stick_enrolment.agree(desk) if args.agreed else shown


_BY_STICK: dict[str, Callable[[Desk, argparse.Namespace], str]] = {
    "ask-by-stick": _ask,
    "answer-by-stick": _take,
    "compare": _compare,
}


def _in_words(status: SyncStatus) -> str:
    last = status.last_contact
    waiting = (status.waiting_events, status.waiting_dossiers, status.waiting_bytes)
    facts = {
        "máy": status.device,
        "đợt ghi": status.epoch,
        "cổng của tỉnh": status.gateway or "chưa ghi danh",
        "chờ gửi": "{} việc, {} hồ sơ, {} byte".format(*waiting),
        "lần gần nhất liên hệ với tỉnh": f"{last:%H:%M %d/%m/%Y}" if last else "chưa",
        "đồng hồ": "tốt" if status.clock == "ok" else "có thể sai",
    }
    return "\n".join(f"{name}: {fact}" for name, fact in facts.items())


def as_json(status: SyncStatus) -> dict[str, object]:
    """Return the status as plain values; what is not known is null."""
    last = status.last_contact
    return {
        "device": status.device,
        "epoch": status.epoch,
        "enrolled": bool(status.gateway),
        "gateway": status.gateway or None,
        "waiting": {
            "events": status.waiting_events,
            "dossiers": status.waiting_dossiers,
            "bytes": status.waiting_bytes,
        },
        "last_contact": last.isoformat(timespec="seconds") if last else None,
        "clock": status.clock,
    }
