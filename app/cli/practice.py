"""`motcua practice`: the practice window; `--fresh` makes the practice office anew."""

import argparse
from importlib import import_module

from app.cli.answers import Subparsers
from app.cli.display import NoDisplay, has_display


def add_parser(subparsers: Subparsers) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("practice", help="practise with invented people")
    parser.add_argument("--fresh", action="store_true", help="forget what was practised before")


def run(args: argparse.Namespace) -> int:
    """Open the window until it is closed."""
    if not has_display():
        raise NoDisplay
    return int(import_module("app.ui.practice.window").run(args.profile, fresh=args.fresh))
