"""`motcua proof check`: whether a scanned proof of timeliness is genuine; needs no line."""

import argparse

from app.cli.answers import FAILED, Subparsers, say
from app.cli.unlocking import open_desk
from app.domain.papers import wording
from app.domain.papers.proof import NOT_YET
from app.usecases.proof_papers import Checked, check

_MOMENTS = ("Hẹn trả", "Giải quyết xong", "Gửi lần đầu", "Máy chủ tỉnh nhận", "Hệ thống tỉnh ghi")
_SUMS = ("Hồ sơ được giải quyết", "Quá hạn thật", "Tỉnh nhận muộn", "Mã kiểm của danh sách")


def add_parser(subparsers: Subparsers) -> None:
    """Describe `proof check`."""
    parser = subparsers.add_parser("proof", help="check a scanned proof of timeliness")
    actions = parser.add_subparsers(dest="action", required=True)
    checking = actions.add_parser("check", help="is its signature that of a PC known here?")
    checking.add_argument("--text", required=True, metavar="MC2/...")


def run(args: argparse.Namespace) -> int:
    """Say what it holds; 1 where nobody known here has signed it."""
    with open_desk(args) as desk:
        found = check(desk, args.text)
    say("\n".join(lines(found)))
    return 0 if found.is_genuine else FAILED


def lines(found: Checked) -> list[str]:
    """What the code says, to be compared with the paper."""
    said = found.said
    signer = found.pc or said.head.device
    told = (
        f"Chữ ký đúng, của máy {signer}."
        if found.is_genuine
        else f"CHỮ KÝ KHÔNG ĐÚNG hoặc không biết máy {signer}."
    )
    if said.is_of_list:
        facts = [f"{name}: {fact}" for name, fact in zip(_SUMS, said.facts, strict=True)]
    else:
        moments = zip(_MOMENTS, said.moments, strict=True)
        facts = [f"{name}: {wording.clock_and_date(at) if at else NOT_YET}" for name, at in moments]
    return [told, f"Mã: {said.code}", *facts]
