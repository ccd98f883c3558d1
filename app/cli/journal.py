"""`motcua journal`: recompute every hash, or fold the lists again from the events."""

import argparse
from pathlib import Path

from app.cli.answers import FAILED, Subparsers, must_agree, say, say_json
from app.cli.system_faults import must_be_folder
from app.cli.unlocking import EITHER, open_desk, password
from app.ui.words.command_lines import journal_lines, mend_question, mended_lines
from app.usecases import maintenance
from app.usecases.administration import this_pc
from app.usecases.maintenance import JournalReport


def add_parser(subparsers: Subparsers) -> None:
    """Describe `journal verify`, `journal rebuild` and `journal repair`."""
    parser = subparsers.add_parser("journal", help="verify or rebuild the records of this PC")
    actions = parser.add_subparsers(dest="action", required=True)
    for name, about in (("verify", "recompute every hash"), ("rebuild", "fold the lists again")):
        actions.add_parser(name, help=about).add_argument("--json", action="store_true")
    repair = actions.add_parser("repair", help="mend an office that does not open any more")
    repair.add_argument("--from", dest="folders", type=Path, action="append", default=[])
    repair.add_argument("--yes", action="store_true", help="do not ask")
    repair.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Run the action; a fault found is a failure."""
    if args.action == "repair":
        return _repair(args)
    work = maintenance.verify_journal if args.action == "verify" else maintenance.rebuild
    with open_desk(args) as desk:
        report = work(desk)
    show(report, as_json=args.json)
    return FAILED if report.faults else 0


def _repair(args: argparse.Namespace) -> int:
    for folder in args.folders:
        must_be_folder(folder)
    pc = this_pc(args.profile)
    secret = password(args.password_file, EITHER)
    must_agree(mend_question(pc.profile.path), is_answered=args.yes)
    told = maintenance.repair_office(pc, args.folders, args.officer, secret)
    facts = {
        "events": told.events,
        "salvaged": told.salvaged,
        "spoilt_pages": told.spoilt_pages,
        "copy": told.copy,
        "missing": list(told.missing),
    }
    say_json(facts) if args.json else say("\n".join(mended_lines(facts, told.missing)))
    return 0


def show(report: JournalReport, *, as_json: bool) -> None:
    """Say what was found."""
    facts = {
        "events": report.events,
        "dossiers": report.dossiers,
        "logs": report.logs,
        "anchored": report.anchored,
        "faults": list(report.faults),
    }
    say_json(facts) if as_json else say("\n".join(journal_lines(report)))
