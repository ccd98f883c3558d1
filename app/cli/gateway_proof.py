"""`motcua gateway proof check FILE`: the province holds proofs against its own books."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from app.cli.answers import FAILED, WrongUse, say, say_json
from app.cli.gateway_data import opened
from app.cli.proof import lines as said_lines
from app.domain.errors import RuleViolation
from app.domain.papers import wording
from app.domain.papers.proof import NOT_YET
from app.portal.proofs import Booked, Head, Proven, check_proof
from app.usecases.proof_papers import Checked

_LARGEST = 1 << 20
_NAMES = {"due": "Hẹn trả", "decided": "Giải quyết xong", "recorded": "Hệ thống tỉnh ghi"}
_HEADS = {
    Head.HELD: "Nhật ký mà giấy dẫn có trong sổ của tỉnh.",
    Head.NOT_YET: "Nhật ký mà giấy dẫn chưa về tới tỉnh: kiểm lại sau khi máy đó gửi xong.",
    Head.OTHER: "NHẬT KÝ MÀ GIẤY DẪN KHÁC sổ của tỉnh: giấy của máy sao chép hoặc giấy giả.",
}


def describe(parser: argparse.ArgumentParser) -> None:
    """A file with what a scanner read, one code a line; `-` is the input."""
    parser.add_argument("deed", choices=["check"])
    parser.add_argument("file", metavar="FILE", help="scanned codes MC2/..., one a line; or -")


def check(args: argparse.Namespace) -> int:
    """Say of each code what it holds; 1 where one of them does not hold."""
    codes = _codes(args.file)
    with opened(args) as gateway:
        found = [check_proof(gateway, code) for code in codes]
    if args.json:
        say_json([_facts(one) for one in found])
    else:
        say("\n\n".join("\n".join(_lines(one)) for one in found))
    return 0 if all(one.agrees for one in found) else FAILED


def _codes(file: str) -> list[str]:
    """The codes in a file; raises `WrongUse` where it cannot be read or holds none."""
    try:
        text = sys.stdin.read(_LARGEST) if file == "-" else _text(Path(file))
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse("gateway proof check FILE") from error
    codes = [line.strip() for line in text.splitlines() if line.strip()]
    if not codes:
        raise RuleViolation("proof_qr_unreadable")
    return codes


def _text(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(_LARGEST).decode("utf-8-sig")


def _lines(found: Proven) -> Iterator[str]:
    """The paper's own facts, then what our books say of them."""
    yield from said_lines(Checked(found.said, found.is_genuine, found.name))
    if not found.device:
        yield "Tỉnh chưa từng ghi danh máy này."
        return
    revoked = ", đã bị thu hồi" if found.is_revoked else ""
    yield f"Máy {found.device}, xã {found.commune}{revoked}. {_HEADS[found.head]}"
    if found.said.is_of_list:
        yield "Danh sách: kiểm từng giấy của từng hồ sơ để so với sổ của tỉnh."
    elif found.booked is None:
        yield "Sổ của tỉnh chưa có hồ sơ mã này đã giải quyết xong."
    else:
        yield from _booked(found, found.booked)


def _booked(found: Proven, booked: Booked) -> Iterator[str]:
    for name, term in _NAMES.items():
        at = getattr(booked, name)
        when = wording.clock_and_date(at) if at else NOT_YET
        mark = " ≠ KHÁC VỚI GIẤY" if name in found.differing else ""
        yield f"Sổ của tỉnh, {term}: {when}{mark}"
    yield "Giờ máy chủ tỉnh nhận: theo chữ ký của máy chủ mà máy ở xã giữ; sổ không ghi riêng."


def _facts(found: Proven) -> dict[str, object]:
    return {
        "code": found.said.code,
        "device": found.said.head.device,
        "name": found.name,
        "commune": found.commune,
        "revoked": found.is_revoked,
        "genuine": found.is_genuine,
        "head": found.head.value,
        "booked": msgspec.to_builtins(found.booked),
        "differing": list(found.differing),
        "agrees": found.agrees,
    }
