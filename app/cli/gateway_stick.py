"""`motcua gateway enrol-stick` and `confirm-stick`: letting a PC in that has no line."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from app.cli.answers import WrongUse
from sync.gateway import stick_enrolment
from sync.gateway.acts import Acts
from sync.gateway.faults import NoSuchDevice
from sync.gateway.gateway import Gateway

ASK = "Máy ở xã hiện sáu số nào? "


def describe_answer(parser: argparse.ArgumentParser) -> None:
    """A request from the stick, an answer onto it."""
    parser.add_argument("--request", type=Path, required=True, metavar="FILE")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.add_argument("--url", default="", metavar="URL", help="where the PC reaches us later")


def answered(gateway: Gateway, args: argparse.Namespace) -> tuple[dict[str, str], str]:
    """Write the answer; nothing is decided by it."""
    made = stick_enrolment.answer(gateway, args.request.read_bytes(), args.url)
    args.out.write_bytes(made.file)
    told = {"device": made.device, "commune": made.commune, "name": made.name}
    return told, f"{made.device}: {made.name}. Chép {args.out.name} vào USB, đem về máy ở xã."


def describe_confirm(parser: argparse.ArgumentParser) -> None:
    """The device that is on the telephone."""
    parser.add_argument("--device", required=True, metavar="ID")
    parser.add_argument("--by", default="operator", metavar="OPERATOR")


def confirmed(
    gateway: Gateway, args: argparse.Namespace, read: Callable[[], str] = sys.stdin.readline
) -> tuple[dict[str, str], str]:
    """Draw a number, say it, hear six digits, and let the PC in or not."""
    if args.device not in stick_enrolment.waiting(gateway):
        raise NoSuchDevice(args.device)
    drawn = stick_enrolment.number(gateway)
    sys.stderr.write(f"Đọc cho cán bộ ở xã gõ số: {drawn[:3]} {drawn[3:]}\n{ASK}")
    sys.stderr.flush()
    heard = read().strip()
    if not heard:
        raise WrongUse("--device ID")
    commune = Acts(gateway, args.by).admit_by_stick(args.device, drawn, heard)
    told = {"device": args.device, "commune": commune}
    return told, f"{args.device}: hai bên khớp, đã nhận máy. Báo cán bộ ở xã bấm «Khớp»."
