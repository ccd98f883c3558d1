"""`motcua precheck`: whether this PC can carry the program; runs from the stick, writes nothing."""

import argparse
import sys
from importlib import import_module
from pathlib import Path

import msgspec

from app.cli.answers import FAILED, Subparsers, say, say_json
from app.ui.words import precheck as words
from app.usecases import precheck
from app.usecases.precheck import RESULTS, Weight


def add_parser(subparsers: Subparsers) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("precheck", help="can this PC carry the program?")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--label", default="", metavar="TEXT", help="a name for the PC, no person")
    parser.add_argument("--out", type=Path, default=None, metavar="DIR", help="keep the result")
    parser.add_argument("--window", action="store_true", help="in a window, for the stick")


def run(args: argparse.Namespace) -> int:
    """Look, say, keep where it was asked for; 1 when the PC cannot be used as it is."""
    if args.window:
        return int(import_module("app.ui.precheck").show(args.out or on_stick()))
    result = precheck.look(label=args.label)
    if args.out is not None:
        precheck.keep(result, args.out)
    if args.json:
        say_json(msgspec.to_builtins(result))
    else:
        for line in words.lines(result):
            say(line)
    return FAILED if result.verdict is Weight.BAD else 0


def on_stick() -> Path:
    """Beside the program's folder: on the stick when it runs from there."""
    folder = Path(sys.executable).parent.parent if hasattr(sys, "frozen") else Path.cwd()
    return folder / RESULTS
