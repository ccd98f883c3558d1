"""`motcua sync once`: one round with the province now, then the files that acts name."""

import argparse

from app.cli.answers import Subparsers, say, say_json
from app.cli.unlocking import open_desk
from app.usecases import synchronise
from app.usecases.synchronise import RoundReport


def add_parser(subparsers: Subparsers) -> None:
    """Describe `sync once`."""
    parser = subparsers.add_parser("sync", help="send and take now")
    actions = parser.add_subparsers(dest="action", required=True)
    once = actions.add_parser("once", help="one round now")
    once.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Run one round."""
    with open_desk(args) as desk:
        facts = as_json(synchronise.one_round(desk))
        turn = synchronise.send_files(desk)
        facts |= {"files": turn.sent, "files_bytes_up": turn.traffic.bytes_up}
        facts["files_waiting"] = synchronise.status(desk).waiting_files
    say_json(facts) if args.json else say("\n".join(f"{k}: {v}" for k, v in facts.items()))
    return 0


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
    }
