"""`motcua sync`: one round with the province now, and the answer that is due after a restore."""

import argparse

from app.cli.answers import Subparsers, answer, must_agree
from app.cli.device import revoked
from app.cli.unlocking import open_desk
from app.ui.words.command_lines import held_line, held_question, round_lines
from app.usecases import synchronise
from app.usecases.sync_hold import held_since, let_rounds_go
from app.usecases.synchronise import RoundReport


def add_parser(subparsers: Subparsers) -> None:
    """Describe `sync once` and `sync confirm`."""
    parser = subparsers.add_parser("sync", help="send and take now")
    actions = parser.add_subparsers(dest="action", required=True)
    once = actions.add_parser("once", help="one round now")
    once.add_argument("--json", action="store_true")
    confirm = actions.add_parser("confirm", help="after a restore: the old PC runs no more")
    confirm.add_argument("--yes", action="store_true", help="do not ask")
    confirm.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Run one round, or let rounds go again."""
    if args.action == "confirm":
        return _confirm(args)
    with open_desk(args) as desk:
        facts = as_json(synchronise.one_round(desk))
        turn = synchronise.send_files(desk)
        facts |= {"files": turn.sent, "files_bytes_up": turn.traffic.bytes_up}
        facts["files_waiting"] = synchronise.status(desk).waiting_files
        fault = revoked(desk)
    return answer(facts, "\n".join(round_lines(facts)), fault, as_json=args.json)


def _confirm(args: argparse.Namespace) -> int:
    """The old PC runs no more: said by a person, once, after a restore."""
    with open_desk(args) as desk:
        until = held_since(desk)
        if until is not None:
            must_agree(held_question(until), is_answered=args.yes)
            let_rounds_go(desk)
    return answer({"was_held": until is not None}, held_line(until), None, as_json=args.json)


def as_json(report: RoundReport) -> dict[str, object]:
    """Return what the round did as plain values."""
    return {
        "sent": report.sent,
        "received": report.received,
        "bytes_up": report.bytes_up,
        "bytes_down": report.bytes_down,
        "round_trips": report.round_trips,
        "seconds": round(report.seconds, 3),
        "waiting": report.waiting,
        "more": report.more,
    }
